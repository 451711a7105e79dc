"""The parts of a test run: each is run, timed and counted."""
import json
import os
import resource
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from house.children import born
from house.ground import ROOT, environment
from house.words import say

NOTHING_CHOSEN = 5   # pytest's exit code


class Suite:
    """What was run, how long it took, and how it came out."""

    def __init__(self, python: Path):
        self.python, self.times = python, []
        self.passed = self.failed = self.skipped = 0

    def check(self, name: str, *command: str) -> None:
        """Run a check that either holds or does not; it counts as one."""
        code = self._run(name, [self.python.with_name(command[0]), *command[1:]], environment())
        self.passed, self.failed = self.passed + (code == 0), self.failed + (code != 0)

    def tests(self, name: str, arguments: Sequence[str], *, database: str = "") -> None:
        """Run pytest on the database (embedded unless said), and count what it counted."""
        with tempfile.TemporaryDirectory(prefix="saan-counts-") as folder:
            counts = Path(folder, "counts.json")
            env = environment(DATABASE_URL=database, SAAN_COUNTS=str(counts))
            self._count(self._run(name, [self.python, "-m", "pytest", *arguments], env), counts)

    def close(self, left_out: Sequence[str]) -> int:
        """Print the times and the sum, and return the exit code."""
        say("\n" + "\n".join(f"{seconds:6.1f} s  (computing {computed:6.1f} s)  {name}"
                             for name, seconds, computed in self.times))
        for sentence in left_out:
            say(sentence)
        say(f"{self.passed} passed, {self.failed} failed" + (f", {self.skipped} skipped" if self.skipped else ""))
        incomplete = left_out and os.environ.get("CI") == "true"
        return 1 if self.failed or incomplete or not self.passed else 0

    def _run(self, name, command, env):
        say(f"\n── {name}")
        began, computed = time.monotonic(), _computed()
        child = born(command, cwd=ROOT, env=env)
        try:
            return child.wait()
        except BaseException:
            child.terminate()
            child.wait()
            raise
        finally:
            self.times.append((name, time.monotonic() - began, _computed() - computed))

    def _count(self, code, counts):
        if not counts.is_file():
            self.failed += 1   # pytest itself fell over
            return
        of = json.loads(counts.read_text())
        self.passed, self.skipped = self.passed + of["passed"], self.skipped + of["skipped"]
        self.failed += of["failed"] or (code not in {0, NOTHING_CHOSEN})


def _computed():
    """Return how many seconds the processors worked for what has ended below us: on a busy machine the truer time."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime
