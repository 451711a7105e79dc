"""What somebody can work out who adds up all that is told of groups, and how much is told so that it is no small count.

Each side's figures leave every count open by themselves (`tens`). Together with how many people a group has they need
not: of 80 people in groups of 50-59 and 30-39 there are exactly 50 and 30, and if 39 and 19 of them agree, only few are
left for the other sides. So all bounds are drawn together until nothing moves (bounds consistency; with two groups
nothing tighter can be said of one statement), and less is told of the whole map where a count comes to lie in 0-4: no
sizes, then no statements of which one side has few, then no figures. One choice for all, so it points at nobody.
"""
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from saan.methods.honest import SIDES, K
from saan.methods.opinion.tens import Range, Row, Totals

FEW = (10, 20)   # of a side in all: statements with fewer, but not none, go first
TURNS = 50       # that bounds are drawn together, at most


class Told(NamedTuple):
    """What is told: sizes of the groups, None where they are not, and the figures of statements by key."""

    sizes: list[Range] | None
    figures: dict[Any, Sequence[Row]]


def least_telling(sizes: Sequence[Range], figures: Mapping[Any, Sequence[Row]], totals: Mapping[Any, Totals], *,
                  hidden: Sequence[Range], people: int, grouped: int) -> Told:
    """Return as much of sizes and figures as leaves every count of a group open.

    `hidden` is what else is known of the sizes (the stones can be counted), `people` how many voted at all and
    `grouped` how many of them are in groups.
    """
    for few, told in ((0, sizes), (0, None), *((few, None) for few in FEW)):
        kept = {one: rows for one, rows in figures.items() if not any(0 < side < few for side in totals[one])}
        bounds = [_both(here, there) for here, there in zip(told or hidden, hidden, strict=True)]
        if kept and not is_narrowed(list(kept.values()), [totals[one] for one in kept], bounds, people, grouped):
            return Told(None if told is None else list(told), kept)
    return Told(list(sizes), {})


def is_narrowed(figures: Sequence[Sequence[Row]], totals: Sequence[Totals], sizes: Sequence[Range], people: int,
                grouped: int) -> bool:
    """Return whether some group's count is bound to lie within 0-4 of a side that somebody took.

    Bounds: a side's counts add up to its total, but for the people in no group; a group's three counts to its size, but
    for who did not answer; the sizes to all who are grouped.
    """
    cells = np.array([[[row[side] for side in SIDES] for row in rows] for rows in figures])   # (S, k, 3, 2)
    low, high = cells[..., 0].astype(np.int64), cells[..., 1].astype(np.int64)
    total = np.array(totals, np.int64)[:, None, :]
    absent = np.maximum(0, people - total.sum(axis=2))
    least, most = (np.array(ends, np.int64) for ends in zip(*sizes, strict=True))
    for _turn in range(TURNS):
        before = low.copy(), high.copy(), least.copy(), most.copy()
        high = np.minimum(high, total - _others(low, 1))
        low = np.maximum(low, total - (people - grouped) - _others(high, 1))
        high = np.minimum(high, most[None, :, None] - _others(low, 2))
        low = np.maximum(low, (least[None, :] - absent)[:, :, None] - _others(high, 2))
        most = np.minimum(most, (high.sum(axis=2) + absent).min(axis=0))
        least = np.maximum(least, low.sum(axis=2).max(axis=0))
        most, least = np.minimum(most, grouped - _others(least, 0)), np.maximum(least, grouped - _others(most, 0))
        if all((one == other).all() for one, other in zip(before, (low, high, least, most), strict=True)):
            break
    return bool(((high < K) & (total > 0)).any())


def _others(counts: NDArray[np.int64], axis: int) -> NDArray[np.int64]:
    return counts.sum(axis=axis, keepdims=True) - counts


def _both(one, other):
    return Range(max(one[0], other[0]), min(one[1], other[1]))
