"""The facts of each paper: what whoever fills it hands over. Everything is said as it shall stand on paper."""
from typing import TypedDict


class Attendee(TypedDict):
    """Somebody at a meeting."""

    name: str    # นางสาวมะลิ ใจดี
    title: str   # what the person sits there as: ผู้แทนสภาเด็กและเยาวชน


class Deputy(Attendee):
    """Somebody who came in the place of a member."""

    stands_for: str   # the member's name or seat


class Absentee(Attendee):
    """A member who did not come."""

    reason: str   # ติดราชการ; may be empty


class Resolution(TypedDict):
    """What was resolved under an item."""

    number: str   # 12/2569
    text: str
    owner: str    # the responsible agency
    due: str      # 30 กันยายน 2570
    yes: int
    no: int
    abstain: int
    quorum: str   # one sentence: how many were there when it was resolved, and how many had to be
    stepped_aside: list[str]   # names of those with an interest, who did not vote


class Item(TypedDict):
    """A point of the agenda."""

    number: str   # 4.1
    title: str
    text: str     # what was reported and said; lines are kept; may be empty
    resolutions: list[Resolution]


class Amendment(TypedDict):
    """What was put right after the meeting had closed."""

    text: str
    by: str
    at: str   # 24 พฤศจิกายน 2569 10.15 น.


class Signature(TypedDict):
    """A line to be signed."""

    role: str    # ผู้จดรายงานการประชุม
    name: str
    title: str


class MinutesFacts(TypedDict):
    """The paper `minutes` (รายงานการประชุม)."""

    town: str        # เทศบาลเมืองตัวอย่าง
    committee: str   # คณะกรรมการเมืองแห่งการเรียนรู้
    number: str      # 3/2569
    date: str        # วันจันทร์ที่ 23 พฤศจิกายน 2569
    place: str
    begun: str       # 13.30 น.
    ended: str       # 15.00 น.; empty while it goes on
    present: list[Attendee]
    deputies: list[Deputy]
    absent: list[Absentee]
    guests: list[Attendee]
    quorum: str      # one sentence: how many of how many, and whether that is enough
    agenda: list[Item]
    minutes: str     # what else was said; lines are kept; may be empty
    amendments: list[Amendment]
    signatures: list[Signature]


class Point(TypedDict):
    """A point of the agenda as it is announced."""

    number: str
    title: str


class InvitationFacts(TypedDict):
    """The paper `invitation` (หนังสือเชิญประชุม)."""

    town: str
    number: str      # ที่ นม 52001/ว 123; may be empty
    written: str     # the day of the letter: 9 พฤศจิกายน 2569
    to: str          # คณะกรรมการเมืองแห่งการเรียนรู้ทุกท่าน, or one name
    committee: str
    meeting: str     # 3/2569
    date: str
    time: str        # 13.30 น.
    place: str
    agenda: list[Point]
    note: str        # how to say that one cannot come; may be empty
    signature: Signature
