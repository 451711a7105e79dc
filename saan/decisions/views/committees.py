"""Committees: who sits there, for everybody; and the secretary's tools below."""
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saan.core import clock
from saan.core.numbers import number_in
from saan.core.refusal import Refusal
from saan.decisions.actions.committees import add_seat, disband, rename, set_up
from saan.decisions.actions.interests import declare, withdraw_interest
from saan.decisions.actions.meetings import call
from saan.decisions.actions.terms import correct_term, end_term, seat, seat_newcomer, take_back
from saan.decisions.forms.committees import Adding, Correcting, Declaring, Dissolving, Renaming, Seating, SettingUp
from saan.decisions.forms.meetings import Calling
from saan.decisions.models import Committee
from saan.decisions.queries.committees import (
    Sitting,
    committee_of,
    committees_at,
    ever_seated,
    interest_of,
    sittings_of,
    term_of,
)
from saan.decisions.queries.meetings import meetings_of, state_of
from saan.decisions.rules.meetings import may_keep_minutes
from saan.network.queries.agreements import agencies_of
from saan.people.queries import roster_of, viewer
from saan.people.rules import Viewer
from saan.people.views.gates import for_those, own_town

SHOWN = 20   # meetings on a committee's page
DONE = {"seat": _("บันทึกวาระแล้ว"), "declare": _("บันทึกส่วนได้เสียแล้ว"), "end": _("จบวาระแล้ว"),
        "withdraw": _("ส่วนได้เสียสิ้นสุดแล้ว"), "take_back": _("ถอนวาระแล้ว ที่นั่งว่างในวันเหล่านั้น"),
        "correct": _("แก้วันของวาระแล้ว"), "rename": _("เปลี่ยนชื่อแล้ว"), "add": _("เพิ่มที่นั่งแล้ว"),
        "disband": _("จบคณะกรรมการแล้ว มติและรายงานยังอ่านได้")}


@require_http_methods(["GET", "HEAD", "POST"])
def committees(request: HttpRequest) -> HttpResponse:
    """List the committees for everybody, and let the secretary set one up."""
    if request.method == "POST":
        return _setting_up(request)
    return _list(request, viewer(request))


@require_safe
def committee(request: HttpRequest, number: int) -> HttpResponse:
    """Show one committee with its seats, terms, interests and meetings."""
    reader = viewer(request)
    return _page(request, reader, found(number, reader))


@require_POST
@for_those(may_keep_minutes, "serve")
def change(request: HttpRequest, viewer: Viewer, places: set[int], number: int) -> HttpResponse:
    """Seat somebody, correct, end or take back a term, note an interest, call a meeting, or change the committee."""
    one = found(number, viewer)
    if one.authority_id not in places:
        raise Http404
    verb, by = request.POST.get("do", ""), request.user.person
    if verb in ENDS:
        ENDS[verb](term=_of(one, term_of(number_in(request.POST.get("term")), viewer), "seat"), by=by)
    elif verb == "withdraw":
        interest = interest_of(number_in(request.POST.get("interest")), viewer)
        _of(one, interest and interest.term, "seat")
        withdraw_interest(interest=interest, by=by)
    elif verb in FORMS:
        return _typed(request, viewer, one, verb)
    else:
        raise Refusal("decisions.unknown_verb", _("เลือกสิ่งที่จะทำ"), status=422)
    messages.success(request, DONE[verb])
    return HttpResponseRedirect(f"/committees/{one.pk}")


def found(number: int, viewer: Viewer) -> Committee:
    """Return the committee of this number as far as the viewer may read it, or show that there is none."""
    one = committee_of(number, viewer) if number < 2 ** 63 else None
    if one is None:
        raise Http404
    return one


@for_those(may_keep_minutes, "serve")
def _setting_up(request, viewer, places):
    town = own_town(request, places)
    form = SettingUp(request.POST, agencies=agencies_of(town))
    if form.is_valid():
        try:
            one = set_up(authority=town, by=request.user.person, **form.cleaned_data)
            messages.success(request, _("ตั้งคณะกรรมการแล้ว ใส่คนในที่นั่งได้เลย"))
            return HttpResponseRedirect(f"/committees/{one.pk}")
        except Refusal as no:
            form.refused(no)
    return _list(request, viewer, form, 422)


def _list(request, reader, form=None, status=200):
    places, town = may_keep_minutes(reader), request.town
    keeps = own_town(request, places)
    listed = committees_at({town.pk} if town else None, reader)[:100]
    if keeps and form is None:
        form = SettingUp(agencies=agencies_of(keeps))
    template = "decisions/committees/desk.html" if keeps else "decisions/committees/list.html"
    return render(request, template, {"committees": listed, "place": keeps or town, "form": form}, status=status)


def _typed(request, viewer, one, verb):
    sittings = sittings_of(one, viewer)
    form = FORMS[verb](request.POST, **_choices(one, sittings, verb, agencies_of(one.authority)))
    if form.is_valid():
        try:
            return HttpResponseRedirect(_did(request, one, verb, form.said()))
        except Refusal as no:
            if no.status != 422:
                messages.error(request, str(no))   # what was typed stays on the page, whatever the reason
                return _page(request, viewer, one, {verb: form}, no.status)
            form.refused(no)
    return _page(request, viewer, one, {verb: form}, 422)


def _did(request, one, verb, said):
    by = request.user.person
    if verb == "call":
        meeting = call(committee=one, by=by, **said)
        messages.success(request, _("เรียกประชุมแล้ว วาระจัดให้เอง ดูแล้วส่งคำเชิญได้เลย"))
        return f"/meetings/{meeting.pk}"
    if verb in OF_A_TERM:
        OF_A_TERM[verb](by=by, **said)
    elif verb in OF_IT:
        OF_IT[verb](committee=one, by=by, **said)
    elif "person" in said:
        seat(by=by, **said)
    else:
        seat_newcomer(by=by, **said)
    messages.success(request, DONE[verb])
    return f"/committees/{one.pk}"


FORMS = {"seat": Seating, "declare": Declaring, "call": Calling, "correct": Correcting, "rename": Renaming,
         "add": Adding, "disband": Dissolving}
ENDS = {"end": end_term, "take_back": take_back}
OF_A_TERM = {"declare": declare, "correct": correct_term}
OF_IT = {"rename": rename, "add": add_seat, "disband": disband}


def _choices(one, sittings: list[Sitting], verb, agencies):
    terms = [sitting.term for sitting in sittings if sitting.term]
    if verb == "seat":
        known = [role.person for role in roster_of(one.authority)] + list(ever_seated(one.authority))
        people = sorted({person.pk: person for person in known}.values(), key=lambda person: (person.name, person.pk))
        return {"seats": [sitting.seat for sitting in sittings], "people": people}
    if verb == "correct":
        return {"terms": [term for sitting in sittings for term in (sitting.term, *sitting.others) if term]}
    return {"declare": {"terms": terms, "agencies": agencies}, "add": {"agencies": agencies}}.get(verb, {})


def _typed_before(one, sittings):
    """Return what stands in forms before anybody types."""
    return {"rename": {"name": one.name, "name_en": one.name_en}, "add": {"number": len(sittings) + 1}}


def _page(request, reader, one, forms=None, status=200):
    keeps = one.authority_id in may_keep_minutes(reader)
    sittings = sittings_of(one, reader)
    tools = {}
    if keeps and not hasattr(one, "disbanding"):
        before, agencies = _typed_before(one, sittings), agencies_of(one.authority)
        tools = {verb: form(initial=before.get(verb), **_choices(one, sittings, verb, agencies))
                 for verb, form in FORMS.items()}
    meetings = [(meeting, state_of(meeting)) for meeting in meetings_of(one, reader)[:SHOWN]]
    return render(request, "decisions/committees/work.html" if keeps else "decisions/committees/one.html", {
        "committee": one, "sittings": sittings, "meetings": meetings, "keeps": keeps, "works": bool(tools),
        "today": clock.today(),
        **{f"{verb}_form": form for verb, form in (tools | (forms or {})).items()}}, status=status)


def _of(committee, thing, what):
    """Return the thing where it is the committee's, or show that there is none."""
    if thing is None or getattr(thing, what).committee_id != committee.pk:
        raise Http404
    return thing
