"""Search."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saan.insight.queries.search import search as looked_for
from saan.people.queries import viewer

LONGEST = 100   # letters of a question


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what holds the words, of the town that is read about or of all."""
    q = request.GET.get("q", "").strip()[:LONGEST]
    return render(request, "insight/search.html", {
        "q": q, "found": looked_for(q, viewer(request), request.town) if q else []})
