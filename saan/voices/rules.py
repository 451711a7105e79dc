"""What follows from what on the way of a voice, and who may do what with it."""
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from saan.core import logs
from saan.core.refusal import Refusal, Wrong
from saan.core.vocabulary import Level
from saan.methods.masking import has_national_id, mask
from saan.people.rules import PROTECTORS, READERS, Viewer, Word

log = logs.of("saan.voices")
Said = TypeVar("Said")
LONGEST = 1000           # graphemes of a voice
LONGEST_STATEMENT = 140  # graphemes of a statement
LONGEST_REPLY = 2000     # graphemes of a reply
LONGEST_NAME = 100       # graphemes of a theme's name
NATIONAL_ID = _("มีเลขบัตรประชาชน 13 หลักอยู่ในข้อความ ลบเลขนั้นก่อนแล้วส่งอีกครั้ง ยังไม่มีอะไรถูกเก็บ")
CONTACTS = {"email", "handle", "line", "phone"}   # kinds that masking finds
WEAVERS = {Word.COUNCIL, Word.OFFICER}   # who gathers themes and answers them


class State(TextChoices):
    """How far a voice has come, as its speaker reads it by code."""

    WAITING = "waiting", _("รอพี่ ๆ อ่านก่อน")
    SHOWN = "shown", _("ขึ้นแล้ว")
    RETURNED = "returned", _("ยังขึ้นไม่ได้")
    JOINED = "joined", _("รวมกับเสียงที่คล้ายกัน")
    PROPOSED = "proposed", _("สภาเด็กเสนอแล้ว")
    RESOLVED = "resolved", _("ที่ประชุมตกลงแล้ว")
    UNDER_WAY = "under_way", _("กำลังทำ")
    CLAIMED = "claimed", _("ผู้ใหญ่บอกว่าเสร็จแล้ว จริงไหม?")
    CONFIRMED = "confirmed", _("เกิดขึ้นจริง")
    NOT_YET = "not_yet", _("ยังทำไม่ได้")


BOARD = {   # the way of a voice: the word of each square, and the part that paints it
    1: (_("เสียง"), "p-voices"), 2: (_("ประเด็น"), "p-voices"), 3: (_("ข้อเสนอ"), "p-weave"), 4: (_("มติ"), "p-weave"),
    5: (_("โครงการ"), "p-weave"), 6: (_("กิจกรรม"), "p-places"), 7: (pgettext_lazy("ช่องที่ 7", "ผล"), "p-measure"),
    8: (_("คำตอบ"), "p-voices")}
SQUARES = {   # verb: the step of the board it stands on
    "spoken": 1, "gathered": 2, "joined": 2, "merged": 2, "split": 2, "proposed": 3, "declined": 3,
    "reconsidered": 3, "resolved": 4, "started": 5, "held": 6, "reported": 7, "confirmed": 7,
    "reopened": 7, "answered": 8}
BESIDE = ("held",)   # on the way of whatever comes after its cause, though it led to none of it
LEADS_TO = {   # verb: the state it leads to; an answer changes none
    "gathered": State.JOINED, "joined": State.JOINED, "split": State.JOINED,
    "proposed": State.PROPOSED, "declined": State.NOT_YET, "reconsidered": State.PROPOSED, "resolved": State.RESOLVED,
    "started": State.UNDER_WAY, "held": State.UNDER_WAY, "reported": State.CLAIMED, "confirmed": State.CONFIRMED,
    "reopened": State.UNDER_WAY}
READ_AS = {Level.PUBLIC: State.SHOWN, Level.RETURNED: State.RETURNED}   # every other level waits, also a held one
SAYS = {   # verb: what the speaker reads
    "spoken": _("มีเด็กและเยาวชนพูดเรื่องนี้"),
    "gathered": _("หยิบขึ้นมาเป็นเรื่องหนึ่งของเมืองแล้ว"),
    "joined": _("รวมเข้ากับเรื่องที่มีคนพูดไว้แล้ว"),
    "merged": _("เรื่องนี้รวมเข้ากับอีกเรื่องที่เหมือนกัน"),
    "split": _("แยกออกมาเป็นเรื่องของตัวเอง"),
    "proposed": _("มีข้อเสนอเรื่องนี้ถึงผู้ใหญ่แล้ว"),
    "declined": _("ยังทำไม่ได้ ผู้ใหญ่บอกเหตุผลไว้แล้ว"),
    "reconsidered": _("ผู้ใหญ่รับเรื่องนี้ไปดูใหม่แล้ว"),
    "resolved": _("ที่ประชุมตกลงแล้วว่าจะทำอย่างไร"),
    "started": _("ตั้งเป็นโครงการ กำลังทำ"),
    "held": _("มีกิจกรรมเกิดขึ้นแล้ว"),
    "reported": _("ผู้ใหญ่บอกว่าเสร็จแล้ว รอเด็กดูว่าจริงไหม"),
    "confirmed": _("เด็กยืนยันแล้วว่าเกิดขึ้นจริง"),
    "reopened": _("เด็กบอกว่ายังไม่จริง จึงเปิดเรื่องนี้ใหม่"),
    "answered": _("มีคำตอบกลับมาถึงหนู"),
}
SPOKEN = {   # how it was read: what the speaker reads at the first step
    State.WAITING: _("ส่งแล้ว รอพี่ ๆ อ่านก่อน"),
    State.SHOWN: _("ส่งแล้ว พี่ ๆ อ่านแล้ว และขึ้นแล้ว"),
    State.RETURNED: _("ส่งแล้ว พี่ ๆ อ่านแล้ว แต่ยังขึ้นไม่ได้"),
}


def read_as(level: str) -> State:
    """Return what a speaker is told about a voice of this level; a held one waits like any other."""
    return READ_AS.get(level, State.WAITING)


def state_of(level: str, verbs: Iterable[str]) -> State:
    """Return the state of a voice of this level after these verbs, oldest first: the last that leads on counts."""
    reached = [LEADS_TO[verb] for verb in verbs if verb in LEADS_TO]
    return reached[-1] if reached else read_as(level)


def may_read(viewer: Viewer) -> set[int]:
    """Return the authorities whose waiting voices this viewer reads."""
    return viewer.holds(*READERS)


def may_weave(viewer: Viewer) -> set[int]:
    """Return the authorities whose themes this viewer gathers and answers."""
    return viewer.holds(*WEAVERS)


def may_protect(viewer: Viewer) -> set[int]:
    """Return the authorities whose held voices this viewer reads."""
    return viewer.holds(*PROTECTORS)


def tried(read: Callable[[str], Said], text: str) -> tuple[Said | None, bool]:
    """Return what a method says of the words, and whether it failed; a fault is told without the words."""
    try:
        return read(text), False
    except Exception as fault:   # whatever fails here holds the voice back, it never publishes it
        log.error("a method failed on a voice", exc_info=fault)
        return None, True


def refuse_private(text: str, where: str, contacts: bool = True) -> None:
    """Refuse what staff write for everybody where it holds a national ID number, or how to reach somebody."""
    if has_national_id(text):
        no = NATIONAL_ID
    elif contacts and CONTACTS & set(mask(text).kinds):
        no = _("ทุกคนจะเห็นข้อความนี้ ลบเบอร์โทร อีเมล หรือไอดีออกก่อนแล้วส่งอีกครั้ง")
    else:
        return
    raise Refusal("voices.private", no, status=422, errors=[Wrong(where, no)])
