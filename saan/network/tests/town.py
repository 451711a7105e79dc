"""A town with agencies that it writes to, set up through actions."""
import re
from types import SimpleNamespace

from django.core import mail

from saan.agencies.actions import enlist
from saan.core.things import SYSTEM
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
    return re.search(rf"{ADDRESS}\S*/by-link/(\S+)", letter.body)[1]


def letters() -> list[str]:
    """Return the tokens of all letters that were sent, the oldest first."""
    return [link_in(letter) for letter in mail.outbox]
