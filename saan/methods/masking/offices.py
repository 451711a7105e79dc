"""Finding the names of those who hold an office of an organisation: "นายก อบต. …", "ผอ. รพ.สต. …", "นายกฯ …".

Behind an office the name of a place is as likely as that of a person ("นายก อบต. โคกม่วง"). A word that begins like a
place is stepped over; a name is one with a family name behind it, or one word that stands apart and is not everyday.
"""
import re
from collections.abc import Iterator

from saan.methods.masking.families import family_end, is_everyday, is_family
from saan.methods.masking.lists import COMMON, LISTS, any_of

Span = tuple[int, int]
WORD = r"[ก-ฮเ-ไ][ก-ฮะ-ฺเ-ๅ็-๎]+"
BODY = rf"(?:{any_of(LISTS['organisations'])}\.?|สภา(?:เด็ก(?:และเยาวชน)?)?|เทศบาล(?:ตำบล|เมือง|นคร)?)"
OFFICE = re.compile(
    rf"(?:(?:รอง)?นายก(?:เทศมนตรี(?:ตำบล|เมือง|นคร)?|\s{{0,3}}ฯ|\s{{0,3}}{BODY}|(?=\s)(?!\s{{0,20}}{BODY}))"
    rf"|(?:ปลัด|ผอ\.?|ผู้อำนวยการ|สมาชิก|ประธาน|เลขา(?:นุการ)?|หัวหน้า|เจ้าหน้าที่|จนท\.?|ครู|หมอ|ส\.)(?:\s{{0,3}}{BODY}){{1,2}})"
    rf"(?P<gap>\s{{0,20}})(?P<words>{WORD}(?: {{1,9}}(?:(?:แซ่|ณ) {{1,3}})?{WORD}){{0,2}})(?! ?ๆ)")
CHUNK = re.compile(r"(?:(?:แซ่|ณ) {1,3})?[^ ]+")
PLACE = re.compile("|".join(map(re.escape, LISTS["places"])))


def officers(letters: str) -> Iterator[Span]:
    """Yield where given and family names stand that follow an office and its organisation."""
    for found in OFFICE.finditer(letters):
        chunks = [(chunk[0], found.start("words") + chunk.start()) for chunk in CHUNK.finditer(found["words"])]
        apart = bool(found["gap"])
        if PLACE.match(chunks[0][0]) or (len(chunks) == 3 and all(map(_is_name, (chunk for chunk, _ in chunks)))):
            chunks, apart = chunks[1:], True
        yield from _named(chunks, apart)


def _named(chunks: list[tuple[str, int]], apart: bool) -> Iterator[Span]:
    if not chunks or not _is_name(chunks[0][0]):
        return
    has_family = len(chunks) > 1 and is_family(chunks[1][0])
    if has_family or apart:
        for word, start in chunks[:1 + has_family]:
            yield start, start + family_end(word)


def _is_name(word: str) -> bool:
    return not COMMON.match(word) and not is_everyday(word) and len(word) <= 24
