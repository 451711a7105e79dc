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
from scipy.linalg.blas import ssyrk

from saan.methods.opinion.votes import Votes

MANY = 2 ** 14     # people who are summed at once: single precision and the packed fields stay exact
FIELD = 2 ** 16    # where the next of four packed sums begins
LIGHT = 12         # a row with fewer than S / 12 votes costs less sparse than dense
CELLS, ROWS = 2 ** 18, 256   # of a dense table: as many cells as stay near the processor, but so many rows at least


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
    dense, packed = (votes.only(np.flatnonzero(rows)) for rows in (heavy, ~heavy))
    return Sums(len(votes.people), counts, *(one + other for one, other in zip(
        _dense(dense, width), _sparse(packed, width), strict=True)))


def _dense(votes, width):
    """Sum rows of (seen, said) by their products with themselves: one symmetric table, of which a triangle is enough."""
    rows = max(1, min(len(votes.people), max(ROWS, CELLS // max(1, width))))
    table, total = np.zeros((rows, 2 * width), np.float32), np.zeros((2 * width, 2 * width), np.float32, order="F")
    cells = table.reshape(-1)
    for part in votes.split(rows) if len(votes.value) else ():
        at = np.repeat(np.arange(len(part.people), dtype=np.int64) * 2 * width, part.seen) + part.statement
        cells[at], cells[at + width] = 1, part.value
        total = ssyrk(1.0, table.T, beta=1.0, c=total, overwrite_c=True)
        cells[at] = cells[at + width] = 0
    both, said = (_mirrored(total[first:first + width, first:first + width]) for first in (0, width))
    return said, total[:width, width:].T.astype(np.int64), both


def _mirrored(upper):
    whole = np.triu(upper).astype(np.int64)
    return whole + np.triu(whole, 1).T


def _sparse(votes, width):
    shape, where = (len(votes.people), width), (votes.statement.astype(np.int32), votes.start.astype(np.int32))
    one, two = (sparse.csr_array((votes.value.astype(np.int64) + step, *where), shape=shape) for step in (FIELD, FIELD ** 2))
    packed = (one.T.tocsr() @ two).toarray()   # products + FIELD (second) + FIELD^2 (first) + FIELD^3 (both)
    fields = []
    for _field in range(3):
        low = ((packed + FIELD // 2) & (FIELD - 1)) - FIELD // 2
        fields.append(low)
        packed -= low
        packed >>= 16
    products, _second, first = fields
    return products, first, packed
