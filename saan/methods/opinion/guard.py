"""The guard: groups are shown only where they are more than chance draws, and come back when asked again.

A k-means pipeline finds groups in pure noise as readily as in opinions. Five conditions stand before groups are
shown: people (who cast as many votes as grouping asks for), statements, separation (a permutation test: under chance
the votes on each statement are shuffled among those who voted on it, and the first principal component's share of
variance must exceed that of the shuffled ones in all but 5 of 100), the smallest group, and stability
(docs/decisions/0015: in half-samples of people the same number of groups is sought anew, and in the median split the
adjusted Rand index to the groups of all must reach one half).
"""
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import eigh
from scipy.sparse.linalg import eigsh
from threadpoolctl import threadpool_limits

from saan.methods.opinion.groups import Split, anew, nearest, smallest
from saan.methods.opinion.mapping import LEAST, Map
from saan.methods.opinion.plane import UNIT
from saan.methods.opinion.votes import Votes, starts

PEOPLE = 50
ENOUGH = 10        # votes that make a statement count
CHANCE = .05
SHUFFLES = 99
TURN = 10          # shuffles that a thread compares at a time
HALVES = 11
ALIKE = .5         # median adjusted Rand index of the half-samples
SAMPLE = 3_000     # people: above it the tests run on a seeded sample of that size
SEED = 90_017
NARROW = 10        # bits of a statement's number, for shuffling with 32 bits: 20 or more are drawn at random then
STEPS = 16         # of Lanczos' method
WIDE = 150         # statements: above, all directions would cost more than the two that are asked for
SMALL = 60_000     # cells of people x statements: below, threads cost more than they save
FULL = .25         # of the cells hold votes: above, whole tables are faster than sparse ones


class Condition(NamedTuple):
    """One condition: its code, what it asks for, what there is (None = not tested), and whether it is met."""

    code: str
    asks: float
    found: float | None
    met: bool


class Verdict(NamedTuple):
    """Whether groups may be shown, the split that may be, the test's p (None = not tested), and every condition.

    `tested` is how many people the tests ran on, `people` how many are grouped.
    """

    shown: bool
    split: Split | None
    p: float | None
    conditions: list[Condition]
    tested: int
    people: int

    @property
    def reasons(self) -> list[str]:
        """Return the codes of the conditions that are not met."""
        return [condition.code for condition in self.conditions if not condition.met]


def guarded(found: Map, votes: Votes, *, least: int = LEAST) -> Verdict:
    """Return what may be shown of the map. `votes` are those of `votes_wanted`, or of everybody.

    Of the splits that the map found, by silhouette, the first that is stable is the one; where none is, the best.
    """
    people, seen = len(found.grouped), int((found.sums.n >= ENOUGH).sum())
    first = found.splits[0] if found.splits else None
    has_people = Condition("people", PEOPLE, found.voted, found.voted >= PEOPLE)
    has_statements = Condition("statements", least, seen, seen >= least)
    fits = Condition("smallest_group", smallest(people),
                     int(first.sizes.min()) if first else None, first is not None and not found.small)
    p, found_alike, split, tested = None, None, first, 0
    if has_people.met and has_statements.met:
        sample = _Sample(found, votes)
        tested = len(sample.rows)
        with _Crowd(tested * len(found.statements)) as crowd:
            p = separation(sample, crowd)
            if p <= CHANCE and fits.met:
                halves = sample.halves(crowd)
                for candidate in found.splits:
                    alike = stability(sample, candidate, halves)
                    if found_alike is None or alike >= ALIKE:
                        found_alike, split = alike, candidate
                    if alike >= ALIKE:
                        break
    conditions = [has_people, has_statements, Condition("separation", CHANCE, p, p is not None and p <= CHANCE), fits,
                  Condition("stability", ALIKE, found_alike, found_alike is not None and found_alike >= ALIKE)]
    if split is not None and split is not first:
        conditions[3] = fits._replace(found=int(split.sizes.min()))
    return Verdict(all(condition.met for condition in conditions), split, p, conditions, tested, people)


def wanted(found: Map) -> NDArray[np.int64]:
    """Return the rows of placed.people on whose votes the tests run: those who are grouped, or a seeded sample."""
    if len(found.grouped) <= SAMPLE:
        return found.grouped
    drawn = np.random.default_rng(SEED).choice(len(found.grouped), SAMPLE, replace=False)
    return found.grouped[np.sort(drawn)]


def separation(sample: "_Sample", crowd: "_Crowd") -> float:
    """Return the permutation test's p: (1 + how many shuffles reach the observed share) / (1 + shuffles).

    The trace does not change when votes are shuffled within a statement, so the first eigenvalue is compared.
    """
    (seen,) = _first(sample.gram(sample.votes[None]), 1, sample.width)
    seeds = np.random.default_rng(SEED).integers(2 ** 62, size=SHUFFLES)
    bound = seen * (1 - 1e-6)

    def firsts(some):
        return _first(sample.gram(sample.shuffled(some)), len(some), sample.width, bound)

    drawn = crowd.each(firsts, np.split(seeds, range(TURN, SHUFFLES, TURN)))
    reached = sum(int((one >= bound).sum()) for one in drawn)
    return (1 + reached) / (1 + SHUFFLES)


def stability(sample: "_Sample", split: Split, halves: Sequence["Half"]) -> float:
    """Return the median adjusted Rand index of the split to what half-samples of people find with the same k."""
    label, k = split.label[sample.rows], len(split.centres)
    return float(np.median([alike(half.groups(k), label) for half in halves]))


def alike(one: NDArray[np.integer], other: NDArray[np.integer]) -> float:
    """Return the adjusted Rand index (Hubert and Arabie 1985) of two labellings of the same people."""
    table = np.zeros((int(one.max()) + 1, int(other.max()) + 1))
    np.add.at(table, (one, other), 1)
    together, rows, columns = (_pairs(counts) for counts in (table, table.sum(axis=1), table.sum(axis=0)))
    chance = rows * columns / max(1.0, _pairs(np.array(float(len(one)))))
    most = (rows + columns) / 2
    return 1.0 if most == chance else float((together - chance) / (most - chance))


class Half(NamedTuple):
    """Half of the sample's people, by rows, and where everybody in the sample stands on the plane of that half."""

    rows: NDArray[np.int64]
    stands: NDArray[np.int64]

    def groups(self, k: int) -> NDArray[np.int64]:
        """Return the groups of everybody in the sample as this half of them finds them."""
        return nearest(self.stands, anew(self.stands[self.rows], k))


class _Sample:
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

    def halves(self, crowd: "_Crowd") -> list[Half]:
        """Return HALVES seeded halves of the people."""
        return list(crowd.each(self._half, np.random.default_rng(SEED + 1).integers(2 ** 62, size=HALVES)))

    def _half(self, seed):
        random, people = np.random.default_rng(seed), len(self.rows)
        half = np.sort(random.choice(people, people // 2, replace=False))
        said, voted = self._said[half], self._voted[half]
        mean, width = said.sum(axis=0) / np.maximum(voted.sum(axis=0), 1), said.shape[1]
        centred = said - voted * mean
        axes = _axes(centred.T @ centred)
        stands = self._said @ axes - self._voted @ (mean[:, None] * axes)
        stands = stands * np.sqrt(width / np.maximum(1, self.seen + self._inward * width))[:, None].astype(np.float32)
        whole = np.zeros((people, 2), np.int64)
        whole[:, :stands.shape[1]] = np.rint(stands * UNIT)
        return Half(half, whole)


class _Crowd:
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


def _axes(gram):
    """Return the two directions of most variance, the first one last, shape (S, 2); of a wide table by Lanczos."""
    width = len(gram)
    if width > WIDE:
        return eigsh(gram, 2, v0=np.random.default_rng(SEED).standard_normal(width).astype(gram.dtype), tol=1e-4)[1]
    return eigh(gram, subset_by_index=[max(0, width - 2), width - 1], check_finite=False)[1]


def _first(gram, many, width, bound=0.0):
    """Return the first eigenvalue of each of many Gram matrices by Lanczos' method, from a fixed start, the same steps.

    Half of the steps are enough where twice what they found is below the bound: from a random start they miss more
    than half of the eigenvalue less than once in a thousand times (Kuczynski and Wozniakowski 1992, theorem 4). All
    tables take their steps side by side; one that has no further to go adds noughts, which are no first eigenvalue.
    """
    start = np.random.default_rng(SEED).standard_normal(width).astype(np.float32)
    vector = np.tile(start / np.linalg.norm(start), (many, 1))
    before, beside = np.zeros_like(vector), np.zeros(many, np.float32)
    steps = min(STEPS, width)
    inner = np.zeros((many, steps, steps))
    for step in range(steps):
        new = gram(vector)
        along = np.einsum("ij,ij->i", new, vector)
        new -= along[:, None] * vector + beside[:, None] * before
        inner[:, step, step] = along
        beside = np.sqrt(np.einsum("ij,ij->i", new, new))
        ends = beside <= 1e-5 * np.abs(np.diagonal(inner, axis1=1, axis2=2)).max(axis=1)
        beside[ends], new[ends] = 0, 0
        if step + 1 == STEPS // 2:
            values = np.linalg.eigvalsh(inner[:, :step + 1, :step + 1])[:, -1]
            if (2 * values < bound).all():
                return values
        if step + 1 < steps:
            inner[:, step, step + 1] = inner[:, step + 1, step] = beside
        before, vector = vector, new / np.where(ends, 1, beside)[:, None].astype(np.float32)
    return np.linalg.eigvalsh(inner)[:, -1]


def _pairs(counts):
    return float((counts * (counts - 1) / 2).sum())
