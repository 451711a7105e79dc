"""Projects: their fiscal years, how far they have come, and who may run them."""
from collections.abc import Iterable
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from saan.people.rules import Viewer, Word

LONGEST_TITLE = 160   # signs
STARTERS = {Word.OFFICER}
RUNNERS = {Word.OFFICER, Word.PARTNER}   # a partner only what the own agency runs


class State(TextChoices):
    """How far a project has come; claimed and confirmed are never the same."""

    PLANNED = "planned", _("วางแผนแล้ว")
    UNDER_WAY = "under_way", _("กำลังทำ")
    CLAIMED = "claimed", _("ผู้ใหญ่บอกว่าเสร็จแล้ว รอเด็กยืนยัน")
    CONFIRMED = "confirmed", _("เด็กยืนยันแล้วว่าเกิดขึ้นจริง")
    REOPENED = "reopened", _("เด็กบอกว่ายังไม่จริง เปิดใหม่")


def state_of(results: Iterable[str], begun: bool) -> State:
    """Return how far a project has come, by the states of its results and whether work on it has begun.

    One that was reopened outweighs all others; confirmed is only where every result is.
    """
    states = set(results)
    if State.REOPENED in states:
        return State.REOPENED
    if State.CLAIMED in states:
        return State.CLAIMED
    if states:
        return State.CONFIRMED
    return State.UNDER_WAY if begun else State.PLANNED


def year_of(day: date, month: int = 10, first: int = 1) -> int:
    """Return the fiscal year (ค.ศ. of its end) in which the day lies, where it begins on that day of that month."""
    if (month, first) == (1, 1):
        return day.year
    return day.year + ((day.month, day.day) >= (month, first))


def may_start(viewer: Viewer) -> set[int]:
    """Return the authorities at which this viewer starts projects and writes their money."""
    return viewer.holds(*STARTERS)


def may_run(viewer: Viewer) -> set[int]:
    """Return the authorities and agencies whose projects this viewer plans activities for."""
    return viewer.holds(*RUNNERS)
