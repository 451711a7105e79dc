"""A town that has an agreement with a goal, for stories of projects."""
from datetime import date, timedelta
from types import SimpleNamespace

from saan.agencies.actions import enlist
from saan.core import clock
from saan.core.things import SYSTEM
from saan.network.actions.agreements import sign
from saan.network.models import Goal
from saan.people.actions import appoint, enrol
from saan.plans.actions.projects import start
from saan.plans.models import Project
from saan.plans.rules.projects import year_of
from tests.town import settle


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
