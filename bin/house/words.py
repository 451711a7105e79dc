"""Words on the way: what is being done, for how long, and one sentence where it cannot be done."""
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

SHOWN_EVERY = 2   # seconds


def say(sentence: str = "") -> None:
    """Print a line at once."""
    print(sentence, flush=True)


def stop(sentence: str, code: int = 2) -> None:
    """Print one sentence that says what to do, and end."""
    print(sentence, file=sys.stderr, flush=True)
    raise SystemExit(code)


def begin() -> None:
    """Let both streams take any letter, also on a terminal that knows no Thai, and end on SIGTERM as on Ctrl-C."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.excepthook = _ended


def watched(sentence: str, command: Sequence[str | Path], *, env: Mapping[str, str] | None = None,
            folder: Path | None = None) -> bool:
    """Run a command, showing for how long; show what it said only where it fails. Return whether it went well."""
    began = time.monotonic()
    _begin(sentence)
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT,
                                 env=env, cwd=folder)
        try:
            code = _waited(child, sentence, began)
        except BaseException:
            child.terminate()
            child.wait()
            raise
        _end(sentence, began, code)
        if code:
            said.seek(0)
            lines = said.read().decode(errors="replace").strip().splitlines()
            say("\n".join(f"    {line}" for line in lines[-20:]))
    return code == 0


def _ended(kind, fault, trace):
    if kind is KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr, flush=True)
    else:
        sys.__excepthook__(kind, fault, trace)


def _waited(child, sentence, began):
    while True:
        try:
            return child.wait(timeout=SHOWN_EVERY)
        except subprocess.TimeoutExpired:
            _go_on(sentence, began)


def _begin(sentence):
    print(f"{sentence} …", end="", flush=True)


def _go_on(sentence, began):
    """Count the seconds on a terminal; elsewhere, where a line cannot be written over, add a dot."""
    seconds = f"\r\033[K{sentence} … {time.monotonic() - began:.0f} s"
    print(seconds if sys.stdout.isatty() else ".", end="", flush=True)


def _end(sentence, began, code):
    again = f"\r\033[K{sentence} …" if sys.stdout.isatty() else ""
    print(f"{again} {time.monotonic() - began:.0f} s{' — this did not work:' if code else ''}", flush=True)
