"""Projects: the list and each one's page for everybody, and the form by which one starts."""
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from saan.core import clock
from saan.core.refusal import Refusal
from saan.network.queries.agreements import agencies_of
from saan.people.queries import viewer
from saan.people.rules import Viewer
from saan.people.views.gates import for_those
from saan.plans.actions.projects import start
from saan.plans.forms.projects import Starting
from saan.plans.models import Project
from saan.plans.queries.activities import activities_of
from saan.plans.queries.money import money_of
from saan.plans.queries.origins import commitments_to, origin_of, origins_at
from saan.plans.queries.projects import project_of, projects_at, proposals_behind, told, years_at
from saan.plans.queries.results import results_of
from saan.plans.queries.years import fiscal_year_at
from saan.plans.rules.activities import may_plan_for
from saan.plans.rules.projects import may_start
from saan.plans.rules.words import year_said
from saan.plans.views.tools import tools_of
from saan.voices.queries.ways import chain_of

AT_ONCE = 25   # projects on one page


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """List the town's projects for everybody: how far each has come, its money, and the voices behind it."""
    reader, town = viewer(request), request.town
    places = {town.pk} if town else None
    years = years_at(places, reader)
    year = next((year for year in years if str(year) == request.GET.get("year")), None)
    page = Paginator(projects_at(places, reader, year), AT_ONCE).get_page(request.GET.get("page"))
    return render(request, "plans/projects/list.html", {
        "rows": told(page.object_list, reader), "pages": page, "years": years, "year": year, "place": town,
        "shows_town": town is None, "starts": bool(may_start(reader))})


@never_cache
@require_safe
def project(request: HttpRequest, number: int) -> HttpResponse:
    """Show a project: where it comes from, its money, activities and results; who works on it finds the tools."""
    reader = viewer(request)
    return page_of(request, reader, found(number, reader))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_those(may_start, "serve")
def new(request: HttpRequest, viewer: Viewer, places: set[int]) -> HttpResponse:
    """Start a project from a resolution or a goal; where none is named, offer those that there are."""
    asked = request.POST if request.method == "POST" else request.GET
    origin = origin_of({kind: asked.get(kind, "") for kind in ("resolution", "goal")}, places, viewer)
    if origin is None:
        return render(request, "plans/projects/choose.html", origins_at(places, viewer),
                      status=422 if request.method == "POST" else 200)
    town = origin.town
    form = Starting(request.POST or None, town=town, agencies=agencies_of(town), first=_first(origin, town),
                    commitments=commitments_to(origin, viewer))
    if request.method == "POST" and form.is_valid():
        try:
            one = start(authority=town, by=request.user.person, **{origin.it.kind: origin.it}, **form.said())
            messages.success(request, _("ตั้งโครงการแล้ว ทุกคนที่พูดเรื่องนี้จะได้รู้") if one.resolution_id
                             else _("ตั้งโครงการแล้ว"))
            return HttpResponseRedirect(f"/projects/{one.pk}")
        except Refusal as no:
            form.refused(no)
    return render(request, "plans/projects/new.html", {"form": form, "origin": origin, "place": town},
                  status=422 if form.is_bound else 200)


def found(number: int, reader: Viewer) -> Project:
    """Return the project of this number as far as the viewer may read it, or show that there is none."""
    one = project_of(number, reader)
    if one is None:
        raise Http404
    return one


def page_of(request: HttpRequest, reader: Viewer, one: Project, forms: dict | None = None,
            status: int = 200) -> HttpResponse:
    """Show the page of a project, with the tools of whoever works on it."""
    shown, = told([one], reader)
    years, chain = money_of(one, reader), chain_of(one, reader)
    if chain.voices != 0:   # one number on every page
        chain = chain._replace(voices=shown.voices)
    return render(request, "plans/projects/project.html", {
        "project": one, "shown": shown, "years": years, "activities": activities_of(one, reader),
        "results": results_of(one, reader), "proposals": proposals_behind(one, reader), "chain": chain,
        "leads": may_plan_for(reader, one.agency_id, one.authority_id),
        **(tools_of(one, years) | (forms or {}) if one.authority_id in may_start(reader) else {})}, status=status)


def _first(origin, town):
    """Return what the form begins with."""
    about = {"year": year_said(fiscal_year_at(town, clock.today())), "area": town.home.code}
    return about | ({"agency": origin.it.owner_id} if origin.it.kind == "resolution" else {})
