"""Stories of bin/ start processes: each takes seconds."""
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark the stories of this folder, so that the quick run leaves them out."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("slow")
