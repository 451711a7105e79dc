"""Finding names after a title, after "ชื่อ", and after English and Malay titles: places in plain letters.

Thai is written without spaces, so where a name ends is a guess: at a space or sign, or where an everyday word
begins. A word of common.txt right after the title means that no name follows ("ครูสอน", "คุณภาพ", "นางฟ้า").
"""
import re
from collections.abc import Iterator
from importlib.resources import files

Span = tuple[int, int]


def _lists() -> dict[str, list[str]]:
    """Read the heads [name] and the words under them."""
    lists: dict[str, list[str]] = {}
    for line in files(__package__).joinpath("common.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            words = lists.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            words.extend(line.split())
    return lists


def _any(words: list[str]) -> str:
    """Return an expression for any of the words, longer ones first, that does not cut a syllable."""
    return f"(?:{'|'.join(map(re.escape, sorted(set(words), key=len, reverse=True)))})(?![ะ-ฺ็-๎])"


LISTS = _lists()
NAYOK = "นายก(?!มล|ฤษ|ฤต|นก|วี|ร[วณ]|[ะ-ฺ็-๎])"
FORMAL = (
    r"(?:(?<![ก-๎])ด ?\. ?[ชญ] ?\.|(?<![ก-๎])ด[ชญ](?:\.|(?= ))|เด็กชาย|เด็กหญิง"
    r"|(?<![ก-๎])น ?\. ?ส ?\.|(?<![ก-๎])นส\."
    rf"|นางสาว|(?<!เจ้า)(?<!ท)(?!{NAYOK})นาย|(?<!ล)(?<!ก)นาง|นพ\.|พญ\.|ดร\.|(?:พล|พ|ร|ส|จ)\.[ตสท]\.[อทต]\.|ด\.ต\.)")
ROLE = (
    r"(?:คุณครู|ครู|คุณหมอ|หมอ(?![นกบงม](?![ะ-ฺ็-๎]))|คุณลุง|(?<![คตถ])ลุง|คุณป้า|(?<!เ)ป้า(?!ย)|คุณน้า|คุณตา(?!ม)|คุณยาย"
    r"|คุณปู่|คุณย่า|(?<!ขอบ)(?<!ขอบพระ)(?<!บุญ)(?<!พระ)(?<!ค้ำ)คุณ|ผู้อำนวยการ|(?<![ก-๎])ผอ\.?|อาจารย์|โค้ช|กำนัน"
    r"|ผู้ใหญ่บ้าน|หลวงพ่อ|หลวงพี่|หลวงตา|พระอาจารย์|เฮีย|เจ๊|อุสตาซ|โต๊ะครู|ปลัด)")
WORD = r"[ก-ฮเ-ไ][ก-ฺเ-ๅ็-๎]+"
START = re.compile(rf"(?:(?P<formal>{FORMAL})|(?P<role>{ROLE})) ?"
                   rf"(?P<name>{WORD}|[A-Z][a-z]+)(?: {{1,2}}(?P<family>{WORD}))?")
KIN = re.compile(rf"(?:น้อง|พี่|น้า|เพื่อน|ไอ้|บัก|อ้าย) ?(?P<name>{_any(LISTS['nicknames'])})")
CALLED = re.compile(
    r"(?<!ราย)(?<!ลง)(?<!ตั้ง)(?<!เปลี่ยน)(?<!มี)(?<!เสีย)(?<!คำ)(?<!ไม่บอก)ชื่อ(?:จริง|เล่น)?"
    rf"(?:ของ(?:หนู|ผม|ฉัน|เรา|เขา))? ?(?:คือ|ว่า|:|=)? ?(?P<name>{WORD}|[A-Za-z][A-Za-z'’\-]{{1,20}})")
LATIN = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mister|Dr|Teacher|Kru|Khun|Uncle|Aunt|Auntie|Coach|Cikgu|Ustaz|Pak Cik|Mak Cik|Sir)"
    r"\.? {1,2}(?P<name>(?!(?:You|The|My|And|Said|Is|It|Your|Our|In|At|To)\b)[A-Z][a-z'’\-]+"
    r"(?: [A-Z][a-z'’\-]+)?)")
MY_NAME = re.compile(
    r"\b(?:[Mm]y name is|[Mm]y name's|[Mm]y name:|[Nn]ama saya|[Ii] am called|[Nn]ame:) {1,2}"
    r"(?P<name>(?!(?:not|a|the|on|in|very|too)\b)[A-Za-z][A-Za-z'’\-]{1,20}(?: [A-Z][a-z'’\-]+)?)")
COMMON = re.compile(_any(LISTS["common"]))
AFTER = re.compile(_any(LISTS["after"]))
REAL = re.compile(_any(LISTS["names"]))
ONLY = {word: re.compile(_any(LISTS[word])) for word in ("คุณ", "นาย", "นาง", "เด็กชาย", "ชื่อ")}


def names(letters: str) -> Iterator[Span]:
    """Yield where names stand that follow a title or the word for "name"; the title itself stays."""
    for found in START.finditer(letters):
        span = _name(found, found["formal"] or found["role"])
        if span:
            yield span
            if found["formal"] and found["family"] and span[1] == found.end("name"):
                yield from _family(found)
    for found in CALLED.finditer(letters):
        span = _name(found, "ชื่อ")
        yield from [span] if span else []
    for pattern in (LATIN, MY_NAME):
        yield from (found.span("name") for found in pattern.finditer(letters))
    for found in KIN.finditer(letters):
        rest = letters[found.end():found.end() + 1]
        if not "ก" <= rest <= "๎" or AFTER.match(letters, found.end()):
            yield found.span("name")


def _name(found: re.Match[str], title: str) -> Span | None:
    """Return where the name stands: up to an everyday word, or None where it begins with one."""
    word, start = found["name"], found.start("name")
    only = next((words for end, words in ONLY.items() if title.endswith(end)), None)
    if not REAL.match(word) and (COMMON.match(word) or (only and only.match(word))):
        return None
    return start, start + _length(word)


def _family(found: re.Match[str]) -> Iterator[Span]:
    word, start = found["family"], found.start("family")
    if len(word) <= 16 and (word == "ใจดี" or not AFTER.match(word)):
        yield start, start + len(word)


def _length(word: str) -> int:
    return next((at for at in range(2, len(word)) if AFTER.match(word, at)), len(word))
