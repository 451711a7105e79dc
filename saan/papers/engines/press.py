"""The press: sets blocks as a PDF. What people wrote goes in as strings and is never read as instructions."""
import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import typst

from saan.papers.engines.spelling import spelled
from saan.papers.engines.words import lines
from saan.papers.rules.blocks import Block

HERE = Path(__file__).parent
FONTS = HERE.parent / "fonts"
SHEET = (HERE / "sheet.typ").read_bytes()
KEPT = 16   # papers
ALONE = b"""#set page(width: 12cm, height: auto, margin: 0cm)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)"""
SHARP = 200   # dots an inch, for a picture in a document that is printed elsewhere


def printed(blocks: Iterable[Block], *, head: str, title: str, width: float = 0) -> bytes:
    """Return the blocks as a PDF: A4 with a head from the second page on, or one narrow column (`width`, in cm)."""
    return _printed(_paper(blocks, head, title, width))


def pictured(blocks: Iterable[Block], *, head: str, title: str) -> list[bytes]:
    """Return a PNG of each page."""
    pages = _set("png", _paper(blocks, head, title, 0))
    return pages if isinstance(pages, list) else [pages]


@lru_cache(maxsize=KEPT)
def drawn(svg: str) -> bytes:
    """Return a picture that a room has drawn itself as PNG, for documents that hold no SVG."""
    return typst.compile(ALONE, root=str(HERE), font_paths=[str(FONTS)], ignore_system_fonts=True, format="png",
                         ppi=SHARP, sys_inputs={"svg": svg})


@lru_cache(maxsize=KEPT)
def _printed(paper):
    """Set the paper once for all who open it; kept in memory alone, because words may be erased."""
    return spelled(_set("pdf", paper))


def _paper(blocks, head, title, width):
    """Return all that stands on the paper, as text."""
    paper = {"title": title, "head": lines(head), "width": width, "blocks": [
        {key: value if key in {"sort", "widths", "svg"} else _in_words(value) for key, value in block.items()}
        for block in blocks]}
    return json.dumps(paper, ensure_ascii=False)


def _set(sort, paper):
    return typst.compile(SHEET, root=str(HERE), font_paths=[str(FONTS)], ignore_system_fonts=True, format=sort, ppi=80,
                         sys_inputs={"paper": paper})


def _in_words(value):
    """Return every text in the value as lines of words."""
    if isinstance(value, dict):
        return {key: _in_words(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_in_words(inner) for inner in value]
    return lines(str(value))
