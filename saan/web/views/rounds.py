"""Which rounds can be voted on, and whose results can be read."""
from typing import NamedTuple

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from saan.agencies.models import Authority
from saan.core import clock
from saan.people.queries import viewer
from saan.people.rules import Viewer
from saan.voices.models import Consultation, Publication
from saan.web.towns import town_of

MOST = 50   # rounds on one page


class Round(NamedTuple):
    """A round: how many statements it has, how many people had answered when last published, whether it takes votes."""

    consultation: Consultation
    statements: int
    people: int | None
    open: bool


def vote(request: HttpRequest) -> HttpResponse:
    """Lead to the one round that takes votes now, or let the visitor choose among several."""
    rounds = open_rounds(viewer(request), town_of(request), MOST)
    if len(rounds) == 1:
        return redirect(f"/c/{rounds[0].consultation.slug}")
    return render(request, "web/rounds/vote.html", {"rounds": rounds})


def results(request: HttpRequest) -> HttpResponse:
    """List the rounds whose results can be read: those that are over, and those that take votes now."""
    begun = _rounds(viewer(request), town_of(request)).filter(opens_at__lte=clock.now())
    return render(request, "web/rounds/results.html", {"rounds": _told(begun.order_by("-opens_at", "-pk")[:MOST])})


def open_rounds(reader: Viewer, town: Authority | None, most: int) -> list[Round]:
    """Return the rounds that take votes now, in the town or everywhere: first those that anyone can answer."""
    rounds = _rounds(reader, town).open_at(clock.now())
    return _told(rounds.order_by(Case(When(door=Consultation.Door.OPEN, then=0), default=1), "closes_at", "pk")[:most])


def last_over(reader: Viewer, town: Authority | None) -> Round | None:
    """Return the round that was over last, in the town or anywhere."""
    over = _rounds(reader, town).exclude(closed_at=None).order_by("-closed_at", "-pk")
    return next(iter(_told(over[:1])), None)


def _rounds(reader, town) -> QuerySet[Consultation]:
    published = Publication.objects.filter(consultation=OuterRef("pk")).order_by("-pk").values("people")[:1]
    seen = Consultation.objects.visible_to(reader).select_related("authority")
    return (seen.filter(authority=town) if town else seen).annotate(
        people=Subquery(published), count=Count("statements", filter=Q(statements__withdrawn_at=None)))


def _told(rows):
    now = clock.now()
    return [Round(row, row.count, row.people, row.is_open(now)) for row in rows]
