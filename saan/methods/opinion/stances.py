"""What groups say: representative statements, consensus, what unites and what divides, each with interval and n.

All from counts of disagree, pass and agree; n counts who saw a statement, passes too. Formulas: Small et al. 2021 (the
add-one estimates and their z values), Wilson 1927 (intervals).
"""
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from saan.methods.honest import Z95

Z90 = 1.2816   # one-sided 90 %
MOST = 5
AGREE, DISAGREE = "agree", "disagree"


class Representative(NamedTuple):
    """A statement that is typical of a group: its side, p = (count + 1) / (n + 2) and z against everybody else."""

    statement: int
    side: str
    p: float
    z: float


class Shared(NamedTuple):
    """A statement that people share: on which side, how many answered, the Wilson interval of that side's share."""

    statement: int
    side: str
    n: int
    interval: tuple[float, float]


class Part(NamedTuple):
    """What one group says to a statement: how many agree and disagree of n, and the interval of the agreeing share."""

    agree: int
    disagree: int
    n: int
    interval: tuple[float, float]


class Divide(NamedTuple):
    """A statement that divides: the parts of all groups, and how far the shares of two groups lie apart at most."""

    statement: int
    parts: list[Part]
    gap: float


def probability(count: NDArray, n: NDArray) -> NDArray[np.float64]:
    """Return (count + 1) / (n + 2): pa of those who agree, pd of those who disagree."""
    return (count + 1) / (n + 2)


def beyond_half(count: NDArray, n: NDArray) -> NDArray[np.float64]:
    """Return the z of a share against one half, with one added: 2 sqrt(n + 1) ((count + 1) / (n + 1) - 1/2)."""
    return 2 * np.sqrt(n + 1) * ((count + 1) / (n + 1) - .5)


def beyond_rest(count: NDArray, n: NDArray, other: NDArray, others: NDArray) -> NDArray[np.float64]:
    """Return the z of two proportions, with one added to all four counts; 0 where both are everybody."""
    one, two = (count + 1) / (n + 1), (other + 1) / (others + 1)
    pooled = (count + other + 2) / (n + others + 2)
    spread = np.sqrt(np.maximum(pooled * (1 - pooled), 0) * (1 / (n + 1) + 1 / (others + 1)))
    return np.where(spread > 0, (one - two) / np.where(spread > 0, spread, 1), 0.0)


def wilson(count: NDArray, n: NDArray, z: float = Z95) -> tuple[NDArray, NDArray]:
    """Return the Wilson interval of count / n, element by element; (0, 1) where nobody answered."""
    count, n = np.asarray(count, float), np.asarray(n, float)
    middle, spread = count + z * z / 2, z * np.sqrt(np.maximum(count * (n - count), 0) / np.maximum(n, 1) + z * z / 4)
    low = np.where(count == 0, 0.0, (middle - spread) / (n + z * z))
    high = np.where(count == n, 1.0, (middle + spread) / (n + z * z))
    return np.where(n == 0, 0.0, low), np.where(n == 0, 1.0, high)


def representative(tallies: NDArray, *, always: bool = True) -> list[list[Representative]]:
    """Return for each group up to five statements that are typical of it, at least one; tallies (k, 3, S).

    Representative: z against the rest and z against one half both above 1.2816, for agreeing or for disagreeing; the
    side with the larger z. In order of r * z * p * z(half), but the best that the group agrees with comes first. Where
    none passes, the one with the largest z stands there, unless `always` is False.
    """
    seen, whole = tallies.sum(axis=1), tallies.sum(axis=0)
    typical = []
    for group in range(len(tallies)):
        n, others = seen[group], whole.sum(axis=0) - seen[group]
        sides = [_side(tallies[group, row], n, whole[row] - tallies[group, row], others) for row in (2, 0)]
        z = np.stack([side[1] for side in sides])
        agrees = z[0] > z[1]
        p, z, weight = (np.where(agrees, *pair) for pair in zip(*(side[:3] for side in sides), strict=True))
        chosen = _ordered(np.flatnonzero((sides[0][3] | sides[1][3]) & (n > 0)), weight, agrees)
        if always and not chosen and (n > 0).any():
            chosen = [int(np.argmax(np.where(n > 0, z, -np.inf)))]
        typical.append([Representative(at, AGREE if agrees[at] else DISAGREE, float(p[at]), float(z[at]))
                        for at in chosen[:MOST]])
    return typical


def consensus(counts: NDArray[np.int64]) -> list[Shared]:
    """Return up to five statements each way that the whole population shares: p > .5 and z > 1.2816; counts (3, S)."""
    n, found = counts.sum(axis=0), []
    for side, row in ((AGREE, 2), (DISAGREE, 0)):
        p, z = probability(counts[row], n), beyond_half(counts[row], n)
        fits = np.flatnonzero((p > .5) & (z > Z90) & (n > 0))
        order = fits[np.argsort(-(p * z)[fits], kind="stable")][:MOST]
        found += [_shared(int(at), side, counts[row], n) for at in order]
    return found


def group_aware(tallies: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the group-aware consensus of each statement: the product of the groups' pa, shape (S,)."""
    return probability(tallies[:, 2], tallies.sum(axis=1)).prod(axis=0)


def unites(tallies: NDArray[np.int64]) -> list[Shared]:
    """Return the statements on which more than half of every group stand beyond chance on one side, the surest first.

    n and interval are those of all groups together.
    """
    seen, found = tallies.sum(axis=1), []
    if len(tallies) == 0:
        return []
    for side, row in ((AGREE, 2), (DISAGREE, 0)):
        low = wilson(tallies[:, row], seen)[0].min(axis=0)
        found += [(float(low[at]), _shared(int(at), side, tallies[:, row].sum(axis=0), seen.sum(axis=0)))
                  for at in np.flatnonzero(low > .5)]
    return [shared for _low, shared in sorted(found, key=lambda pair: (-pair[0], pair[1].statement))]


def divides(tallies: NDArray[np.int64]) -> list[Divide]:
    """Return the statements to which two groups say different things beyond chance, the widest gap first.

    Beyond chance: the Wilson intervals of the agreeing shares of two groups do not meet. The gap is the largest
    difference of shares among such pairs.
    """
    seen = tallies.sum(axis=1)
    low, high = wilson(tallies[:, 2], seen)
    share = tallies[:, 2] / np.maximum(seen, 1)
    apart = np.where(low[:, None] > high[None, :], share[:, None] - share[None, :], 0).max(axis=(0, 1), initial=0)
    order = np.argsort(-apart, kind="stable")
    return [Divide(int(at), [Part(int(tallies[g, 2, at]), int(tallies[g, 0, at]), int(seen[g, at]),
                                  (float(low[g, at]), float(high[g, at]))) for g in range(len(tallies))],
                   float(apart[at])) for at in order if apart[at] > 0]


def _side(count, n, other, others):
    """Return p, z against the rest, the weight by which statements are ranked, and whether it is representative."""
    p, half = probability(count, n), beyond_half(count, n)
    z = beyond_rest(count, n, other, others)
    return p, z, p / probability(other, others) * z * p * half, (z > Z90) & (half > Z90)


def _ordered(fits, weight, agrees):
    order = [int(at) for at in fits[np.argsort(-weight[fits], kind="stable")]]
    best = next((at for at in order if agrees[at]), None)
    return order if best is None else [best, *(at for at in order if at != best)]


def _shared(at, side, count, n):
    low, high = wilson(count[at], n[at])
    return Shared(at, side, int(n[at]), (float(low), float(high)))
