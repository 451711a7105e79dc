"""Questions about projects: where, how far, what they cost, whose they are."""
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import QuerySet

from saan.core import clock
from saan.decisions.models import Proposal, Resolution
from saan.network.models import Goal
from saan.plans.models import Activity, Project, Result
from saan.plans.queries.audience import proposals_of
from saan.plans.queries.behind import voices_behind
from saan.plans.queries.money import budget_of
from saan.plans.rules.projects import State, state_of


class Told(NamedTuple):
    """A project with how far it has come; claimed and confirmed are two numbers."""

    project: Project
    state: State
    claimed: int      # results
    confirmed: int    # results
    budget: int       # satang
    voices: int | None    # that stand behind it; None = too few to say, 0 = it came from a goal


def projects_in(area: str, viewer, authority: str = "", year: int | None = None) -> QuerySet[Project]:
    """Return the projects of an area (code of a province, district or subdistrict), the newest first."""
    found = _known(viewer).filter(area__code__startswith=area).order_by("-year", "-pk")
    if authority:
        found = found.filter(authority__code=authority)
    return found.filter(year=year) if year else found


def projects_at(places: set[int] | None, viewer) -> QuerySet[Project]:
    """Return the projects of these authorities, or of all, the newest first."""
    found = _known(viewer).order_by("-year", "-pk")
    return found if places is None else found.filter(authority__in=places)


def project_of(number: int, viewer) -> Project | None:
    """Return the project of this number, where there is one that the viewer may see."""
    return _known(viewer).filter(pk=number).first()


def told(projects: Iterable[Project], viewer) -> list[Told]:
    """Return the projects with how far they have come, in a number of queries that does not grow."""
    projects = list(projects)
    states, begun = _results(projects, viewer), _begun(projects)
    budgets, behind = budget_of(projects), voices_behind(projects, viewer)
    return [Told(project, state_of(states[project.pk], project.pk in begun), states[project.pk].count(State.CLAIMED),
                 states[project.pk].count(State.CONFIRMED), budgets[project.pk], behind[project.pk])
            for project in projects]


def stands_at(project: Project, viewer) -> State:
    """Return how far the project has come."""
    return state_of(_results([project], viewer)[project.pk], project.pk in _begun([project]))


def proposals_behind(project: Project, viewer) -> list[Proposal]:
    """Return the proposals that the project's resolution answers."""
    return list(Proposal.objects.visible_to(viewer).filter(pk__in=proposals_of(project)).order_by("pk"))


def projects_from(origin: Resolution | Goal, viewer) -> QuerySet[Project]:
    """Return the projects that started from a resolution or a goal, the oldest first."""
    return _known(viewer).filter(**{origin.kind: origin}).order_by("pk")


def years_at(places: set[int] | None, viewer) -> list[int]:
    """Return the fiscal years (ค.ศ. of their ends) that have projects there, the newest first."""
    found = Project.objects.visible_to(viewer)
    found = found if places is None else found.filter(authority__in=places)
    return list(found.order_by("-year").values_list("year", flat=True).distinct())


def _known(viewer):
    return Project.objects.visible_to(viewer).select_related("area", "authority", "agency", "goal__agreement",
                                                             "resolution__meeting__committee", "resolution__owner")


def _results(projects, viewer):
    states = defaultdict(list)
    rows = Result.objects.visible_to(viewer).filter(project__in=projects).order_by("pk")
    for project, state in rows.values_list("project", "state"):
        states[project].append(state)
    return states


def _begun(projects):
    """Return the numbers of those whose first day has come, or that an activity was held for."""
    today = clock.today()
    held = Activity.objects.filter(project__in=projects, held_at__isnull=False).values_list("project", flat=True)
    return {project.pk for project in projects if project.starts_on <= today} | set(held)
