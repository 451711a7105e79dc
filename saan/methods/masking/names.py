"""Finding names after a title, after "ชื่อ", and after English and Malay titles: places in plain letters.

Thai is written without spaces, so where a name ends is a guess: at a space or sign, or where an everyday word
begins. A word of common.txt right after the title means that no name follows ("ครูสอน", "คุณภาพ", "นางฟ้า").
White space of any kind and length may stand between. families.py says which next word is a family name.
"""
import re
from collections.abc import Iterator

from saan.methods.masking.families import family_end, is_everyday, is_family, is_plainly_family
from saan.methods.masking.lists import AFTER, COMMON, LISTS, REAL, any_of
from saan.methods.masking.offices import officers

Span = tuple[int, int]
NAYOK = "นายก(?!มล|ฤษ|ฤต|นก|วี|ร[วณ]|[ะ-ฺ็-๎])"
FORMAL = (
    r"(?:(?<![ก-๎])ด ?\. ?[ชญ] ?\.|(?<![ก-๎])ด[ชญ](?:\.|(?=\s))|เด็กชาย|เด็กหญิง"
    r"|(?<![ก-๎])น ?\. ?ส ?\.|(?<![ก-๎])นส\."
    rf"|นางสาว|(?<!เจ้า)(?<!ท)(?!{NAYOK})นาย|(?<!ล)(?<!ก)นาง|นพ\.|พญ\.|ดร\.|(?:พล|พ|ร|ส|จ)\.[ตสท]\.[อทต]\.|ด\.ต\.)")
ROLE = (
    r"(?:คุณครู|ครู|คุณหมอ|หมอ(?![นกบงม](?![ะ-ฺ็-๎]))|คุณลุง|(?<![คตถ])ลุง|คุณป้า|(?<!เ)ป้า(?!ย)|คุณน้า|คุณตา(?!ม)|คุณยาย"
    r"|คุณปู่|คุณย่า|(?<!ขอบ)(?<!ขอบพระ)(?<!บุญ)(?<!พระ)(?<!ค้ำ)คุณ|ผู้อำนวยการ|(?<![ก-๎])ผอ\.?|อาจารย์|โค้ช|กำนัน"
    r"|ผู้ใหญ่บ้าน|หลวงพ่อ|หลวงพี่|หลวงตา|พระอาจารย์|เฮีย|เจ๊|อุสตาซ|โต๊ะครู|ปลัด)")
WORD = r"[ก-ฮเ-ไ][ก-ฺเ-ๅ็-๎]+"
FAMILY = rf"(?:(?P<between>\s{{1,20}})(?P<family>(?:แซ่ {{1,3}}|ณ {{1,3}})?{WORD})(?! ?ๆ))?"
ORGANISATION = rf"(?:{any_of(LISTS['organisations'])})"
START = re.compile(rf"(?:(?P<formal>{FORMAL})|(?P<role>{ROLE})(?! ?{ORGANISATION}))(?P<gap>\s{{0,20}})"
                   rf"(?P<name>{WORD}|[A-Z][a-z]+){FAMILY}")
KIN = re.compile(rf"(?:น้อง|พี่|น้า|เพื่อน|ไอ้|บัก|อ้าย)\s{{0,9}}(?P<name>{any_of(LISTS['nicknames'])})")
CALLED = re.compile(
    r"(?<!ราย)(?<!ลง)(?<!ตั้ง)(?<!เปลี่ยน)(?<!มี)(?<!เสีย)(?<!คำ)(?<!ไม่บอก)ชื่อ(?:จริง|เล่น)?"
    rf"(?:ของ(?:หนู|ผม|ฉัน|เรา|เขา))? ?(?:คือ|ว่า|:|=)?(?P<gap>\s{{0,20}})"
    rf"(?P<name>{WORD}|[A-Za-z][A-Za-z'’\-]{{1,20}}){FAMILY}")
LATIN = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mister|Dr|Teacher|Kru|Khun|Uncle|Aunt|Auntie|Coach|Cikgu|Ustaz|Pak Cik|Mak Cik|Sir)"
    r"\.?\s{1,9}(?P<name>(?!(?:You|The|My|And|Said|Is|It|Your|Our|In|At|To)\b)[A-Z][a-z'’\-]+"
    r"(?: {1,9}[A-Z][a-z'’\-]+)?)")
MY_NAME = re.compile(
    r"\b(?:[Mm]y name is|[Mm]y name's|[Mm]y name:|[Nn]ama saya|[Ii] am called|[Nn]ame:)\s{1,9}"
    r"(?P<name>(?!(?:not|a|the|on|in|very|too)\b)[A-Za-z][A-Za-z'’\-]{1,20}(?: {1,9}[A-Z][a-z'’\-]+)?)")
ONLY = {word: re.compile(any_of(LISTS[word])) for word in ("คุณ", "นาย", "นาง", "เด็กชาย", "ชื่อ")}


def names(letters: str) -> Iterator[Span]:
    """Yield where names stand that follow a title or the word for "name"; the title itself stays."""
    for found in START.finditer(letters):
        yield from _whole(found, found["formal"] or found["role"], is_formal=bool(found["formal"]))
    for found in CALLED.finditer(letters):
        yield from _whole(found, "ชื่อ", is_formal=False)
    yield from officers(letters)
    for pattern in (LATIN, MY_NAME):
        yield from (found.span("name") for found in pattern.finditer(letters))
    for found in KIN.finditer(letters):
        rest = letters[found.end():found.end() + 1]
        if not "ก" <= rest <= "๎" or AFTER.match(letters, found.end()):
            yield found.span("name")


def _whole(found: re.Match[str], title: str, is_formal: bool) -> Iterator[Span]:
    """Yield the places of the given name and of the family name, if they are names."""
    span = _name(found, title)
    far = found["gap"] not in {"", " "} and not is_formal
    if not span or (far and is_everyday(found["name"])):
        return
    yield span
    family, start = found["family"], found.start("family")
    if not family or span[1] < found.end("name"):
        return
    if is_plainly_family(family) if "\n" in found["between"] else (
            is_family(family) or (is_formal and _is_formal_family(family))):
        yield start, start + family_end(family)


def _name(found: re.Match[str], title: str) -> Span | None:
    """Return where the name stands: up to an everyday word, or None where it begins with one."""
    word, start = found["name"], found.start("name")
    only = next((words for end, words in ONLY.items() if title.endswith(end)), None)
    if not REAL.match(word) and (COMMON.match(word) or (only and only.match(word))):
        return None
    return start, start + _length(word)


def _is_formal_family(word: str) -> bool:
    """Return whether the word is a family name behind a formal title, where one is expected ("นายสมชาย ใจดี")."""
    return len(word) <= 16 and (word == "ใจดี" or not AFTER.match(word))


def _length(word: str) -> int:
    return next((at for at in range(2, len(word)) if AFTER.match(word, at)), len(word))
