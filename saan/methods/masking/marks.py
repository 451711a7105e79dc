"""Replacing what was found by marks, until nothing more is found."""
import re
from dataclasses import dataclass

from saan.methods.masking.contacts import emails, handles, lines, phones
from saan.methods.masking.names import names
from saan.methods.masking.plain import plain

MARKS = {"email": "[อีเมล]", "phone": "[เบอร์โทร]", "line": "[ไลน์]", "handle": "[ไอดี]", "name": "[ชื่อ]"}
FINDERS = {"email": emails, "phone": phones, "line": lines, "handle": handles, "name": names}
MARK = re.compile("(" + "|".join(map(re.escape, MARKS.values())) + ")")


@dataclass(frozen=True)
class Masked:
    """A masked text, and the kinds of things that were masked in it, in alphabetical order."""
    text: str
    kinds: tuple[str, ...]


def mask(text: str) -> Masked:
    """Return the text with phone numbers, e-mails, LINE and other ids, and titled names replaced by MARKS.

    Kinds: email, handle, line, name, phone. Help numbers (1300, 1387, 191, 1669 …), years, dates, prices and
    amounts stay; so does the title ("ครู[ชื่อ]"). Masking twice changes nothing: marks are never looked into,
    and the text is gone over until nothing is found. Any `str` will do; it need not be cleaned before.
    """
    kinds: set[str] = set()
    before = None
    while before != text:
        before = text
        for kind in FINDERS:
            pieces = [piece if at % 2 else _masked(piece, kind) for at, piece in enumerate(MARK.split(text))]
            if "".join(pieces) != text:
                kinds.add(kind)
                text = "".join(pieces)
    return Masked(text, tuple(sorted(kinds)))


def _masked(piece: str, kind: str) -> str:
    seen = plain(piece)
    spans: list[tuple[int, int]] = []
    for start, end in sorted(FINDERS[kind](seen.letters)):
        if spans and start < spans[-1][1]:
            start, end = spans[-1][0], max(end, spans.pop()[1])
        spans.append((start, end))
    for start, end in reversed(spans):
        piece = piece[:seen.at[start]] + MARKS[kind] + piece[seen.at[end - 1] + 1:]
    return piece
