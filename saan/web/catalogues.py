"""The English of each room: what is said in Thai in code and pages, beside what it says in English."""
import re
from pathlib import Path

import polib

from saan.web.phrases import CATALOGUE, SAAN, Phrase, phrases_of

KEYWORD = re.compile(r"^(?=msg|#|\n)", re.MULTILINE)
EMPTY = re.compile(r'msgstr ""\s*')
BORROWED = SAAN / "web/locale/th/LC_MESSAGES/django.po"
METADATA = {
    "Language": "en", "Content-Type": "text/plain; charset=utf-8", "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);"}


def whole(room: Path) -> polib.POFile:
    """Return the room's catalogue as it should be: every phrase once, with the English that is known, nothing else."""
    known = english_of(room)
    book = polib.POFile(wrapwidth=0)   # one line a phrase: two branches then merge line by line
    book.metadata = METADATA
    for phrase in sorted(phrases_of(room), key=lambda phrase: (phrase.words, phrase.context)):
        book.append(_entry(phrase, known.get(phrase)))
    return book


def english_of(room: Path) -> dict[Phrase, polib.POEntry]:
    """Return what the room's catalogue says now; where a phrase stands twice, the first with words counts."""
    path = room / CATALOGUE
    known = {}
    for entry in polib.pofile(_mended(path.read_text())) if path.exists() else []:
        phrase = Phrase(entry.msgid, entry.msgid_plural, entry.msgctxt or "")
        if not is_said(known.get(phrase)):
            known[phrase] = entry
    return known


def is_said(entry: polib.POEntry | None) -> bool:
    """Return whether the entry has all its English, and nobody doubts it."""
    if entry is None or "fuzzy" in entry.flags:
        return False
    return all(entry.msgstr_plural.get(n) for n in (0, 1)) if entry.msgid_plural else bool(entry.msgstr)


def keep(room: Path, book: polib.POFile) -> None:
    """Write the room's catalogue and what Django reads of it; a room that says nothing has none."""
    path = room / CATALOGUE
    if not book:
        path.unlink(missing_ok=True)
        path.with_suffix(".mo").unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(str(path))
    book.save_as_mofile(str(path.with_suffix(".mo")))


def keep_borrowed() -> None:
    """Compile the Thai that Django lacks; these words are Django's own, so they are kept by hand."""
    polib.pofile(str(BORROWED)).save_as_mofile(str(BORROWED.with_suffix(".mo")))


def _mended(text):
    """Return the catalogue's text with one msgstr to a msgid: a merge that keeps both sides may leave two."""
    kept = []
    for block in KEYWORD.split(text):
        if kept and block.startswith("msgstr ") and kept[-1].startswith("msgstr "):
            if EMPTY.fullmatch(kept[-1]):
                kept[-1] = block
        else:
            kept.append(block)
    return "".join(kept)


def _entry(phrase, known):
    entry = polib.POEntry(msgid=phrase.words, msgid_plural=phrase.plural, msgctxt=phrase.context or None)
    if phrase.plural:
        entry.msgstr_plural = dict(known.msgstr_plural) if known else {0: "", 1: ""}
    else:
        entry.msgstr = known.msgstr if known else ""
    if known and "fuzzy" in known.flags:
        entry.flags.append("fuzzy")
    return entry
