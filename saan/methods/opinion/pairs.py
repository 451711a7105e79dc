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

BLOCK = 2_040        # rows of a dense block: sums of two fields then stay exact in single precision (below 2^24)
FIELD = 4_096.0      # 2^12: the second field of a packed single
LIGHT = 15           # a row with fewer than S / 15 votes costs less sparse than dense
SPARSE = 2 ** 14     # rows of a sparse block: three fields of sixteen bits then fit a whole number of 64
ONE, TWO = np.int64(1) << 16, np.int64(1) << 32


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


def jobs(votes: Votes) -> list[tuple[bool, NDArray]]:
    """Return the rows of people as blocks to be summed one by one: (dense?, row numbers)."""
    heavy = votes.seen * LIGHT > len(votes.statements)
    return [(dense, rows[first:first + size]) for dense, size in ((True, BLOCK), (False, SPARSE))
            for rows in (np.flatnonzero(heavy == dense),) for first in range(0, len(rows), size)]


def block_sums(votes: Votes, dense: bool) -> Sums:
    """Return the sums over a block of people; at most BLOCK of them where dense, SPARSE otherwise."""
    width = len(votes.statements)
    codes = votes.statement.astype(np.int64) * 3 + votes.value + 1
    counts = np.bincount(codes, minlength=3 * width).reshape(width, 3).T.copy()
    return Sums(len(votes.people), counts, *(_dense if dense else _sparse)(votes, width))


def _dense(votes, width):
    people = len(votes.people)
    where = np.repeat(np.arange(people, dtype=np.int64) * width, votes.seen) + votes.statement
    was = np.zeros(people * width, np.float32)
    was[where] = 1
    said = np.zeros(people * width, np.float32)
    said[where] = votes.value
    was, said = was.reshape(people, width), said.reshape(people, width)
    both = was.T @ was
    was *= np.float32(FIELD)
    was += said
    packed = was.T @ said   # FIELD * (sum of votes on the second) + (sum of products)
    other = np.rint(packed / np.float32(FIELD))
    products = packed - other * np.float32(FIELD)
    return products.astype(np.int64), other.T.astype(np.int64), both.astype(np.int64)


def _sparse(votes, width):
    shape = (len(votes.people), width)
    said, column = votes.value.astype(np.int64), votes.statement.astype(np.int32)
    one = sparse.csr_array((said + ONE, column, votes.start), shape=shape)
    two = sparse.csr_array((said + TWO, column, votes.start), shape=shape)
    packed = (one.T @ two).toarray()   # products + 2^16 (votes on the second) + 2^32 (on the first) + 2^48 (both)
    fields = []
    for _field in range(3):
        low = ((packed + (ONE >> 1)) & (ONE - 1)) - (ONE >> 1)
        fields.append(low)
        packed = (packed - low) >> 16
    products, _second, first = fields
    return products, first, packed
