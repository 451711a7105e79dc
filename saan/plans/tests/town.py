"""A town that has an agreement with a goal, for stories of projects."""
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace

from django.utils.timezone import make_aware

from saan.agencies.actions import enlist
from saan.core import clock
from saan.core.things import SYSTEM
from saan.decisions.actions.agenda import table
from saan.decisions.actions.committees import set_up
from saan.decisions.actions.meetings import attend, call, close_meeting, open_meeting
from saan.decisions.actions.minutes import write
from saan.decisions.actions.proposals import propose
from saan.decisions.actions.resolutions import resolve
from saan.decisions.actions.terms import seat
from saan.decisions.models import Resolution
from saan.network.actions.agreements import sign
from saan.network.models import Goal
from saan.people.actions import appoint, enrol
from saan.plans.actions.projects import start
from saan.plans.models import Project
from saan.plans.rules.projects import year_of
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
    meets_at = make_aware(datetime.combine(met_on, time(9))) if met_on else clock.now() + timedelta(seconds=1)
    called_at = meets_at - timedelta(seconds=1)
    with clock.moved_to(called_at):
        proposal = propose(title="ลานเล่นริมน้ำ", text="ขอลานเล่นที่มีไฟ", authority=town.city, area=town.area,
                           agency=town.agency, sources=roots, by=town.council)
        meeting = call(committee=_committee(town), meets_at=meets_at, where="ห้องประชุมใหญ่", by=town.officer)
        item = table(meeting=meeting, proposal=proposal, by=town.officer)
    with clock.moved_to(meets_at):
        attend(meeting=meeting, term=town.term, word="present", by=town.officer)
        open_meeting(meeting=meeting, by=town.officer)
        made = resolve(item=item, text="ให้ทำลานเล่นริมน้ำ", owner=town.agency, by=town.officer,
                       due_on=meets_at.date() + timedelta(days=60))
        write(meeting=meeting, text="รายงานการประชุม", on=0, by=town.officer)
        close_meeting(meeting=meeting, by=town.officer)
    return made


def _committee(town):
    """Return the town's committee of one seat, on which somebody sits."""
    if not hasattr(town, "term"):
        committee = set_up(authority=town.city, name="คณะกรรมการเมือง", seats=[("ประธาน", None)], by=town.officer)
        town.term = seat(seat=committee.seats.get(), person=enrol(name="ปิติ ประธาน", by=SYSTEM), by=town.officer,
                         starts_on=clock.today() - timedelta(days=30))
    return town.term.seat.committee


def themed(town: SimpleNamespace, voices: int, name: str = "ลานเล่น") -> SimpleNamespace:
    """Return a theme of so many voices that stand, and the voices."""
    said = [stand(town, f"อยากได้ลานเล่น {number}").voice for number in range(voices)]
    return SimpleNamespace(it=gather(members=said, name=name, authority=town.city, area=town.area, by=town.council),
                           voices=said)
