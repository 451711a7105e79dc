"""Drawing the opinion map of a round anew, and publishing it in steps."""
import time
from typing import Any

from django.db import transaction

from saan.core import clock, jobs
from saan.core.things import SYSTEM, Thing
from saan.methods.opinion import Threads, guarded, map_of
from saan.methods.opinion.told import conditions, told
from saan.voices.actions.bundles import pack
from saan.voices.models import Consultation, OpinionMap
from saan.voices.queries.maps import due_rounds, is_enough, map_of_round, moved_since
from saan.voices.queries.opinions import votes_of
from saan.voices.queries.publishing import enough_seen, published, whole_ones

PATIENCE = 1.0   # seconds of the worker that may pass before the other rounds wait for the next turn


def draw_due(*, by: Thing = SYSTEM) -> int:
    """Draw anew the maps that are due, until the worker's patience is used up; return how many were published."""
    begun, drawn = time.monotonic(), 0
    for published_now in jobs.each(due_rounds(), lambda consultation: draw(consultation=consultation, by=by)):
        drawn += published_now
        if time.monotonic() - begun > PATIENCE:
            break
    return drawn


def draw(*, consultation: Consultation, by: Thing = SYSTEM) -> bool:
    """Publish the map of now where enough people voted or changed since the last one; return whether one was.

    After closing the last one is published: of everybody, unless fewer than five people are new since; those stay out,
    and that they do is said. The reading and drawing is done before the transaction, so that nobody who votes waits for
    it. A map is its own record, so it is not tied.
    """
    last = map_of_round(consultation)
    if last and last.closing:
        return False
    moved = moved_since(consultation, last.change if last else 0)
    closing = consultation.closed_at is not None
    if is_enough(moved.people, last.people if last else 0, closing):
        state = _drawn(consultation, moved.change)
    elif closing:
        state = _stood(last) | {"late": moved.people > 0}
    else:
        return False
    with transaction.atomic():
        Consultation.objects.select_for_update().get(pk=consultation.pk)
        newest = map_of_round(consultation)
        if (newest.pk if newest else 0) != (last.pk if last else 0):
            return False   # somebody else has published meanwhile
        OpinionMap.objects.create(consultation=consultation, closing=closing, **state)
    return True


def _drawn(consultation, change) -> dict[str, Any]:
    """Return the map of now as a published one; asked for `change` first, so that it can only hold more."""
    pack(consultation=consultation)
    votes = votes_of(consultation)
    engine = Threads(votes)
    found = map_of(engine)
    verdict = guarded(found, votes)
    stand, pulls = published(consultation), zip(votes.statements.tolist(), found.plane.extremity.tolist(), strict=True)
    enough = enough_seen(stand)
    return {
        "at": clock.now(), "change": change, "people": int((votes.seen > 0).sum()), "shown": verdict.shown,
        "p": verdict.p, "tested": verdict.tested if verdict.tested < verdict.people else 0,
        "conditions": conditions(verdict), "content": told(found, verdict, engine, whole_ones(stand)),
        "pulls": {str(statement): round(pull, 4) for statement, pull in pulls if statement in enough}}


def _stood(last):
    """Return what stood published before, to stand for good; of a round without a map that there is none."""
    if last is None:
        return {"at": clock.now(), "change": 0, "people": 0, "shown": False}
    kept = ("at", "change", "people", "shown", "p", "tested", "conditions", "content", "pulls")
    return {name: getattr(last, name) for name in kept}
