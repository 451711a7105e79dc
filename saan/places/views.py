"""Places: the list for everybody, one place, suggesting one, and the desk where suggestions wait."""
import json

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saan.core import slots
from saan.core.names import called
from saan.core.refusal import Refusal
from saan.core.vocabulary import Level
from saan.people.forms import tell
from saan.people.queries import viewer
from saan.people.views.gates import for_those, own_town
from saan.places import queries
from saan.places.actions import change, close_place, look_at, open_place, suggest
from saan.places.engines import Mark, marks
from saan.places.forms import Placing
from saan.places.models import Place
from saan.places.rules import FAMILY, may_keep, may_suggest

AT_ONCE = 50   # places on one page
DOES = {"open": open_place, "look": look_at, "close": close_place}
DONE = {"open": _("เปิดให้ทุกคนเห็นแล้ว"), "look": _("บันทึกแล้วว่าวันนี้มีคนไปดู"), "close": _("ปิดแล้ว")}


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Show the town's places to everybody: how many of what, the list, and a map beneath."""
    town, reader = request.town, viewer(request)
    sort, scale = _choice(request, "sort", Place.Sort), _choice(request, "scale", Place.Scale)
    here = {town.pk} if town else None
    page = Paginator(queries.listed(reader, here, sort, scale), AT_ONCE).get_page(request.GET.get("page"))
    return render(request, "places/list.html", {
        "places": page, "gaps": queries.gaps(here), "sort": sort, "scale": scale, "scales": Place.Scale.choices,
        "may_suggest": may_suggest(reader), **_map(page, page.start_index() or 1)})


@require_safe
def place(request: HttpRequest, number: int) -> HttpResponse:
    """Show one place: what is known of it, who looked last, and what happens there."""
    reader = viewer(request, "moderate")
    one = get_object_or_404(_seen(reader), pk=number)
    keeps = one.authority_id in may_keep(reader)
    return render(request, "places/place.html", {
        "place": one, "facts": queries.facts_of(one, reader), "keeps": keeps,
        "below": slots.show("place.below", one, reader),
        "looked_at": one.looks.order_by("-at").values_list("at", flat=True).first(), **_map([one])})


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(may_suggest, "moderate")
def new(request: HttpRequest, viewer, places: set[int]) -> HttpResponse:
    """Show the form for a suggestion, and take one."""
    town = own_town(request, places) or request.town   # an agency's own people: where they read
    if town is None:
        return redirect("/towns")
    form = Placing(request.POST or None, town=town)
    if request.method == "POST" and form.is_valid():
        try:
            suggest(authority=town, by=request.user.person, **form.about_it())
            messages.success(request, _("ส่งแล้ว สภาเด็กหรือเจ้าหน้าที่จะไปดูก่อนเปิดให้ทุกคนเห็น"))
            return redirect("/places")
        except Refusal as no:
            if no.status != 422:
                raise
            tell(form, no)
    return render(request, "places/form.html", {"form": form, "town_of_form": town},
                  status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(may_keep, "moderate")
def edit(request: HttpRequest, viewer, places: set[int], number: int) -> HttpResponse:
    """Show what is said of a place, to be changed, and change it."""
    one = get_object_or_404(_seen(viewer).filter(authority__in=places, closed_at=None), pk=number)
    form = Placing(request.POST or None, town=one.authority, place=one)
    if request.method == "POST" and form.is_valid():
        try:
            changed = change(place=one, by=request.user.person, **form.about_it())
            messages.success(request, _("แก้แล้ว"))
            return redirect("/places/waiting" if changed.level != Level.PUBLIC else f"/places/{number}")
        except Refusal as no:
            if no.status != 422:
                raise
            tell(form, no)
    return render(request, "places/form.html", {"form": form, "place": one, "town_of_form": one.authority},
                  status=422 if form.is_bound else 200)


@require_safe
@for_those(may_keep, "moderate")
def waiting(request: HttpRequest, viewer, places: set[int]) -> HttpResponse:
    """Show what was suggested, and where places are missing."""
    page = Paginator(queries.waiting(viewer, places), AT_ONCE).get_page(request.GET.get("page"))
    open_ones = list(queries.listed(viewer, places)[:AT_ONCE])
    return render(request, "places/waiting.html", {
        "places": page, "gaps": queries.gaps(places), "scales": Place.Scale.choices,
        **_map([*page, *open_ones], page.start_index() or 1)})


@require_POST
@for_those(may_keep, "moderate")
def act(request: HttpRequest, viewer, places: set[int], number: int) -> HttpResponse:
    """Open a suggested place, say that somebody was there, or close it."""
    one = get_object_or_404(_seen(viewer).filter(authority__in=places), pk=number)
    verb = request.POST.get("do", "")
    if verb not in DOES:
        raise Refusal("places.unknown_verb", _("เลือกสิ่งที่จะทำกับที่นี่"), status=422)
    DOES[verb](place=one, by=request.user.person)
    messages.success(request, DONE[verb])
    return redirect(f"/places/{number}" if one.scale != FAMILY and verb == "look" else "/places/waiting")


def _seen(reader):
    """Return the places that have a page for this reader: a family's only while it waits, for those who open it."""
    seen = Place.objects.visible_to(reader).select_related("area__parent__parent", "community", "authority")
    return seen.filter(level__in=[Level.PUBLIC, Level.WAITING])


def _choice(request, name, choices):
    asked = request.GET.get(name, "")
    return asked if asked in choices.values else ""


def _map(shown, first=1):
    found = [mark._replace(number=mark.number + first - 1) for mark in marks(shown)]
    pins = json.dumps([_pin(mark) for mark in found], ensure_ascii=False)
    return {"marks": found, "pins": pins, "sorts": Place.Sort.choices}


def _pin(mark: Mark):
    one = mark.place
    return {"at": [one.latitude, one.longitude], "number": mark.number, "sort": one.sort, "waits": mark.waits,
            "name": called(one), "url": f"/places/{one.pk}"}
