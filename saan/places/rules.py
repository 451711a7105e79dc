"""Who may suggest and open places, and what a place may say of itself."""
import math

from django.utils.translation import gettext_lazy as _

from saan.core.refusal import Refusal, Wrong
from saan.methods.masking import has_national_id
from saan.methods.words import clean, graphemes, is_blank
from saan.people.rules import Viewer, Word

NORTH, EAST = (5.5, 20.6), (97.3, 105.7)   # degrees, where Thailand lies
LONGEST_NAME, LONGEST_ABOUT, LONGEST_HOURS = 120, 1000, 120   # graphemes
FAMILY = "family"
KEEPERS = (Word.COUNCIL, Word.OFFICER)   # who opens, looks after and closes places
Position = tuple[float, float] | None


def may_suggest(viewer: Viewer) -> set[int]:
    """Return the authorities and agencies at which this viewer holds any role."""
    return viewer.holds(*Word.values)


def may_keep(viewer: Viewer) -> set[int]:
    """Return the authorities whose places this viewer opens, changes and closes."""
    return viewer.holds(*KEEPERS)


def told(text: str, where: str, longest: int, needed: bool = False) -> str:
    """Return the words as they may be kept, or refuse what is missing, too long, or names a person by number."""
    text = clean(text)
    if needed and is_blank(text):
        raise wrong("places.nameless", where, _("ยังไม่มีชื่อ ใส่ชื่อที่คนแถวนั้นเรียก เช่น ลานหลังตลาด"))
    if graphemes(text) > longest:
        raise wrong("places.too_long", where, _("ยาวเกินไป ใส่ได้ไม่เกิน %(longest)s ตัวอักษร"), longest=longest)
    if has_national_id(text):
        raise wrong("places.private", where, _("มีเลขบัตรประชาชน 13 หลัก ทุกคนจะเห็นข้อความนี้ ลบเลขนั้นก่อนแล้วส่งอีกครั้ง"))
    return text


def need_position(position: Position, scale: str) -> Position:
    """Return the position, or refuse one that is a family's, or lies outside Thailand."""
    if position is None:
        return None
    if scale == FAMILY:
        raise wrong("places.family_pin", "position",
                    _("พื้นที่ในครอบครัวไม่ปักหมุด เพราะจะรู้ว่าเป็นบ้านใคร ลบตำแหน่งออกก่อนแล้วส่งอีกครั้ง"))
    north, east = position
    if is_in_thailand(east, north):
        raise wrong("places.swapped", "position", _("ละติจูดกับลองจิจูดสลับกัน ใส่ตัวเลขที่น้อยกว่าก่อน เช่น 7.2011, 100.5952"))
    if not is_in_thailand(north, east):
        raise wrong("places.outside", "position",
                    _("ตำแหน่งนี้อยู่นอกประเทศไทย ละติจูดต้องอยู่ระหว่าง 5.5–20.6 และลองจิจูด 97.3–105.7"))
    return round(north, 6), round(east, 6)   # a hand's width


def is_in_thailand(north: float, east: float) -> bool:
    """Return whether the position lies in the frame around Thailand."""
    return (math.isfinite(north) and math.isfinite(east)
            and NORTH[0] <= north <= NORTH[1] and EAST[0] <= east <= EAST[1])


def wrong(code: str, where: str, sentence, **params) -> Refusal:
    """Return a no about one field."""
    no = Refusal(code, sentence, status=422, **params)
    no.errors = [Wrong(where, str(no))]
    return no
