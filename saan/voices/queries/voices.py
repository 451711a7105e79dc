"""Questions about voices: by code, the queue of those that wait, those that stand."""

from django.conf import settings
from django.db.models import QuerySet

from saan.core.keys import fingerprint
from saan.methods.codes import normal
from saan.voices.models import Hold, Voice


def by_code(code: str) -> Voice | None:
    """Return the voice of the code as it was typed; its words are left in the database."""
    known = normal(code)
    if known is None:
        return None
    return next(iter(Voice.objects.raw(_BY_CODE, [fingerprint(settings.KEYS["receipt"], known)])), None)


def queue(viewer) -> QuerySet[Voice]:
    """Return the voices that wait to be read by this viewer, the oldest first."""
    waiting = Voice.objects.visible_to(viewer).waiting()
    return waiting.select_related("community", "consultation", "area", "authority").order_by("said_at", "pk")


def to_read(number: int, places: set[int]) -> Voice | None:
    """Return the voice that a reader at these authorities was shown, whatever became of it since; not its words.

    What was held as it came was never shown: it is as unknown as a number that nobody has.
    """
    voice = Voice.objects.defer("text").filter(pk=number, authority__in=places).first()
    if voice is None:
        return None
    never = Hold.objects.filter(voice=voice).exclude(why=Hold.Why.READER).exclude(outcome=Hold.Outcome.RELEASED)
    return None if never.exists() else voice


def shown(viewer) -> QuerySet[Voice]:
    """Return the voices that stand on pages, the newest first."""
    return Voice.objects.visible_to(viewer).standing().order_by("-pk")


_COLUMNS = ", ".join(field.column for field in Voice._meta.concrete_fields if field.name != "text")
# Told by the ORM anew each time, this question costs more than its answer.
_BY_CODE = f"SELECT {_COLUMNS} FROM voices_voice WHERE code_hash = %s"
