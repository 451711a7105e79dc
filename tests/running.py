"""A Saan that runs as bin/demo runs it, on a free port of this machine."""
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
DEMO = [sys.executable, str(ROOT / "bin" / "demo")]


class Saan:
    """A running Saan: its address, its folder, and the sign-in link of each role."""

    def __init__(self, origin: str, data: Path, process: subprocess.Popen):
        self.origin, self.data, self.process = origin, data, process

    def url(self, path: str = "/") -> str:
        """Return the address of a path."""
        return self.origin + path

    @property
    def links(self) -> dict[str, str]:
        """Return the sign-in link of each role."""
        return json.loads((self.data / "sign-in.json").read_text())


def environment(**more: str) -> dict[str, str]:
    """Return what bin/demo finds in its environment: the tests' Python, the embedded database."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_URL", "SAAN_"))}
    return own | {"SAAN_VENV": sys.prefix} | more


def tell(data: Path, **more: str) -> None:
    """Make a demo folder."""
    command = [*DEMO, "--only-tell", "--data", str(data)]
    subprocess.run(command, env=environment(**more), check=True, capture_output=True)


@contextmanager
def running(told: Path, data: Path, **more: str) -> Iterator[Saan]:
    """Serve a copy of the told folder inside the block."""
    shutil.copytree(told, data)
    port = free_port()
    process = subprocess.Popen([*DEMO, "--port", str(port), "--data", str(data)], env=environment(**more), text=True,
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        wait_until_it_answers(process)
        yield Saan(f"http://127.0.0.1:{port}", data, process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)


def wait_until_it_answers(process: subprocess.Popen) -> None:
    """Read what bin/demo says until it says where Saan is; its own patience ends it where that never comes."""
    said = []
    for line in process.stdout:
        said.append(line)
        if line.startswith("Saan is at"):
            return
    raise AssertionError("bin/demo did not come up:\n" + "".join(said))


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
