"""The opinion map, from votes in parts: sums, plane, places, groups, and what each group says.

The parts may lie in threads or on other machines; each of the three functions that travel (`sums_of`, `places_in`,
`tally_in`) takes one part and gives back whole numbers, so every partition and engine comes to the same map.
"""
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import pairwise
from os import cpu_count
from typing import NamedTuple, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from saan.methods.opinion.groups import Split, splits_of
from saan.methods.opinion.pairs import Sums, added, sums_of
from saan.methods.opinion.plane import HALF, UNIT, Plane, code_of, drawn_in, places, plane_of, table_of
from saan.methods.opinion.votes import Votes, resolve

Answer = TypeVar("Answer")
LEAST = 7          # votes that somebody must have cast to be grouped (all, where there are fewer statements)
FEWEST = 15        # people to group: the most active top up
PART = 2 ** 16     # people of a part, at most
ALONE = 40_000     # votes: with fewer, threads cost more than they save


class Engine(Protocol):
    """Where the parts lie: it runs a function on each, and gives back the answers in the order of the parts."""

    statements: NDArray

    def each(self, do: Callable[..., Answer], *same, given: Sequence | None = None) -> Iterable[Answer]:
        """Return do(part, *same) of each part, or do(part, given of the part, *same)."""


class Placed(NamedTuple):
    """People of the parts, in ascending order of their ids: their votes counted, and where they stand, (P, 2)."""

    people: NDArray
    seen: NDArray[np.int64]
    stands: NDArray[np.int64]
    back: list[NDArray[np.int64]]   # for each part the rows of its people


class Map(NamedTuple):
    """The map of a round's opinions.

    `grouped` are the rows of those who are grouped, (G,) into placed.people; `splits` what k-means found, the best
    silhouette first; `small` = no split keeps its groups large enough, and the best without that rule stands there;
    `inward` is how far people of few votes were drawn in when groups were sought (`drawn_in`); `voted` how many people
    cast as many votes as grouping asks for, so without those that it was topped up with.
    """

    statements: NDArray
    sums: Sums
    plane: Plane
    placed: Placed
    grouped: NDArray[np.int64]
    splits: Sequence[Split]
    small: bool
    inward: float
    voted: int


class Threads:
    """Parts of the votes in this process, on as many threads as there are cores."""

    def __init__(self, votes: Votes, workers: int | None = None):
        self.statements, self._votes = votes.statements, votes
        self._workers = 1 if len(votes.value) < ALONE else workers or cpu_count() or 1
        size = min(PART, max(1, -(-len(votes.people) // self._workers)))
        self._parts = list(votes.split(size))

    def each(self, do: Callable[..., Answer], *same, given: Sequence | None = None) -> Iterable[Answer]:
        """Return do(part, *same) of each part, or do(part, given of the part, *same)."""
        calls = [(part, *same) for part in self._parts] if given is None else [
            (part, its, *same) for part, its in zip(self._parts, given, strict=True)]
        with _one_thread_each():
            if self._workers == 1:
                yield from (do(*call) for call in calls)
            else:
                with ThreadPoolExecutor(self._workers) as pool:
                    yield from pool.map(lambda call: do(*call), calls)


def map_of(engine: Engine, *, least: int = LEAST, inward: float = HALF) -> Map:
    """Return the map of the engine's votes; `least` replaces the seven votes that somebody must have cast."""
    return map_from(engine, added(engine.each(sums_of)), least=least, inward=inward)


def map_from(engine: Engine, sums: Sums, *, least: int = LEAST, inward: float = HALF,
             cast: NDArray[np.int64] | None = None) -> Map:
    """Return the map where the sums are at hand already.

    `cast` (P,) says how many votes each person cast, where the rows hold more than that (`polis_compatible`).
    """
    with _one_thread_each():
        return _map_from(engine, sums, least, inward, cast)


def _map_from(engine, sums, least, inward, cast):
    plane = plane_of(sums)
    placed = _gathered(engine.each(places_in, table_of(plane)))
    seen = placed.seen if cast is None else cast
    rows = grouped(seen, len(engine.statements), least)
    stands = drawn_in(placed.stands[rows], placed.seen[rows], len(engine.statements), inward)
    splits = splits_of(stands)
    return Map(engine.statements, sums, plane, placed, rows, splits or splits_of(stands, least=1) or _one(stands),
               not splits, inward, int((seen >= asked_of(len(engine.statements), least)).sum()))


def polis_compatible(votes: Votes, rejected: NDArray[np.bool_], *, least: int = LEAST) -> tuple[Map, Votes]:
    """Return the map as Polis draws it, and the votes it was drawn from: a rejected statement, (S,), is a pass of all.

    That also counts as voting on it, so who cast few votes is moved outward less, and nobody is drawn inward besides.
    """
    people, columns = len(votes.people), np.flatnonzero(rejected)
    kept = ~rejected[votes.statement]
    person = np.repeat(np.arange(people), votes.seen)
    zeroed = resolve(np.concatenate([person[kept], np.repeat(np.arange(people), len(columns))]),
                     np.concatenate([votes.statement[kept].astype(np.int64), np.tile(columns, people)]),
                     np.concatenate([votes.value[kept], np.zeros(people * len(columns), np.int8)]),
                     statements=np.arange(len(votes.statements)))
    whole = np.unique(person[kept]) if not len(columns) else np.arange(people)
    zeroed = zeroed._replace(people=votes.people[whole], statements=votes.statements)
    engine = Threads(zeroed)
    return map_from(engine, added(engine.each(sums_of)), least=least, inward=0.0, cast=votes.seen[whole]), zeroed


def grouped(seen: NDArray[np.int64], statements: int, least: int = LEAST) -> NDArray[np.int64]:
    """Return the rows of the people who are grouped: min(least, S) votes or more, topped up to FEWEST by activity."""
    rows = np.flatnonzero(seen >= asked_of(statements, least))
    if len(rows) < FEWEST:
        rows = np.sort(np.argsort(-seen, kind="stable")[:min(FEWEST, int((seen > 0).sum()))])
    return rows


def asked_of(statements: int, least: int = LEAST) -> int:
    """Return how many votes somebody must have cast to be grouped: min(least, S), and one at least."""
    return max(1, min(least, statements))


def tallies(engine: Engine, found: Map, split: Split) -> NDArray[np.int64]:
    """Return how many people of each group disagree, pass and agree with each statement: shape (k, 3, S)."""
    label = np.full(len(found.placed.people), -1, np.int8)
    label[found.grouped] = split.label
    return sum(engine.each(tally_in, len(split.centres), given=[label[rows] for rows in found.placed.back]))


def places_in(part: Votes, table: NDArray[np.int64]) -> tuple[NDArray, NDArray, NDArray]:
    """Return the people of one part, how often each voted, and where each stands."""
    return part.people, part.seen, places(part, table)


def tally_in(part: Votes, label: NDArray[np.integer], k: int) -> NDArray[np.int64]:
    """Return the counts of each group in one part, shape (k, 3, S); a label of -1 is not counted."""
    width = 3 * len(part.statements)
    code = np.repeat((label.astype(np.int64) + 1) * width, part.seen)
    code += code_of(part)
    counts = np.bincount(code, minlength=(k + 1) * width).reshape(k + 1, len(part.statements), 3)
    return counts[1:].transpose(0, 2, 1)


def _one(stands):
    """Return everybody as one group, where nothing tells two people apart."""
    if not len(stands):
        return []
    return [Split(np.zeros(len(stands), np.int64), stands.mean(axis=0, keepdims=True) / UNIT, 0.0)]


def _gathered(answers):
    people, seen, stands = map(list, zip(*answers, strict=True))
    ends = np.cumsum([0, *map(len, people)])
    people, seen, stands = np.concatenate(people), np.concatenate(seen), np.concatenate(stands)
    back = [np.arange(first, end) for first, end in pairwise(ends)]
    if len(people) > 1 and not (people[1:] > people[:-1]).all():
        order = np.argsort(people, kind="stable")
        place = np.empty(len(order), np.int64)
        place[order] = np.arange(len(order))
        people, seen, stands, back = people[order], seen[order], stands[order], [place[rows] for rows in back]
    return Placed(people, seen, stands, back)


@contextmanager
def _one_thread_each():
    """Let linear algebra use one thread in each of ours: two crowds of threads would stand in each other's way."""
    with threadpool_limits(1, user_api="blas"):
        yield
