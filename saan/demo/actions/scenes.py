"""The tale: scenes that are played in the order of time, each while the clock stands at its own."""
import heapq
from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import count

from django.utils import timezone

from saan.agencies.models import Agency
from saan.core import clock
from saan.demo.actions.towns import Town

DAYS = 430    # the story began so many days ago
When = int | date


class Tale:
    """What is told: the towns, what happened so far by its name, and the scenes that are still to be played."""

    def __init__(self, now: datetime, address: str = ""):
        self.now, self.address = now, address   # `address`: what links in letters begin with
        self.first = timezone.localdate(now) - timedelta(days=DAYS)
        self.towns: dict[str, Town] = {}
        self.agencies: dict[str, Agency] = {}
        self.things: dict[tuple[str, str], object] = {}
        self.voices, self.codes = defaultdict(list), defaultdict(list)   # by the word of their theme
        self.agendas = defaultdict(list)   # (town, number of a meeting): ways on which it is to resolve
        self._scenes, self._order = [], count()

    def day(self, when: When) -> date:
        """Return a day: of the story, or before today where it is below nought; a date stays what it is."""
        if isinstance(when, date):
            return when
        return (self.first if when >= 0 else timezone.localdate(self.now)) + timedelta(days=when)

    def time(self, when: When, hour: int = 10, minute: int = 0) -> datetime:
        """Return the time of that hour on the day."""
        return timezone.make_aware(datetime.combine(self.day(when), time(hour, minute)))

    def at(self, when: When | datetime, act: Callable, *about: object, hour: int = 10, minute: int = 0) -> None:
        """Let this be played then, with the tale and what it is about; never later than a minute ago."""
        moment = when if isinstance(when, datetime) else self.time(when, hour, minute)
        moment = min(moment, self.now - timedelta(minutes=1))
        heapq.heappush(self._scenes, (moment, next(self._order), act, about))

    def play(self) -> None:
        """Play every scene, also those that others bring with them, in the order of time."""
        while self._scenes:
            moment, _order, act, about = heapq.heappop(self._scenes)
            with clock.moved_to(moment):
                act(self, *about)


def when(line: dict, day: str = "day", on: str = "on") -> When:
    """Return when a line of facts says that it was: on a date, or on a day of the story."""
    return line[on] if on in line else line[day]
