"""What stories at the server's outermost doors share."""
import pytest
from django.core.signals import request_started
from django.db import close_old_connections


@pytest.fixture
def one_connection(monkeypatch):
    """Keep the connection that holds the test's transaction open, as Django's own test client does."""
    monkeypatch.setattr("saan.web.lane.close_old_connections", lambda: None)
    request_started.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
