"""Questions about published opinion maps: which stands now, and which round's is due."""
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from saan.core import clock
from saan.core.vocabulary import Level
from saan.voices.models import Consultation, OpinionMap, Statement, Vote

STEP, PART = 5, 50   # a new map waits for so many people, and for a fiftieth of those of the last one
REST = timedelta(seconds=60)   # between two maps of one round
AT_ONCE = 20         # rounds that are looked at in one turn


class Moved(NamedTuple):
    """What has happened since a map: how many people voted or changed a vote, and up to which change."""

    people: int
    change: int


def map_of_round(consultation: Consultation) -> OpinionMap | None:
    """Return the map that stands published now."""
    return OpinionMap.objects.filter(consultation=consultation).order_by("-pk").first()


def map_seen(consultation: Consultation, viewer) -> OpinionMap | None:
    """Return the map that stands published now, where the viewer may see it."""
    return OpinionMap.objects.visible_to(viewer).filter(consultation=consultation).order_by("-pk").first()


def extremity_of(consultation: Consultation, since: datetime | None = None) -> dict[int, float]:
    """Return how far out each statement stands on the map that stood published then, or stands now; {} without one."""
    maps = OpinionMap.objects.filter(consultation=consultation)
    maps = maps.filter(at__lte=since) if since else maps
    pulls = maps.order_by("-pk").values_list("pulls", flat=True).first()
    return {int(statement): pull for statement, pull in (pulls or {}).items()}


def standing(consultation: Consultation) -> QuerySet[Statement]:
    """Return the statements that a map may hold: posed, read and let through, neither withdrawn nor erased."""
    return Statement.objects.filter(consultation=consultation, withdrawn_at=None, level=Level.PUBLIC).exclude(text="")


def due_rounds() -> list[Consultation]:
    """Return the rounds whose map may be drawn anew, those first that have waited longest.

    Open ones that have rested; closed ones without a last map. A round of a sheet has no map.
    """
    last = OpinionMap.objects.filter(consultation=OuterRef("pk")).order_by("-pk")
    rounds = Consultation.objects.filter(source=Consultation.Source.VOTES, opens_at__lte=clock.now()).annotate(
        drawn_at=Subquery(last.values("at")[:1]), ended=Coalesce(Subquery(last.values("closing")[:1]), False))
    rested = Q(drawn_at=None) | Q(drawn_at__lte=clock.now() - REST) | Q(closed_at__isnull=False)
    return list(rounds.filter(rested, ended=False).order_by(F("drawn_at").asc(nulls_first=True), "pk")[:AT_ONCE])


def moved_since(consultation: Consultation, change: int) -> Moved:
    """Return how many people voted or changed a vote after that change, on what still stands."""
    votes = Vote.objects.filter(statement__in=standing(consultation).values("pk"), change__gt=change)
    people = votes.order_by().values("participant").distinct().count()
    return Moved(people, votes.aggregate(last=Max("change"))["last"] or change)


def is_enough(moved: int, people: int, closing: bool = False) -> bool:
    """Return whether so many people make a new map, after one that held so many.

    That it waits for a part of them only spares work, so the last map waits for no more than a step.
    """
    return moved >= (STEP if closing else max(STEP, people // PART))
