"""The demo's folder: made by bin/demo alone, told once; a stamp skips what is done."""
import hashlib
import json
import os
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from house.ground import ROOT, environment
from house.words import stop, watched

STEPS = {   # what is done before serving: its command, its sentence, and the files that make it due again
    "migrate": (["migrate", "--skip-checks", "--verbosity", "0"], "Making the tables", ["saan/*/migrations/*.py"]),
    "static": (["collectstatic", "--noinput", "--clear", "--verbosity", "0"], "Collecting styles, fonts and scripts",
               ["saan/*/static/**/*", "requirements/base.txt"]),
}


EMBEDDED = "embedded"


class Folder:
    """One demo folder, with what is known to be done in it (demo.json)."""

    def __init__(self, path: Path):
        self.path, self.file, self.links = path, path / "demo.json", path / "sign-in.json"
        self.errand, self.codes = path / "errand.json", path / "codes.json"
        self.done = self._read()
        if self.done.get("database") == EMBEDDED and not (path / "saan.sqlite3").is_file():
            self.done = {"database": EMBEDDED}   # somebody removed the database: everything is due again

    def open(self) -> None:
        """Make the folder, or refuse where it is something else than a demo's."""
        if self.path.exists() and not self.path.is_dir():
            stop(f"{self.path} is a file; name a folder with --data.")
        if not self.done and self.path.is_dir() and any(self.path.iterdir()):
            town = "a town that is no demo" if (self.path / "saan.sqlite3").exists() else "something that is no demo"
            stop(f"{self.path} holds {town} (there is no demo.json in it); name another folder with --data.")
        if self.done and self.done["database"] != _database():
            stop(f"The demo in {self.path} lives in another database ({self.done['database']}); "
                 "set DATABASE_URL as it was, or name another folder with --data.")
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)   # words, letters and links lie in it
            self.done = self.done or {"database": _database()}
            self._write()
        except OSError as fault:
            stop(f"{self.path} cannot be written ({fault.strerror}); name another folder with --data.")

    def prepare(self, python: Path, origin: str, links: bool) -> None:
        """Bring tables, static files, the demo's story and the sign-in links up to date."""
        env = environment(self.path)
        if not self.done.get("told"):
            self._clear_half_told(python, env)
        for name, (command, sentence, patterns) in STEPS.items():
            now = _fingerprint(patterns)
            if self.done.get(name) != now:
                self._run(python, command, sentence, env)
                self._note(name, now)
        if not self.done.get("told"):
            tell = ["tell-demo", "--origin", origin, *([] if links else ["--no-links"])]
            self._run(python, tell, "Telling the demo", env)
            self._note("told", datetime.now(UTC).isoformat(timespec="seconds"))
        self._keep_links(python, origin, links, env)

    def sign_in(self) -> dict[str, str]:
        """Return the sign-in link of each role."""
        return _lines(self.links)

    def asked(self) -> str:
        """Return the link by which an agency without a login was asked, empty where there is none; it works once."""
        return _lines(self.errand).get("agency", "")

    def voices(self) -> dict[str, str]:
        """Return the receipt code of a voice for each state that it can reach."""
        return _lines(self.codes)

    def _clear_half_told(self, python, env):
        """Remove what an interrupted start left behind: only in a demo's own folder, and never a server's database."""
        if os.environ.get("DATABASE_URL", "").strip():
            self._run(python, ["tell-demo", "--ask"], "Asking whether the database is empty", env)
            return
        for name in ("saan.sqlite3", "saan.sqlite3-wal", "saan.sqlite3-shm", "sign-in.json", "errand.json"):
            (self.path / name).unlink(missing_ok=True)
        for name in ("files", "mail"):
            shutil.rmtree(self.path / name, ignore_errors=True)
        self.done.pop("migrate", None)

    def _keep_links(self, python, origin, links, env):
        """Let the links begin with today's address; where the world may look in, there are none."""
        kept = [file for file in (self.links, self.errand) if file.is_file()]
        if not links:
            for file in kept:
                file.unlink()
        elif self.links in kept:
            for file in kept:
                moved = {name: re.sub(r"^https?://[^/]+", origin, link) for name, link in _lines(file).items()}
                if moved != _lines(file):
                    file.write_text(json.dumps(moved, indent=1))
        elif self.done.get("linked") == "no":
            self._run(python, ["tell-demo", "--links", "--origin", origin], "Making sign-in links", env)
        self._note("linked", "yes" if links else "no")

    def _run(self, python, command, sentence, env):
        if not watched(sentence, [python, ROOT / "manage.py", *command], env=env):
            stop("The demo is not ready; what went wrong stands above.", code=1)

    def _note(self, name, value):
        if self.done.get(name) != value:
            self.done[name] = value
            self._write()

    def _read(self):
        try:
            return json.loads(self.file.read_text())
        except FileNotFoundError:
            return {}
        except ValueError:
            stop(f"{self.file} cannot be read; remove the folder to have the demo told anew.")

    def _write(self):
        new = self.file.with_suffix(".new")
        new.write_text(json.dumps(self.done, indent=1))
        new.replace(self.file)


def _lines(file):
    return json.loads(file.read_text()) if file.is_file() else {}


def _database():
    """Return where the database is, without the password."""
    url = urlsplit(os.environ.get("DATABASE_URL", "").strip())
    return f"{url.hostname or 'this machine'}{url.path}" if url.scheme else EMBEDDED


def _fingerprint(patterns):
    digest = hashlib.sha256()
    for path in sorted(path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()
