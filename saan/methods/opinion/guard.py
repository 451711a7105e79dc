"""The guard: groups are shown only where they are more than chance draws, and come back when asked again.

A k-means pipeline finds groups in pure noise as readily as in opinions. Five conditions stand before groups are
shown: people (who cast as many votes as grouping asks for), statements, separation (a permutation test: under chance
the votes on each statement are shuffled among those who voted on it, and the first principal component's share of
variance must exceed that of the shuffled ones in all but 5 of 100), the smallest group, and stability
(docs/decisions/0015: in half-samples of people the same number of groups is sought anew, and in the median split the
adjusted Rand index to the groups of all must reach one half).
"""
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from saan.methods.opinion.eigen import SEED, firsts_of
from saan.methods.opinion.groups import Split, smallest
from saan.methods.opinion.mapping import LEAST, Map
from saan.methods.opinion.samples import TURN, Crowd, Half, Sample
from saan.methods.opinion.votes import Votes

PEOPLE = 50
ENOUGH = 10        # votes that make a statement count
CHANCE = .05
SHUFFLES = 99
ALIKE = .5         # median adjusted Rand index of the half-samples


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
        sample = Sample(found, votes)
        tested = len(sample.rows)
        with Crowd(tested * len(found.statements)) as crowd:
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


def separation(sample: Sample, crowd: Crowd) -> float:
    """Return the permutation test's p: (1 + how many shuffles reach the observed share) / (1 + shuffles).

    The trace does not change when votes are shuffled within a statement, so the first eigenvalue is compared.
    """
    (seen,) = firsts_of(sample.gram(sample.votes[None]), 1, sample.width)
    seeds = np.random.default_rng(SEED).integers(2 ** 62, size=SHUFFLES)
    bound = seen * (1 - 1e-6)

    def firsts(some):
        return firsts_of(sample.gram(sample.shuffled(some)), len(some), sample.width, bound)

    drawn = crowd.each(firsts, np.split(seeds, range(TURN, SHUFFLES, TURN)))
    reached = sum(int((one >= bound).sum()) for one in drawn)
    return (1 + reached) / (1 + SHUFFLES)


def stability(sample: Sample, split: Split, halves: Sequence[Half]) -> float:
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


def _pairs(counts):
    return float((counts * (counts - 1) / 2).sum())
