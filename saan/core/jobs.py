"""Work that waits: each room registers what it does by itself; the worker runs what is due."""
from collections.abc import Callable
from typing import NamedTuple


class Job(NamedTuple):
    """A piece of work: its name, how many seconds between two runs, and the function (returns how much it did)."""

    name: str
    seconds: int
    run: Callable[[], int]


_jobs: dict[str, Job] = {}


def every(seconds: int, name: str, run: Callable[[], int]) -> None:
    """Register a job; call in AppConfig.ready."""
    _jobs[name] = Job(name, seconds, run)


def registered() -> list[Job]:
    """Return every job, in the order they were registered."""
    return list(_jobs.values())
