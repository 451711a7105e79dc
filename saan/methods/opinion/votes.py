"""Votes as arrays: who voted what on which statement, the last vote per pair, one row a person."""
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from os import cpu_count
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

VALUES = (-1, 0, 1)   # disagree, pass, agree
PART = 2 ** 17   # entries that are worked on at a time
DENSE = 4   # ids are numbered by a table where their span is at most this many times their number


class Votes(NamedTuple):
    """Resolved votes in compressed rows: person i holds the entries start[i]:start[i+1], in the order of statements.

    people and statements are the ids in ascending order, shapes (P,) and (S,); statement is the index into
    statements and value the vote in {-1, 0, 1}, both of shape (N,). At most one entry a person and statement.
    """

    people: NDArray
    statements: NDArray
    start: NDArray[np.int64]
    statement: NDArray[np.integer]
    value: NDArray[np.int8]

    @property
    def seen(self) -> NDArray[np.int64]:
        """Return how many statements each person voted on, shape (P,)."""
        return np.diff(self.start)

    def rows(self, first: int, end: int) -> Self:
        """Return the people first:end with their votes, without copying."""
        low, high = self.start[first], self.start[end]
        return self._replace(people=self.people[first:end], start=self.start[first:end + 1] - low,
                             statement=self.statement[low:high], value=self.value[low:high])

    def only(self, rows: NDArray[np.integer]) -> Self:
        """Return the people of these row numbers, in their order, with their votes."""
        seen = self.seen[rows]
        start = starts(seen)
        entry = np.arange(start[-1]) + np.repeat(self.start[rows] - start[:-1], seen)
        return self._replace(people=self.people[rows], start=start, statement=self.statement[entry],
                             value=self.value[entry])

    def without(self, left_out: NDArray[np.bool_]) -> Self:
        """Return the votes on all statements but those marked, shape (S,); people stay, also who has none left."""
        kept = ~left_out[self.statement]
        number = np.cumsum(~left_out) - 1
        seen = np.add.reduceat(np.append(kept, False), self.start[:-1], dtype=np.int64) * (self.seen > 0)
        return self._replace(statements=self.statements[~left_out], start=starts(seen),
                             statement=number[self.statement[kept]].astype(self.statement.dtype),
                             value=self.value[kept])

    def split(self, most: int) -> Iterator[Self]:
        """Yield parts of at most that many people; nobody is split over two parts."""
        for first in range(0, max(1, len(self.people)), most):
            yield self.rows(first, min(first + most, len(self.people)))


def resolve(participant: NDArray, statement: NDArray, vote: NDArray, at: NDArray | None = None, *,
            statements: NDArray | None = None) -> Votes:
    """Return the votes as they stand: of a participant and a statement the last one counts.

    Four arrays of shape (N,): ids of any one type that sorts, votes in {-1, 0, 1}, and times (optional). Last = by
    `at`, among equals by row; without `at` by row. `statements` (S,), ascending, fixes the columns where only a part
    of the votes is at hand. ValueError for another vote, arrays of unequal length or an unknown statement.
    """
    if not len(participant) == len(statement) == len(vote) or (at is not None and len(at) != len(vote)):
        raise ValueError("participant, statement, vote and at must be of the same length")
    if len(vote) and (vote.min() < -1 or vote.max() > 1 or (vote.dtype.kind == "f" and (vote != np.rint(vote)).any())):
        raise ValueError("a vote must be 1, 0 or -1")
    people, row = _as_rows(participant)
    if statements is None:
        statements, column = numbered(statement)
    else:
        column = np.searchsorted(statements, statement)
        if len(statement) and (statements[np.minimum(column, len(statements) - 1)] != statement).any():
            raise ValueError("a vote on a statement that is not among the statements")
    column = column.astype(np.uint16 if len(statements) < 2 ** 16 else np.uint32, copy=False)
    order = None if at is None else _ranks(at)
    seen, column, value = _last(row, column, vote, order, len(people), len(statements))
    some = seen > 0
    if not some.all():
        people, seen = people[some], seen[some]
    return Votes(people, statements, starts(seen), column, value)


def numbered(ids: NDArray) -> tuple[NDArray, NDArray]:
    """Return the distinct ids in ascending order, and for each entry the number of its id."""
    span = _span(ids)
    if span is None or len(span) > max(DENSE * len(ids), 2 ** 16):
        return np.unique(ids, return_inverse=True)
    known = np.zeros(len(span), bool)
    for first in range(0, len(ids), PART):   # of few ids all are known soon
        known[_from(span, ids[first:first + PART])] = True
        if known.all():
            return np.arange(span.start, span.stop), _from(span, ids)
    number = np.cumsum(known, dtype=np.int32) - 1
    return np.flatnonzero(known) + span.start, number[_from(span, ids)]


def named(statements: NDArray, names: Iterable[str]) -> NDArray[np.bool_]:
    """Return which statements are named, (S,), as `spelled` takes names."""
    return np.isin(statements.astype(str), np.array(spelled(statements, names), str))


def spelled(statements: NDArray, names: Iterable[str]) -> list[str]:
    """Return the names as the statements are written: where these are numbers, 03 and 3.0 name 3."""
    if statements.dtype.kind not in "iu":
        return list(names)
    whole = [name.removesuffix(".0") for name in names]
    return [str(int(name)) if name.isdecimal() else name for name in whole]


def _as_rows(ids):
    """Return ids in ascending order, and for each entry the number of its id; some ids may have no entry."""
    span = _span(ids)
    if span is None or len(span) > max(len(ids), 2 ** 16):
        return numbered(ids)
    return np.arange(span.start, span.stop), _from(span, ids)


def _span(ids):
    """Return the range of ids that are whole numbers, else None."""
    if len(ids) and ids.dtype.kind in "iu" and int(ids.max()) < 2 ** 63:
        return range(int(ids.min()), int(ids.max()) + 1)
    return None


def _from(span, ids):
    return ids.astype(np.int64) - span.start if span.start else ids   # narrower numbers would overflow


def starts(seen: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return where each row begins, and at the end where the last one ends, shape (P + 1,)."""
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(seen, dtype=np.int64)])


def _ranks(at):
    order = np.argsort(at, kind="stable")
    ranks = np.empty(len(at), np.int64)
    ranks[order] = np.arange(len(at))
    return ranks


def _last(row, column, vote, order, people, statements):
    """Sort by person, statement and time, and keep the last of each pair: how many each has, statements, votes.

    All four fit into one whole number nearly always, and sorting those is far faster than sorting by several keys.
    """
    wide, deep, many = _bits(statements), _bits(len(vote)), len(vote)
    if _bits(people) + wide + deep + 2 > 63:
        return _last_of_many(row, column, vote, order, people)
    key = np.empty(many, np.int64)

    def pack(part):
        its = key[part]
        its[:] = row[part]
        its <<= wide
        its |= column[part]
        its <<= deep
        its |= np.arange(part.start, part.stop) if order is None else order[part]
        its <<= 2
        its |= (vote[part] + 1).astype(np.int8, copy=False)

    def unpack(part):
        its = key[part.start:part.stop + 1]   # one more, to see whether the last is the last of its pair
        last = (its[1:] ^ its[:-1]) >> deep + 2 != 0
        its = its[np.append(last, np.ones(1, bool))] if part.stop == many else its[:-1][last]
        kept = slice(part.start, part.start + len(its))
        value[kept] = (its & 3) - 1
        its >>= deep + 2
        left[kept] = its & ((1 << wide) - 1)
        its >>= wide
        first = int(its[0]) if len(its) else 0
        return kept, first, np.bincount(its - first)

    _in_parts(pack, many)
    _sort(key)
    left, value, seen, end = np.empty(many, column.dtype), np.empty(many, np.int8), np.zeros(people, np.int64), 0
    for kept, first, counts in _in_parts(unpack, many):
        seen[first:first + len(counts)] += counts   # who lies on the border of two slices is in both
        size = kept.stop - kept.start
        left[end:end + size], value[end:end + size] = left[kept], value[kept]
        end += size
    return seen, left[:end], value[:end]


def _in_parts(do, many):
    """Do it slice by slice, so that what is worked on stays near; on all cores where there is much. Return answers."""
    parts = [slice(first, min(first + PART, many)) for first in range(0, many, PART)]
    if len(parts) < 4:
        return [do(part) for part in parts]
    with ThreadPoolExecutor(cpu_count() or 1) as pool:
        return list(pool.map(do, parts))


def _sort(key):
    """Sort in place; many keys are divided first, so that each core sorts a share."""
    cores = cpu_count() or 1
    if cores == 1 or len(key) <= 4 * PART:
        key.sort()
        return
    ends = [len(key) * core // cores for core in range(cores + 1)]
    key.partition(ends[1:-1])
    with ThreadPoolExecutor(cores) as pool:
        list(pool.map(lambda share: key[slice(*share)].sort(), pairwise(ends)))


def _last_of_many(row, column, vote, order, people):
    by = np.lexsort((column, row) if order is None else (order, column, row))
    row, column = row[by], column[by]
    last = np.append((row[1:] != row[:-1]) | (column[1:] != column[:-1]), True)
    return np.bincount(row[last], minlength=people), column[last], vote[by][last].astype(np.int8)


def _bits(count):
    return max(1, int(count - 1).bit_length()) if count else 1
