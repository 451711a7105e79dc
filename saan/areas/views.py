"""The page on which areas are found as one types."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from saan.areas.queries import search

LONGEST = 80


@require_safe
def areas(request: HttpRequest) -> HttpResponse:
    """Show the areas that the words may mean; with `next`, each leads there as ?at=. To htmx only the list is given."""
    q, back = request.GET.get("q", "")[:LONGEST], request.GET.get("next", "")
    if not (back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)):
        back = ""
    return render(request, "areas/found.html" if request.htmx else "areas/search.html", {
        "q": q, "back": back, "found": search(q), "longest": LONGEST})
