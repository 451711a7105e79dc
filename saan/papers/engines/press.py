"""The press: sets blocks as a PDF. What people wrote goes in as strings and is never read as instructions."""
import json
from collections.abc import Iterable
from pathlib import Path

import typst

from saan.papers.engines.spelling import spelled
from saan.papers.engines.words import lines
from saan.papers.rules.blocks import Block

HERE = Path(__file__).parent
FONTS = HERE.parent / "fonts"
SHEET = (HERE / "sheet.typ").read_bytes()


def printed(blocks: Iterable[Block], *, head: str, title: str, width: float = 0) -> bytes:
    """Return the blocks as a PDF: A4 with a head from the second page on, or one narrow column (`width`, in cm)."""
    return spelled(_set("pdf", blocks, head, title, width))


def pictured(blocks: Iterable[Block], *, head: str, title: str) -> list[bytes]:
    """Return a PNG of each page."""
    pages = _set("png", blocks, head, title, 0)
    return pages if isinstance(pages, list) else [pages]


def _set(sort, blocks, head, title, width):
    paper = {"title": title, "head": lines(head), "width": width, "blocks": [
        {key: value if key in {"sort", "widths"} else _in_words(value) for key, value in block.items()}
        for block in blocks]}
    return typst.compile(SHEET, root=str(HERE), font_paths=[str(FONTS)], ignore_system_fonts=True, format=sort, ppi=80,
                         sys_inputs={"paper": json.dumps(paper, ensure_ascii=False)})


def _in_words(value):
    """Return every text in the value as lines of words."""
    if isinstance(value, dict):
        return {key: _in_words(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_in_words(inner) for inner in value]
    return lines(str(value))
