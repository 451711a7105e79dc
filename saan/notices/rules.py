"""When a letter goes: never at night, no more than a few a day, and what cannot wait at once: pure."""
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

_urgent: set[str] = set()


class Fate(StrEnum):
    """What becomes of a letter now."""

    GOES = "goes"        # by itself
    JOINS = "joins"      # into one letter with everything else that waited until this morning
    WAITS = "waits"      # until the next morning


class Night(NamedTuple):
    """The hours in which nobody is written to: from the first until the second, over midnight or not."""

    begins: time
    ends: time

    def holds(self, now: datetime) -> bool:
        """Return whether it is night at that time (of the town's clock)."""
        at = now.time()
        if self.begins <= self.ends:
            return self.begins <= at < self.ends
        return at >= self.begins or at < self.ends


def never_delay(*keys: str) -> None:
    """Let letters under these keys go at any hour and however many went; call in AppConfig.ready."""
    _urgent.update(keys)


def urgent_keys() -> Iterable[str]:
    """Return the keys whose letters are never delayed."""
    return frozenset(_urgent)


def morning(now: datetime, night: Night | None) -> datetime:
    """Return when the last night ended; without a night the day begins at midnight. Times are of the town's clock."""
    today = datetime.combine(now.date(), night.ends if night else time(), tzinfo=now.tzinfo)
    return today if today <= now else today - timedelta(days=1)


def when(now: datetime, made_at: datetime, sent_today: int, urgent: bool, night: Night | None, most: int) -> Fate:
    """Return what becomes of a letter now, of whose reader so many letters went since the morning; most = 0: no cap."""
    if urgent:
        return Fate.GOES
    if night and night.holds(now):
        return Fate.WAITS
    if made_at < morning(now, night):
        return Fate.JOINS
    return Fate.GOES if not most or sent_today < most else Fate.WAITS
