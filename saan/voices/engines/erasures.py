"""Erasures: the list of what was erased, beside the keys, and clearing away what the rows no longer hold."""
import os
import re
import time
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, connection

from saan.core import logs
from saan.voices.engines import twins

log = logs.of("saan.voices")
TOUCHED = (   # words, or their marks
    "voices_voice", "voices_statement", "voices_hold", "voices_keyword", "core_retrykey", *twins.TABLES)


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
