"""What the two databases do in their own ways: many votes at once, and clearing away what the rows no longer hold.

And the list of what was erased, beside the keys.
"""
import fcntl
import os
import re
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import OperationalError, connection

from saan.core import logs

log = logs.of("saan.voices")
TOUCHED = (   # where words or their hashes stood
    "voices_voice", "voices_statement", "voices_hold", "voices_keyword", "core_retrykey")


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


def list_erased(voice: int, code_hash: str) -> None:
    """Write the voice on the list beside the keys, on disk before this returns; a backup never holds that list."""
    with _list().open("a") as file:
        file.write(f"{voice} {code_hash}\n")
        file.flush()
        os.fsync(file.fileno())


def erased() -> set[tuple[int, str]]:
    """Return every voice that was ever erased: its number, and its code's hash (a restore may give a number again)."""
    if not _list().exists():
        return set()
    lines = (line.split() for line in _list().read_text().splitlines())
    return {(int(line[0]), line[1]) for line in lines if len(line) == 2}


def scrub(patience: int) -> bool:
    """Clear away what the rows no longer hold, and return whether all of it is gone; call outside a transaction.

    SQLite overwrites what it frees (secure_delete), so that its log is all there is to empty. PostgreSQL's plain
    VACUUM leaves the bytes of dead rows in the page: only VACUUM FULL writes the table anew. `patience` is how many
    milliseconds to wait for others.
    """
    with connection.cursor() as cursor:
        return _empty_log(cursor, patience) if connection.vendor == "sqlite" else _write_anew(cursor, patience)


def _empty_log(cursor, patience):
    before = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
    cursor.execute(f"PRAGMA busy_timeout = {patience}")
    try:
        return cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    finally:
        cursor.execute(f"PRAGMA busy_timeout = {before}")


def _write_anew(cursor, patience):
    """Write the tables anew, until no dead row is kept for somebody who still looks at the past (a backup, ANALYZE)."""
    until = time.monotonic() + patience / 1000
    cursor.execute(f"SET lock_timeout = {patience}")
    try:
        kept = TOUCHED
        while kept := [table for table in kept if _kept_dead(cursor, table)]:
            if time.monotonic() > until:
                return False
            log.debug("dead rows are still seen by somebody", count=len(kept))
            time.sleep(.1)
    except OperationalError:   # somebody uses the table for long: the next run takes it up
        return False
    finally:
        cursor.execute("RESET lock_timeout")
    return True


def _kept_dead(cursor, table) -> int:
    """Write the table anew and return how many dead rows came along: the first number VACUUM says of it."""
    details = []

    def hear(notice):
        details.append(notice.message_detail or "")   # a notice can be read only while it is said

    cursor.connection.add_notice_handler(hear)
    try:
        cursor.execute(f"VACUUM (FULL, VERBOSE) {table}")
    finally:
        cursor.connection.remove_notice_handler(hear)
    numbers = [int(number[0]) for detail in details if (number := re.search(r"\d+", detail))]
    return sum(numbers) if numbers else 1


def _list() -> Path:
    return settings.DATA / "keys" / "erased.txt"


_PAIR = "participant_id = %s AND statement_id = %s"   # row values IN (VALUES …) would scan all votes on SQLite
_UPSERT = """INSERT INTO voices_vote (participant_id, statement_id, value, at, change) VALUES {rows}
    ON CONFLICT (participant_id, statement_id)
    DO UPDATE SET value = excluded.value, at = excluded.at, change = excluded.change"""
