"""Pages of words: help, privacy, what we keep, accessibility, sources; and what a reader chooses for this device."""
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from saan.agencies.models import Authority
from saan.areas.queries import search
from saan.web.context import THEMES
from saan.web.towns import among

PAGES = ("help", "privacy", "keeps", "accessibility", "sources")
MOST = 24   # towns shown at once


class Choice(NamedTuple):
    """One way to see the pages."""

    word: str
    label: str
    icon: str


CHOICES = (Choice("", _("ตามเครื่องนี้"), "phone"), Choice("light", _("สว่าง"), "sun"), Choice("dark", _("มืด"), "moon"))


def words(request: HttpRequest, page: str) -> HttpResponse:
    """Show a page of words; each language has its own text."""
    return render(request, f"web/pages/{page}.{'th' if get_language() == 'th' else 'en'}.html")


@require_http_methods(["GET", "HEAD", "POST"])
def theme(request: HttpRequest) -> HttpResponse:
    """Let the reader choose light or dark, and keep it in a cookie."""
    if request.method != "POST":
        return render(request, "web/theme.html", {"choices": CHOICES, "back": _ours(request, request.GET.get("back"))})
    answer = HttpResponseRedirect(_ours(request, request.POST.get("back")))
    chosen = request.POST.get("theme")
    if chosen in THEMES:
        answer.set_cookie("saan_theme", chosen, max_age=365 * 86400, samesite="Lax", secure=settings.SECURE,
                          httponly=True)
    else:
        answer.delete_cookie("saan_theme", samesite="Lax")
    return answer


def towns(request: HttpRequest) -> HttpResponse:
    """Let the visitor find their town by the name of a subdistrict, a district or the town."""
    q = request.GET.get("q", "").strip()[:80]
    areas = search(q) if q else []
    places = among(areas, q) if q else Authority.objects.order_by("name")
    return render(request, "web/towns.html", {"q": q, "areas": areas[:3], "places": places[:MOST], "back": "/"})


def _ours(request, path):
    ours = url_has_allowed_host_and_scheme(path, allowed_hosts=None) if path and path.startswith("/") else False
    return path if ours else "/"
