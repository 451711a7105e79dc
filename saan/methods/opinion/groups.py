"""Groups of people who stand near each other on the plane: k-means, k by silhouette, no group too small."""
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist

from saan.methods.opinion.plane import UNIT

KS = range(2, 6)
EXACT = 1_500     # people: up to here every one is a point of its own, beyond they are gathered in cells
ROUGHLY = 500     # the same where a split is only compared
CELLS = 40        # cells along each side
STARTS, MOST_STARTS, WORK = 8, 40, 6_000   # fewer points cost less: they get more starts, up to so many in all
ROUNDS = 60
HEAT, FINALISTS = 4, 4   # rounds after which a third of the starts goes on, but so many at least
NEAR = 2 ** 14    # people who are worked on at a time: they stay near the processor
LAST = 3          # rounds over everybody, after the cells
SEED = 25_440


class Points(NamedTuple):
    """Where people stand: at (C, 2), and how many of them stand there, weight (C,); in a fixed order."""

    at: NDArray[np.float64]
    weight: NDArray[np.float64]


class Split(NamedTuple):
    """A split of people into groups: label (P,) with the largest group 0, centres (k, 2), and its mean silhouette."""

    label: NDArray[np.int64]
    centres: NDArray[np.float64]
    silhouette: float

    @property
    def sizes(self) -> NDArray[np.int64]:
        """Return how many people each group has, shape (k,)."""
        return np.bincount(self.label, minlength=len(self.centres))


class Splits(Sequence[Split]):
    """The splits worth looking at, the best silhouette first; each is carried to everybody when it is asked for."""

    def __init__(self, stands: NDArray[np.int64], found: list[tuple[float, NDArray[np.float64]]], least: int):
        self._stands, self._waiting, self._least, self._ready = stands, list(found), least, []
        self._carry(1)

    def __len__(self) -> int:
        """Return how many there are."""
        self._carry(len(KS))
        return len(self._ready)

    def __getitem__(self, at):
        """Return the split of that place."""
        self._carry(len(KS) if isinstance(at, slice) or at < 0 else at + 1)
        return self._ready[at]

    def __bool__(self) -> bool:
        """Return whether there is any; asks for no more than the first."""
        return bool(self._ready)

    def _carry(self, wanted):
        while self._waiting and len(self._ready) < wanted:
            silhouette, centres = self._waiting.pop(0)
            label, settled_centres = settled(self._stands, centres)
            if np.bincount(label, minlength=len(centres)).min() >= self._least:
                self._ready.append(Split(label, settled_centres, silhouette))


def smallest(people: int) -> int:
    """Return how many people the smallest group must have: ten, and a tenth of all."""
    return max(10, -(-people // 10))


def splits_of(stands: NDArray[np.int64], ks: Iterable[int] = KS, least: int | None = None) -> Splits:
    """Return the best split of each k whose groups are all large enough, the best silhouette first.

    `stands` (P, 2) in steps of UNIT; `least` is the smallest group, `smallest` where it is left out. The order of
    people does not matter: points are sorted, sums are whole numbers.
    """
    least = smallest(len(stands)) if least is None else least
    found = []
    if len(stands):
        points = points_of(stands)
        distances = cdist(points.at, points.at)
        starts = min(MOST_STARTS, max(STARTS, WORK // len(points.weight)))
        for k in ks:
            label, centres = _tightest(points, k, starts, SEED + k, least)
            if label is not None:
                found.append((silhouette(points, label, k, distances), centres))
    found.sort(key=lambda pair: (-pair[0], len(pair[1])))
    return Splits(stands, found, least)


def anew(stands: NDArray[np.int64], k: int, starts: int = 3) -> NDArray[np.float64]:
    """Return the k centres that people who stand there find by themselves, (k, 2); no group is too small.

    Where they stand on fewer spots, there are fewer.
    """
    points = points_of(stands, ROUGHLY)
    return _tightest(points, min(k, len(points.weight)), starts, SEED, 0)[1]


def points_of(stands: NDArray[np.int64], exact: int = EXACT) -> Points:
    """Return people as points of the plane: each spot once, and beyond so many people the means of a grid's cells."""
    if len(stands) <= exact:
        spots, weight = np.unique(stands, axis=0, return_counts=True)
        return Points(spots / UNIT, weight.astype(np.float64))
    low, high = stands.min(axis=0), stands.max(axis=0)
    side = np.maximum(1, -(-(high - low + 1) // CELLS))
    cell = ((stands - low) // side) @ np.array([CELLS, 1])
    weight = np.bincount(cell, minlength=CELLS * CELLS)
    filled = np.flatnonzero(weight)
    sums = np.stack([_whole(cell, stands[:, at])[filled] for at in range(2)], axis=1)
    return Points(sums / weight[filled, None] / UNIT, weight[filled].astype(np.float64))


def settled(stands: NDArray[np.int64], centres: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return label and centre after LAST exact rounds over everybody; the largest group first."""
    for _round in range(LAST):
        label = nearest(stands, centres)
        weight = np.bincount(label, minlength=len(centres))
        sums = np.stack([_whole(label, stands[:, at], len(centres)) for at in range(2)], axis=1)
        centres = np.where(weight[:, None] > 0, sums / np.maximum(weight, 1)[:, None] / UNIT, centres)
    label = nearest(stands, centres)
    weight = np.bincount(label, minlength=len(centres))
    order = np.lexsort((centres[:, 1], centres[:, 0], -weight))
    return np.argsort(order)[label], centres[order]


def nearest(stands: NDArray[np.int64], centres: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the number of the nearest centre for each person, of equally near ones the first."""
    label = np.empty(len(stands), np.int64)
    for first in range(0, len(stands), NEAR):
        part = slice(first, first + NEAR)
        (label[part],), _squares = _closest(np.asfortranarray(stands[part] / UNIT), centres[None])
    return label


def silhouette(points: Points, label: NDArray[np.int64], k: int, distances: NDArray[np.float64]) -> float:
    """Return the mean silhouette (Rousseeuw 1987) of weighted points: each stands for so many people on one spot."""
    one = np.zeros((len(label), k))
    one[np.arange(len(label)), label] = points.weight
    sums, weight = distances @ one, one.sum(axis=0)
    own = weight[label]
    inside = sums[np.arange(len(label)), label] / np.maximum(own - 1, 1)
    means = sums / np.maximum(weight, 1)
    means[np.arange(len(label)), label] = np.inf
    means[:, weight == 0] = np.inf
    outside = means.min(axis=1)
    far = np.maximum(inside, outside)
    score = np.where((own > 1) & (far > 0), (outside - inside) / np.where(far > 0, far, 1), 0)
    return float(score @ points.weight / points.weight.sum())


def _tightest(points, k, starts, seed, least):
    """Return label and centres of the tightest of several starts whose groups are large enough; (None, None) if none.

    All starts (R) run side by side, (R, k, 2), until their labels (R, C) stay. Who is settled waits for the others, and
    after a few rounds only a third goes on: those whose groups are large enough first, the tightest of them first.
    """
    many = len(points.weight)
    if many < k:
        return None, None
    centres, label = _seeds(points, k, starts, np.random.default_rng(seed)), np.full((starts, many), -1)
    spread, smallest_ones = np.zeros(starts), np.zeros(starts)
    weights, *moments = (np.tile(each, starts) for each in (points.weight, *(points.weight * points.at.T)))
    racing = moving = np.arange(starts)
    for turn in range(ROUNDS):
        if turn == HEAT:
            racing = np.lexsort((spread, smallest_ones < max(least, 1)))[:max(FINALISTS, starts // 3)]
            moving = np.intersect1d(moving, racing)
        new, squares = _closest(points.at, centres[moving])
        spread[moving] = squares @ points.weight
        moves = (new != label[moving]).any(axis=1)
        label[moving] = new
        moving, new = moving[moves], new[moves]
        if not len(moving):
            break
        where, size = (new + np.arange(len(moving))[:, None] * k).ravel(), len(moving) * many
        weight = np.bincount(where, weights[:size], len(moving) * k)
        smallest_ones[moving] = weight.reshape(-1, k).min(axis=1)
        sums = np.stack([np.bincount(where, moment[:size], len(moving) * k) for moment in moments], axis=1)
        full = (weight > 0)[:, None]
        centres[moving] = np.where(full, sums / np.where(full, weight[:, None], 1), centres[moving].reshape(-1, 2)
                                   ).reshape(-1, k, 2)
    best = racing[np.lexsort((racing, spread[racing], smallest_ones[racing] < max(least, 1)))[0]]
    return (label[best], centres[best]) if smallest_ones[best] >= max(least, 1) or least == 0 else (None, None)


def _seeds(points, k, starts, random):
    """Return k far-apart points for each start, (R, k, 2) (k-means++, Arthur and Vassilvitskii 2007)."""
    drawn = random.random((k, starts))
    chosen = points.at[_drawn(np.broadcast_to(points.weight, (starts, len(points.weight))), drawn[0])][:, None]
    near = _closest(points.at, chosen)[1]
    for at in range(1, k):
        more = points.at[_drawn(near * points.weight, drawn[at])][:, None]
        chosen = np.concatenate([chosen, more], axis=1)
        near = np.minimum(near, _closest(points.at, more)[1])
    return chosen


def _drawn(weight, chance):
    """Return for each row one place, drawn by weight."""
    sums = np.cumsum(weight, axis=1)
    return np.minimum((sums <= chance[:, None] * sums[:, -1:]).sum(axis=1), weight.shape[1] - 1)


def _closest(points, centres):
    """Return the nearest of centres (R, k, 2) to each of points (C, 2), the first of equal ones, and how far (squared).

    Shapes (R, C). One centre of all starts at a time, for long rows are worked on faster than short ones.
    """
    label, best = np.zeros((len(centres), len(points)), np.int64), np.full((len(centres), len(points)), np.inf)
    for number, centre in enumerate(centres.transpose(1, 2, 0)):
        squares = points[:, 0] - centre[0][:, None]
        squares *= squares
        up = points[:, 1] - centre[1][:, None]
        up *= up
        squares += up
        np.putmask(label, squares < best, number)
        np.minimum(best, squares, out=best)
    return label, best


def _whole(number, value, length=CELLS * CELLS):
    """Return exact sums of whole numbers by number: doubles hold them, or both halves of each, without loss."""
    if not len(value) or int(np.abs(value).max()) * len(value) < 2 ** 53:
        return np.bincount(number, value, length).astype(np.int64)
    high, low = (np.bincount(number, half, length).astype(np.int64) for half in (value >> 20, value & (2 ** 20 - 1)))
    return (high << 20) + low
