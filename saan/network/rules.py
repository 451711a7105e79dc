"""How far a promise has come, how long an agreement still runs, and who may do what with them: pure."""
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from saan.core.refusal import Refusal, Wrong
from saan.methods.masking import has_national_id, mask
from saan.people.rules import Viewer, Word

LONGEST_TITLE, LONGEST_GOAL, LONGEST_PROMISE, LONGEST_WORDS = 200, 300, 300, 1000
MOST_GOALS = 30
SOON = timedelta(days=90)   # from when an agreement is said to end soon
AHEAD = timedelta(days=14)  # from when a promise is said to be due
CONTACTS = {"email", "handle", "line", "phone"}   # kinds that masking finds


class State(TextChoices):
    """How far a promise has come, as the matrix draws it."""

    CONFIRMED = "confirmed", _("ยืนยันแล้ว")
    CLAIMED = "claimed", _("บอกว่าทำแล้ว")
    UNDER_WAY = "under_way", _("กำลังทำ")
    PROMISED = "promised", _("รับปากไว้")
    OVERDUE = "overdue", _("เกินกำหนด")


class Span(TextChoices):
    """Where an agreement stands in its term."""

    TO_COME = "to_come", _("ยังไม่เริ่ม")
    RUNNING = "running", _("ยังมีผล")
    ENDING = "ending", _("ใกล้หมดอายุ")
    OVER = "over", _("หมดอายุแล้ว")


WORST = (State.OVERDUE, State.PROMISED, State.UNDER_WAY, State.CLAIMED, State.CONFIRMED)
SAYS_DONE = {"claimed", "confirmed"}   # after these words no day is late
REACHED = {"": State.PROMISED, "begun": State.UNDER_WAY, "claimed": State.CLAIMED, "confirmed": State.CONFIRMED,
           "reopened": State.UNDER_WAY}
FOLLOWS = {   # word: the words after which it may be said; nothing is confirmed that nobody claimed
    "begun": {""}, "claimed": {"", "begun", "reopened"}, "confirmed": {"claimed"},
    "reopened": {"claimed", "confirmed"}}


def state_of(words: Sequence[str], due_on: date, today: date) -> State:
    """Return the state of a promise after these words, oldest first; late is what nobody said to be done in time."""
    last = words[-1] if words else ""
    return State.OVERDUE if due_on < today and last not in SAYS_DONE else REACHED[last]


def may_follow(word: str, last: str) -> bool:
    """Return whether the word may be said after the last one."""
    return last in FOLLOWS[word]


def worst(states: Iterable[State]) -> State | None:
    """Return the state that needs somebody most: late, then promised, under way, claimed, confirmed; None of none."""
    found = set(states)
    return next((state for state in WORST if state in found), None)


def span_of(starts_on: date, ends_on: date, today: date) -> Span:
    """Return where an agreement stands in its term, of which `ends_on` is the last day."""
    if today < starts_on:
        return Span.TO_COME
    if today > ends_on:
        return Span.OVER
    return Span.ENDING if ends_on - today <= SOON else Span.RUNNING


def may_keep(viewer: Viewer) -> set[int]:
    """Return the authorities whose agreements, promises and contacts this viewer keeps."""
    return viewer.holds(Word.OFFICER)


def may_judge(viewer: Viewer) -> set[int]:
    """Return the authorities at which this viewer says whether a promise was kept."""
    return viewer.holds(Word.COUNCIL)


def may_act_for(viewer: Viewer) -> set[int]:
    """Return the agencies for which this viewer tells how far their promises have come."""
    return viewer.holds(Word.PARTNER)


def refuse_private(text: str, where: str) -> None:
    """Refuse what everybody would read where it holds a national ID number, or how to reach somebody."""
    if has_national_id(text):
        no = _("มีเลขบัตรประชาชน 13 หลักอยู่ในข้อความ ลบเลขนั้นก่อนแล้วส่งอีกครั้ง ยังไม่มีอะไรถูกเก็บ")
    elif CONTACTS & set(mask(text).kinds):
        no = _("ทุกคนจะเห็นข้อความนี้ ลบเบอร์โทร อีเมล หรือไอดีออกก่อนแล้วส่งอีกครั้ง")
    else:
        return
    raise Refusal("network.private", no, status=422, errors=[Wrong(where, no)])
