"""A PostgreSQL of the tests' own: made in a temporary folder, thrown away at the end."""
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from house.children import born
from house.debian import is_root

HASTE = [flag for setting in ("fsync", "synchronous_commit", "full_page_writes") for flag in ("-c", f"{setting}=off")]
WAKE = 30   # seconds


def programs() -> Path | None:
    """Return the folder of the newest PostgreSQL's programs, or None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    here = shutil.which("initdb")
    return found[-1].parent if found else Path(here).parent if here else None


@contextmanager
def running() -> Iterator[str]:
    """Run a cluster inside the block and give its URL; nothing of it is left behind."""
    home = Path(tempfile.mkdtemp(prefix="saan-pg-", dir="/tmp"))   # short: a socket's path has 107 letters
    user = _owner(home)
    server = None
    try:
        _run([programs() / "initdb", "-D", home / "rows", "-U", "saan", "-A", "trust", "-E", "UTF8",
              "--locale=C.UTF-8", "--no-sync"], home, user)
        with (home / "log").open("wb") as log:
            server = born([programs() / "postgres", "-D", home / "rows", "-k", home, "-c", "listen_addresses=", *HASTE],
                          ended_by=signal.SIGINT,   # to PostgreSQL: roll back, disconnect, end
                          stdout=log, stderr=log, cwd=home, start_new_session=True, **user)
        _wait(server, home)
        yield f"postgresql://saan@/saan?host={home}"
    finally:
        _end(server)
        shutil.rmtree(home, ignore_errors=True)


def _owner(home):
    """Return as whom the cluster runs: as ourselves, or as postgres, because it refuses to run as root."""
    if not is_root():
        return {}
    postgres = pwd.getpwnam("postgres")
    os.chown(home, postgres.pw_uid, postgres.pw_gid)
    return {"user": postgres.pw_uid, "group": postgres.pw_gid, "extra_groups": []}


def _run(command, home, user):
    done = subprocess.run(command, cwd=home, capture_output=True, text=True, check=False, **user)
    if done.returncode:
        raise RuntimeError(done.stderr or done.stdout)


def _wait(server, home):
    until = time.monotonic() + WAKE
    ask = [programs() / "pg_isready", "-q", "-h", home]
    while subprocess.run(ask, check=False).returncode:
        if server.poll() is not None or time.monotonic() > until:
            raise RuntimeError((home / "log").read_text(errors="replace")[-2000:])
        time.sleep(.05)


def _end(server):
    if server is None or server.poll() is not None:
        return
    server.send_signal(signal.SIGINT)
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
