"""The board "you said, we answered": what came of each theme, from live rows, to read and to print."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saan.core import clock
from saan.insight.queries.answered import Word, answered_at
from saan.people.queries import viewer

LOOKS = {Word.DONE: "sure", Word.UNDER_WAY: "doing", Word.NOT_YET: "no", Word.PASSED_ON: "wait"}


@require_safe
def answered(request: HttpRequest) -> HttpResponse:
    """Show the themes of the town under the four words, as one page for the wall."""
    town = request.town
    told = answered_at(town, viewer(request))
    return render(request, "insight/answered.html", {
        "groups": [(word, LOOKS[word], rows) for word, rows in told.items()], "any": any(told.values()),
        "today": clock.today(), "address": request.build_absolute_uri(f"/speak?at={town.code}" if town else "/speak")})
