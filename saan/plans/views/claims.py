"""Saying that something is done: at the desk, or by the agency's one-time link."""
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saan.core.networks import network_of
from saan.core.refusal import Refusal
from saan.network.actions.errands import follow
from saan.people.queries import NOBODY, viewer
from saan.people.rules import Viewer, Word
from saan.people.views.gates import for_those
from saan.plans.actions.results import ask, claim, claim_by_link
from saan.plans.forms.results import Claiming
from saan.plans.models import Project, Result
from saan.plans.queries.results import results_of
from saan.plans.rules.results import may_claim, may_claim_for

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@for_those(may_claim, "serve")
def claim_page(request: HttpRequest, viewer: Viewer, places: set[int], number: int) -> HttpResponse:
    """Show those who run the project the form to say that something is done, and take it."""
    project = _project(number, viewer)
    if not may_claim_for(viewer, project.agency_id, project.authority_id):
        raise Http404
    by = request.user.person
    if request.method == "POST" and request.POST.get("do") == "ask":
        return _asked(request, project, viewer, by)
    return _form(request, project, "plans/results/claim.html", lambda said: claim(project=project, by=by, **said))


@never_cache
@require_http_methods(METHODS)
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show an agency without a login what it runs, and take once that it is done."""
    errand = follow(token=token, kind=Project.kind, network=network_of(request), viewer=viewer(request))
    project = _project(errand.about_ref, NOBODY)
    return _form(request, project, "plans/results/by_link.html", lambda said: claim_by_link(errand=errand, **said))


def _form(request: HttpRequest, project: Project, template: str, act: Callable[[dict], Result]) -> HttpResponse:
    results = results_of(project, NOBODY)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form, status = Claiming(*sent, results=results), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                one = act(form.said())
            except Refusal as no:
                if no.status not in {409, 422}:
                    raise
                form.tell(no)
            else:
                messages.success(request, _("บันทึกแล้ว คนที่พูดเรื่องนี้ได้รับคำถามว่า จริงไหม"))
                return HttpResponseRedirect(f"/results/{one.pk}")
    return render(request, template, {"project": project, "results": results, "form": form}, status=status)


def _asked(request, project, viewer, by):
    if project.authority_id not in viewer.holds(Word.OFFICER):
        raise Refusal("plans.not_yours", _("เฉพาะเจ้าหน้าที่ของเมืองที่ส่งลิงก์ให้หน่วยงานได้"), status=403)
    if ask(project=project, by=by, address=request.build_absolute_uri("/")):
        messages.success(request, _("ส่งลิงก์ให้หน่วยงานแล้ว ใช้ได้ครั้งเดียวใน 14 วัน"))
    else:
        messages.warning(request, _("ยังไม่ได้ส่ง เพราะเมืองยังไม่มีที่อยู่อีเมลของหน่วยงานนี้ เพิ่มที่หน้าหน่วยงานก่อน"))
    return HttpResponseRedirect(f"/projects/{project.pk}/claim")


def _project(number, viewer):
    rows = Project.objects.visible_to(viewer).select_related("authority", "agency", "area")
    project = rows.filter(pk=number).first()
    if project is None:
        raise Http404
    return project
