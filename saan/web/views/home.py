"""The first page: what is asked now, what was answered, and which town one reads about."""
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Authority
from saan.people.queries import viewer
from saan.plans.models import Result
from saan.voices.models import Reply, Theme, Voice
from saan.voices.queries.results import results_of
from saan.voices.queries.themes import replies_at
from saan.voices.queries.ways import way_of_theme
from saan.web.towns import town_of
from saan.web.views.rounds import last_over, open_rounds

SHOWN = 3   # rounds, and replies


class Figure(NamedTuple):
    """One number of the town, with what it counts."""

    count: int
    word: str


def home(request: HttpRequest) -> HttpResponse:
    """Show what is asked now and what came of it."""
    town, reader = town_of(request), viewer(request)
    over = last_over(reader, town)
    replies = replies_at({town.pk} if town else None, reader)[:SHOWN]
    return render(request, "web/home.html", {
        "rounds": open_rounds(reader, town, SHOWN),
        "replies": [(reply, way_of_theme(reply.theme)) for reply in replies],
        "over": over, "results": results_of(over.consultation, reader) if over else None,
        "figures": _figures(reader, town) if town else [],
        "came_about": _came_about(reader, town),
        "places": [] if town else Authority.objects.order_by("name")[:12],
        "back": "/",
    })


def _came_about(reader, town):
    """Return what came about lately, as it is: confirmed, or only said and waiting for those who spoke."""
    found = Result.objects.visible_to(reader).exclude(state=Result.State.REOPENED).select_related("project")
    return found.filter(**{"project__authority": town} if town else {}).order_by("-pk")[:SHOWN]


def _figures(reader, town):
    counts = (
        (Voice.objects.visible_to(reader).filter(level="public", erased_at=None), "authority", _("เสียงที่ขึ้นแล้ว")),
        (Theme.objects.visible_to(reader).filter(merged_into=None), "authority", _("ประเด็นที่หลายคนพูดเหมือนกัน")),
        (Reply.objects.visible_to(reader), "theme__authority", _("คำตอบที่กลับไปถึงเด็ก")),
        (Result.objects.visible_to(reader).filter(state=Result.State.CONFIRMED), "project__authority",
         _("เรื่องที่เด็กยืนยันว่าเกิดขึ้นจริง")))
    told = [Figure(rows.filter(**{at: town}).count(), word) for rows, at, word in counts]
    return told if any(figure.count for figure in told) else []
