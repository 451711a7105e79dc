"""Grounds to measure on: a fresh demo folder, a server of its own on loopback, and how much memory it took."""
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "bin"))   # the benchmark serves as bin/serve does

from house.children import born
from house.serving import granian

WAKE = 60   # seconds that a server gets to answer


def environment(data: Path, **more: str) -> dict[str, str]:
    """Return the environment of a Saan that measures itself: no limits, on loopback."""
    return {**os.environ, "SAAN_DATA": str(data), "SAAN_LIMITS": "off", "SAAN_HOST": "127.0.0.1",
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'bench'}", **more}


def prepare(data: Path, env: dict[str, str]) -> None:
    """Make the folder a demo, with its tables and its story."""
    data.mkdir(parents=True, exist_ok=True)
    (data / "demo.json").write_text("{}")
    for command in (["migrate", "--skip-checks", "--verbosity", "0"], ["tell-demo"],
                    ["collectstatic", "--noinput", "--verbosity", "0"]):
        manage(env, *command)


def manage(env: dict[str, str], *command: str) -> str:
    """Run a command of Saan and return what it printed."""
    done = subprocess.run([sys.executable, ROOT / "manage.py", *command], env=env, cwd=ROOT, capture_output=True,
                          text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr[-3000:]}")
    return done.stdout


class Server:
    """A granian that runs one application, as bin/serve starts it."""

    def __init__(self, application: str, port: int, env: dict[str, str]):
        self.port = port
        command = [sys.executable, *granian(application, "127.0.0.1", port, env)]
        self._process = born(command, env=env, cwd=ROOT, start_new_session=True)
        self._wait()

    def _wait(self):
        until = time.monotonic() + WAKE
        while time.monotonic() < until and self._process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(.05)
        self.end()
        raise SystemExit("The server did not start.")

    def memory(self) -> float:
        """Return the most memory that the server and its workers held at one time, in MiB, added up."""
        return sum(_peak(process) for process in [self._process.pid, *_children(self._process.pid)]) / 1024

    def kill(self) -> None:
        """End the server as a power cut would: no goodbye."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def end(self) -> None:
        """Ask the server to end."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGTERM)
            try:
                self._process.wait(15)
            except subprocess.TimeoutExpired:
                self.kill()


@contextmanager
def served(application: str, port: int, env: dict[str, str]) -> Iterator[Server]:
    """Serve the application inside the block."""
    server = Server(application, port, env)
    try:
        yield server
    finally:
        server.end()


def line(**figure) -> None:
    """Print one figure as a line of JSON."""
    print(json.dumps(figure, ensure_ascii=False), flush=True)


def _children(process):
    found = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in task.read_text().split():
            found += [int(child), *_children(int(child))]
    return found


def _peak(process):
    status = Path(f"/proc/{process}/status").read_text()
    return next((int(row.split()[1]) for row in status.splitlines() if row.startswith("VmHWM:")), 0)
