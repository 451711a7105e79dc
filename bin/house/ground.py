"""The ground: a Python environment of Saan's own, filled from the lock; done once, then skipped by a stamp."""
import fcntl
import hashlib
import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from house.debian import installed, is_root
from house.words import stop, watched

ROOT = Path(__file__).resolve().parents[2]
LOCKS = {"base": ["base"], "test": ["test", "base"]}   # what is there once a lock is installed
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+) \\$", re.MULTILINE)   # without a marker: needed on every machine
ASK = """
import importlib.metadata as there, sys
wanted = dict(line.split("==") for line in sys.stdin.read().split())
sys.exit(any(there.version(name) != version for name, version in wanted.items()))
"""


def stand(lock: str) -> Path:
    """Make sure that everything the lock names is there, and return the Python of the environment."""
    venv = _place()
    python = venv / "bin" / "python"
    if _stamped(venv, lock):
        return python
    with _alone(venv):
        if not _stamped(venv, lock):
            _make(venv, python)
            _fill(venv, python, lock)
            for name in LOCKS[lock]:
                _stamp(venv, name).write_text(_state(venv, name))
    return python


def environment(data: Path | None = None, **more: str) -> dict[str, str]:
    """Return what a child process of Saan's finds in its environment."""
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "saan.web.settings", "PYTHONUNBUFFERED": "1"}
    env.pop("PYTHONDONTWRITEBYTECODE", None)   # compiled anew at every start, Saan wakes up twice as slowly
    if data is not None:
        env["SAAN_DATA"] = str(data)
    return env | more


def data_folder() -> Path:
    """Return the folder that holds the town: SAAN_DATA, or var in the checkout."""
    return Path(os.environ.get("SAAN_DATA", "").strip() or ROOT / "var").expanduser().resolve()


def _place():
    return Path(os.environ.get("SAAN_VENV", "").strip() or ROOT / ".venv").expanduser().absolute()


def _stamp(venv, lock):
    return venv / f"saan-{lock}.stamp"


def _stamped(venv, lock):
    try:
        return _stamp(venv, lock).read_text() == _state(venv, lock)
    except OSError:
        return False


def _state(venv, lock):
    """Return the hash of all that makes the environment what it is: the lock, the Python, the environment itself."""
    parts = (f"{sys.version_info[:2]}".encode(), (venv / "pyvenv.cfg").read_bytes(), _lock(lock).read_bytes())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _lock(name):
    return ROOT / "requirements" / f"{name}.txt"


@contextmanager
def _alone(venv) -> Iterator[None]:
    """Hold the folder above, so that two commands started together do not both install."""
    try:
        venv.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(venv.parent, os.O_RDONLY)
    except OSError as fault:
        stop(f"The environment cannot be made in {venv} ({fault.strerror}); name a folder of yours with SAAN_VENV.")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _make(venv, python):
    if _runs(python):
        return
    if venv.exists() and any(venv.iterdir()) and not (venv / "pyvenv.cfg").is_file():
        stop(f"{venv} holds something else than a Python environment; name another folder with SAAN_VENV.")
    _need_venv()
    if not os.access(venv if venv.exists() else venv.parent, os.W_OK):
        stop(f"The environment cannot be made in {venv}; name a folder of yours with SAAN_VENV.")
    if not watched("Making a Python environment", [sys.executable, "-m", "venv", "--clear", venv]):
        stop(f"The environment could not be made in {venv}; what Python says of it stands above.", code=1)


def _runs(python):
    """Return whether the environment's Python starts and is of our version."""
    ask = f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    try:
        return subprocess.run([python, "-c", ask], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _need_venv():
    if all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        return
    wanted = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if not (is_root() and installed("Python's venv module", ["python3-venv"], [wanted])):
        stop(f"Python's venv module is missing; as root run: apt-get install {wanted}")


def _fill(venv, python, lock):
    """Install with uv, which is fast; with plain pip where uv cannot be had or does not get through."""
    if _all_there(python, lock):
        return
    quiet = environment(UV_SYSTEM_CERTS="1", PIP_DISABLE_PIP_VERSION_CHECK="1",
                        PIP_ROOT_USER_ACTION="ignore")
    if not os.access(Path.home(), os.W_OK):
        quiet |= {"UV_CACHE_DIR": str(venv / "cache"), "PIP_NO_CACHE_DIR": "1"}
    pip = [python, "-m", "pip", "install", "--require-hashes", "-r"]
    if not _has_pip(python):
        watched("Fetching pip's own wheel", [python, "-m", "ensurepip"], env=quiet)
    uv = [venv / "bin" / "uv", "pip", "install", "--compile-bytecode", "--python", python, "--require-hashes", "-r"]
    if (watched("Installing uv, which installs the rest", [*pip, _lock("uv")], env=quiet)
            and watched(f"Installing what Saan stands on ({lock})", [*uv, _lock(lock)], env=quiet)):
        return
    if not watched(f"Installing with plain pip instead ({lock})", [*pip, _lock(lock)], env=quiet):
        stop("What Saan stands on could not be installed; is the package index within reach?", code=1)


def _all_there(python, lock):
    """Return whether every package stands there in the version of the lock, so that nothing need be asked for."""
    wanted = "\n".join("==".join(pair) for pair in PINNED.findall(_lock(lock).read_text()))
    asked = subprocess.run([python, "-c", ASK], input=wanted, text=True, capture_output=True, check=False)
    return asked.returncode == 0


def _has_pip(python):
    return subprocess.run([python, "-c", "import pip"], capture_output=True, check=False).returncode == 0
