"""How far a job has come."""
from saan.core import clock
from saan.core.models import Cursor


def position(*, name: str) -> int:
    """Return how far the job has come, 0 where it never ran."""
    return Cursor.objects.filter(name=name).values_list("position", flat=True).first() or 0


def advance(*, name: str, to: int) -> None:
    """Record that the job has come this far, now."""
    Cursor.objects.update_or_create(name=name, defaults={"position": to, "at": clock.now()})
