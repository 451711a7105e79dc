"""What the frame of every page knows."""
from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from saan.people.queries import viewer
from saan.web import navigation
from saan.web.towns import town_of, workplaces_of

THEMES = ("light", "dark")


def page(request: HttpRequest) -> dict:
    """Return what the frame shows: the town, the menus, the other language, the theme, whether this is the demo."""
    theme = request.COOKIES.get("saan_theme", "")
    ways = navigation.main(request)
    return {
        "demo": settings.DEMO,
        "here": next((way.path for way in ways if way.here), ""),
        "other_language": _other_language(request),
        "shade": theme if theme in THEMES else "",
        "town": SimpleLazyObject(lambda: town_of(request)),
        "ways": ways,
        "rail": SimpleLazyObject(lambda: navigation.rail(request, viewer(request))),
        "workplaces": SimpleLazyObject(lambda: workplaces_of(viewer(request))),
    }


def _other_language(request):
    query = request.GET.copy()
    query["lang"] = "en" if getattr(request, "LANGUAGE_CODE", "th") == "th" else "th"
    return {"code": query["lang"], "url": f"{request.path}?{query.urlencode()}"}
