"""Projects on the API: which there are, how far each has come, and the chain back to the voices behind it."""
from datetime import date
from typing import Annotated, Literal

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema

from saan.people.queries import NOBODY
from saan.plans.queries.behind import themes_of
from saan.plans.queries.projects import project_of, projects_in, proposals_behind, told
from saan.plans.queries.results import results_of

router = Router()
AT_ONCE = 50   # projects on one page
Standing = Literal["planned", "under_way", "claimed", "confirmed", "reopened"]


class Underway(Schema):
    """A project; `claimed` and `confirmed` count results and are never added.

    `voices` is null where they are fewer than five, or where it would tell of a theme with fewer; 0 where the project
    came from a goal of an agreement and not from voices.
    """

    id: int
    title: str
    state: Standing
    claimed: int
    confirmed: int
    budget_satang: int
    voices: int | None


class Projects(Schema):
    """Projects, the newest first, and how many there are in all."""

    items: list[Underway]
    projects: int


class Resolved(Schema):
    """The resolution that a project started from: its number as offices say it, who owns it, and until when."""

    number: str
    owner: str
    due: date


class Aim(Schema):
    """The goal of an agreement that a project started from where there was no resolution."""

    text: str
    agreement: str


class Proposed(Schema):
    """A proposal that the resolution answers."""

    id: int
    title: str


class Behind(Schema):
    """A theme behind the proposals; `voices` is null where they are fewer than five."""

    name: str
    voices: int | None


class Outcome(Schema):
    """A result on its newest claim, with what was last published of the answers to "did it come about?".

    `n` is yes and no together, null below five; `yes` and `no` are null where either is below five: one would tell the
    other.
    """

    id: int
    title: str
    state: Literal["claimed", "confirmed", "reopened"]
    yes: int | None
    no: int | None
    n: int | None


class Chained(Underway):
    """A project with the chain back to the voices, and what came of it."""

    agency: str
    authority: str
    area: str
    year: int
    starts_on: date
    ends_on: date
    resolution: Resolved | None
    goal: Aim | None
    proposals: list[Proposed]
    themes: list[Behind]
    results: list[Outcome]


@router.get("", response=Projects)
def projects(request: HttpRequest, area: Annotated[str, Query(pattern=r"^([0-9]{2}){0,3}$")] = "",
             authority: Annotated[str, Query(max_length=12)] = "", page: Annotated[int, Query(ge=1, le=10_000)] = 1):
    """Return the projects of an area (code of a province, district or subdistrict), fifty on a page."""
    found = projects_in(area, NOBODY, authority)
    shown = told(found[(page - 1) * AT_ONCE:page * AT_ONCE], NOBODY)
    return {"items": [_said(one) for one in shown], "projects": found.count()}


@router.get("/{int:number}", response=Chained)
def project(request: HttpRequest, number: int):
    """Return one project: the resolution or goal it started from, the proposals and themes behind it, its results."""
    one = project_of(number, NOBODY)
    if one is None:
        raise Http404
    shown, = told([one], NOBODY)
    return _said(shown) | {
        "agency": one.agency.name, "authority": one.authority.code, "area": one.area.code, "year": one.year,
        "starts_on": one.starts_on, "ends_on": one.ends_on,
        "resolution": one.resolution and {"number": one.resolution.label, "owner": one.resolution.owner.name,
                                          "due": one.resolution.due_on},
        "goal": one.goal and {"text": one.goal.text, "agreement": one.goal.agreement.title},
        "proposals": [{"id": each.pk, "title": each.title} for each in proposals_behind(one, NOBODY)],
        "themes": [{"name": theme.name, "voices": voices} for theme, voices in themes_of(one, NOBODY)],
        "results": [{"id": each.pk, "title": each.title, "state": each.state, "yes": each.shown.yes,
                     "no": each.shown.no, "n": each.shown.n} for each in results_of(one, NOBODY)]}


def _said(shown):
    return {"id": shown.project.pk, "title": shown.project.title, "state": shown.state.value, "claimed": shown.claimed,
            "confirmed": shown.confirmed, "budget_satang": shown.budget, "voices": _voices(shown)}


def _voices(shown):
    """Return the number of voices; 0 is said only of what came from a goal, below five null."""
    return shown.voices or (0 if shown.project.goal_id else None)
