"""What every page knows."""
from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict:
    """Return what the frame of every page shows: whether this is the demo, and the other language."""
    other = "en" if getattr(request, "LANGUAGE_CODE", "th") == "th" else "th"
    return {"demo": settings.DEMO, "other_language": other}
