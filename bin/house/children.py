"""Children: processes that do not outlive us, whatever ends us."""
import ctypes
import signal
import subprocess
from collections.abc import Sequence
from functools import partial
from pathlib import Path

PR_SET_PDEATHSIG = 1


def born(command: Sequence[str | Path], *, ended_by: signal.Signals = signal.SIGTERM, **more) -> subprocess.Popen:
    """Start a process that the kernel sends `ended_by` when we die, even by kill -9; it reads nothing from us."""
    return subprocess.Popen(   # between fork and exec only one call is made, and nothing here runs threads
        command, stdin=subprocess.DEVNULL, preexec_fn=partial(_end_with_parent, ended_by), **more)  # noqa: PLW1509


def _end_with_parent(ended_by):
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, ended_by)
