"""Activities: one's page for everybody, the form that plans it, and the tools of those who lead it."""
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saan.core import clock
from saan.core.names import called
from saan.core.refusal import Refusal
from saan.people.queries import viewer
from saan.people.rules import Viewer
from saan.people.views.gates import for_those
from saan.plans.actions.activities import call_off, hold, plan
from saan.plans.actions.attendance import leave, note_minutes, register
from saan.plans.forms.activities import Minutes, Planning
from saan.plans.models import Activity
from saan.plans.queries.activities import (
    activity_of,
    attendance_of,
    attendances_of,
    numbers_of,
    places_for,
    registration_of,
    said_of,
    token_of,
)
from saan.plans.rules.activities import is_door_open, may_note_for, may_plan_for
from saan.plans.rules.projects import may_run
from saan.plans.views.guests import guest_of, welcomed
from saan.plans.views.projects import found as project_found

OWN = {"register": _("ลงชื่อแล้ว เจอกันที่งาน"), "leave": _("ถอนชื่อแล้ว")}
LED = {"hold": _("บันทึกว่าจัดแล้ว คนที่พูดเรื่องนี้จะได้รู้"), "call_off": _("ยกเลิกกิจกรรมแล้ว คนที่ลงชื่อไว้จะได้รู้"),
       "note": _("บันทึกนาทีแล้ว")}


@never_cache
@require_safe
def activity(request: HttpRequest, number: int) -> HttpResponse:
    """Show when and where it is and sign up; those who lead it find the code, the list and their tools."""
    reader = viewer(request, "serve")
    return _page(request, reader, _found(number, reader))


@never_cache
@require_POST
def own(request: HttpRequest, number: int) -> HttpResponse:
    """Sign whoever asks up, or take their name off again; nobody needs an account."""
    one, verb = _found(number, viewer(request)), request.POST.get("do", "")
    if verb not in OWN:
        raise Refusal("plans.unknown_verb", _("เลือกว่าจะลงชื่อหรือถอนชื่อ"), status=422)
    town = one.project.authority
    guest = guest_of(request, town)
    if verb == "register":
        guest = welcomed(request, town)
        register(activity=one, by=guest.who)
    elif guest.who:
        leave(activity=one, by=guest.who)
    messages.success(request, OWN[verb])
    return guest.keep(HttpResponseRedirect(f"/activities/{one.pk}"))


@never_cache
@require_POST
@login_required
def lead(request: HttpRequest, number: int) -> HttpResponse:
    """Say that it took place, call it off, or note the minutes of volunteers."""
    reader, verb, by = viewer(request, "serve"), request.POST.get("do", ""), request.user.person
    one = _found(number, reader)
    allowed = _notes(reader, one) if verb == "note" else _leads(reader, one)
    if not allowed:
        raise Refusal("plans.not_leading", _("กิจกรรมนี้ %(agency)s เป็นผู้จัด คุณอ่านได้ แต่บอกแทนไม่ได้"), status=403,
                      agency=called(one.project.agency))
    if verb == "hold":
        hold(activity=one, by=by)
    elif verb == "call_off":
        call_off(activity=one, by=by)
    elif verb == "note":
        form = _minutes(one, reader, request.POST)
        if not form.is_valid():
            return _page(request, reader, one, form, 422)
        for row, minutes in form.changed():
            note_minutes(attendance=row, minutes=minutes, by=by)
    else:
        raise Refusal("plans.unknown_verb", _("เลือกสิ่งที่จะทำกับกิจกรรมนี้"), status=422)
    messages.success(request, LED[verb])
    return HttpResponseRedirect(f"/activities/{one.pk}")


@require_safe
@for_those(may_run, "serve")
def sign(request: HttpRequest, viewer: Viewer, places: set[int], number: int) -> HttpResponse:
    """Show the sheet with the code for the door, to print."""
    one = _found(number, viewer)
    if not _leads(viewer, one):
        raise Http404
    return render(request, "plans/activities/sign.html", {
        "activity": one, "address": request.build_absolute_uri(f"/attend/{token_of(one)}")})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_those(may_run, "serve")
def planned(request: HttpRequest, viewer: Viewer, places: set[int], number: int) -> HttpResponse:
    """Plan an activity of the project."""
    project = project_found(number, viewer)
    if not may_plan_for(viewer, project.agency_id, project.authority_id):
        raise Http404
    form = Planning(request.POST or None, places=places_for(project, viewer))
    if request.method == "POST" and form.is_valid():
        try:
            one, _token = plan(project=project, by=request.user.person, **form.said())
            messages.success(request, _("เพิ่มกิจกรรมแล้ว พิมพ์โค้ดหน้างานได้เลย"))
            return HttpResponseRedirect(f"/activities/{one.pk}")
        except Refusal as no:
            form.refused(no)
    return render(request, "plans/activities/new.html", {"form": form, "project": project},
                  status=422 if form.is_bound else 200)


def _found(number, reader) -> Activity:
    one = activity_of(number, reader)
    if one is None:
        raise Http404
    return one


def _leads(reader, one):
    return may_plan_for(reader, one.project.agency_id, one.project.authority_id)


def _notes(reader, one):
    return may_note_for(reader, one.project.authority_id)


def _minutes(one, reader, typed=None):
    rows = attendances_of(one, reader)
    return Minutes(typed, attendances=rows, names={row.pk: row.person.name if row.person else row.tag for row in rows})


def _page(request, reader, one, minutes=None, status=200):
    numbers, guest, now = numbers_of([one])[one.pk], guest_of(request, one.project.authority), clock.now()
    leads, notes = _leads(reader, one), _notes(reader, one)
    return render(request, "plans/activities/activity.html", {
        "activity": one, "said": said_of(one, numbers), "begun": one.starts_at <= now, "over": one.ends_at <= now,
        "door_open": is_door_open(one.starts_at, one.ends_at, now), "signed_up": registration_of(one, guest.who),
        "came": attendance_of(one, guest.who), "leads": leads, "notes": notes,
        "minutes": minutes or (_minutes(one, reader) if notes else None),
        "numbers": numbers if leads else None}, status=status)
