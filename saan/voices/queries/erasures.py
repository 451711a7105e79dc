"""Questions about what was wiped."""
from saan.voices.models import Hold, Voice


def wiped_so_far() -> int:
    """Return how often words were wiped: by erasing a voice, by handing it over, by closing a hold."""
    handed_over = Hold.objects.filter(why=Hold.Why.READER).count()
    return Voice.objects.exclude(erased_at=None).count() + Hold.objects.exclude(closed_at=None).count() + handed_over
