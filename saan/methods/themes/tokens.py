"""Words of a text that tell what it is about, and the fields of daily life that they stand in.

Source of the cutting: newmm, PyThaiNLP's longest matching along its dictionary (Apache 2.0). The fields are our own.
"""
import re
import unicodedata
from functools import cache
from importlib.resources import files

from pythainlp.corpus.common import thai_stopwords
from pythainlp.tokenize import word_tokenize

from saan.methods.words import arabic, clean

LONGEST = 2000   # letters of a text that are read
AGAIN = re.compile(r"(.)\1{2,}")                 # มากกกก
SPACE = re.compile(r"\s+")
WORD = re.compile(r"[ก-ฮa-z].*?[\wก-๙]|[a-z]")   # at least two signs, one of them a letter: no numeral, no mark alone
HEAD = 4         # letters at least of a word of the fields that a longer word begins with: ห้องสมุด|ประชาชน
MOST_PARTS = 5   # words of the dictionary that a word of the fields is cut into, such as พอ|ต


def words_of(text: str) -> list[str]:
    """Return the words that tell something, in their order: small letters, no fillers, no numerals, no marks.

    A letter written three times and more is read once; ๆ is left out; of a very long text its beginning is read.
    """
    cut = [word for part in SPACE.split(plain(text)) if part
           for word in _joined(word_tokenize(part, engine="newmm", keep_whitespace=False))]
    return [word for word in map(_head, cut) if _tells(word)]


def plain(text: str) -> str:
    """Return the text as words are looked for in it; whatever word `words_of` finds stands in it as it is."""
    return AGAIN.sub(r"\1", arabic(clean(text)).lower().replace("ๆ", " "))[:LONGEST]


def fields_of(words: list[str]) -> list[str]:
    """Return the fields that the words stand in, one for each time that a word names it."""
    known = _fields()
    return [field for word in words for field in known.get(word, ())]


def _tells(word):
    return word in _fields() or bool(WORD.match(word)) and word not in _stopped()


def _head(word):
    """Return the longest word of the fields that the word begins with, as Thai builds its words; else the word."""
    known = _fields()
    return next((word[:size] for size in range(len(word), HEAD - 1, -1) if word[:size] in known), word)


def _joined(parts):
    """Return the words of the cut text; what the dictionary cuts through a word of the fields is put together again."""
    known, joined, at = _fields(), [], 0
    while at < len(parts):
        size = next((size for size in range(min(MOST_PARTS, len(parts) - at), 1, -1)
                     if "".join(parts[at:at + size]) in known), 1)
        joined.append("".join(parts[at:at + size]))
        at += size
    return joined


@cache
def _fields() -> dict[str, tuple[str, ...]]:
    """Return the fields that each word of fields.txt stands in."""
    fields: dict[str, tuple[str, ...]] = {}
    for line in _lines("fields.txt"):
        name, _colon, words = line.partition(":")
        for word in words.split():
            fields[word] = (*fields.get(word, ()), name)
    return fields


@cache
def _stopped() -> set[str]:
    ours = {word for line in _lines("fillers.txt") for word in line.split()}
    return ours | {word.replace("\u0e4d\u0e32", "\u0e33") for word in thai_stopwords()}


def _lines(name):
    text = unicodedata.normalize("NFC", files("saan.methods.themes").joinpath(name).read_text("utf-8")).lower()
    return [line for line in text.splitlines() if not line.startswith("#")]
