"""bin/saan: from anywhere, under any path, and one sentence where it cannot."""
import os
import shutil
import subprocess
import sys

import pytest

from tests.running import ROOT, environment


@pytest.fixture(scope="session")
def checkout(tmp_path_factory):
    """A checkout whose path holds a space."""
    copy = tmp_path_factory.mktemp("a place") / "saan"
    shutil.copytree(ROOT, copy, symlinks=True, ignore=shutil.ignore_patterns(".venv", "var", ".git", "__pycache__"))
    return copy


def saan(checkout, *arguments, folder, **more):
    """Run bin/saan of the checkout, standing in another folder."""
    return subprocess.run([sys.executable, checkout / "bin" / "saan", *arguments], cwd=folder, text=True, check=False,
                          capture_output=True, env=environment(**more), timeout=60)


def test_help_lists_saans_commands_first(checkout, tmp_path):
    done = saan(checkout, "--help", folder=tmp_path, SAAN_DATA=str(tmp_path / "town"))
    assert done.returncode == 0
    assert done.stdout.index("work") < done.stdout.index("migrate")


def test_the_place_of_new_keys_is_said_once(checkout, tmp_path):
    told = [saan(checkout, "check", folder=tmp_path, SAAN_DATA="town").stderr for _ in range(2)]
    assert f"lie in {tmp_path / 'town' / 'keys'}" in told[0] and "no backup" in told[0]
    assert told[1] == ""
    assert (tmp_path / "town" / "keys").stat().st_mode & 0o777 == 0o700


def test_a_folder_that_is_no_environment_is_never_emptied(checkout, tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "diary.txt").write_text("precious")
    done = saan(checkout, "check", folder=tmp_path, SAAN_VENV=str(tmp_path / "home"))
    assert done.returncode == 2 and "SAAN_VENV" in done.stderr
    assert os.listdir(tmp_path / "home") == ["diary.txt"]
