"""Whole numbers that add up over parts: counts of each statement, and what two statements have in common.

For statements j and k, over the people who voted on both: both = how many they are, votes = the sum of the products
of their votes, and half = the sum of their votes on j. All are exact, so every order, partition and engine comes to
the same bits; from them the Gram matrix of the centred votes follows without ever filling people x statements:
sum of (v_ij - m_j)(v_ik - m_k) = votes_jk - m_k half_jk - m_j half_kj + m_j m_k both_jk.
"""
from collections.abc import Iterable
from contextlib import contextmanager
from threading import local
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from saan.methods.opinion.votes import Votes

BLOCK = 2_040      # rows of a block: two fields of packed sums stay exact in a single (2^24), four in a double (2^53)
FIELD = 4_096.0    # 2^12, where the next field begins
KEPT = 2 ** 22     # cells of a scratch table that a thread keeps
LIGHT = 8          # a row with fewer than S / 8 votes costs less sparse than dense


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
    return [(dense, rows[first:first + BLOCK]) for dense in (True, False)
            for rows in (np.flatnonzero(heavy == dense),) for first in range(0, len(rows), BLOCK)]


def block_sums(votes: Votes, dense: bool) -> Sums:
    """Return the sums over a block of at most BLOCK people, by dense tables or by sparse ones: the same numbers."""
    width = len(votes.statements)
    codes = votes.statement.astype(np.int64) * 3 + votes.value + 1
    counts = np.bincount(codes, minlength=3 * width).reshape(width, 3).T.copy()
    return Sums(len(votes.people), counts, *(_dense if dense else _sparse)(votes, width))


def _dense(votes, width):
    where = _places(votes, width)
    size = len(votes.people), width, np.float32, where
    with _scratch(*size, votes.value) as said, _scratch(*size, 1) as seen:
        both = seen.T @ seen
        seen *= np.float32(FIELD)
        seen += said
        packed = seen.T @ said   # products + FIELD (votes on the second)
    other = np.rint(packed / np.float32(FIELD))
    packed -= other * np.float32(FIELD)
    return packed.astype(np.int64), other.T.astype(np.int64), both.astype(np.int64)


def _sparse(votes, width):
    shape, column = (len(votes.people), width), votes.statement.astype(np.int32)
    one = sparse.csr_array((votes.value + FIELD, column, votes.start), shape=shape)
    with _scratch(*shape, np.float64, _places(votes, width), votes.value + FIELD ** 2) as two:
        packed = (one.T @ two).astype(np.int64)   # products + FIELD (second) + FIELD^2 (first) + FIELD^3 (both)
    fields, size = [], int(FIELD)
    for _field in range(3):
        low = ((packed + size // 2) & (size - 1)) - size // 2
        fields.append(low)
        packed -= low
        packed >>= 12
    products, _second, first = fields
    return products, first, packed


def _places(votes, width):
    return np.repeat(np.arange(len(votes.people), dtype=np.int64) * width, votes.seen) + votes.statement


@contextmanager
def _scratch(rows, width, kind, where, values):
    """Lend an array of zeros with these values in it: kept by each thread, and only what was written is wiped.

    Fresh memory for every block would cost as much as the sums themselves.
    """
    kept = _own.__dict__.setdefault("kept", [])
    found = next((at for at, array in enumerate(kept) if array.dtype == kind and array.size >= rows * width), None)
    array = np.zeros(max(BLOCK, rows) * width, kind) if found is None else kept.pop(found)
    array[where] = values
    yield array[:rows * width].reshape(rows, width)
    array[where] = 0
    if array.size <= KEPT:
        kept.append(array)


_own = local()
