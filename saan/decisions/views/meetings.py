"""Meetings: what everybody may read, what members read before, and the page on which the secretary works."""
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from saan.core import clock
from saan.core.refusal import Refusal
from saan.decisions.actions.agenda import table
from saan.decisions.actions.meetings import attend_all, cancel, close_meeting, invite, open_meeting
from saan.decisions.actions.minutes import amend
from saan.decisions.forms.meetings import Amending, Attending, Reasoning, Tabling
from saan.decisions.models import Meeting
from saan.decisions.queries.agenda import told_of
from saan.decisions.queries.meetings import (
    amendments_of,
    chairs_of,
    items_of,
    looks_in,
    meeting_of,
    quorum_of,
    state_of,
    turns_of,
)
from saan.decisions.queries.minutes import draft_of
from saan.decisions.queries.proposals import unresolved
from saan.decisions.rules.meetings import may_keep_minutes
from saan.people.queries import viewer
from saan.people.rules import Viewer
from saan.people.views.gates import for_those

AT_ONCE = 50   # points of an agenda on one page
TO_CHOOSE = 50   # proposals to choose from
DONE = {"invite": _("ส่งคำเชิญถึงกรรมการทุกคนแล้ว"), "open": _("เปิดประชุมแล้ว"), "attend": _("บันทึกผู้มาประชุมแล้ว"),
        "table": _("เพิ่มวาระแล้ว"), "close": _("ปิดประชุมแล้ว ทุกคนอ่านมติและรายงานได้"),
        "cancel": _("ยกเลิกแล้ว วาระทั้งหมดไปอยู่ครั้งถัดไป"),
        "amend": _("บันทึกการแก้ไขต่อท้ายรายงานแล้ว")}
NAMES = {"called": _("เรียกแล้ว"), "invited": _("เชิญแล้ว"), "opened": _("กำลังประชุม"), "closed": _("ปิดแล้ว"),
         "cancelled": _("ยกเลิก")}


@require_safe
@never_cache
def meeting(request: HttpRequest, number: int) -> HttpResponse:
    """Show one meeting: its day and place to everybody, its agenda to members before, all of it once it is closed."""
    reader = viewer(request)
    return _page(request, reader, found(number, reader))


@require_POST
@for_those(may_keep_minutes, "serve")
def change(request: HttpRequest, viewer: Viewer, places: set[int], number: int) -> HttpResponse:
    """Invite, note who is there, table a point, open, close, cancel, or amend what is closed."""
    one = kept(number, viewer, places)
    verb, by = request.POST.get("do", ""), request.user.person
    form = _form(verb, one, viewer, request.POST)
    if form is None and verb not in PLAIN:
        raise Refusal("decisions.unknown_verb", _("เลือกสิ่งที่จะทำ"), status=422)
    try:
        if form is None:
            PLAIN[verb](meeting=one, by=by)
        elif not form.is_valid():
            return _page(request, viewer, one, {verb: form}, 422)
        else:
            _did(verb, one, form, by)
    except Refusal as no:
        if form and no.status == 422:
            form.refused(no)
        else:
            messages.error(request, str(no))   # what was typed stays on the page, whatever the reason
        return _page(request, viewer, one, {verb: form} if form else None, no.status)
    messages.success(request, DONE[verb])
    return HttpResponseRedirect(f"/meetings/{one.pk}")


def found(number: int, viewer: Viewer) -> Meeting:
    """Return the meeting of this number as far as the viewer may read it, or show that there is none."""
    one = meeting_of(number, viewer) if number < 2 ** 63 else None
    if one is None:
        raise Http404
    return one


def kept(number: int, viewer: Viewer, places: set[int]) -> Meeting:
    """Return the meeting where the viewer is its secretary, or show that there is none."""
    one = found(number, viewer)
    if one.committee.authority_id not in places:
        raise Http404
    return one


PLAIN = {"invite": invite, "open": open_meeting, "close": close_meeting}


def _form(verb, one, viewer, typed=None):
    if verb == "attend":
        return Attending(typed, chairs=chairs_of(one))
    if verb == "table":
        others = unresolved(one.committee.authority, viewer)
        sent_again = others.filter(items__meeting=one) if typed else ()
        return Tabling(typed, proposals=[*others.exclude(items__meeting=one)[:TO_CHOOSE], *sent_again])
    form = {"cancel": Reasoning, "amend": Amending}.get(verb)
    return form(typed) if form else None


def _did(verb, one, form, by):
    if verb == "attend":
        attend_all(meeting=one, said=form.said(), by=by)
    elif verb == "table":
        table(meeting=one, by=by, **form.said())
    elif verb == "cancel":
        cancel(meeting=one, reason=form.cleaned_data["reason"], by=by)
    else:
        amend(meeting=one, text=form.cleaned_data["text"], by=by)


def _page(request, reader, one, forms=None, status=200):
    keeps = one.committee.authority_id in may_keep_minutes(reader)
    state = state_of(one)
    items = Paginator(items_of(one, reader), AT_ONCE).get_page(request.GET.get("page"))
    items.object_list = told_of(items.object_list)
    chairs = chairs_of(one)
    tools = _tools(state) if keeps else ()
    shown = {f"{verb}_form": _form(verb, one, reader) for verb in tools if verb not in (forms or {})}
    return render(request, "decisions/meetings/work.html" if keeps else "decisions/meetings/one.html", {
        "meeting": one, "state": state, "state_name": NAMES[state], "turns": turns_of(one), "items": items,
        "chairs": chairs, "quorum": quorum_of(one), "inside": keeps or looks_in(reader, one), "keeps": keeps,
        "today": localdate(one.meets_at) if state == "closed" else clock.today(),
        "amendments": amendments_of(one, reader) if state == "closed" else [],
        "draft": draft_of(one) if keeps else None, **shown,
        **{f"{verb}_form": form for verb, form in (forms or {}).items()}}, status=status)


def _tools(state):
    return {"called": ("attend", "table", "cancel"), "invited": ("attend", "table", "cancel"),
            "opened": ("attend", "table"), "closed": ("amend",)}.get(state, ())
