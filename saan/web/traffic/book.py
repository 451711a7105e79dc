"""The book: what was noted is written every second, one batch a line, into one file a day, each line chained."""
import fcntl
import hashlib
import ipaddress
import os
import threading
import time
import zlib
from collections import deque
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from multiprocessing.util import Finalize
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings

from saan.core import clock, logs
from saan.web.traffic import seals

HEAD = "saan-traffic-1"
START = hashlib.sha256(HEAD.encode()).hexdigest()   # what the very first line of a town is chained to
EVERY = 1         # second between two batches
MOST = 200_000    # notes that wait in memory while the disk does not take them
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
log = logs.of("saan.traffic")


class Note(NamedTuple):
    """One request: when (seconds), from where, how and what it asked for, and how that ended."""

    at: float
    address: str
    method: str
    status: int
    route: str


class Book:
    """The notes of one process, and the thread that writes them; the thread wakes with the first note."""

    def __init__(self, folder: Path | None = None, keys: Path | None = None):
        self.folder, self.keys = folder or settings.DATA / "traffic", keys or settings.DATA / "keys"
        self._notes: deque[Note] = deque(maxlen=MOST)
        self._awake, self._fails, self._guard, self._writing = 0, False, threading.Lock(), threading.Lock()

    def note(self, note: Note) -> None:
        """Note a request; it is written within a second."""
        self._notes.append(note)
        if self._awake != os.getpid():
            self._wake()

    def write(self) -> int:
        """Write what waits, and return how many notes that were; where the disk takes nothing they go on waiting."""
        with self._writing:
            notes = [self._notes.popleft() for _number in range(len(self._notes))]
            try:
                if notes:
                    append(self.folder, self.keys, _lines(notes))
            except (OSError, ValueError) as fault:   # no room, or a public key that is none
                self._notes.extendleft(reversed(notes))
                if not self._fails:
                    log.error("the traffic log cannot be written", count=len(notes), exc_info=fault)
                self._fails = True
                return 0
            self._fails = False
            return len(notes)

    def _wake(self):
        with self._guard:
            if self._awake == os.getpid():
                return
            self._awake = os.getpid()
        threading.Thread(target=self._go_on, daemon=True, name="traffic").start()
        Finalize(None, self.write, exitpriority=1)   # what the last second brought

    def _go_on(self):
        while True:
            time.sleep(EVERY)
            self.write()


def append(folder: Path, keys: Path, lines: Iterable[str]) -> None:
    """Add the lines to today's file as one closed batch, whole or not at all; other processes wait meanwhile."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / ".lock").open("a") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        day = clock.today()   # asked in turn: once a day has its file, nobody writes into the one before
        path = folder / f"{day}.log"
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            size = os.fstat(handle).st_size
            before = _last_seal(path) if size else _seal_of_the_day_before(folder, path)
            head = b"" if size else f"{HEAD} {day} {before}\n".encode()
            cut = b"\n" if size and os.pread(handle, 1, size - 1) != b"\n" else b""   # a power cut tore the last line
            box = seals.close(zlib.compress("\n".join(lines).encode(), 6), keys, before.encode())
            _put(handle, cut + head + f"{box} {seal(before, box)}\n".encode(), size)
        finally:
            os.close(handle)


def seal(before: str, box: str) -> str:
    """Return the seal of a batch: the hash over the seal before it and what is closed in it."""
    return hashlib.sha256(f"{before} {box}".encode()).hexdigest()


def files(folder: Path) -> dict[date, Path]:
    """Return the file of each day, in order."""
    found = {}
    for path in sorted(folder.glob("*.log")):
        try:
            found[date.fromisoformat(path.stem)] = path
        except ValueError:   # not ours
            continue
    return found


def _lines(notes):
    here = ZoneInfo(settings.TIME_ZONE)
    return [f"{datetime.fromtimestamp(note.at, here).isoformat(timespec='milliseconds')} {_address(note.address)} "
            f"{note.method if note.method in METHODS else '?'} {note.status} {note.route}" for note in notes]


@lru_cache(4096)
def _address(text):
    """Return the address, or a question mark for what is none: whatever somebody writes into a header stays out."""
    try:
        return str(ipaddress.ip_address(text.strip().strip("[]")))
    except ValueError:
        return "?"


def _last_seal(path):
    """Return the seal of the last whole line, or what the file begins with."""
    with path.open("rb") as file:
        file.seek(-min(65, os.fstat(file.fileno()).st_size), os.SEEK_END)
        end = file.read()
    if end.endswith(b"\n") and _is_seal(end[:-1].decode("ascii", "replace")):
        return end[:-1].decode()
    whole = [line.rpartition(" ")[2] for line in path.read_text(errors="replace").splitlines()]
    return next((last for last in reversed(whole) if _is_seal(last)), START)


def _is_seal(text):
    return len(text) == 64 and set(text) <= set("0123456789abcdef")


def _seal_of_the_day_before(folder, path):
    earlier = [each for each in files(folder).values() if each.stem < path.stem]
    return _last_seal(earlier[-1]) if earlier else START


def _put(handle, line, size):
    try:
        done = os.write(handle, line)
        if done < len(line):
            raise OSError("the disk took only a part")
    except OSError:
        os.ftruncate(handle, size)
        raise
