"""Who may propose and answer, how the clock of a proposal stands, and which budget can still be made."""
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from saan.people.rules import Viewer, Word
from saan.voices.rules import WEAVERS

DAYS = 30               # until the first reply has to be there
SOON = 7                # days before that on which the agency is reminded
LONGEST_TITLE = 120     # graphemes
LONGEST_TEXT = 4000     # graphemes
LONGEST_ANSWER = 2000   # graphemes of what an agency answers, and of why it passes a proposal on
YEAR_START = (10, 1)    # month and day on which a fiscal year begins, where a town says nothing else
DRAFT = (8, 15)         # month and day on which its draft has to lie before the council
COMMON_YEAR = 2001      # a year without 29 February: a day that comes every year is there too

MonthDay = tuple[int, int]


class Clock(NamedTuple):
    """How the clock of a first reply stands: `word` is waiting, overdue or answered; `days` left, over or taken."""

    word: str
    days: int


class Budget(NamedTuple):
    """The budget that can still be made: its fiscal year (ค.ศ. of its last day), and the day of its draft."""

    year: int
    draft_on: date


def may_propose(viewer: Viewer) -> set[int]:
    """Return the authorities at which this viewer proposes."""
    return viewer.holds(*WEAVERS)


def may_answer(viewer: Viewer) -> set[int]:
    """Return the agencies for which this viewer answers: as a partner there, or as an officer of the authority."""
    return viewer.holds(Word.PARTNER, Word.OFFICER)


def may_budget(viewer: Viewer) -> set[int]:
    """Return the authorities whose days of the budget this viewer sets."""
    return viewer.holds(Word.OFFICER)


def clock_on(day: date, *, asked_on: date, due_on: date, answered_on: date | None) -> Clock:
    """Return how the clock stands on a day; the day on which the reply is due still counts as in time."""
    if answered_on:
        return Clock("answered", (answered_on - asked_on).days)
    return Clock("waiting", (due_on - day).days) if day <= due_on else Clock("overdue", (day - due_on).days)


def comes_every_year(month: int, day: int) -> bool:
    """Return whether there is such a day in every year: 31 February and 29 February are none."""
    try:
        date(COMMON_YEAR, month, day)
    except (ValueError, OverflowError):
        return False
    return True


def budget_days(day: date, year_start: MonthDay = YEAR_START, draft: MonthDay = DRAFT) -> Budget:
    """Return the next budget whose draft day is still to come, and that day; on the draft day itself it is too late."""
    draft_on = _next(day + timedelta(days=1), draft)
    begins_on = _next(draft_on, year_start)
    ends_on = date(begins_on.year + 1, *year_start) - timedelta(days=1)
    return Budget(ends_on.year, draft_on)


def last_meeting(meetings: Iterable[date], day: date, year_start: MonthDay = YEAR_START,
                 draft: MonthDay = DRAFT) -> date | None:
    """Return the day of the last meeting that still makes the budget, from `day` on and before the day of its draft."""
    draft_on = budget_days(day, year_start, draft).draft_on
    return max((meeting for meeting in meetings if day <= meeting < draft_on), default=None)


def _next(day, month_day):
    """Return the first such day of a year that is not before `day`."""
    this_year = date(day.year, *month_day)
    return this_year if this_year >= day else date(day.year + 1, *month_day)
