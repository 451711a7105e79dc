"""What is printed: the poster "you said, we answered", and the sheet of QR codes that lead to speaking."""
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saan.core.numbers import number_in
from saan.people.queries import viewer
from saan.people.views.gates import for_those, own_town
from saan.voices.queries.themes import replies_at
from saan.voices.queries.ways import way_of_theme
from saan.voices.rules import may_weave

LATEST = 6    # posters at once
COPIES = 6    # small codes on the lower half of the sheet


@require_safe
def poster(request: HttpRequest) -> HttpResponse:
    """Show live replies as posters, each an A4 page: one, or the town's latest."""
    reader, one = viewer(request), request.GET.get("reply", "")
    town = request.town
    if one:
        number = number_in(one)
        replies = list(replies_at(None, reader).filter(pk=number))
        if not replies:
            raise Http404
    else:
        replies = list(replies_at({town.pk} if town else None, reader)[:LATEST])
    posters = [(reply, way_of_theme(reply.theme)) for reply in replies]
    return render(request, "voices/poster.html", {"posters": posters, "address": _speaking(request, None)})


@require_safe
@for_those(may_weave, "moderate")
def sheet(request: HttpRequest, viewer, places: set[int]) -> HttpResponse:
    """Show the sheet of QR codes to print, for the town and for each of its subdistricts."""
    town = own_town(request, places)
    areas = [(area, _speaking(request, area.code)) for area in town.areas.order_by("name")]
    return render(request, "voices/sheet.html", {
        "place": town, "address": _speaking(request, town.code), "areas": areas if len(areas) > 1 else [],
        "copies": range(COPIES)})


def _speaking(request, code):
    return request.build_absolute_uri(f"/speak?at={code}" if code else "/speak")
