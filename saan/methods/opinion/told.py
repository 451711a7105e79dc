"""What of the map may be told to everybody: groups in words, figures in tens, and stones of five people and more.

A group is made of people's votes, and it is made anew with every map, beside totals that are published exactly. So its
figures are told among ten or twenty numbers (`tens`), only of statements whose own figures stand published whole, and
no more of them than leaves every count open when all is added up (`known`).
Whatever else is said of a statement, that it unites, divides or is typical, is worked out from these told figures and
the published totals alone: of any other statement nothing is said. A stone of the picture is the mean place of five
people or more (microaggregation: Domingo-Ferrer and Mateo-Sanz, "Practical data-oriented microaggregation for
statistical disclosure control", IEEE TKDE 14(1), 2002). Nothing here is an exact count of a group. What is proved of
it, and what is not, stands in docs/honest.md.
"""
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from saan.methods.honest import K, wilson
from saan.methods.opinion.groups import Split
from saan.methods.opinion.guard import Condition, Verdict
from saan.methods.opinion.known import least_telling
from saan.methods.opinion.mapping import Engine, Map, tallies
from saan.methods.opinion.plane import UNIT, drawn_in
from saan.methods.opinion.stances import AGREE, DISAGREE, MOST, representative
from saan.methods.opinion.summary import plain
from saan.methods.opinion.tens import Range, Row, Totals, figures, share, tens

STONES = 60    # of one picture, about
STEPS = 100    # of a place on each axis, from the middle to the edge
COUNTS = {"people", "smallest_group"}   # conditions that count people
OTHER = {AGREE: DISAGREE, DISAGREE: AGREE}


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
    rows = {plain(one): figures(counts[:, :, at], totals[plain(one)])
            for at, one in enumerate(found.statements) if plain(one) in totals}
    kept = least_telling(
        [tens(people) for people in split.sizes.tolist()], {one: its for one, its in rows.items() if its}, totals,
        hidden=[_counted(stones, group, size) for group in range(len(split.sizes))], people=int(found.sums.people),
        grouped=len(found.grouped))
    return {
        "groups": [{"size": kept.sizes and list(kept.sizes[group]), "at": centre_of(stones, group)}
                   for group in range(len(split.sizes))],
        "stones": stones, "stone": list(size), "figures": {str(one): its for one, its in kept.figures.items()}}


def stances(figures: Mapping[Any, Sequence[Row]]) -> Stances:
    """Return what told figures say for sure: the intervals are those of the worst case, as pages show them.

    Unites: the share of one side lies above one half in every group, the surest first. Divides: the agreeing shares of
    two groups do not meet, the widest gap first. Typical: at the middle of what is told the rule of `representative`,
    and the side is the larger one wherever in it the counts lie; a group may have none.
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
    """Return the guard's conditions as they are told: counts of people in tens, shares and p to two digits.

    Where groups are shown, how many the smallest has is told with the groups, or not at all.
    """
    return [{"code": one.code, "asks": one.asks, "found": _said(one, verdict.shown), "met": bool(one.met)}
            for one in verdict.conditions]


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


def _counted(stones, group, size):
    """Return how many people a group has, as far as its stones tell."""
    its = sum(stone[0] == group for stone in stones)
    return Range(its * size.low if its > 1 else 1, its * size.high)


def _said(one: Condition, shown: bool) -> list[int] | float | None:
    if one.found is None or (shown and one.code == "smallest_group"):
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


