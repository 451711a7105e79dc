"""The people on whose votes the guard tests: their votes shuffled, and seeded halves of them."""
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from threadpoolctl import threadpool_limits

from saan.methods.opinion.eigen import SEED, axes_of
from saan.methods.opinion.groups import anew, nearest
from saan.methods.opinion.mapping import Map
from saan.methods.opinion.plane import UNIT
from saan.methods.opinion.votes import Votes, starts

SAMPLE = 3_000     # people: above it the tests run on a seeded sample of that size
HALVES = 11
TURN = 10          # shuffles that a thread compares at a time
NARROW = 10        # bits of a statement's number, for shuffling with 32 bits: 20 or more are drawn at random then
FULL = .25         # of the cells hold votes: above, whole tables are faster than sparse ones
SMALL = 60_000     # cells of people x statements: below, threads cost more than they save


class Half(NamedTuple):
    """Half of the sample's people, by rows, and where everybody in the sample stands on the plane of that half."""

    rows: NDArray[np.int64]
    stands: NDArray[np.int64]

    def groups(self, k: int) -> NDArray[np.int64]:
        """Return the groups of everybody in the sample as this half of them finds them."""
        return nearest(self.stands, anew(self.stands[self.rows], k))


class Crowd:
    """Threads for what is many times the same; none where the work is small."""

    def __init__(self, cells: int):
        workers = cpu_count() or 1
        self._pool = ThreadPoolExecutor(workers) if workers > 1 and cells > SMALL else None
        self._limits = threadpool_limits(1, user_api="blas")

    def __enter__(self):
        return self

    def __exit__(self, *fault):
        if self._pool is not None:
            self._pool.shutdown()
        self._limits.restore_original_limits()

    def each(self, do, over) -> Iterable:
        """Return what is done with each, in their order."""
        return map(do, over) if self._pool is None else self._pool.map(do, over)


class Sample:
    """The votes of the people tested: `votes` are centred, statement by statement, as `gram` takes them, (N,)."""

    def __init__(self, found: Map, votes: Votes):
        rows = wanted(found)
        drawn = votes.only(np.searchsorted(votes.people, found.placed.people[rows]))
        self.rows = np.searchsorted(found.grouped, rows)
        self._inward = found.inward
        shape = self._shape = len(rows), len(found.statements)
        self.seen = drawn.seen
        person = np.repeat(np.arange(len(rows)), self.seen)
        order = np.argsort(drawn.statement, kind="stable")
        column, person, value = drawn.statement[order].astype(np.int64), person[order], drawn.value[order]
        self._said, self._voted = np.zeros((2, *shape), np.float32)
        self._said[person, column], self._voted[person, column] = value, 1
        n = np.bincount(column, minlength=shape[1])
        mean = np.bincount(column, value, shape[1]) / np.maximum(n, 1)
        self._centred = (np.arange(-1, 2)[None, :] - mean[:, None]).astype(np.float32).ravel()
        self.votes = self._centred[3 * column + value + 1]
        wide = max(1, int(shape[1] - 1).bit_length())
        kind = np.uint32 if wide <= NARROW else np.uint64
        self._beside = wide + 2
        above = 8 * kind().itemsize - wide
        self._code, self._fixed = (3 * column).astype(kind), ((column << above) | (value + 1)).astype(kind)
        self._full = len(column) > FULL * shape[0] * shape[1]
        if self._full:
            self._cells = column * shape[0] + person
        else:
            tables = np.arange(0, TURN * shape[0], shape[0], np.int32)
            self._indices = np.add.outer(tables, person.astype(np.int32)).ravel()
            self._starts = starts(np.tile(n, TURN)).astype(np.int32)

    @property
    def width(self) -> int:
        """How many statements there are."""
        return self._shape[1]

    def shuffled(self, seeds: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the votes once for each seed, those on each statement shuffled among its voters, (seeds, N).

        They are sorted by what is drawn for each; where two draws are equal (20 bits or more, so rarely), by vote.
        """
        tables, size = np.empty((len(seeds), len(self._code)), np.float32), -(-self._code.nbytes // 8)
        for seed, table in zip(seeds, tables, strict=True):
            drawn = np.random.default_rng(seed).integers(2 ** 64, size=size, dtype=np.uint64)
            key = drawn.view(self._code.dtype)[:len(self._code)]
            key >>= self._beside
            key <<= 2
            key |= self._fixed
            key.sort()
            key &= 3
            key += self._code
            self._centred.take(key, mode="clip", out=table)
        return tables

    def gram(self, tables: NDArray[np.float32]) -> Callable[[NDArray], NDArray]:
        """Return what multiplies a vector for each table, (tables, S), by the Gram matrix of that table.

        The tables, (TURN at most, N), are votes as they are shuffled; who voted on what never changes.
        """
        (people, width), many = self._shape, len(tables)
        if self._full:
            whole = np.zeros((many, width * people), np.float32)
            whole[:, self._cells] = tables
            whole = whole.reshape(many, width, people)
            return lambda vectors: np.stack([one @ (one.T @ its) for one, its in zip(whole, vectors, strict=True)])
        parts = tables.ravel(), self._indices[:tables.size], self._starts[:many * width + 1]
        beside = sparse.csr_array(parts, shape=(many * width, many * people))
        across = beside.T
        return lambda vectors: (beside @ (across @ vectors.ravel())).reshape(vectors.shape)

    def halves(self, crowd: Crowd) -> list[Half]:
        """Return HALVES seeded halves of the people."""
        return list(crowd.each(self._half, np.random.default_rng(SEED + 1).integers(2 ** 62, size=HALVES)))

    def _half(self, seed):
        random, people = np.random.default_rng(seed), len(self.rows)
        half = np.sort(random.choice(people, people // 2, replace=False))
        said, voted = self._said[half], self._voted[half]
        mean, width = said.sum(axis=0) / np.maximum(voted.sum(axis=0), 1), said.shape[1]
        centred = said - voted * mean
        axes = axes_of(centred.T @ centred)
        stands = self._said @ axes - self._voted @ (mean[:, None] * axes)
        stands = stands * np.sqrt(width / np.maximum(1, self.seen + self._inward * width))[:, None].astype(np.float32)
        whole = np.zeros((people, 2), np.int64)
        whole[:, :stands.shape[1]] = np.rint(stands * UNIT)
        return Half(half, whole)


def wanted(found: Map) -> NDArray[np.int64]:
    """Return the rows of placed.people on whose votes the tests run: those who are grouped, or a seeded sample."""
    if len(found.grouped) <= SAMPLE:
        return found.grouped
    drawn = np.random.default_rng(SEED).choice(len(found.grouped), SAMPLE, replace=False)
    return found.grouped[np.sort(drawn)]
