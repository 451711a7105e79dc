"""What stories of a running Saan share."""
import fcntl
import os

import pytest

from tests import running


@pytest.fixture(scope="session")
def told(tmp_path_factory):
    """A demo folder that is told once in a run, whoever of xdist's workers comes first; it is only copied."""
    shared = tmp_path_factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else (
        tmp_path_factory.getbasetemp())
    with (shared / "told.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "told" / "demo.json").is_file():
            running.tell(shared / "told")
    return shared / "told"
