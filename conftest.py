"""What all tests stand on."""
import pytest


@pytest.fixture(autouse=True)
def _plain_static(settings):
    """Serve static files under their own names: nothing is collected in tests."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
