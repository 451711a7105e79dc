"""What of the map may be told to everybody: groups in words, figures in tens, and stones of five people and more.

A group is made of people's votes, and it is made anew with every map, beside totals that are published exactly. So its
figures are told in tens: a count is said to lie in 0-9, 10-19, 20-29, ... Whoever subtracts what is shown, from the
totals or from an earlier map, is left with ten whole numbers in a row, and never knows a count to be 1 to 4
(docs/honest.md says what is proved). A stone of the picture is the mean place of five people or more (microaggregation:
Domingo-Ferrer and Mateo-Sanz, "Practical data-oriented microaggregation for statistical disclosure control", IEEE TKDE
14(1), 2002). Nothing here is exact: everything can stand on a page, in a file or in a table.
"""
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from saan.methods.honest import SIDES, K, gate, wilson
from saan.methods.opinion.groups import Split
from saan.methods.opinion.guard import Condition, Verdict
from saan.methods.opinion.mapping import Engine, Map, tallies
from saan.methods.opinion.plane import UNIT, drawn_in
from saan.methods.opinion.stances import consensus, divides, representative, unites
from saan.methods.opinion.summary import plain

TENS = 10
STONES = 60    # of one picture, about
STEPS = 100    # of a place on each axis, from the middle to the edge
COUNTS = {"people", "smallest_group"}   # conditions that count people


class Range(NamedTuple):
    """A count as it is told: at least low, at most high."""

    low: int
    high: int


class Share(NamedTuple):
    """The share of one side, as far as figures in tens allow: about so much, and the interval that holds for sure."""

    about: float
    interval: tuple[float, float]


def told(found: Map, verdict: Verdict, engine: Engine, whole: Collection) -> dict[str, Any]:
    """Return what may be told of the map, in plain values: of the groups only where the verdict shows them.

    `whole` are the ids of the statements whose totals stand published without a hidden cell: beside others a group's
    figures would tell what the gate hides, so there they are None.
    """
    ids = [plain(at) for at in found.statements]
    answer: dict[str, Any] = {
        "groups": None, "stones": [], "stone": None, "unites": [], "divides": [], "figures": {},
        "consensus": [{"statement": ids[one.statement], "side": one.side} for one in consensus(found.sums.counts)]}
    if not verdict.shown:
        return answer
    split, counts = verdict.split, tallies(engine, found, verdict.split)
    stones, size = stones_of(found, split)
    answer["groups"] = [
        {"size": list(tens(people)), "at": centre_of(stones, group), "typical": [
            {"statement": ids[one.statement], "side": one.side} for one in typical]}
        for group, (people, typical) in enumerate(zip(split.sizes.tolist(), representative(counts), strict=True))]
    return answer | {
        "stones": stones, "stone": list(size),
        "unites": [{"statement": ids[one.statement], "side": one.side} for one in unites(counts)],
        "divides": [ids[one.statement] for one in divides(counts)],
        "figures": {str(ids[at]): figures(counts[:, :, at]) if ids[at] in whole else None for at in range(len(ids))}}


def figures(rows: NDArray[np.int64]) -> list[dict[str, list[int]]]:
    """Return what is told of one statement, group by group; rows (k, 3) of disagree, pass, agree.

    Each is {"agree": [low, high], "disagree": ..., "pass": ...}. Nothing else is said of a group, not even where all
    are of one mind or hardly anybody answered: whatever is said of those alone tells them apart.
    """
    return [{side: list(tens(count)) for side, count in zip(SIDES, (agree, disagree, passed), strict=True)}
            for disagree, passed, agree in rows.tolist()]


def tens(count: int) -> Range:
    """Return the ten numbers among which the count is told: 0-9, 10-19, ..."""
    low = count // TENS * TENS
    return Range(low, low + TENS - 1)


def share(row: dict[str, Sequence[int]], side: str) -> Share:
    """Return what figures in tens say of a side's share: the Wilson interval of the worst case at either end.

    About: the middles of the tens, for where a mark is drawn.
    """
    rest = [row[other] for other in SIDES if other != side]
    low, high = row[side]
    least = wilson(low, low + sum(cell[1] for cell in rest))[0]
    most = wilson(high, high + sum(cell[0] for cell in rest))[1]
    middle = [sum(cell) / 2 for cell in (row[side], *rest)]
    return Share(middle[0] / sum(middle), (least, most))


def stones_of(found: Map, split: Split) -> tuple[list[list[int]], Range]:
    """Return stones (group, x, y), each the mean place of people of one group who stand near each other; of how many.

    Places run from -STEPS to STEPS. Each group is halved along its wider side until a part is below twice the least.
    """
    rows = found.grouped
    stands = drawn_in(found.placed.stands[rows], found.placed.seen[rows], len(found.statements), found.inward) / UNIT
    least = max(K, -(-len(rows) // STONES))
    parts = [(group, stands[part].mean(axis=0)) for group in range(len(split.centres))
             for part in _parts(stands, np.flatnonzero(split.label == group), least)]
    reach = max((float(np.abs(at).max()) for _group, at in parts), default=0) or 1.0
    stones = [[group, *(round(float(side) / reach * STEPS) for side in at)] for group, at in parts]
    return sorted(stones), Range(least, 2 * least - 1)


def centre_of(stones: Sequence[Sequence[int]], group: int) -> list[int]:
    """Return the middle of a group's stones."""
    mine = np.array([stone[1:] for stone in stones if stone[0] == group] or [[0, 0]])
    return [int(side) for side in np.rint(mine.mean(axis=0))]


def conditions(verdict: Verdict) -> list[dict[str, Any]]:
    """Return the guard's conditions as they are told: counts of people in tens, shares and p to two digits."""
    return [{"code": one.code, "asks": one.asks, "found": _said(one), "met": bool(one.met)}
            for one in verdict.conditions]


def whole(counts: NDArray[np.int64], k: int = K) -> NDArray[np.bool_]:
    """Return of which statements every cell may be told exactly, shape (S,); counts (3, S)."""
    rows = (gate(agree, disagree, passed, agree + disagree + passed, k)
            for disagree, passed, agree in counts.T.tolist())
    return np.array([row.n is not None and not row.suppressed for row in rows], dtype=bool)


def _said(one: Condition) -> list[int] | float | None:
    if one.found is None:
        return None
    return list(tens(int(one.found))) if one.code in COUNTS else round(float(one.found), 2)


def _parts(stands, rows, least) -> Iterator[NDArray[np.int64]]:
    """Yield the rows in parts of least to 2 least - 1 people, in a fixed order."""
    if len(rows) < 2 * least:
        yield rows
        return
    own = stands[rows]
    wider = int(np.argmax(np.ptp(own, axis=0)))
    order = rows[np.lexsort((own[:, 1 - wider], own[:, wider]))]
    for half in (order[:len(order) // 2], order[len(order) // 2:]):
        yield from _parts(stands, half, least)


