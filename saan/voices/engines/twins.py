"""The words of the voices that stand, laid out so that those like another are found among 100,000 at once.

An inverted index in plain tables, the same on both databases (docs/decisions/0016): `voices_twin` has each voice's
shape, `voices_gram` in how many voices of a town a trigram stands, `voices_posting` in which: numbers of voices within
parts of 4,096, two bytes each. All is derived from the rows, so no backup holds it. Whoever writes calls last in a
transaction; what is found here has to be asked for again through the viewer before anybody sees it.
"""
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from django.db import connection

from saan.methods.twins import POSTINGS, grams, mark, telling

TABLES = ("voices_twin", "voices_gram", "voices_posting")
BITS = 12                    # of a voice's number within its part
OFFSETS = np.dtype("<u2")
AT_ONCE = 5000               # values in one question
LOCK = 7_406_915             # of PostgreSQL: one writer at a time, as SQLite has it


class Entry(NamedTuple):
    """A voice as it is looked for: its number, its town's number, and the shape of its words."""

    voice: int
    town: int
    shape: str


def enter(entries: Iterable[Entry]) -> int:
    """Enter the voices that are not in yet, and return how many those were."""
    with connection.cursor() as cursor:
        _lock(cursor)
        asked = {entry.voice: entry for entry in entries if entry.shape}
        known = {voice for voice, in _rows(cursor, "SELECT voice FROM voices_twin WHERE voice IN", asked)}
        fresh = [entry for voice, entry in asked.items() if voice not in known]
        if fresh:
            _add(cursor, fresh)
    return len(fresh)


def leave(voice: int) -> None:
    """Take the voice out, with every trace that its words left."""
    with connection.cursor() as cursor:
        _lock(cursor)
        cursor.execute("SELECT voice, town, shape FROM voices_twin WHERE voice = %s", [voice])
        found = cursor.fetchone()
        if found is None:
            return
        marks, part, offset = _marks(Entry(*found)), voice >> BITS, voice & _mask()
        kept = {number: held[held != offset] for number, held in _held(cursor, part, marks).items()}
        cursor.executemany("UPDATE voices_posting SET voices = %s WHERE mark = %s AND part = %s",
                           [(held.tobytes(), number, part) for number, held in kept.items() if held.size])
        cursor.executemany("DELETE FROM voices_posting WHERE mark = %s AND part = %s",
                           [(number, part) for number, held in kept.items() if not held.size])
        cursor.executemany("UPDATE voices_gram SET voices = voices - 1 WHERE mark = %s", [(one,) for one in marks])
        cursor.execute(f"DELETE FROM voices_gram WHERE voices < 1 AND mark IN ({_places(marks)})", marks)
        cursor.execute("DELETE FROM voices_twin WHERE voice = %s", [voice])


def empty() -> None:
    """Forget all, to begin anew."""
    with connection.cursor() as cursor:
        _lock(cursor)
        for table in TABLES:
            cursor.execute(f"DELETE FROM {table}")


def beside(asked: Sequence[tuple[int, str]], most: int, postings: int = POSTINGS) -> list[list[tuple[int, str]]]:
    """Return for each town and shape up to `most` voices of that town which share its telling trigrams, with theirs.

    Three questions, however many are asked for; `postings` is how far is looked for each.
    """
    with connection.cursor() as cursor:
        chosen = _chosen(cursor, asked, postings)
        lists = _postings(cursor, {number for numbers in chosen for number in numbers})
        found = [_most_shared([lists[number] for number in numbers if number in lists], most) for numbers in chosen]
        voices = {voice for numbers in found for voice in numbers}
        about = {voice: (town, shape) for voice, town, shape in _rows(
            cursor, "SELECT voice, town, shape FROM voices_twin WHERE voice IN", voices)}
    return [[(voice, about[voice][1]) for voice in numbers if voice in about and about[voice][0] == town]
            for (town, _shape), numbers in zip(asked, found, strict=True)]


def _chosen(cursor, asked, postings):
    marks = [{gram: mark(gram, town) for gram in grams(shape)} for town, shape in asked]
    counts = dict(_rows(cursor, "SELECT mark, voices FROM voices_gram WHERE mark IN",
                        {number for one in marks for number in one.values()}))
    return [[one[gram] for gram in telling(shape, {gram: counts.get(number, 0) for gram, number in one.items()},
                                           postings=postings)]
            for (_town, shape), one in zip(asked, marks, strict=True)]


def _postings(cursor, marks):
    parts = defaultdict(list)
    for number, part, held in _rows(cursor, "SELECT mark, part, voices FROM voices_posting WHERE mark IN", marks):
        parts[number].append((part << BITS) + np.frombuffer(held, OFFSETS).astype(np.int64))
    return {number: np.concatenate(lists) for number, lists in parts.items()}


def _most_shared(lists, most):
    """Return the numbers that stand in most of the lists, the newest first among equals."""
    if not lists:
        return []
    voices, counts = np.unique(np.concatenate(lists), return_counts=True)
    return voices[np.lexsort((-voices, -counts))[:most]].tolist()


def _add(cursor, entries):
    counts, parts = Counter(), defaultdict(lambda: defaultdict(list))
    for entry in entries:
        marks = _marks(entry)
        counts.update(marks)
        for number in marks:
            parts[entry.voice >> BITS][number].append(entry.voice & _mask())
    for part, offsets in parts.items():
        held = _held(cursor, part, offsets)
        cursor.executemany(_POST, [
            (number, part, held.get(number, _NONE).tobytes() + np.array(more, OFFSETS).tobytes())
            for number, more in offsets.items()])
    cursor.executemany(_COUNT, list(counts.items()))
    cursor.executemany("INSERT INTO voices_twin (voice, town, shape) VALUES (%s, %s, %s)", entries)


def _held(cursor, part: int, marks: Collection[int]) -> dict[int, np.ndarray]:
    question = f"SELECT mark, voices FROM voices_posting WHERE part = {part:d} AND mark IN"
    return {number: np.frombuffer(held, OFFSETS) for number, held in _rows(cursor, question, marks)}


def _rows(cursor, question: str, values: Collection[int]) -> Iterator[tuple]:
    """Yield what the question finds among the values, a bounded number of them at a time."""
    values = list(values)
    for at in range(0, len(values), AT_ONCE):
        some = values[at:at + AT_ONCE]
        cursor.execute(f"{question} ({_places(some)})", some)
        yield from cursor.fetchall()


def _places(values):
    return ", ".join(["%s"] * len(values))


def _marks(entry: Entry) -> list[int]:
    """Return the marks of the shape's trigrams; two that fall on one mark count once."""
    return sorted({mark(gram, entry.town) for gram in grams(entry.shape)})


def _mask():
    return (1 << BITS) - 1


def _lock(cursor):
    if connection.vendor == "postgresql":
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


_NONE = np.array([], OFFSETS)
_POST = """INSERT INTO voices_posting (mark, part, voices) VALUES (%s, %s, %s)
    ON CONFLICT (mark, part) DO UPDATE SET voices = excluded.voices"""
_COUNT = """INSERT INTO voices_gram (mark, voices) VALUES (%s, %s)
    ON CONFLICT (mark) DO UPDATE SET voices = voices_gram.voices + excluded.voices"""
