"""A town with agencies that it writes to, set up through actions."""
import re
from datetime import timedelta
from types import SimpleNamespace

from django.core import mail

from saan.agencies.actions import enlist
from saan.core import clock
from saan.core.things import SYSTEM
from saan.network.actions.agreements import sign
from saan.network.actions.commitments import promise
from saan.network.actions.contacts import write_to
from tests.town import settle

ADDRESS = "https://saan.example.org/"


def joined(code: str = "930307") -> SimpleNamespace:
    """Return a town with a school and a foundation, and somebody at each whom it writes to."""
    town = settle(code)
    town.school = enlist(name="โรงเรียนบ้านเหนือ", home=town.area, by=SYSTEM, sort="school", name_en="Ban Nuea School")
    town.foundation = enlist(name="มูลนิธิเพื่อนเล่น", home=town.area, by=SYSTEM, sort="foundation")
    town.at_school = write_to(authority=town.city, agency=town.school, name="ครูมานี", email="manee@school.example",
                              by=town.officer)
    return town


def link_in(letter) -> str:
    """Return the token of the link in a letter."""
    return re.search(r"https?://\S+/by-link/(\S+)", letter.body)[1]


def letters() -> list[str]:
    """Return the tokens of all letters that were sent, the oldest first."""
    return [link_in(letter) for letter in mail.outbox]


def agreed(town: SimpleNamespace, **options):
    """Return an agreement of the town, the school and the foundation with two goals, that runs for a year."""
    today = clock.today()
    return sign(**{
        "authority": town.city, "title": "เมืองสร้างสรรค์ สร้างสุข", "title_en": "Creative, happy city", "by": town.officer,
        "parties": [town.city, town.school, town.foundation], "goals": ["ความรู้และทักษะให้เติบโต", "พื้นที่เรียนรู้ของทุกคน"],
        "signed_on": today, "starts_on": today, "ends_on": today + timedelta(days=365)} | options)


def promised(town: SimpleNamespace, agreement, days: int = 30, goal: int = 1, agency=None,
             text: str = "เปิดห้องสมุดถึงสองทุ่ม"):
    """Return what an agency, the school unless said, promises until so many days from now."""
    return promise(goal=agreement.goals.get(number=goal), agency=agency or town.school, text=text, by=town.officer,
                   due_on=clock.today() + timedelta(days=days))
