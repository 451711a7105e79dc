"""A town that has an agreement with a goal, for stories of projects."""
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace

from saan.agencies.actions import enlist
from saan.core import clock
from saan.core.things import SYSTEM
from saan.decisions.models import Committee, Ground, Item, Meeting, Proposal, Resolution, Source
from saan.network.actions.agreements import sign
from saan.network.models import Goal
from saan.people.actions import appoint, enrol
from saan.plans.actions.projects import start
from saan.plans.models import Project
from saan.plans.rules.projects import year_of
from saan.trail.actions import tie
from saan.voices.actions.themes import gather
from tests.town import settle, stand


def city(code: str = "930307") -> SimpleNamespace:
    """Return a town with an agency, its partner, and a goal of an agreement that is in term."""
    town = settle(code)
    town.agency = enlist(name="ศูนย์เยาวชนริมน้ำ", home=town.area, by=SYSTEM)
    town.partner = enrol(name="มานี ช่วยงาน", by=SYSTEM, email=f"partner{town.city.pk}@example.org")
    appoint(person=town.partner, word="partner", at=town.agency, by=SYSTEM)
    town.goal = goal(town)
    return town


def goal(town: SimpleNamespace, starts_on: date | None = None, ends_on: date | None = None) -> Goal:
    """Return the goal of an agreement of the town."""
    today = clock.today()
    starts_on = starts_on or today - timedelta(days=30)
    agreement = sign(
        authority=town.city, title="ข้อตกลงเมืองเด็ก", parties=[town.city, town.agency], goals=["พื้นที่เรียนรู้ของทุกคน"],
        signed_on=min(starts_on, today), starts_on=starts_on, ends_on=ends_on or today + timedelta(days=900),
        by=town.officer)
    return agreement.goals.get()


def project(town: SimpleNamespace, **more) -> Project:
    """Return a project of the town that came from its goal."""
    today = clock.today()
    said = {"title": "ลานเล่นริมน้ำ", "authority": town.city, "area": town.area, "agency": town.agency,
            "by": town.officer, "year": year_of(today), "starts_on": today, "ends_on": today + timedelta(days=90)}
    origin = {} if "resolution" in more else {"goal": town.goal}
    return start(**said | origin | more)


def resolution(town: SimpleNamespace, *roots, met_on: date | None = None) -> Resolution:
    """Return a resolution that answers one proposal, which stands on these themes, statements, rounds or voices."""
    proposal = Proposal.objects.create(
        authority=town.city, area=town.area, title="ลานเล่นริมน้ำ", text="ขอลานเล่นที่มีไฟ", agency=town.agency,
        due_at=clock.now() + timedelta(days=30), by_kind="person", by_id=town.council.pk)
    Source.objects.bulk_create(Source(proposal=proposal, **{root.kind: root}) for root in roots)
    committee, _new = Committee.objects.get_or_create(authority=town.city, name="คณะกรรมการเมือง")
    met_at = datetime.combine(met_on or clock.today(), time(9), UTC)
    meeting = Meeting.objects.create(committee=committee, number=Meeting.objects.count() + 1, year=met_at.year,
                                     meets_at=met_at, where="ห้องประชุมใหญ่")
    item = Item.objects.create(meeting=meeting, number=1, proposal=proposal)
    made = Resolution.objects.create(meeting=meeting, item=item, number=1, text="ให้ทำลานเล่นริมน้ำ", owner=town.agency,
                                     due_on=clock.today() + timedelta(days=60), by_kind="person", by_id=town.officer.pk)
    Ground.objects.create(resolution=made, proposal=proposal)
    tie("proposed", proposal, by=town.council, area=town.area.code, because=roots)
    tie("resolved", made, by=town.officer, area=town.area.code, because=[proposal])
    return made


def themed(town: SimpleNamespace, voices: int, name: str = "ลานเล่น") -> SimpleNamespace:
    """Return a theme of so many voices that stand, and the voices."""
    said = [stand(town, f"อยากได้ลานเล่น {number}").voice for number in range(voices)]
    return SimpleNamespace(it=gather(members=said, name=name, authority=town.city, area=town.area, by=town.council),
                           voices=said)
