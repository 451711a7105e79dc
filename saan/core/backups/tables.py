"""Tables: which rows a backup holds, and one row as one line that says the same on every database."""
import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from django.apps import apps as today
from django.apps.registry import Apps
from django.db import connection
from django.db.models import Field, Model
from django.db.models.fields import AutoFieldMixin

LEFT_OUT = {"contenttypes", "auth", "sessions", "messages"}   # Django makes them anew; who was signed in signs in again
SNAPSHOT = {"sqlite": "BEGIN", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}
CHUNK = 2000   # rows held in memory at once


def kept(apps: Apps = today) -> list[type[Model]]:
    """Return the model of every table whose rows a backup holds, by table name: of today or of another version."""
    models = [model for model in apps.get_models(include_auto_created=True)
              if model._meta.managed and not model._meta.proxy and model._meta.app_label not in LEFT_OUT]
    return sorted(models, key=lambda model: model._meta.db_table)


def columns(model: type[Model]) -> list[Field]:
    """Return the fields of the model's own table, by column name."""
    return sorted(model._meta.local_concrete_fields, key=lambda field: field.column)


def lines(model: type[Model]) -> Iterator[bytes]:
    """Return every row as a line of JSON, in the order of the primary key."""
    names = [field.attname for field in columns(model)]
    rows = model._base_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=CHUNK):
        yield json.dumps(row, default=_plain, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def values(model: type[Model], line: bytes) -> list:
    """Return what a line holds, as the database at hand takes it."""
    return [field.get_db_prep_save(field.to_python(value), connection)
            for field, value in zip(columns(model), json.loads(line), strict=True)]


def last_number(model: type[Model]) -> int:
    """Return the highest number that the table ever gave to a row, so that none is given twice."""
    name = _numbered(model)
    if name is None:
        return 0
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
        else:
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)",
                           [connection.ops.quote_name(model._meta.db_table), name])
            cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {cursor.fetchone()[0]}")
        found = cursor.fetchone()
    return found[0] if found else 0


def number_on(model: type[Model], last: int) -> None:
    """Let the table go on numbering after the last number."""
    name = _numbered(model)
    if name is None or last < 1:
        return
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
        else:
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)",
                           [connection.ops.quote_name(table), name, last])


@contextmanager
def snapshot() -> Iterator[None]:
    """Read everything as it is at this moment, while others go on writing."""
    with connection.cursor() as cursor:
        cursor.execute(SNAPSHOT[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _numbered(model):
    """Return the column that the database numbers by itself, or None."""
    field = model._meta.pk
    return field.column if isinstance(field, AutoFieldMixin) else None


def _plain(value):
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    raise TypeError(f"a backup does not know how to write {type(value).__name__}")
