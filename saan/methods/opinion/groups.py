"""Groups of people who stand near each other on the plane: k-means, k by silhouette, no group too small."""
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from saan.methods.opinion.plane import UNIT

KS = range(2, 6)
EXACT = 1_500     # people: up to here every one is a point of its own, beyond they are gathered in cells
CELLS = 40        # cells along each side
STARTS = 8
ROUNDS = 60
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


def smallest(people: int) -> int:
    """Return how many people the smallest group must have: ten, and a tenth of all."""
    return max(10, -(-people // 10))


def splits_of(stands: NDArray[np.int64], ks: Iterable[int] = KS, least: int | None = None) -> list[Split]:
    """Return the best split of each k whose groups are all large enough, the best silhouette first.

    `stands` (P, 2) in steps of UNIT; `least` is the smallest group, `smallest` where it is left out. The order of
    people does not matter: points are sorted, sums are whole numbers.
    """
    if not len(stands):
        return []
    points = points_of(stands)
    least = smallest(len(stands)) if least is None else least
    squares = _squares(points.at, points.at)
    np.sqrt(squares, out=squares)
    found = []
    for k in ks:
        best = _best(points, k, least, squares)
        if best is not None:
            label, centres = settled(stands, best[1])
            if len(centres) == k and np.bincount(label, minlength=k).min() >= least:
                found.append(Split(label, centres, best[0]))
    return sorted(found, key=lambda split: (-split.silhouette, len(split.centres)))


def anew(stands: NDArray[np.int64], k: int, starts: int = 3) -> NDArray[np.float64]:
    """Return the k centres that people who stand there find by themselves, (k, 2); no group is too small."""
    points, random = points_of(stands), np.random.default_rng(SEED)
    runs = [_lloyd(points, _seeds(points, k, random)) for _start in range(starts)]
    return min(runs, key=lambda run: run[2])[1]


def points_of(stands: NDArray[np.int64]) -> Points:
    """Return people as points of the plane: each spot once, and beyond EXACT people the means of a grid's cells."""
    if len(stands) <= EXACT:
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
    x, y = stands[:, 0] / UNIT, stands[:, 1] / UNIT
    best, label = None, np.zeros(len(stands), np.int64)
    for number, centre in enumerate(centres):
        far = (x - centre[0]) ** 2 + (y - centre[1]) ** 2
        if best is None:
            best = far
        else:
            label[far < best] = number
            np.minimum(best, far, out=best)
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


def _best(points, k, least, distances):
    """Return (silhouette, centres) of the tightest of several starts whose groups are large enough."""
    if len(points.weight) < k:
        return None
    random, best = np.random.default_rng(SEED + k), None
    for _start in range(STARTS):
        label, centres, spread = _lloyd(points, _seeds(points, k, random))
        sizes = np.bincount(label, points.weight, minlength=k)
        if sizes.min() >= least and (best is None or spread < best[0]):
            best = spread, label, centres
    if best is None:
        return None
    return silhouette(points, best[1], k, distances), best[2]


def _seeds(points, k, random):
    """Return k far-apart points (k-means++, Arthur and Vassilvitskii 2007)."""
    chosen = [_drawn(points.weight, random)]
    near = _squares(points.at, points.at[chosen])[:, 0]
    for _more in range(k - 1):
        chosen.append(_drawn(near * points.weight, random))
        near = np.minimum(near, _squares(points.at, points.at[chosen[-1:]])[:, 0])
    return points.at[chosen]


def _drawn(weight, random):
    sums = np.cumsum(weight)
    return min(int(np.searchsorted(sums, random.random() * sums[-1], side="right")), len(weight) - 1)


def _lloyd(points, centres):
    label = None
    for _round in range(ROUNDS):
        squares = _squares(points.at, centres)
        new = squares.argmin(axis=1)
        if label is not None and (new == label).all():
            break
        label = new
        weight = np.bincount(label, points.weight, minlength=len(centres))
        sums = np.stack([np.bincount(label, points.weight * points.at[:, at], minlength=len(centres))
                         for at in range(2)], axis=1)
        centres = np.where(weight[:, None] > 0, sums / np.maximum(weight, 1)[:, None], centres)
    spread = float(squares[np.arange(len(label)), label] @ points.weight)
    return label, centres, spread


def _squares(one, other):
    return ((one[:, None, :] - other[None, :, :]) ** 2).sum(axis=2)


def _whole(number, value, length=0):
    """Return exact sums of whole numbers by number: doubles hold both halves of each without loss."""
    high, low = value >> 20, value & (2 ** 20 - 1)
    length = max(length, CELLS * CELLS if length == 0 else 0)
    high, low = (np.bincount(number, half, length).astype(np.int64) for half in (high, low))
    return (high << 20) + low
