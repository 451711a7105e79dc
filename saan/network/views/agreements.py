"""Agreements: the town's list, one with its matrix, its document, and the forms of officers."""
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saan.core import clock, slots
from saan.core.actions.files import keep
from saan.core.files import answer
from saan.core.refusal import Refusal
from saan.network.actions.agreements import extend, sign
from saan.network.actions.commitments import promise
from saan.network.forms import Extending, Promising, Signing
from saan.network.models import Agreement
from saan.network.queries.agreements import agencies_of, agreements_at, matrix, spanned
from saan.network.queries.commitments import owed_by
from saan.network.rules import State, may_act_for, may_keep
from saan.people.forms import tell
from saan.people.queries import viewer
from saan.people.views.gates import for_those, own_town

MOST = 50   # agreements on the list


@require_safe
def network(request: HttpRequest) -> HttpResponse:
    """List the town's agreements, what still runs first, and what the reader's own agency has yet to do."""
    reader, town = viewer(request), request.town
    ours = may_keep(reader) | may_act_for(reader)
    agreements = agreements_at({town.pk} if town else None, reader)[:MOST]
    return render(request, "network/agreements/list.html", {
        "agreements": spanned(agreements), "keeps": bool(may_keep(reader)), "acts": bool(ours),
        "owed": owed_by(ours, reader)[:MOST] if ours else []})


@require_safe
def agreement(request: HttpRequest, number: int) -> HttpResponse:
    """Show an agreement: parties, term, document, and how far each promise has come, as goals × agencies."""
    reader = viewer(request)
    return _page(request, reader, _agreement(reader, number), Extending(auto_id="%s"))


@require_safe
def document(request: HttpRequest, number: int) -> HttpResponse:
    """Give out the signed document."""
    one = _agreement(viewer(request), number)
    if one.document is None:
        raise Http404
    return answer(one.document, one.title)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(may_keep, "serve")
def new(request: HttpRequest, viewer, places: set[int]) -> HttpResponse:
    """Record an agreement that was signed."""
    town = own_town(request, places)
    form = Signing(request.POST or None, request.FILES or None, agencies=agencies_of(town))
    if request.method == "POST" and form.is_valid():
        try:
            one = _signed(form, town, request.user.person)
        except Refusal as no:
            tell(form, no)
        else:
            messages.success(request, _("บันทึกข้อตกลงแล้ว เพิ่มข้อรับปากของแต่ละหน่วยงานได้เลย"))
            return HttpResponseRedirect(f"/agreements/{one.pk}")
    return render(request, "network/agreements/new.html", {"form": form, "place": town},
                  status=422 if form.is_bound else 200)


@require_POST
@for_those(may_keep, "serve")
def extended(request: HttpRequest, viewer, places: set[int], number: int) -> HttpResponse:
    """Let the agreement run longer."""
    one = _agreement(viewer, number)
    if one.authority_id not in places:
        raise Http404
    form = Extending(request.POST, auto_id="%s")
    if form.is_valid():
        try:
            extend(agreement=one, ends_on=form.cleaned_data["ends_on"], by=request.user.person)
        except Refusal as no:
            tell(form, no)
        else:
            messages.success(request, _("ต่ออายุข้อตกลงแล้ว"))
            return HttpResponseRedirect(f"/agreements/{one.pk}")
    return _page(request, viewer, one, form, 422)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(may_keep, "serve")
def promised(request: HttpRequest, viewer, places: set[int], number: int) -> HttpResponse:
    """Record what a party promises towards a goal."""
    one = _agreement(viewer, number)
    if one.authority_id not in places:
        raise Http404
    found = matrix(one, viewer)
    form = Promising(request.POST or None, initial={"goal": request.GET.get("goal", "")},
                     goals=[row.goal for row in found.rows], agencies=[party.agency for party in found.parties])
    if request.method == "POST" and form.is_valid():
        try:
            commitment = promise(**form.said(), by=request.user.person)
        except Refusal as no:
            tell(form, no)
        else:
            messages.success(request, _("บันทึกข้อรับปากแล้ว"))
            return HttpResponseRedirect(f"/commitments/{commitment.pk}")
    return render(request, "network/agreements/promise.html", {"form": form, "agreement": one},
                  status=422 if form.is_bound else 200)


def _page(request, reader, one, form, status=200):
    found = matrix(one, reader)
    goals = [(row, slots.show("goal.below", row.goal, reader)) for row in found.rows]
    return render(request, "network/agreements/one.html", {
        "agreement": one, "span": spanned([one])[0][1], "matrix": found, "goals": goals, "states": list(State),
        "today": clock.today(), "form": form, "keeps": one.authority_id in may_keep(reader)}, status=status)


@transaction.atomic
def _signed(form, town, by):
    upload = form.cleaned_data["file"]
    return sign(authority=town, by=by, document=keep(upload=upload) if upload else None, **form.said())


def _agreement(reader, number) -> Agreement:
    return get_object_or_404(agreements_at(None, reader), pk=number)
