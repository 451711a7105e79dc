"""Questions about results: one, those of a project, what is published, and how many are claimed and confirmed."""
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from saan.decisions.models import Resolution
from saan.network.models import Commitment
from saan.people.rules import Viewer
from saan.plans.models import Answer, Claim, Evidence, Figure, Project, Result, Verdict
from saan.plans.rules.results import Shown, shown


class Numbers(NamedTuple):
    """How many results are only claimed, how many confirmed, and how many reopened: never added up."""

    claimed: int = 0
    confirmed: int = 0
    reopened: int = 0


def result_by(number: int, viewer: Viewer) -> Result | None:
    """Return the result of this number, with its project."""
    rows = Result.objects.visible_to(viewer).select_related("project__authority", "project__agency", "project__area")
    return rows.filter(pk=number).first()


def results_of(project: Project, viewer: Viewer) -> list[Result]:
    """Return the results of the project, the oldest first; each knows its newest `claim_of` and what is `shown`."""
    results = list(Result.objects.visible_to(viewer).filter(project=project).order_by("pk")[:50])
    newest = newest_claims(viewer).filter(result__in=results)
    claims = {claim.result_id: claim for claim in newest}
    figures = figures_of(claims.values())
    for result in results:
        result.claim_of = claims.get(result.pk)
        result.shown = seen(figures.get(result.claim_of.pk) if result.claim_of else None)
    return results


def newest_claims(viewer: Viewer) -> QuerySet[Claim]:
    """Return the claims on which results stand: no later one was made."""
    later = Claim.objects.filter(result=OuterRef("result"), number__gt=OuterRef("number"))
    return Claim.objects.visible_to(viewer).filter(~Exists(later))


def newest_claim(result: Result) -> Claim:
    """Return the claim on which the result stands."""
    return Claim.objects.filter(result=result).order_by("-number").first()


def shown_of(claim: Claim) -> Shown:
    """Return what may be seen of the answers to a claim, as last published."""
    return seen(figures_of([claim]).get(claim.pk))


def figures_of(claims: Iterable[Claim]) -> dict[int, Figure]:
    """Return what stands published for each of the claims, by its number."""
    newest = Figure.objects.filter(claim__in=list(claims)).values("claim").annotate(newest=Max("pk")).values("newest")
    return {figure.claim_id: figure for figure in Figure.objects.filter(pk__in=newest)}


def seen(figure: Figure | None) -> Shown:
    """Return what may be seen of what was published; nothing before the first time."""
    return shown(figure.yes, figure.no, figure.unknown) if figure else Shown()


def answers_to(result: Result, viewer: Viewer) -> QuerySet[Answer]:
    """Return the replies that tell of the result, the newest first."""
    return Answer.objects.visible_to(viewer).filter(result=result).select_related("reply__theme").order_by("-pk")


def evidence_by(result: int, number: int, viewer: Viewer) -> Evidence | None:
    """Return a piece of evidence of the result."""
    rows = Evidence.objects.visible_to(viewer).select_related("file")
    return rows.filter(pk=number, claim__result=result,
                       claim__result__in=Result.objects.visible_to(viewer)).first()


def numbers_of(projects: Iterable[Project | int], viewer: Viewer) -> dict[int, Numbers]:
    """Return for each project, by its number, how many of its results stand where."""
    numbers = [getattr(project, "pk", project) for project in projects]
    counts = {state: Count("pk", filter=Q(state=state)) for state in Result.State.values}
    rows = Result.objects.visible_to(viewer).filter(project__in=numbers).values("project").annotate(**counts)
    known = {row["project"]: Numbers(**{state: row[state] for state in Result.State.values}) for row in rows}
    return {number: known.get(number, Numbers()) for number in numbers}


def is_decided(claim: Claim) -> bool:
    """Return whether the council has decided on the claim, so that the count moves nothing any more."""
    return Verdict.objects.filter(claim=claim, decided=True).exists()


def resolution_is_done(resolution: Resolution) -> bool:
    """Return whether something came of every project of the resolution, and all of it is confirmed."""
    return _all_confirmed(Project.objects.filter(resolution=resolution))


def promise_is_kept(commitment: Commitment) -> bool:
    """Return whether something came of every project that keeps the promise, and all of it is confirmed."""
    return _all_confirmed(Project.objects.filter(commitment=commitment))


def _all_confirmed(projects):
    sure = Count("results", filter=Q(results__state=Result.State.CONFIRMED))
    counts = list(projects.annotate(of=Count("results"), sure=sure).values_list("of", "sure"))
    return bool(counts) and all(of and of == sure for of, sure in counts)
