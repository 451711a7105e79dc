"""Whether the tables of a town are those of this Saan, asked before anything is touched."""
import subprocess
from collections.abc import Mapping
from pathlib import Path

from house.ground import ROOT


def are_missing(data: Path, env: Mapping[str, str]) -> bool:
    """Return whether there is no database yet, as plain looking tells: an empty folder is a town's first start."""
    return not env.get("DATABASE_URL", "").strip() and not (data / "saan.sqlite3").exists()


def stand(python: Path, env: Mapping[str, str]) -> bool:
    """Return whether Saan may start on this database; where it may not, the sentence that says why is printed."""
    return subprocess.run([python, ROOT / "manage.py", "tables", "--or-none"], env=env, cwd=ROOT, check=False,
                          stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL).returncode == 0
