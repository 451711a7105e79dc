"""Whoever watches the machine learns whether Saan is alive and ready."""
from datetime import timedelta

import pytest
from django.db import connection

from saan.core import clock
from saan.core.actions import cursors


def test_alive_asks_no_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"alive": True})


@pytest.mark.django_db
def test_ready_while_the_worker_shows_itself(client):
    cursors.advance(name="worker", to=0)
    answer = client.get("/readyz")
    told = answer.json()
    assert (answer.status_code, told["ready"], told["wrong"]) == (200, True, [])
    assert 0 <= told["worker_seen_seconds_ago"] < 60


@pytest.mark.django_db
def test_not_ready_where_no_worker_was_ever_seen(client):
    answer = client.get("/readyz")
    assert answer.status_code == 503 and "bin/saan work" in answer.json()["wrong"][0]


@pytest.mark.django_db
def test_not_ready_once_the_worker_has_been_gone_for_a_minute(client):
    with clock.moved_to(clock.now() - timedelta(seconds=61)):
        cursors.advance(name="worker", to=0)
    assert client.get("/readyz").status_code == 503


@pytest.mark.django_db
def test_not_ready_while_a_migration_is_missing(client):
    cursors.advance(name="worker", to=0)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'core'")
    answer = client.get("/readyz")
    assert answer.status_code == 503 and "bin/saan migrate" in answer.json()["wrong"][0]
