"""Proposals: the list and each one's page for everybody, and the desk where they are made and answered."""
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saan.agencies.models import Agency, Authority
from saan.core import clock as clocks
from saan.core.names import called
from saan.core.refusal import Refusal
from saan.decisions.actions.proposals import no_such_source, propose
from saan.decisions.actions.responses import pass_on, respond
from saan.decisions.forms.proposals import PassingOn, Proposing, Replying
from saan.decisions.models import Proposal
from saan.decisions.queries.budgets import budget_of
from saan.decisions.queries.proposals import (
    STATES,
    clock,
    deeds_of,
    proposal_of,
    proposals_at,
    sources_of,
    voices_behind,
)
from saan.decisions.queries.sources import TENANT, chosen
from saan.decisions.rules.proposals import LONGEST_ANSWER, may_answer, may_propose
from saan.methods.words import clean
from saan.network.queries.agreements import agencies_of
from saan.people.queries import viewer
from saan.people.rules import Viewer
from saan.people.views.gates import for_those
from saan.voices.queries.ways import chain_of

AT_ONCE = 25   # proposals on one page
NAMES = {"waiting": _("รอคำตอบ"), "overdue": _("เกินกำหนดตอบ"), "answered": _("ตอบแล้ว"), "resolved": _("ที่ประชุมตกลงแล้ว")}


@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """List the town's proposals for everybody, with their agency, state and clock."""
    reader, town = viewer(request), request.town
    state = request.GET.get("state", "")
    state = state if state in STATES else ""
    found = proposals_at({town.pk} if town else None, reader, state)
    page = Paginator(found, AT_ONCE).get_page(request.GET.get("page"))
    now, behind = clocks.now(), voices_behind(page.object_list)
    rows = [(one, clock(one, now), behind[one.pk]) for one in page]
    works = bool(may_propose(reader) | may_answer(reader))
    return render(request, "decisions/proposals/desk.html" if works else "decisions/proposals/list.html", {
        "rows": rows, "pages": page, "state": state, "states": NAMES.items(), "place": town,
        "proposes": bool(may_propose(reader)), "shows_town": town is None})


@require_safe
def proposal(request: HttpRequest, number: int) -> HttpResponse:
    """Show one proposal with all that it stands on and all that became of it; who works on it finds the tools below."""
    reader = viewer(request)
    return page_of(request, reader, found(number, reader))


@require_POST
@for_those(may_answer, "serve")
def change(request: HttpRequest, viewer: Viewer, places: set[int], number: int) -> HttpResponse:
    """Answer the proposal for the agency that is responsible, or pass it on."""
    one = found(number, viewer)
    if one.agency_id not in places:
        return _unsent(request, viewer, one, places)
    verb, by = request.POST.get("do", ""), request.user.person
    form = Replying(request.POST) if verb != "pass" else PassingOn(request.POST, agencies=others(one))
    if form.is_valid():
        about = form.said() | {"proposal": one, "by": by, "key": str(form.cleaned_data["key"])}
        try:
            if verb == "pass":
                pass_on(address=request.build_absolute_uri("/"), **about)
            else:
                respond(agency=one.agency, **about)
            messages.success(request, _("ส่งต่อแล้ว") if verb == "pass" else _("ส่งคำตอบแล้ว เด็กที่พูดเรื่องนี้จะได้อ่าน"))
            return HttpResponseRedirect(f"/proposals/{number}")
        except Refusal as no:
            form.refused(no)
    return page_of(request, viewer, one, {"passing" if verb == "pass" else "replying": form}, 422)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_those(may_propose, "moderate")
def new(request: HttpRequest, viewer: Viewer, places: set[int]) -> HttpResponse:
    """Show what the proposal will stand on first, and propose."""
    asked = request.POST if request.method == "POST" else request.GET
    origins = chosen({kind: asked.getlist(kind)[:50] for kind in TENANT}, places, viewer)
    if origins is None:
        raise no_such_source()
    if not origins:
        return render(request, "decisions/proposals/nothing.html", status=422 if request.method == "POST" else 200)
    town = _town_of(origins)
    form, status = Proposing(request.POST or None, town=town, agencies=agencies_of(town)), 200
    if request.method == "POST":
        try:
            if form.is_valid():
                one = propose(authority=town, sources=origins, by=request.user.person,
                              address=request.build_absolute_uri("/"), **form.said())
                messages.success(request, _("เสนอแล้ว ทุกคนที่พูดเรื่องนี้จะได้รู้"))
                return HttpResponseRedirect(f"/proposals/{one.pk}")
        except Refusal as no:
            form.refused(no)
        status = 422
    return render(request, "decisions/proposals/new.html", {"form": form, "origins": origins, "place": town},
                  status=status)


def found(number: int, viewer: Viewer) -> Proposal:
    """Return the proposal of this number as far as the viewer may read it, or show that there is none."""
    try:
        return proposal_of(number, viewer)
    except (Proposal.DoesNotExist, OverflowError):
        raise Http404 from None


def others(one: Proposal) -> list[Agency]:
    """Return the agencies to which it can be passed on."""
    return [agency for agency in agencies_of(one.authority) if agency.pk != one.agency_id]


def told_of(one: Proposal, reader: Viewer) -> dict:
    """Return what every page of a proposal shows."""
    return {"proposal": one, "clock": clock(one, clocks.now()), "behind": voices_behind([one])[one.pk],
            "sources": sources_of(one, reader), "deeds": deeds_of(one, reader),
            "budget": budget_of(one.authority, reader)}


def page_of(request: HttpRequest, reader: Viewer, one: Proposal, forms: dict | None = None,
            status: int = 200) -> HttpResponse:
    """Show the page of a proposal, with the tools of whoever answers for its agency now."""
    answers = one.agency_id in may_answer(reader) and not one.resolved
    works = answers or one.authority_id in may_propose(reader)
    tools = {"replying": Replying(), "passing": PassingOn(agencies=others(one))} if answers else {}
    told, chain = told_of(one, reader), chain_of(one, reader)
    if chain.voices != 0:   # one number on every page
        chain = chain._replace(voices=told["behind"])
    return render(request, "decisions/proposals/one_desk.html" if works else "decisions/proposals/one.html", {
        **told, "chain": chain, "answers": answers, "action": f"/proposals/{one.pk}/change", **tools,
        **(forms or {})}, status=status)


def _unsent(request, reader, one, places):
    """Show the proposal with why nothing was sent, and with what was typed: it is another agency's by now."""
    mine = one.passings.filter(from_agency__in=places).exists()
    why = (_("ข้อเสนอนี้ส่งต่อไปแล้ว ตอนนี้ %(agency)s เป็นผู้ตอบ สิ่งที่ส่งมาครั้งนี้ไม่ได้บันทึก") if mine else
           _("ไม่ได้บันทึก: ข้อเสนอนี้ %(agency)s เป็นผู้ตอบ คุณอ่านได้ แต่ตอบแทนไม่ได้"))
    typed = "\n\n".join(filter(None, (clean(request.POST.get(name, "")) for name in ("text", "reason"))))
    return page_of(request, reader, one, status=409 if mine else 403, forms={
        "unsent": why % {"agency": called(one.agency)}, "typed": typed[:LONGEST_ANSWER]})


def _town_of(origins):
    towns = {(one.consultation if one.kind == "statement" else one).authority_id for one in origins}
    if len(towns) > 1:
        raise no_such_source()
    return Authority.objects.select_related("home").get(pk=towns.pop())
