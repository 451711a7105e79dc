"""Whether Saan is alive, and whether it is ready to serve: for whoever watches over the machine."""
import json

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from saan.core import clock
from saan.core.backups import versions
from saan.core.models import Cursor

PATIENCE = 60   # seconds; the worker shows itself every 10 seconds


def alive(request: HttpRequest) -> HttpResponse:
    """Answer that the server runs; nothing else is asked."""
    return _answer({"alive": True})


def ready(request: HttpRequest) -> HttpResponse:
    """Answer whether database, migrations and worker are as they should be; 503 with what is wrong where not."""
    try:
        unapplied = len(versions.missing())
        seen = None if unapplied else _worker_seen()
    except DatabaseError:
        return _answer({"ready": False, "wrong": ["the database does not answer"]}, status=503)
    wrong, age = [], None if seen is None else round((clock.now() - seen).total_seconds())
    if unapplied:
        wrong.append(f"{unapplied} migrations are not applied: run bin/saan migrate")
    elif age is None or age > PATIENCE:
        wrong.append("the worker has not been seen for a minute: run bin/saan work")
    return _answer({"ready": not wrong, "wrong": wrong, "worker_seen_seconds_ago": age}, status=503 if wrong else 200)


def _worker_seen():
    return Cursor.objects.filter(name="worker").values_list("at", flat=True).first()


def _answer(body, status=200):
    return HttpResponse(json.dumps(body), status=status, content_type="application/json",
                        headers={"Cache-Control": "no-store"})
