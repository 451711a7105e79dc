"""Towns of their own on a database of their own, for stories that need more than one."""
import hashlib
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tests.running import ROOT, environment

PRELUDE = """
import django; django.setup()
from saan.core.things import SYSTEM
from saan.people.actions import enrol
from saan.people.models import Person
from saan.trail.models import Step
"""
SERVER = os.environ.get("DATABASE_URL", "")


class Town:
    """A data folder and a database: embedded, or one on the PostgreSQL that the suite runs on."""

    def __init__(self, folder: Path, *, embedded: bool = not SERVER):
        self.folder = folder
        self.url = "" if embedded else _made(f"town_{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}")
        self.env = environment(SAAN_DATA=str(folder), DATABASE_URL=self.url, LANG="th_TH.UTF-8", PYTHONPATH=str(ROOT),
                               DJANGO_SETTINGS_MODULE="saan.web.settings")

    def saan(self, *arguments) -> subprocess.CompletedProcess:
        """Run a command of Saan's in the town."""
        command = [sys.executable, ROOT / "manage.py", *map(str, arguments)]
        return subprocess.run(command, env=self.env, capture_output=True, text=True, check=False, timeout=120)

    def does(self, code: str) -> str:
        """Run a few lines in the town, and return what they print."""
        done = subprocess.run([sys.executable, "-c", PRELUDE + code], env=self.env, capture_output=True, text=True,
                              check=False, timeout=120)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def goes_on(self, code: str) -> subprocess.Popen:
        """Start a few lines in the town and leave them running."""
        return subprocess.Popen([sys.executable, "-c", PRELUDE + code], env=self.env, stdout=subprocess.PIPE, text=True)

    def tables(self) -> list[str]:
        """Return the tables that the town has."""
        if not self.url:
            return _tables_in(self.folder / "saan.sqlite3")
        with psycopg.connect(self.url) as server:
            return [name for name, in server.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]


def _tables_in(file):
    """Return the tables of an embedded database."""
    if not file.exists():
        return []
    with closing(sqlite3.connect(file)) as database:
        return [name for name, in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]


def _made(name):
    """Make a database beside the one of the suite, and return its URL."""
    with psycopg.connect(_at("postgres"), autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}"')
        server.execute(f'CREATE DATABASE "{name}"')
    return _at(name)


def _at(name):
    """Return the URL of a database on the suite's server."""
    return urlsplit(SERVER)._replace(path=f"/{name}").geturl()
