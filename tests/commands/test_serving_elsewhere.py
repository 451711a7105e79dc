"""The demo on PostgreSQL, a town that bin/serve serves, and the other kind of address."""
import http.client
import json
import runpy
import shutil
import signal
import subprocess
import sys

import pytest

from saan.web.environment import FALSE, TRUE
from tests import running
from tests.commands.towns import SERVER, Town


def answer(port, path, host="127.0.0.1"):
    """Return the status of a page."""
    ask = http.client.HTTPConnection(host, port, timeout=10)
    try:
        ask.request("GET", path)
        return ask.getresponse().status
    finally:
        ask.close()


def test_a_town_of_its_own_is_served_without_the_demo(tmp_path):
    town, port = Town(tmp_path / "town"), running.free_port()
    process = subprocess.Popen([sys.executable, running.ROOT / "bin" / "serve", "--port", str(port)], text=True,
                               env=town.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        running.wait_until_it_answers(process)
        assert answer(port, "/") == 200
        assert answer(port, "/nowhere/K7M49Q2T") == 404
        assert not (town.folder / "demo.json").exists()
    finally:
        process.send_signal(signal.SIGTERM)
        said = process.communicate(timeout=30)[0]
    assert process.returncode == 0
    noted = town.saan("traffic", "--from", "2026-01-01").stdout   # also what the last second brought
    assert "127.0.0.1 GET 200 /\n" in noted and "127.0.0.1 GET 404 -\n" in noted
    assert "K7M49Q2T" not in noted + said


@pytest.mark.skipif(not SERVER, reason="only in the run on PostgreSQL")
def test_the_demo_is_told_on_postgresql_and_never_into_a_town_that_lives(tmp_path):
    town = Town(tmp_path / "town")
    running.tell(tmp_path / "told", DATABASE_URL=town.url)
    assert json.loads((tmp_path / "told" / "demo.json").read_text())["database"] != "embedded"
    assert not (tmp_path / "told" / "saan.sqlite3").exists()
    with running.running(tmp_path / "told", tmp_path / "again", DATABASE_URL=town.url) as saan:
        assert answer(int(saan.origin.rpartition(":")[2]), "/") == 200
    for folder, url in (("other", town.url), ("again", "")):   # people are there; the folder belongs elsewhere
        with pytest.raises(subprocess.CalledProcessError):
            running.tell(tmp_path / folder, DATABASE_URL=url)


@pytest.mark.skipif(bool(SERVER), reason="only in the run on SQLite")
def test_the_demo_listens_on_the_newer_kind_of_address_too(told, tmp_path):
    port, data = running.free_port(), shutil.copytree(told, tmp_path / "data")
    command = [*running.DEMO, "--host", "::1", "--port", str(port), "--data", str(data)]
    process = subprocess.Popen(command, text=True, env=running.environment(), stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT)
    try:
        running.wait_until_it_answers(process)
        assert answer(port, "/", "::1") == 200
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)


UNSAFE = [
    ({"SAAN_HOSTS": "*", "SAAN_HTTPS": "on"}, [], "SAAN_HOSTS is “*”"),
    ({}, ["--host", "0.0.0.0"], "SAAN_HOSTS names nobody"),
    ({"SAAN_HOSTS": "saan.example.go.th"}, [], "SAAN_HTTPS is not on"),
    ({"SAAN_PROXIES": "1"}, [], "SAAN_HTTPS is not on"),
    ({"SAAN_PROXIES": "1", "SAAN_HTTPS": "on", "SAAN_LIMITS": "off"}, [], "SAAN_LIMITS is off"),
    ({"SAAN_PROXIES": "1", "SAAN_HTTPS": "on", "SAAN_LIMITS": ""}, [], "SAAN_LIMITS is off"),
]


@pytest.mark.one_database
@pytest.mark.parametrize(("said", "flags", "sentence"), UNSAFE)
def test_a_town_with_an_unsafe_setting_is_not_served_and_is_told_how_to_mend_it(tmp_path, said, flags, sentence):
    env = running.environment(SAAN_DATA=str(tmp_path / "town"), **said)
    done = subprocess.run([sys.executable, running.ROOT / "bin" / "serve", "--port", str(running.free_port()), *flags],
                          env=env, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2 and sentence in done.stderr
    assert not (tmp_path / "town").exists()


def test_a_flag_is_read_alike_before_and_after_the_towns_python_wakes_up():
    early = runpy.run_path(str(running.ROOT / "bin" / "house" / "safety.py"))
    assert (early["YES"], early["NO"]) == (TRUE, FALSE)


@pytest.mark.one_database
def test_a_demos_folder_is_not_served_as_a_town(tmp_path):
    (tmp_path / "demo.json").write_text("{}")
    done = subprocess.run([sys.executable, running.ROOT / "bin" / "serve", "--port", str(running.free_port())],
                          env=running.environment(SAAN_DATA=str(tmp_path)), capture_output=True, text=True, check=False,
                          timeout=60)
    assert done.returncode == 2 and "is a demo's folder" in done.stderr and "SAAN_DATA" in done.stderr
