"""What a printed page is made of: blocks in the order they stand, each a plain dict that the press can set."""
from collections.abc import Iterable, Sequence
from typing import NamedTuple

Block = dict


def title(*lines: str) -> Block:
    """Return the title of the paper, its lines in the middle."""
    return {"sort": "title", "lines": list(lines)}


def letterhead(left: Iterable[str], right: Iterable[str]) -> Block:
    """Return the head of a letter: who writes at the right, the letter's number at the left."""
    return {"sort": "letterhead", "left": list(left), "right": list(right)}


def head(text: str) -> Block:
    """Return a heading."""
    return {"sort": "head", "text": text}


def field(label: str, text: str) -> Block:
    """Return what is said under a label, beside it."""
    return {"sort": "field", "label": label, "text": text}


def text(words: str) -> Block:
    """Return words in paragraphs, as they were written."""
    return {"sort": "text", "text": words}


def people(rows: Iterable[tuple[str, str]]) -> Block:
    """Return a numbered list of names with what each is."""
    return {"sort": "people", "rows": [list(row) for row in rows]}


def points(rows: Iterable[tuple[str, str]]) -> Block:
    """Return points, each after its number."""
    return {"sort": "points", "rows": [list(row) for row in rows]}


def framed(heading: str, words: str, fields: Iterable[tuple[str, str]]) -> Block:
    """Return something that stands out, with what belongs to it; it stays on one page where it can."""
    return {"sort": "framed", "head": heading, "text": words, "fields": [list(field) for field in fields]}


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> Block:
    """Return a table; widths are shares."""
    return {"sort": "table", "heads": list(heads), "rows": [list(row) for row in rows], "widths": list(widths)}


class Drawing(NamedTuple):
    """A picture that a room has drawn itself, as SVG, and what it shows in words, for those who do not see it."""

    svg: str
    words: str


def picture(svg: str) -> Block:
    """Return a picture that the room has drawn itself, as SVG, as wide as the page."""
    return {"sort": "picture", "svg": svg}


def signatures(rows: Iterable[dict]) -> Block:
    """Return lines to be signed: role, name, title."""
    return {"sort": "signatures", "rows": [{key: row[key] for key in ("role", "name", "title")} for row in rows]}
