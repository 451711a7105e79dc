"""A town that "Heard" made goes on under the Saan of today: opened as it lies, or brought back from its backup."""
import hashlib
import json
import lzma
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import running
from tests.commands.towns import SERVER, Town

HEARD = Path(__file__).parents[1] / "data" / "heard"
SAID = json.loads((HEARD / "said.json").read_text())


def opened(folder):
    """Return a town that is on Heard's own database, as it was left."""
    town = Town(folder, embedded=True)
    shutil.copytree(HEARD / "keys", folder / "keys")
    (folder / "saan.sqlite3").write_bytes(lzma.decompress((HEARD / "saan.sqlite3.xz").read_bytes()))
    return town


def restored(folder):
    """Return a town that was brought back from Heard's backup, on the database of the run."""
    town = Town(folder)
    shutil.copytree(HEARD / "keys", folder / "keys")
    done = town.saan("restore", HEARD / "town.zip")
    assert (done.returncode, done.stderr) == (0, "")
    return town


def asks(town, what):
    """Return what the town says of itself, or does, on the day of which the fixture tells."""
    done = subprocess.run([sys.executable, "-m", "tests.lone_heard", what, str(HEARD / "said.json")], env=town.env,
                          cwd=running.ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def lost(then, now, where=""):
    """Return what was said then and is not said now; how Saan words a step may change, what a person wrote may not."""
    if isinstance(then, dict) and isinstance(now, dict):
        return [gone for key in then if not (key == "text" and "verb" in then)
                for gone in lost(then[key], now.get(key), f"{where}.{key}")]
    if isinstance(then, list) and isinstance(now, list) and len(then) == len(now):
        return [gone for at, (one, other) in enumerate(zip(then, now, strict=True))
                for gone in lost(one, other, f"{where}[{at}]")]
    return [] if then == now else [f"{where}: {then} is {now}"]


def goes_on(town):
    """Fail unless nothing of what was said is lost, votes and voices go on, and the trail is whole."""
    assert town.saan("collectstatic", "--noinput", "-v0").returncode == 0
    now = asks(town, "ask")
    assert lost({name: SAID[name] for name in ("counts", "answers", "pages")}, now) == []
    assert asks(town, "go-on") == {"participant": 201, "votes": [201, 201, 201], "spoken": 201}
    assert town.saan("tick").returncode == 0
    verified = town.saan("verify-trail")
    assert verified.returncode == 0, verified.stderr


def test_a_town_brought_back_from_heards_backup_goes_on(tmp_path):
    goes_on(restored(tmp_path / "town"))


@pytest.mark.skipif(bool(SERVER), reason="the database of the fixture is the embedded one")
def test_heards_own_database_goes_on_once_it_is_migrated(tmp_path):
    town = opened(tmp_path / "town")
    assert town.saan("migrate", "-v0", "--skip-checks").returncode == 0
    goes_on(town)


def test_a_backup_of_an_earlier_saan_goes_only_where_no_tables_are(tmp_path):
    town = Town(tmp_path / "town")
    town.saan("migrate", "-v0", "--skip-checks")
    done = town.saan("restore", HEARD / "town.zip")
    assert done.returncode == 2 and "สานรุ่นก่อน" in done.stderr
    assert town.does("print(Person.objects.count())") == "0"


@pytest.mark.skipif(bool(SERVER), reason="the database of the fixture is the embedded one")
@pytest.mark.parametrize("command", [["bin/serve", "--port", "0"], ["bin/saan", "work"]])
def test_an_earlier_saans_database_is_refused_with_how_to_mend_it_and_nothing_is_touched(tmp_path, command):
    town = opened(tmp_path / "town")
    before = {path: hashlib.sha256(path.read_bytes()).digest() for path in town.folder.rglob("*") if path.is_file()}
    command = [part if part != "0" else str(running.free_port()) for part in command]
    done = subprocess.run([sys.executable, *command], env=town.env | {"LANG": "C"}, cwd=running.ROOT, text=True,
                          capture_output=True, check=False, timeout=60)
    assert done.returncode == 2
    assert "bin/saan backup" in done.stderr and done.stderr.strip().endswith("bin/saan migrate")
    after = {path: hashlib.sha256(path.read_bytes()).digest() for path in town.folder.rglob("*") if path.is_file()}
    assert {path: after.get(path) for path in before} == before
    assert not (town.folder / "static").exists()


@pytest.mark.skipif(bool(SERVER), reason="the database of the fixture is the embedded one")
def test_a_backup_can_still_be_taken_once_the_new_saan_is_there_and_the_tables_are_not(tmp_path):
    town = opened(tmp_path / "town")
    assert town.saan("backup", tmp_path / "before.zip").returncode == 0
    other = Town(tmp_path / "other")
    shutil.copytree(HEARD / "keys", other.folder / "keys")
    assert other.saan("restore", tmp_path / "before.zip").returncode == 0
    goes_on(other)


@pytest.mark.one_database
def test_the_tables_of_a_later_saan_are_refused(tmp_path):
    town = Town(tmp_path / "town")
    town.saan("migrate", "-v0", "--skip-checks")
    town.does("from django.db.migrations.recorder import MigrationRecorder; from django.db import connection\n"
              "MigrationRecorder(connection).record_applied('voices', '0099_from_tomorrow')")
    for command in (["tables"], ["backup", tmp_path / "town.zip"]):
        done = town.saan(*command)
        assert done.returncode == 2 and "voices.0099_from_tomorrow" in done.stderr
    assert not (tmp_path / "town.zip").exists()
