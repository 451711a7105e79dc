"""Resolutions: the list and each one's page for everybody, and how far they are, said by those who owe them."""
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saan.core import clock
from saan.core.names import called
from saan.core.networks import network_of
from saan.core.refusal import Refusal
from saan.decisions.actions.resolutions import report, report_by_link
from saan.decisions.forms.resolutions import Reporting
from saan.decisions.models import Resolution
from saan.decisions.queries.minutes import named
from saan.decisions.queries.resolutions import SHOWN, on_time_share, resolution_of, resolutions_at
from saan.decisions.rules.meetings import LONGEST_TEXT, may_report
from saan.methods.words import clean
from saan.network.actions.errands import follow
from saan.network.queries.errands import refuse_other
from saan.people.queries import NOBODY, viewer
from saan.people.rules import Viewer
from saan.people.views.gates import for_those
from saan.voices.queries.ways import chain_of

AT_ONCE = 25   # resolutions on one page
NAMES = {"open": _("ยังไม่ปิด"), "overdue": _("เกินกำหนด"), "closed": _("ปิดแล้ว")}


@require_safe
def resolutions(request: HttpRequest) -> HttpResponse:
    """List the town's resolutions for everybody: open ones by their day, closed ones the newest first."""
    reader, town = viewer(request), request.town
    shown = request.GET.get("state", "")
    shown = shown if shown in SHOWN else ""
    found = resolutions_at({town.pk} if town else None, reader, shown)
    page = Paginator(found, AT_ONCE).get_page(request.GET.get("page"))
    return render(request, "decisions/resolutions/list.html", {
        "resolutions": page, "state": shown, "states": NAMES.items(), "place": town, "today": clock.today(),
        "on_time": on_time_share(town, reader) if town else None, "shows_town": town is None})


@require_safe
def resolution(request: HttpRequest, number: int) -> HttpResponse:
    """Show one resolution: what, who, until when, on which voices, and how far it is."""
    reader = viewer(request)
    return _page(request, reader, found(number, reader))


@require_POST
@for_those(may_report, "serve")
def change(request: HttpRequest, viewer: Viewer, places: set[int], number: int) -> HttpResponse:
    """Say how far it is, for the agency that owns it, or as the secretary."""
    one = found(number, viewer)
    if not {one.owner_id, one.meeting.committee.authority_id} & places:
        why = _("ไม่ได้บันทึก: มตินี้ %(agency)s เป็นผู้รับผิดชอบ คุณอ่านได้ แต่บอกแทนไม่ได้") % {"agency": called(one.owner)}
        typed = clean(request.POST.get("text", ""))[:LONGEST_TEXT]
        return _page(request, viewer, one, status=403, unsent=why, typed=typed)
    form = Reporting(request.POST)
    if form.is_valid():
        try:
            report(resolution=one, by=request.user.person, **form.cleaned_data)
            messages.success(request, _("บันทึกแล้ว ทุกคนอ่านได้ และจะขึ้นในวาระประชุมครั้งหน้า"))
            return HttpResponseRedirect(f"/resolutions/{number}")
        except Refusal as no:
            form.refused(no)
    return _page(request, viewer, one, form, 422)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show the resolution with the form to say how far it is; the link is used up with that."""
    errand = follow(token=token, kind=Resolution.kind, network=network_of(request), viewer=viewer(request))
    one = found(errand.about_ref, NOBODY)
    refuse_other(errand, one.owner)
    form, status = Reporting(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                report_by_link(errand=errand, resolution=one, **form.cleaned_data)
                return render(request, "decisions/resolutions/done.html", {"resolution": one})
            except Refusal as no:
                form.refused(no)
    return render(request, "decisions/resolutions/by_link.html", {
        "resolution": one, "errand": errand, "form": form, "token": token, "today": clock.today()}, status=status)


def found(number: int, viewer: Viewer) -> Resolution:
    """Return the resolution of this number as far as the viewer may read it, or show that there is none."""
    one = resolution_of(number, viewer) if number < 2 ** 63 else None
    if one is None:
        raise Http404
    return one


def _page(request, reader, one, form=None, status=200, **more):
    closing = next((each for each in one.closings.all() if each.ended_at is None), None)
    reports = closing is None and bool({one.owner_id, one.meeting.committee.authority_id} & may_report(reader))
    return render(request, "decisions/resolutions/one.html", {
        "resolution": one, "closing": closing, "today": clock.today(), "chain": chain_of(one, reader),
        "follow_ups": named(one.follow_ups.all()[:50]), "form": (form or Reporting()) if reports else None,
        **more}, status=status)
