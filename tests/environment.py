"""Set before Django wakes up: tests have a data folder of their own, with an empty folder for collected files."""
import os
import tempfile
from pathlib import Path

os.environ.setdefault("SAAN_DATA", tempfile.mkdtemp(prefix="saan-test-"))
Path(os.environ["SAAN_DATA"], "static").mkdir(parents=True, exist_ok=True)
