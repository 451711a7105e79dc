"""What of the map may be told to everybody: groups in words, figures in tens, and stones of five people and more.

A group is made of people's votes, and it is made anew with every map, beside totals that are published exactly. So its
figures are told in tens: a count is said to lie in 0-9, 10-19, 20-29, ..., and only beside totals that stand published
without a hidden cell and that narrow no count to 0-4: so nobody ever knows one to be 1 to 4 (docs/honest.md says what
is proved). Whatever else is said of a statement, that it unites, divides or is typical, is worked out from these told
figures alone: of a statement without them nothing is said. A stone of the picture is the mean place of five people or more (microaggregation:
Domingo-Ferrer and Mateo-Sanz, "Practical data-oriented microaggregation for statistical disclosure control", IEEE TKDE
14(1), 2002). Nothing here is exact: everything can stand on a page, in a file or in a table.
"""
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from saan.methods.honest import SIDES, K, Result, gate, wilson
from saan.methods.opinion.groups import Split
from saan.methods.opinion.guard import ENOUGH, Condition, Verdict
from saan.methods.opinion.mapping import Engine, Map, tallies
from saan.methods.opinion.plane import UNIT, drawn_in
from saan.methods.opinion.stances import AGREE, DISAGREE, MOST, representative
from saan.methods.opinion.summary import plain

TENS = 10
STONES = 60    # of one picture, about
STEPS = 100    # of a place on each axis, from the middle to the edge
COUNTS = {"people", "smallest_group"}   # conditions that count people
OTHER = {AGREE: DISAGREE, DISAGREE: AGREE}
Row = Mapping[str, Sequence[int]]   # of one group, as it is told: {"agree": [20, 29], "disagree": ..., "pass": ...}
Totals = tuple[int, int, int]   # of everybody, as published: agree, disagree, pass


class Range(NamedTuple):
    """A count as it is told: at least low, at most high."""

    low: int
    high: int


class Share(NamedTuple):
    """The share of one side, as far as figures in tens allow: about so much, and the interval that holds for sure."""

    about: float
    interval: tuple[float, float]


class Stances(NamedTuple):
    """What the told figures say: (statement, side) that unite, statements that divide, (statement, side) of each group.

    Statements are told by their keys.
    """

    unites: list[tuple[Any, str]]
    divides: list[Any]
    typical: list[list[tuple[Any, str]]]


def told(found: Map, verdict: Verdict, engine: Engine, totals: Mapping[Any, Totals]) -> dict[str, Any]:
    """Return what may be told of the map, in plain values: of the groups only where the verdict shows them.

    `totals` are the published figures of the statements whose figures stand whole, by id. Beside others a group's
    figures would tell what the gate hides: nothing of those statements is in the answer.
    """
    if not verdict.shown:
        return {"groups": None, "stones": [], "stone": None, "figures": {}}
    split, counts = verdict.split, tallies(engine, found, verdict.split)
    stones, size = stones_of(found, split)
    rows = {plain(one): figures(counts[:, :, at]) for at, one in enumerate(found.statements) if plain(one) in totals}
    return {
        "groups": [{"size": list(tens(people)), "at": centre_of(stones, group)}
                   for group, people in enumerate(split.sizes.tolist())],
        "stones": stones, "stone": list(size),
        "figures": {str(one): its for one, its in rows.items() if leaves_open(its, totals[one])}}


def is_whole(row: Result) -> bool:
    """Return whether a statement's published figures stand whole: ten answers and more, and no cell hidden."""
    return not row.suppressed and (row.n or 0) >= ENOUGH and None not in {row.agree, row.disagree, row.passed}


def leaves_open(rows: Sequence[Row], totals: Totals) -> bool:
    """Return whether the totals leave every figure of the groups open: no count is narrowed to 0-4.

    A count can exceed its lower end by no more than the total exceeds all lower ends. Where nobody of all said so the
    totals alone tell that it is nobody in each group. Figures that exceed older totals would tell who came since.
    """
    for side, total in zip(SIDES, totals, strict=True):
        lows = [row[side][0] for row in rows]
        more = total - sum(lows)
        if total and (more < 0 or (more < K and 0 in lows)):
            return False
    return True


def stances(figures: Mapping[Any, Sequence[Row]]) -> Stances:
    """Return what figures in tens say for sure: the intervals are those of the worst case, as pages show them.

    Unites: the share of one side lies above one half in every group, the surest first. Divides: the agreeing shares of
    two groups do not meet, the widest gap first. Typical: at the middle of the tens the rule of `representative`, and
    the side is the larger one wherever in the tens the counts lie; a group may have none.
    """
    unites, divides = [], []
    for one, rows in figures.items():
        for side in OTHER:
            low = min(share(row, side).interval[0] for row in rows)
            if low > .5:
                unites.append((-low, len(unites), (one, side)))
        shares = [share(row, AGREE) for row in rows]
        gap = max((here.about - there.about for here in shares for there in shares
                   if here.interval[0] > there.interval[1]), default=0)
        if gap > 0:
            divides.append((-gap, len(divides), one))
    return Stances([one for *_order, one in sorted(unites)], [one for *_order, one in sorted(divides)],
                   _typical(figures))


def consensus(totals: Mapping[Any, Totals]) -> list[tuple[Any, str]]:
    """Return up to five statements each way on which everybody leans one way beyond chance, the surest first.

    Beyond chance: the Wilson interval of that side's share begins above one half.
    """
    found = []
    for at, side in enumerate((AGREE, DISAGREE)):
        low = {one: wilson(row[at], sum(row))[0] for one, row in totals.items()}
        found += [(one, side) for one in sorted(low, key=low.get, reverse=True) if low[one] > .5][:MOST]
    return found


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


def share(row: Row, side: str) -> Share:
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


def whole(counts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return of which statements the figures stand whole, shape (S,); counts (3, S) of disagree, pass, agree."""
    return np.array([is_whole(gate(agree, disagree, passed, agree + disagree + passed))
                     for disagree, passed, agree in counts.T.tolist()], dtype=bool)


def _typical(figures):
    groups, keys = max(map(len, figures.values()), default=0), list(figures)
    if groups < 2:
        return [[] for _group in range(groups)]
    middles = np.array([[[sum(row[side]) / 2 for side in (DISAGREE, "pass", AGREE)] for row in figures[one]]
                        for one in keys])
    found = representative(middles.transpose(1, 2, 0), always=False)
    return [[(keys[one.statement], one.side) for one in typical if _is_larger(figures[keys[one.statement]][group], one)]
            for group, typical in enumerate(found)]


def _is_larger(row, one):
    return row[one.side][0] > row[OTHER[one.side]][1]


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


