"""What all tests stand on."""
import gc
import json
import os
from pathlib import Path

import pytest
from django.core.cache import caches
from hypothesis import HealthCheck
from hypothesis import settings as examples

WITHOUT_ROWS = (   # rules of the code, algorithms, and stories of the embedded database alone
    "tests/house/", "tests/methods/", "saan/methods/", "tests/commands/test_demo", "tests/commands/test_saan")
ALONE = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}   # of one process
gc.set_threshold(100_000, 50, 50)   # what a run holds lives as long as the run: looking for waste is most of the waste
examples.register_profile("saan", deadline=None, suppress_health_check=[HealthCheck.too_slow])   # nothing is timed
examples.load_profile("saan")


def pytest_addoption(parser):
    """Let a second run, on another database, leave out what needs none."""
    parser.addoption("--only-database", action="store_true",
                     help="leave out what a second database tells nothing new about")


def pytest_collection_modifyitems(config, items):
    """Leave out what --only-database asks to."""
    if not config.getoption("--only-database"):
        return
    bare = {item for item in items if item.get_closest_marker("one_database")
            or item.nodeid.startswith(WITHOUT_ROWS) and not item.get_closest_marker("django_db")}
    config.hook.pytest_deselected(items=list(bare))
    items[:] = [item for item in items if item not in bare]


def pytest_terminal_summary(terminalreporter):
    """Leave the counts where bin/test sums them up."""
    if "SAAN_COUNTS" in os.environ:
        of = {name: len(reports) for name, reports in terminalreporter.stats.items()}
        failed = of.get("failed", 0) + of.get("error", 0) + of.get("subtests failed", 0)
        counts = {"passed": of.get("passed", 0), "failed": failed, "skipped": of.get("skipped", 0)}
        Path(os.environ["SAAN_COUNTS"]).write_text(json.dumps(counts))


@pytest.fixture(autouse=True)
def _light(settings):
    """Serve static files under their own names (nothing is collected in tests), and hash passwords quickly."""
    settings.CACHES = {name: ALONE | {"LOCATION": name} for name in settings.CACHES}
    for name in settings.CACHES:
        caches[name].clear()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
