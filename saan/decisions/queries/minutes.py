"""Questions about minutes: the draft that stands, and every one that was ever written."""
from django.db.models import QuerySet

from saan.decisions.models import Draft, Meeting


def draft_of(meeting: Meeting) -> Draft | None:
    """Return the draft that stands now."""
    return Draft.objects.filter(meeting=meeting, set_aside=False).order_by("-number").first()


def draft_numbered(meeting: Meeting, number: int) -> Draft | None:
    """Return the draft of that number, set aside or not."""
    return Draft.objects.filter(meeting=meeting, number=number).first()


def drafts_of(meeting: Meeting, viewer) -> QuerySet[Draft]:
    """Return every draft that was ever written, also those set aside, the newest first."""
    return Draft.objects.visible_to(viewer).filter(meeting=meeting).order_by("-number")
