"""What a committee needs to resolve, who keeps its minutes, and what a meeting goes through."""
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from saan.people.rules import Viewer, Word

LONGEST_TEXT = 4000      # graphemes of a resolution
LONGEST_MINUTES = 200_000
THERE = ("present", "deputy")   # words of a presence
EARLIEST = timedelta(hours=1)   # before the hour it was called for; no meeting opens earlier
SOON = 14                # days before its due date on which those who owe a resolution are reminded


class Quorum(NamedTuple):
    """How many sit on the committee, how many are needed, how many count here, and how many do not for an interest."""

    seated: int
    needed: int
    there: int
    interested: int = 0

    @property
    def is_met(self) -> bool:
        """Return whether enough are there."""
        return self.there >= self.needed

    @property
    def missing(self) -> int:
        """Return how many more are needed."""
        return max(0, self.needed - self.there)


class Tally(NamedTuple):
    """The votes that count."""

    yes: int = 0
    no: int = 0
    abstained: int = 0

    @property
    def is_asked(self) -> bool:
        """Return whether anybody voted; where nobody did, it is by consensus."""
        return bool(self.yes or self.no or self.abstained)

    @property
    def is_carried(self) -> bool:
        """Return whether more say yes than no, or nobody asked for a vote."""
        return not self.is_asked or self.yes > self.no


class Stay(NamedTuple):
    """How a member took part from some moment on: a word, and the deputy's name; `at` is None for the beginning."""

    word: str
    deputy: str = ""
    at: datetime | None = None

    @property
    def is_there(self) -> bool:
        """Return whether the member, or a deputy, is in the room."""
        return self.word in THERE


def came_as(stays: Sequence[Stay]) -> Stay | None:
    """Return how the member was there first, however early they left; where they never were, how they stayed away."""
    return next((stay for stay in stays if stay.is_there), stays[-1] if stays else None)


def moves(stays: Sequence[Stay]) -> list[tuple[str, datetime]]:
    """Return when the member came in late, left early or came back, as "came" or "left" with the time."""
    pairs = ((before.is_there, stay) for before, stay in pairwise(stays))
    return [("came" if stay.is_there else "left", stay.at) for was, stay in pairs if stay.at and was != stay.is_there]


def may_keep_minutes(viewer: Viewer) -> set[int]:
    """Return the authorities whose committees this viewer is the secretary of."""
    return viewer.holds(Word.OFFICER)


def may_look_in(viewer: Viewer) -> set[int]:
    """Return the authorities whose agendas this viewer reads before a meeting is closed."""
    return viewer.holds(Word.OFFICER, Word.COMMITTEE)


def may_report(viewer: Viewer) -> set[int]:
    """Return the agencies and authorities for which this viewer says how far a resolution is."""
    return viewer.holds(Word.PARTNER, Word.OFFICER)


def needed(seated: int, percent: int) -> int:
    """Return how many of the seated members must be there: the share, rounded up, and never nobody."""
    return max(1, -(-seated * percent // 100))


def quorum(seated: Collection[int], percent: int, there: Collection[int], interested: Collection[int]) -> Quorum:
    """Return whether enough are there; whoever has an interest is seated, and does not count as being there."""
    inside = set(there) & set(seated)
    apart = inside & set(interested)
    return Quorum(len(seated), needed(len(seated), percent), len(inside - apart), len(apart))


def tally(ballots: Iterable[tuple[int, str]], counting: Collection[int]) -> Tally:
    """Return the votes of those whose vote counts, from (member, word)."""
    words = [word for member, word in ballots if member in counting]
    return Tally(words.count("yes"), words.count("no"), words.count("abstains"))


def is_overdue(due_on: date, today: date) -> bool:
    """Return whether the day until which it was promised is over."""
    return due_on < today


def overlap(starts: date, ends: date | None, other_starts: date, other_ends: date | None) -> bool:
    """Return whether two terms have a day in common; a term without a last day goes on."""
    return (ends is None or other_starts <= ends) and (other_ends is None or starts <= other_ends)
