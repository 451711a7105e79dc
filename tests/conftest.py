"""What stories of a running Saan share."""
import fcntl
import os
from pathlib import Path

import pytest

from tests import running


@pytest.fixture(scope="session")
def told(tmp_path_factory):
    """A demo folder that is told once in a run, by whichever process comes first; it is only copied."""
    base = tmp_path_factory.getbasetemp()
    shared = Path(os.environ.get("SAAN_TOLD") or (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base))
    with (shared / "told.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "told" / "demo.json").is_file():
            running.tell(shared / "told")
    return shared / "told"
