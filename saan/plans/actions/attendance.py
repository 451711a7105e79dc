"""Who comes: signing up, being counted at the door, and the minutes that volunteers gave.

Each row is its own record of who and when, so that none is tied.
"""
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from saan.core import clock
from saan.core.refusal import Refusal
from saan.core.things import Thing
from saan.core.vocabulary import Level
from saan.people.models import Participant, Person
from saan.plans.actions.activities import locked
from saan.plans.models import Activity, Attendance, Registration
from saan.plans.rules.activities import MOST_MINUTES, is_door_open
from saan.plans.rules.words import wrong

Guest = Person | Participant


@transaction.atomic
def register(*, activity: Activity, by: Guest) -> Registration:
    """Sign somebody up, with or without an account; asked twice, the answer is the same."""
    mine = _before_start(activity, by)
    signed_up = Registration.objects.filter(activity=mine, left_at=None)
    known = Registration.objects.filter(activity=mine, **{by.kind: by}).first()
    if known and known.left_at is None:
        return known
    if mine.room is not None and signed_up.count() >= mine.room:
        raise Refusal("plans.full", _("ที่เต็มแล้ว ถ้ามีคนถอนชื่อ จะลงชื่อได้อีกครั้ง"))
    if known is None:
        return Registration.objects.create(activity=mine, level=_level(by), **{by.kind: by})
    known.at, known.left_at = clock.now(), None
    Registration.objects.filter(pk=known.pk).update(at=known.at, left_at=None)
    return known


@transaction.atomic
def leave(*, activity: Activity, by: Guest) -> None:
    """Take the name off the list again, so that somebody else may come."""
    mine = _before_start(activity, by)
    Registration.objects.filter(activity=mine, left_at=None, **{by.kind: by}).update(left_at=clock.now())


@transaction.atomic
def attend(*, activity: Activity, by: Guest) -> Attendance:
    """Count somebody who came, from an hour before the start till three hours after the end; once, however often."""
    mine = locked(activity)
    _refuse_stranger(mine, by)
    if not is_door_open(mine.starts_at, mine.ends_at, clock.now()):
        raise Refusal("plans.door_closed", _("นับคนมาได้ตั้งแต่ 1 ชั่วโมงก่อนเริ่ม จนถึง 3 ชั่วโมงหลังจบกิจกรรม"))
    row, _new = Attendance.objects.get_or_create(activity=mine, defaults={"level": _level(by), "at": clock.now()},
                                                 **{by.kind: by})
    return row


@transaction.atomic
def note_minutes(*, attendance: Attendance, minutes: int, by: Thing) -> None:
    """Write down how many minutes a volunteer gave."""
    if type(minutes) is not int or not 0 <= minutes <= MOST_MINUTES:
        raise wrong("plans.minutes", _("ใส่นาทีเป็นจำนวนเต็ม 0 ถึง %(most)s"), "minutes", most=MOST_MINUTES)
    Attendance.objects.filter(pk=attendance.pk).update(minutes=minutes)


def _before_start(activity, by):
    mine = locked(activity)
    _refuse_stranger(mine, by)
    if clock.now() >= mine.starts_at:
        raise Refusal("plans.begun", _("กิจกรรมเริ่มแล้ว มาที่งานแล้วสแกนโค้ดหน้างานได้เลย"))
    return mine


def _refuse_stranger(activity, by):
    if isinstance(by, Participant) and by.authority_id != activity.project.authority_id:
        raise Refusal("plans.other_town", _("กิจกรรมนี้เป็นของอีกเมืองหนึ่ง"), status=403)


def _level(by):
    """Return who may read the row: one with a name only officers."""
    return Level.OFFICE if isinstance(by, Person) else Level.PUBLIC
