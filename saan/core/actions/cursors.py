"""How far a job has come, and numbers that only grow."""
from django.db import connection

from saan.core import clock
from saan.core.models import Cursor


def position(*, name: str) -> int:
    """Return how far the job has come, 0 where it never ran."""
    return Cursor.objects.filter(name=name).values_list("position", flat=True).first() or 0


def advance(*, name: str, to: int) -> None:
    """Record that the job has come this far, now."""
    Cursor.objects.update_or_create(name=name, defaults={"position": to, "at": clock.now()})


def take(*, name: str, count: int) -> int:
    """Take the next `count` numbers of that name and return the last; call inside the transaction that uses them.

    The row stays locked until the transaction ends, so that whoever reads up to a number never misses a smaller one
    that is committed later.
    """
    now = connection.ops.adapt_datetimefield_value(clock.now())
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [name, count, now])
        return cursor.fetchone()[0]


_TAKE = """INSERT INTO core_cursor (name, position, at) VALUES (%s, %s, %s) ON CONFLICT (name) DO UPDATE
    SET position = core_cursor.position + excluded.position, at = excluded.at RETURNING position"""
