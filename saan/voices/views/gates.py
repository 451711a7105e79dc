"""When the results of a round are told, and how: while it is open only to those who have answered already."""
import csv
from collections.abc import Callable, Iterable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from saan.core import clock
from saan.people.queries import viewer
from saan.voices.models import Consultation
from saan.voices.queries.votes import has_voted
from saan.voices.rules import may_read
from saan.voices.views.visitors import visitor_of
from saan.voices.views.vote import found

MARK = "\ufeff"   # spreadsheets take a file that begins with it for UTF-8


def once_answered(*, watchers: bool = False) -> Callable:
    """Let a page be seen once the round is over or the visitor has answered, and by those who keep watch if asked so.

    The page gets the round.
    """
    def guarded(page):
        @wraps(page)
        @never_cache
        @require_safe
        def enter(request: HttpRequest, slug: str, **more) -> HttpResponse:
            consultation = found(slug)
            seen = has_answered(request, consultation) or watchers and _watches(request, consultation)
            return page(request, consultation, **more) if seen else hidden(request, consultation)
        return enter
    return guarded


def has_answered(request: HttpRequest, consultation: Consultation) -> bool:
    """Return whether results are told to the visitor: the round is over, or they have answered something."""
    if not consultation.is_open(clock.now()):
        return True
    bearer = visitor_of(request, consultation).bearer
    return bool(bearer and has_voted(bearer))


def hidden(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Say when the results will be told."""
    return render(request, "voices/results/hidden.html", {"round": consultation}, status=403)


def spreadsheet(name: str, rows: Iterable[Iterable]) -> HttpResponse:
    """Give the rows as CSV, to be kept under that name."""
    response = HttpResponse(MARK, content_type="text/csv; charset=utf-8", headers={
        "Content-Disposition": content_disposition_header(True, f"{name}.csv")})
    csv.writer(response).writerows(rows)
    return response


def _watches(request, consultation):
    return consultation.authority_id in may_read(viewer(request, "moderate"))
