"""What a picture of the whole may say: pure."""
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from saan.methods import honest

STEP, TALL, COLUMN, GAP = 200, 260, 22, 10   # of the flow picture, in its own units
LINE, FALLS = 30, 10   # of the numbers in the picture: from one to the next, and below the middle of their block
ENDS = ("confirmed", "claimed", "waits", "open", "loose")   # how far a voice came: the furthest first
COLUMNS = (   # spoken | in a theme | resolved | with a result; each part with the ends that it holds
    {"spoken": ENDS},
    {"gathered": ENDS[:4], "loose": ENDS[4:]},
    {"resolved": ENDS[:3], "open": ENDS[3:4], "loose": ENDS[4:]},
    {end: (end,) for end in ENDS})


class Block(NamedTuple):
    """One block of the flow picture: how much stands there, and where it is drawn."""

    key: str
    count: int | None   # None = too few to say
    x: int
    y: float
    height: float
    ends: tuple[str, ...]


class Band(NamedTuple):
    """What flows from one block to the next: a path that is as wide as what it carries."""

    key: str
    path: str


def in_steps(counts: dict[str, int], k: int = honest.K) -> dict[str, int | None]:
    """Return the counts as they may be published one day after the other: in steps of k people, None below k.

    A figure that moves by one would tell of the voice that was shown last.
    """
    return {word: count - count % k if count >= k else None for word, count in counts.items()}


def days_taken(spans: Sequence[timedelta], least: int = honest.K) -> float | None:
    """Return the median of the spans in days, None where they are too few to say."""
    return round(median(span.total_seconds() for span in spans) / 86400, 1) if len(spans) >= least else None


def flow(ends: dict[str, int]) -> list[list[Block]]:
    """Return the four columns of the flow picture from how many voices ended where (the words of ENDS).

    No end of 1 to 4 is said, none that the others tell of, and no sum that would tell of one of them. What is not
    said is drawn as thin as a line, so that its width tells nothing.
    """
    gone = {end for place, end in enumerate(ENDS) if place in honest.hidden([ends[end] for end in ENDS])}
    total = sum(ends.values())
    return [_column(place, parts, ends, gone, total) for place, parts in enumerate(COLUMNS)]


def bands(columns: Sequence[Sequence[Block]]) -> list[Band]:
    """Return what flows from each block into those of the next column that hold a part of it."""
    drawn = []
    for column, following in pairwise(columns):
        leaves = {block.key: block.y for block in column}
        for block in following:
            if block.count == 0:
                continue
            source = next(one for one in column if set(block.ends) <= set(one.ends))
            drawn.append(_band(source.x + COLUMN, leaves[source.key], block))
            leaves[source.key] += block.height
    return drawn


def lines_of(column: Sequence[Block]) -> list[float | None]:
    """Return at what height the number of each block stands, as near to its middle as the others let it; None = none.

    What is drawn as thin as a line is as low as its number allows: no two numbers run into each other.
    """
    shown = [block for block in column if block.count != 0]
    heights, below = [], 0.0
    for block in shown:
        below = max(block.y + block.height / 2 + FALLS, below + LINE)
        heights.append(below)
    above = TALL + LINE
    for place in reversed(range(len(heights))):
        above = heights[place] = min(heights[place], above - LINE)
    said = dict(zip((block.key for block in shown), heights, strict=True))
    return [round(said[block.key], 1) if block.key in said else None for block in column]


def _column(place, parts, ends, gone, total):
    blocks, y = [], 0.0
    for key, inside in parts.items():
        hides = gone & set(inside)
        count = None if hides and hides != gone else sum(ends[end] for end in inside)
        if hides and len(hides) == 1:
            count = None
        height = 2.0 if count is None else (TALL - GAP * (len(parts) - 1)) * count / (total or 1)
        blocks.append(Block(key, count, place * STEP, round(y, 1), round(height, 1), inside))
        y += height + GAP if height else 0
    return blocks


def _band(left, top, block):
    middle, bottom = (left + block.x) / 2, top + block.height
    return Band(block.key, f"M{left} {top:.1f}C{middle} {top:.1f} {middle} {block.y} {block.x} {block.y}v{block.height}"
                           f"C{middle} {block.y + block.height:.1f} {middle} {bottom:.1f} {left} {bottom:.1f}z")
