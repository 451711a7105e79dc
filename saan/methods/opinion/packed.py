"""Votes of one person packed into bytes: what a database keeps beside the rows, so that a map need not read them all.

Three bytes a vote: the statement's number (two bytes, little endian) and the vote plus one.
"""
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from saan.methods.opinion.votes import Votes, starts

ENTRY = np.dtype([("statement", "<u2"), ("vote", "u1")])
MOST = 2 ** 16   # statements of a round


def pack(numbers: Iterable[int], votes: Iterable[int]) -> bytes:
    """Return one person's votes as bytes, in ascending order of the statements' numbers.

    ValueError for a number that does not fit two bytes, or a vote that is none.
    """
    entries = sorted(zip(numbers, votes, strict=True))
    if any(not 0 <= number < MOST or vote not in (-1, 0, 1) for number, vote in entries):
        raise ValueError("a statement's number must be 0 to 65,535, and a vote 1, 0 or -1")
    return np.array([(number, vote + 1) for number, vote in entries], ENTRY).tobytes()


def unpack(people: NDArray, packed: Iterable[bytes], statements: NDArray[np.integer]) -> Votes:
    """Return the votes of people in ascending order, each with its bytes; `statements` (S,) are the numbers that count.

    Votes on other statements are left out, and so is whoever then has none. ValueError where bytes are no packed votes.
    """
    packed = list(packed)
    size = np.fromiter(map(len, packed), np.int64, len(packed))
    if (size % ENTRY.itemsize).any():
        raise ValueError("these bytes are no packed votes")
    entries = np.frombuffer(b"".join(packed), ENTRY)
    value = entries["vote"].astype(np.int8)
    value -= 1
    if len(value) and (value.max() > 1 or value.min() < -1):
        raise ValueError("these bytes are no packed votes")
    column = np.full(MOST, -1, np.int32)
    column[statements] = np.arange(len(statements))
    column = column[entries["statement"]]
    kept, seen = column >= 0, size // ENTRY.itemsize
    if not kept.all():
        person = np.repeat(np.arange(len(packed)), seen)[kept]
        column, value, seen = column[kept], value[kept], np.bincount(person, minlength=len(packed))
    some = seen > 0
    return Votes(people[some], statements, starts(seen[some]), column, value)


def packed_rows(votes: Votes) -> Iterable[tuple[object, bytes]]:
    """Yield each person of the votes with its bytes; the ids of the statements are the numbers (ascending)."""
    entries = np.empty(len(votes.value), ENTRY)
    entries["statement"], entries["vote"] = votes.statements[votes.statement], votes.value + 1
    whole, ends = entries.tobytes(), (votes.start * ENTRY.itemsize).tolist()
    for person, first, end in zip(votes.people.tolist(), ends[:-1], ends[1:], strict=True):
        yield person, whole[first:end]
