"""Activities: when one may come in, what may be said of how many came, and who plans and leads them."""
from datetime import datetime, timedelta

from saan.methods.honest import K
from saan.people.rules import Viewer, Word

BEFORE, AFTER = timedelta(hours=1), timedelta(hours=3)   # of start and end: while the code at the door counts
LEAST_ROOM, MOST_ROOM = K, 100_000   # people: where fewer had room, "full" would tell of fewer than 5
MOST_MINUTES = 720   # of one volunteer at one activity
LONGEST_TITLE = 160  # signs


def is_door_open(starts_at: datetime, ends_at: datetime, now: datetime) -> bool:
    """Return whether whoever comes is counted at this time: an hour before the start till three hours after the end."""
    return starts_at - BEFORE <= now <= ends_at + AFTER


def in_fives(count: int) -> int | None:
    """Return a count of people in steps of five, so that no two looks tell of one of them; None below five."""
    return count - count % K or None


def hours_aloud(minutes: int, people: int) -> int | None:
    """Return the whole hours that so many volunteers gave together, None where they are fewer than 5."""
    return minutes // 60 if people >= K else None


def room_left(room: int | None, registered: int) -> int | None:
    """Return how many more may sign up at least, in steps of five; None where there is no limit or it tells of few."""
    return None if room is None or registered < K else max(0, room - registered) // K * K


def may_plan_for(viewer: Viewer, agency: int, authority: int) -> bool:
    """Return whether the viewer plans and leads what this agency does in this town."""
    return agency in viewer.holds(Word.PARTNER) or authority in viewer.holds(Word.OFFICER)


def may_note_for(viewer: Viewer, authority: int) -> bool:
    """Return whether the viewer writes down the minutes of volunteers in this town."""
    return authority in viewer.holds(Word.OFFICER, Word.COUNCIL)
