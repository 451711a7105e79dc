"""Orphans: rows on the way without the link that their rule demands, and steps of the trail whose thing never was."""
from collections.abc import Iterator
from typing import NamedTuple

from django.apps import apps
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet

from saan.core.things import SYSTEM
from saan.decisions.models import Ground, Proposal, Resolution, Source
from saan.network.models import Agreement, Goal, Party
from saan.plans.models import Activity, Answer, Claim, Evidence, Project, Result, Verdict
from saan.trail.models import Cause, Step
from saan.voices.models import Membership, Reply, Theme, Voice

BORN = {   # every kind on the way, and the verb of its first step
    Voice: ("spoken",), Theme: ("gathered",), Proposal: ("proposed",), Resolution: ("resolved",),
    Project: ("started",), Activity: ("planned",), Result: ("reported",), Reply: ("answered",)}


class Orphan(NamedTuple):
    """What is without its link: the kind and number of the row, and which link is missing."""

    kind: str
    ref: int
    missing: str


def orphans() -> list[Orphan]:
    """Return every orphan of every town; there should be none."""
    return [*_rows(), *_unborn(), *_never_were()]


def _rows() -> Iterator[Orphan]:
    """Yield the rows that stand without what their rule demands."""
    for rows, kind, missing in _rules():
        yield from (Orphan(kind, pk, missing) for pk in rows.order_by("pk").values_list("pk", flat=True))


def _rules() -> list[tuple[QuerySet[Model], str, str]]:
    """Return what no row may be without, rule by rule: a database that was changed by hand may break each."""
    return [
        (_without(Theme, Membership, "theme"), Theme.kind, "a voice or statement"),
        (_without(Proposal, Source, "proposal"), Proposal.kind, "a voice, statement, theme or consultation behind it"),
        (Resolution.objects.filter(item__proposal__isnull=False).exclude(
            Exists(Ground.objects.filter(resolution=OuterRef("pk"), proposal=OuterRef("item__proposal")))),
         Resolution.kind, "the proposal of its item"),
        (Resolution.objects.exclude(item__meeting=F("meeting")), Resolution.kind, "an item of its own meeting"),
        (Project.objects.filter(resolution=None, goal=None), Project.kind, "a resolution or a goal"),
        (_without(Agreement, Party, "agreement"), Agreement.kind, "parties"),
        (_without(Agreement, Goal, "agreement"), Agreement.kind, "goals"),
        (_without(Result, Claim, "result"), Result.kind, "a claim"),
        (Result.objects.filter(Exists(Claim.objects.filter(result=OuterRef("pk")).exclude(
            Exists(Evidence.objects.filter(claim=OuterRef("pk")))))), Result.kind, "evidence of a claim"),
        (Result.objects.exclude(state=Result.State.CLAIMED).exclude(
            Exists(Verdict.objects.filter(claim__result=OuterRef("pk")))), Result.kind, "a verdict"),
        (Answer.objects.exclude(Q(reply__theme__isnull=False)), "answer", "a theme"),
    ]


def _without(model, part, name):
    return model.objects.exclude(Exists(part.objects.filter(**{name: OuterRef("pk")})))


def _unborn() -> Iterator[Orphan]:
    """Yield the rows on the way that the trail never saw come."""
    for model, verbs in BORN.items():
        born = Step.objects.filter(kind=model.kind, ref=OuterRef("pk"), verb__in=verbs)
        missing = f"the step “{verbs[0]}” on the trail"
        yield from (Orphan(model.kind, pk, missing)
                    for pk in model.objects.exclude(Exists(born)).order_by("pk").values_list("pk", flat=True))


def _never_were() -> Iterator[Orphan]:
    """Yield the things that the trail names, as those to whom something happened or as causes, and that never were."""
    models = {model.kind: model for model in apps.get_models() if isinstance(model.__dict__.get("kind"), str)}
    for rows, what in ((Step, "its row, which the trail names"), (Cause, "its row, which the trail names as a cause")):
        for kind in rows.objects.exclude(kind=SYSTEM.kind).order_by("kind").values_list("kind", flat=True).distinct():
            named = rows.objects.filter(kind=kind)
            if kind in models:
                there = models[kind]._base_manager.filter(pk=OuterRef("ref"))
                named = named.exclude(Exists(there))
            refs = named.order_by("ref").values_list("ref", flat=True).distinct()
            yield from (Orphan(kind, ref, what) for ref in refs)
