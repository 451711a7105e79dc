"""What is to become of each theme of a grown town, and when: drawn with dice that always fall alike."""
import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from saan.agencies.models import Agency, Authority
from saan.areas.models import Area
from saan.decisions.models import Item, Meeting, Proposal, Resolution
from saan.people.models import Person
from saan.plans.models import Claim, Project, Result
from saan.voices.models import Theme, Voice

YEARS = timedelta(days=5 * 365)
AGENDA = 10            # proposals that one meeting resolves
LARGE, SMALL = 12, 7   # voices of a theme
GATHERED, PROPOSED, ANSWERED = timedelta(days=-55), timedelta(days=-48), timedelta(days=-34)   # before the meeting
STARTED, HELD, CLAIMED, JUDGED, CLOSED = (timedelta(days=days) for days in (14, 60, 120, 130, 131))   # after it
DUE = timedelta(days=180)
BESIDES = (("gathered", .1), ("waiting", .06), ("declined", .05), ("takes", .04))   # a share of the resolutions


@dataclass
class Ground:
    """A town as it grows: who does what there."""

    authority: Authority
    area: Area
    council: Person
    officer: Person
    agencies: list[Agency]


@dataclass
class Course:
    """The course of one theme: how far it comes, when its meeting was (or would have been), and its rows."""

    end: str
    met_at: datetime
    size: int
    meeting: Meeting | None = None
    voices: list[Voice] = field(default_factory=list)
    theme: Theme | None = None
    proposal: Proposal | None = None
    item: Item | None = None
    resolution: Resolution | None = None
    project: Project | None = None
    result: Result | None = None
    claim: Claim | None = None

    @property
    def is_claimed(self) -> bool:
        """Return whether something was said to be done."""
        return self.end in {"claimed", "confirmed", "reopened"}

    @property
    def is_begun(self) -> bool:
        """Return whether a project started."""
        return self.end == "under_way" or self.is_claimed


def courses(resolutions: int, now: datetime, dice: random.Random) -> list[Course]:
    """Return the courses of a town with so many resolutions, by the time of their meetings."""
    meetings = -(-resolutions // AGENDA)
    drawn = []
    for number in range(resolutions):
        met_at = _afternoon(now - YEARS + (YEARS - timedelta(days=15)) * (number // AGENDA + 1) / meetings)
        end = _end(now - met_at, dice)
        drawn.append(Course(end, met_at, LARGE if end in {"claimed", "confirmed", "reopened"} else SMALL))
    for end, share in BESIDES:
        recent = {"gathered": 5, "waiting": 26}   # days from today to a meeting at which it might be treated
        drawn += [Course(end, now + timedelta(days=recent[end]) if end in recent else
                         _afternoon(now - YEARS * dice.random() * .9), SMALL)
                  for _each in range(round(resolutions * share))]
    return drawn


def _end(age, dice):
    """Return how far one came whose meeting was so long ago."""
    if age < STARTED + timedelta(days=1):
        return "resolved"
    if age < JUDGED + timedelta(days=5):
        return "under_way" if age < CLAIMED + timedelta(days=1) else "claimed"
    return dice.choices(("confirmed", "dropped", "claimed", "reopened"), (88, 8, 2, 2))[0]


def _afternoon(moment):
    return moment.replace(hour=6, minute=30, second=0, microsecond=0)   # in UTC: half past one
