"""Whole numbers that add up over parts: counts of each statement, and what two statements have in common.

For statements j and k, over the people who voted on both: both = how many they are, votes = the sum of the products
of their votes, and half = the sum of their votes on j. All are exact, so every order, partition and engine comes to
the same bits; from them the Gram matrix of the centred votes follows without ever filling people x statements:
sum of (v_ij - m_j)(v_ik - m_k) = votes_jk - m_k half_jk - m_j half_kj + m_j m_k both_jk.
"""
from collections.abc import Iterable
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from saan.methods.opinion.votes import Votes

MANY = 2 ** 16     # people who are summed at once
BLOCK = 1_020      # rows of a dense table: two packed sums stay exact in single precision (2^24)
HALF = 4_096.0     # where the second of them begins
LIGHT = 12         # a row with fewer than S / 12 votes costs less sparse than dense
FIELD = 2 ** 16    # where the next of four packed sums of the others begins: for 2^14 people they stay exact
SIGNED = FIELD // 2 * (1 + FIELD + FIELD ** 2)   # lifts the three of them that may be negative above zero


class Sums(NamedTuple):
    """What parts add up to: people, counts (3, S) of disagree, pass, agree, and votes, half, both, each (S, S)."""

    people: int
    counts: NDArray[np.int64]
    votes: NDArray[np.int64]
    half: NDArray[np.int64]
    both: NDArray[np.int64]

    def plus(self, other: Self) -> Self:
        """Return the sums of both."""
        return Sums(*(mine + its for mine, its in zip(self, other, strict=True)))

    @property
    def n(self) -> NDArray[np.int64]:
        """Return how many people voted on each statement, shape (S,)."""
        return self.counts.sum(axis=0)

    @property
    def means(self) -> NDArray[np.float64]:
        """Return the mean vote on each statement, shape (S,); 0 where nobody voted."""
        return (self.counts[2] - self.counts[0]) / np.maximum(self.n, 1)

    def gram(self) -> NDArray[np.float64]:
        """Return the Gram matrix of the centred votes, shape (S, S)."""
        mean = self.means
        cross = self.half * mean[None, :]
        return self.votes - cross - cross.T + np.outer(mean, mean) * self.both


def added(parts: Iterable[Sums]) -> Sums:
    """Return the sums of all parts, at least one."""
    parts = iter(parts)
    total = next(parts)
    for part in parts:
        total = total.plus(part)
    return total


def sums_of(votes: Votes, light: float = LIGHT) -> Sums:
    """Return the sums over these people; whoever voted on S / `light` statements or more is summed in dense tables."""
    return added(_summed(part, light) for part in votes.split(MANY))


def _summed(votes, light):
    width = len(votes.statements)
    codes = votes.statement.astype(np.int64) * 3 + votes.value + 1
    counts = np.bincount(codes, minlength=3 * width).reshape(width, 3).T.copy()
    heavy = votes.seen * light >= width
    tables = _dense(votes.only(np.flatnonzero(heavy)), width)
    _sparse(votes.only(np.flatnonzero(~heavy)), width, tables)
    return Sums(len(votes.people), counts, *tables)


def _dense(votes, width):
    size, rows = (width, width), -(-len(votes.people) // max(1, -(-len(votes.people) // BLOCK)))   # even blocks
    tables = np.zeros((3, rows * width), np.float32)
    products, half, both, packed, other = (np.zeros(size, np.float32) for _table in range(5))
    for part in votes.split(rows) if len(votes.value) else ():
        cells = len(part.people) * width
        at = np.repeat(np.arange(0, cells, width), part.seen) + part.statement
        tables[0].fill(0)
        tables[0][at] = part.value + np.float32(HALF)
        cast, seen, said = (table[:cells].reshape(-1, width) for table in tables)   # cast = HALF seen + said
        np.not_equal(cast, 0, out=seen)
        np.subtract(cast, np.multiply(seen, HALF, out=said), out=said)
        both += np.matmul(seen.T, seen, out=packed)
        np.matmul(cast.T, said, out=packed)   # products + HALF (votes on the second)
        np.rint(np.multiply(packed, 1 / HALF, out=other), out=other)
        half += other
        other *= HALF
        packed -= other
        products += packed
    return products.astype(np.int64), half.T.astype(np.int64), both.astype(np.int64)


def _sparse(votes, width, tables):
    """Add the sums of people who voted on little to the tables."""
    for part in votes.split(FIELD // 4) if len(votes.value) else ():
        shape, where = (len(part.people), width), (part.statement.astype(np.int32), part.start.astype(np.int32))
        one, two = (sparse.csr_array((part.value.astype(np.int64) + step, *where), shape=shape)
                    for step in (FIELD, FIELD ** 2))
        packed = (one.T.tocsr() @ two).toarray()   # products + FIELD (second) + FIELD^2 (first) + FIELD^3 (both)
        packed += SIGNED
        fields = packed.astype("<i8", copy=False).view("<u2").reshape(width, width, 4)
        for table, at in zip(tables, (0, 2, 3), strict=True):
            table += fields[:, :, at]
        for table in tables[:2]:
            table -= FIELD // 2
