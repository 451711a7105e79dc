"""The first page: what is asked now, what was answered, and which town one reads about."""
from typing import NamedTuple

from django.db.models import Count, OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Authority
from saan.core import clock
from saan.people.queries import viewer
from saan.voices.models import Consultation, Publication, Reply, Theme, Voice
from saan.web.towns import town_of

SHOWN = 3   # rounds, and replies


class Round(NamedTuple):
    """A round that takes votes: how many statements it has, and how many people had answered when last published."""

    consultation: Consultation
    statements: int
    people: int | None


class Figure(NamedTuple):
    """One number of the town, with what it counts."""

    count: int
    word: str


def home(request: HttpRequest) -> HttpResponse:
    """Show what is asked now and what came of it."""
    town, reader = town_of(request), viewer(request)
    return render(request, "web/home.html", {
        "rounds": _rounds(reader, town),
        "replies": _of(town, Reply.objects.visible_to(reader), "theme__authority").select_related(
            "theme__authority").order_by("-pk")[:SHOWN],
        "figures": _figures(reader, town) if town else [],
        "places": [] if town else Authority.objects.order_by("name")[:12],
        "back": "/",
    })


def _rounds(reader, town):
    published = Publication.objects.filter(consultation=OuterRef("pk")).order_by("-pk").values("people")[:1]
    asked = _of(town, Consultation.objects.visible_to(reader), "authority").open_at(clock.now())
    asked = asked.select_related("authority").annotate(
        people=Subquery(published), count=Count("statements", filter=Q(statements__withdrawn_at=None)))
    return [Round(row, row.count, row.people) for row in asked.order_by("closes_at", "pk")[:SHOWN]]


def _figures(reader, town):
    counts = (
        (Voice.objects.visible_to(reader).filter(level="public", erased_at=None), "authority", _("เสียงที่ขึ้นแล้ว")),
        (Theme.objects.visible_to(reader).filter(merged_into=None), "authority", _("ประเด็นที่หลายคนพูดเหมือนกัน")),
        (Reply.objects.visible_to(reader), "theme__authority", _("คำตอบที่กลับไปถึงเด็ก")))
    told = [Figure(rows.filter(**{at: town}).count(), word) for rows, at, word in counts]
    return told if any(figure.count for figure in told) else []


def _of(town, rows, field):
    return rows.filter(**{field: town}) if town else rows
