"""Which town a visitor reads about: chosen by a link or QR code (?at=), kept in a cookie, or the only one there is."""
import re
from collections.abc import Collection

from django.core.cache import caches
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from saan.agencies.models import Authority
from saan.areas.models import Area
from saan.people.rules import Viewer

COOKIE = "saan_at"
FRESH = 10   # seconds for which it is known whether there is one town or several
CODE = re.compile(r"[0-9A-Za-z-]{2,12}")


def town_of(request: HttpRequest) -> Authority | None:
    """Return the authority whose pages the visitor reads, or None where they have yet to choose."""
    if not hasattr(request, "saan_town"):
        request.saan_town = chosen(request) or at(request.COOKIES.get(COOKIE, "")) or _only()
    return request.saan_town


def chosen(request: HttpRequest) -> Authority | None:
    """Return the authority that this very address chooses by ?at=."""
    return at(request.GET.get("at", ""))


def at(code: str) -> Authority | None:
    """Return the one authority with this code, or the one that governs the area with this code."""
    if not CODE.fullmatch(code):
        return None
    found = list(Authority.objects.filter(code=code).select_related("home")) or list(governing(code)[:2])
    return found[0] if len(found) == 1 else None


def governing(code: str) -> QuerySet[Authority]:
    """Return the authorities with this code or over the area with this code; some areas are shared by two."""
    if not CODE.fullmatch(code):
        return Authority.objects.none()
    found = Authority.objects.filter(Q(code=code) | Q(areas__code=code)).select_related("home")
    return found.distinct().order_by("name")


def among(areas: Collection[Area], name: str) -> QuerySet[Authority]:
    """Return the authorities over one of the areas or parts of them, and those that are called so themselves."""
    over = Q(areas__in=areas) | Q(areas__parent__in=areas) | Q(areas__parent__parent__in=areas)
    called = Q(name__icontains=name) | Q(name_en__icontains=name)
    return Authority.objects.filter(over | called).distinct().order_by("name")


def workplaces_of(viewer: Viewer) -> list[Authority]:
    """Return the authorities at which the viewer works."""
    places = {at for _word, at in viewer.roles}
    return list(Authority.objects.filter(pk__in=places).order_by("name")) if places else []


def _only():
    towns = caches["pages"].get_or_set("towns", lambda: list(Authority.objects.select_related("home")[:2]), FRESH)
    return towns[0] if len(towns) == 1 else None
