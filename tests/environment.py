"""Set before Django wakes up: tests have a data folder of their own, never the one of a town."""
import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "PYTEST_XDIST_WORKER" not in os.environ:   # a worker of xdist takes over the folder of the run
    os.environ["SAAN_DATA"] = tempfile.mkdtemp(prefix="saan-test-")
    Path(os.environ["SAAN_DATA"], "static").mkdir()   # whitenoise warns where it is missing
    atexit.register(shutil.rmtree, os.environ["SAAN_DATA"], ignore_errors=True)
os.environ.setdefault("SAAN_QUIET", "off")   # stories are told at any hour; those about the night set their own
