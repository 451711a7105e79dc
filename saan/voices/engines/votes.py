"""Many votes at once: what the two databases do in their own ways."""
import fcntl
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import connection


class Row(NamedTuple):
    """A vote as it is to stand."""

    participant: int
    statement: int
    value: int
    at: datetime
    change: int


@contextmanager
def turn() -> Iterator[None]:
    """Wait in line with the other processes that write votes: SQLite would let them sleep and try again.

    A lock of the system wakes the next one at once, and lets go of it when a process is killed.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with (settings.DATA / "votes.lock").open("w") as line:
        fcntl.flock(line, fcntl.LOCK_EX)
        yield


def put_votes(rows: Collection[Row]) -> dict[tuple[int, int], bool]:
    """Write the votes that say something new; return for each of those pairs whether it is the first vote of the pair.

    The pairs are distinct. Call inside the transaction that took their numbers.
    """
    with connection.cursor() as cursor:
        return (_put_embedded if connection.vendor == "sqlite" else _put)(cursor, rows)


def _put(cursor, rows):
    cursor.execute(f"{_upsert(len(rows))} WHERE voices_vote.value <> excluded.value "
                   "RETURNING participant_id, statement_id, xmax = 0", [cell for row in rows for cell in row])
    return {(participant, statement): new for participant, statement, new in cursor}


def _put_embedded(cursor, rows):
    """SQLite cannot say which row was inserted, so it is asked before; nobody else writes meanwhile."""
    known = f"SELECT participant_id, statement_id, value FROM voices_vote WHERE {' OR '.join([_PAIR] * len(rows))}"
    cursor.execute(known, [cell for row in rows for cell in row[:2]])
    values = {(participant, statement): value for participant, statement, value in cursor}
    new = [row for row in rows if values.get(row[:2]) != row.value]
    if new:
        at = connection.ops.adapt_datetimefield_value
        cursor.execute(_upsert(len(new)), [cell for row in new for cell in (*row[:3], at(row.at), row.change)])
    return {row[:2]: row[:2] not in values for row in new}


def _upsert(count):
    return _UPSERT.format(rows=", ".join(["(%s, %s, %s, %s, %s)"] * count))


_PAIR = "participant_id = %s AND statement_id = %s"   # row values IN (VALUES …) would scan all votes on SQLite
_UPSERT = """INSERT INTO voices_vote (participant_id, statement_id, value, at, change) VALUES {rows}
    ON CONFLICT (participant_id, statement_id)
    DO UPDATE SET value = excluded.value, at = excluded.at, change = excluded.change"""
