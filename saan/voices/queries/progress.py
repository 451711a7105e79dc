"""How a round is coming along, for those who keep watch over it: as published, so that nobody is watched."""
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import F, Max, Sum

from saan.core import clock
from saan.methods.opinion.guard import ENOUGH
from saan.voices.models import Consultation, Figure, Statement
from saan.voices.queries.groups import Groups, groups_of
from saan.voices.queries.results import results_of

MOST = 10   # statements that are named


class Lacking(NamedTuple):
    """A statement that too few have answered, and how many have as far as is published (None = hardly anybody)."""

    statement: Statement
    n: int | None


class Progress(NamedTuple):
    """How far the round is: people, answers within the last hour, and what is still missing; all in steps of five."""

    at: datetime
    people: int | None
    per_hour: int
    told: Groups
    lacking: list[Lacking]
    more: int   # statements that lack answers besides those


def progress_of(consultation: Consultation, viewer) -> Progress:
    """Return how the round is coming along; nothing but what is published is counted."""
    now, shown = clock.now(), results_of(consultation, viewer)
    few = (Lacking(line.statement, line.figures.n) for line in shown.lines if (line.figures.n or 0) < ENOUGH)
    lacking = sorted(few, key=lambda one: (one.n or 0, one.statement.number))
    per_hour = _answered(consultation, now) - _answered(consultation, now - timedelta(hours=1))
    return Progress(now, shown.people, per_hour, groups_of(consultation, viewer, shown), lacking[:MOST],
                    max(0, len(lacking) - MOST))


def _answered(consultation, until):
    """Return how many answers stood published then, over all statements."""
    last = Figure.objects.filter(publication__consultation=consultation, publication__at__lte=until)
    newest = last.order_by().values("statement").annotate(newest=Max("pk")).values("newest")
    answers = Sum(F("agree") + F("disagree") + F("passed"))
    return Figure.objects.filter(pk__in=newest).aggregate(answers=answers)["answers"] or 0
