"""Figures of groups in tens, beside totals that are published exactly: no side by itself tells a count within 0-4.

A count is told among ten: 0-9, 10-19, 20-29, ... Alone that hides a small one; beside an exact total of all it does
not: of 63 who agree 60-69 in one group, so at most three are left for the other. So counts of one side are told
together, and where the lower ends come so near to the total, the largest is told among twenty, ten lower: 50-69. What
would be told as 50-59 beside that total is told as 50-69 too, so that the twenty says nothing about the small count
(docs/honest.md says what is proved of this, and what is not). What sides, sizes and statements tell together: `known`.
"""
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from saan.methods.honest import SIDES, K, Result, wilson
from saan.methods.opinion.guard import ENOUGH

TENS = 10
Row = Mapping[str, Sequence[int]]   # of one group, as it is told: {"agree": [20, 29], "disagree": ..., "pass": ...}
Totals = tuple[int, int, int]   # of everybody, as published: agree, disagree, pass


class Range(NamedTuple):
    """A count as it is told: at least low, at most high."""

    low: int
    high: int


class Share(NamedTuple):
    """The share of one side, as far as told figures allow: about so much, and the interval that holds for sure."""

    about: float
    interval: tuple[float, float]


def is_whole(row: Result) -> bool:
    """Return whether a statement's published figures stand whole: ten answers and more, and no cell hidden."""
    return not row.suppressed and (row.n or 0) >= ENOUGH and None not in {row.agree, row.disagree, row.passed}


def figures(rows: NDArray[np.int64], totals: Totals) -> list[dict[str, list[int]]] | None:
    """Return what is told of one statement, group by group; rows (k, 3) of disagree, pass, agree.

    Each is {"agree": [low, high], "disagree": ..., "pass": ...}. Nothing else is said of a group, not even where all
    are of one mind or hardly anybody answered: whatever is said of those alone tells them apart. None where the totals
    are so much older that the groups hold more than they do.
    """
    disagree, passed, agree = rows.T.tolist()
    told = [spans(counts, total) for counts, total in zip((agree, disagree, passed), totals, strict=True)]
    if None in told:
        return None
    return [{side: list(span) for side, span in zip(SIDES, row, strict=True)} for row in zip(*told, strict=True)]


def spans(counts: Sequence[int], total: int) -> list[Range] | None:
    """Return among which numbers the counts of one side, group by group, are told beside that total; None: not at all.

    Among ten. Where a group is told as 0-9 and less than K are left between all lower ends and the total, the group
    with the largest lower end (the first of equal ones) goes ten lower; and every group that would have come to these
    lower ends from ten above is told among twenty, whether it did or not.
    """
    lows = [tens(count).low for count in counts]
    if sum(lows) > total:
        return None
    lows = _lowered(lows, total)
    above = [[low + TENS * (at == group) for at, low in enumerate(lows)] for group in range(len(lows))]
    return [Range(low, low + TENS - 1 + TENS * (sum(near) <= total and near != lows and _lowered(near, total) == lows))
            for low, near in zip(lows, above, strict=True)]


def leaves_open(rows: Sequence[Row], totals: Totals) -> bool:
    """Return whether totals that may be newer than the figures leave each open: none is narrowed to 0-4.

    A count can exceed its lower end by no more than the total exceeds all lower ends. Where nobody of all said so the
    total alone tells that it is nobody in each group.
    """
    for side, total in zip(SIDES, totals, strict=True):
        lows = [row[side][0] for row in rows]
        if total < sum(lows) or _is_near(lows, total):
            return False
    return True


def tens(count: int) -> Range:
    """Return the ten numbers among which the count lies: 0-9, 10-19, ..."""
    low = count // TENS * TENS
    return Range(low, low + TENS - 1)


def share(row: Row, side: str) -> Share:
    """Return what told figures say of a side's share: the Wilson interval of the worst case at either end.

    About: the middles, for where a mark is drawn.
    """
    rest = [row[other] for other in SIDES if other != side]
    low, high = row[side]
    least = wilson(low, low + sum(cell[1] for cell in rest))[0]
    most = wilson(high, high + sum(cell[0] for cell in rest))[1]
    middle = [sum(cell) / 2 for cell in (row[side], *rest)]
    return Share(middle[0] / sum(middle), (least, most))


def _is_near(lows, total):
    return bool(total) and 0 in lows and total - sum(lows) < K


def _lowered(lows, total):
    """Return the lower ends, of which the largest goes ten lower where they come too near to the total."""
    if not _is_near(lows, total) or not any(lows):
        return lows
    largest = lows.index(max(lows))
    return [low - TENS * (at == largest) for at, low in enumerate(lows)]
