"""bin/demo: two processes that live and end together, on a folder that it made itself."""
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from tests import running


def demo(*arguments, folder=None, **more):
    """Run bin/demo to its end."""
    return subprocess.run([*running.DEMO, *map(str, arguments)], env=running.environment(**more), cwd=folder, text=True,
                          capture_output=True, check=False, timeout=60)


def children(process):
    """Return the process ids below a process, by the program that each runs."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
            found.setdefault(parent, []).append(int(stat.parent.name))
        except (FileNotFoundError, ProcessLookupError):
            continue
    below = found.get(process.pid, [])
    return below + [pid for child in below for pid in found.get(child, [])]


def command(pid):
    """Return the command line of a process."""
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")


def until(true, seconds=20):
    """Wait until it is true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(.05)


def lives(pid):
    """Return whether a process runs."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def worker(saan):
    """Return the process id of the worker, or None."""
    return next((pid for pid in children(saan.process) if lives(pid) and "manage.py work" in command(pid)), None)


def get(saan, path):
    """Return status and text of a page."""
    ask = http.client.HTTPConnection("127.0.0.1", int(saan.origin.rpartition(":")[2]), timeout=5)
    try:
        ask.request("GET", path)
        answer = ask.getresponse()
        return answer.status, answer.read().decode()
    finally:
        ask.close()


def test_a_second_start_tells_and_makes_nothing_again(told, tmp_path):
    before = (told / "demo.json").read_text()
    with running.running(told, tmp_path / "demo") as saan:
        assert get(saan, "/healthz")[0] == 200
        assert (tmp_path / "demo" / "demo.json").read_text() == before


def test_both_processes_end_with_it(told, tmp_path):
    with running.running(told, tmp_path / "demo") as saan:
        until(lambda: worker(saan))
        below = children(saan.process)
    assert saan.process.returncode == 0
    assert len(below) >= 3 and not any(map(lives, below))


def test_both_processes_end_even_when_it_is_killed(told, tmp_path):
    with running.running(told, tmp_path / "demo") as saan:
        until(lambda: worker(saan))
        below = children(saan.process)
        saan.process.kill()
        until(lambda: not any(map(lives, below)))


def test_a_worker_that_falls_over_is_started_again(told, tmp_path):
    with running.running(told, tmp_path / "demo") as saan:
        until(lambda: worker(saan))
        first = worker(saan)
        os.kill(first, signal.SIGKILL)
        until(lambda: worker(saan) not in {None, first})
        until(lambda: get(saan, "/readyz")[0] == 200)


def test_a_server_that_falls_over_ends_everything_with_an_exit_code(told, tmp_path):
    with running.running(told, tmp_path / "demo") as saan:
        until(lambda: worker(saan))
        below = children(saan.process)
        os.kill(next(pid for pid in below if "granian" in command(pid)), signal.SIGKILL)
        assert saan.process.wait(timeout=30) == 1
        assert not any(map(lives, below))


def test_a_port_in_use_is_said_in_one_sentence(told):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = demo("--port", port, "--data", told)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert f"Port {port} is in use" in done.stderr


@pytest.mark.parametrize(("name", "said"), [("saan.sqlite3", "a town"), ("diary.txt", "something")])
def test_a_folder_that_is_no_demo_is_left_alone(tmp_path, name, said):
    (tmp_path / name).write_text("precious")
    done = demo("--only-tell", "--data", tmp_path)
    assert done.returncode == 2 and said in done.stderr
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [(name, "precious")]


def test_another_host_needs_public(told):
    done = demo("--host", "0.0.0.0", "--port", running.free_port(), "--data", told)
    assert done.returncode == 2 and "--public" in done.stderr


def test_sign_in_links_begin_with_the_address_of_today(told, tmp_path):
    folder = shutil.copytree(told, tmp_path / "demo")
    (folder / "sign-in.json").write_text(json.dumps({"council": "http://127.0.0.1:8000/in/secret"}))
    with running.running(folder, tmp_path / "copy") as saan:
        assert saan.links == {"council": f"{saan.origin}/in/secret"}


def test_public_makes_no_sign_in_links(told, tmp_path):
    folder = shutil.copytree(told, tmp_path / "demo")
    (folder / "sign-in.json").write_text(json.dumps({"council": "http://127.0.0.1:8000/in/secret"}))
    done = demo("--only-tell", "--public", "--data", folder)
    assert done.returncode == 0 and not (folder / "sign-in.json").exists()


def test_a_start_that_was_interrupted_begins_anew(told, tmp_path):
    folder = shutil.copytree(told, tmp_path / "demo")
    done = json.loads((folder / "demo.json").read_text())
    del done["told"]
    (folder / "demo.json").write_text(json.dumps(done))
    (folder / "files").mkdir(exist_ok=True)
    (folder / "files" / "half").touch()
    assert demo("--only-tell", "--data", folder).returncode == 0
    assert "told" in json.loads((folder / "demo.json").read_text()) and not (folder / "files" / "half").exists()
