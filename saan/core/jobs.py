"""Work that waits: each room registers what it does by itself; the worker runs what is due."""
import time
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

from django.utils.module_loading import import_string

from saan.core import logs

One = TypeVar("One")
log = logs.of("saan.jobs")


class Job(NamedTuple):
    """A piece of work: its name, how many seconds between two runs, and the function (returns how much it did).

    The function may be named by its path ("saan.notices.jobs.deliver"): `ready` cannot import what needs models.
    """

    name: str
    seconds: int
    run: Callable[[], int] | str

    def function(self) -> Callable[[], int]:
        """Return the function itself."""
        return import_string(self.run) if isinstance(self.run, str) else self.run


_jobs: dict[str, Job] = {}


def every(seconds: int, name: str, run: Callable[[], int] | str) -> None:
    """Register a job; call in AppConfig.ready."""
    _jobs[name] = Job(name, seconds, run)
    logs.knows("job", name)


def registered() -> list[Job]:
    """Return every job, in the order they were registered."""
    return list(_jobs.values())


def run(jobs: Iterable[Job]) -> dict[str, int | None]:
    """Run the jobs, and return how much each did; one that fails is logged, counts as None and stops no other."""
    return {job.name: _done(job) for job in jobs}


def each(things: Iterable[One], do: Callable[[One], int]) -> Iterator[int]:
    """Yield how much was done with each; what fails is logged, counts as nothing and stops no other."""
    for thing in things:
        try:
            done = do(thing)
        except Exception:   # what is wrong with one round or town must not stop the work for the others
            log.exception("one of many failed and is tried again")
            done = 0
        yield done


class Rota:
    """What is due when: each job at once, then each time its seconds have passed."""

    def __init__(self, jobs: Iterable[Job]):
        self._next = {job: 0.0 for job in jobs}

    def due(self, now: float | None = None) -> list[Job]:
        """Return the jobs that are due now (seconds of a clock that only goes forward), and note that they are run."""
        now = time.monotonic() if now is None else now
        due = [job for job, at in self._next.items() if at <= now]
        self._next |= {job: now + job.seconds for job in due}
        return due


def _done(job):
    try:
        return job.function()()
    except Exception:   # the outermost door of the work that waits: the other jobs go on
        log.exception("a job failed and is tried again", job=job.name, seconds=job.seconds)
        return None
