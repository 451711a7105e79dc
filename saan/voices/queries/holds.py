"""Questions about holds, for those who protect children."""
from django.db.models import QuerySet

from saan.voices.models import Hold


def seen(viewer) -> QuerySet[Hold]:
    """Return the holds that this viewer may see."""
    return Hold.objects.visible_to(viewer)


def open_holds(viewer) -> QuerySet[Hold]:
    """Return the holds that wait for this viewer, the most urgent first."""
    waiting = seen(viewer).filter(closed_at=None)
    return waiting.select_related("voice__area", "voice__community").order_by("due_at", "pk")


def closed_holds(viewer) -> QuerySet[Hold]:
    """Return the holds that were closed, the newest first; they keep no words."""
    done = seen(viewer).exclude(closed_at=None)
    return done.select_related("closed_by").order_by("-closed_at")
