"""The code at the door: whoever scans it is counted, once."""
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saan.core import clock
from saan.plans.actions.attendance import attend as count_in
from saan.plans.queries.activities import activity_by, attendance_of, tag_of
from saan.plans.rules.activities import AFTER, BEFORE, is_door_open
from saan.plans.views.guests import guest_of, welcomed


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def attend(request: HttpRequest, token: str) -> HttpResponse:
    """Count whoever presses the button; who was counted already is told so kindly."""
    one = activity_by(token)
    town = one.project.authority
    before = attendance_of(one, guest_of(request, town).who)
    if request.method != "POST":
        return _page(request, one, before)
    if before:
        return _page(request, one, before, again=True)
    guest = welcomed(request, town)
    count_in(activity=one, by=guest.who)
    return guest.keep(HttpResponseRedirect(request.path))


def _page(request, one, row, again=False):
    now = clock.now()
    return render(request, "plans/activities/attend.html", {
        "activity": one, "row": row, "tag": row and tag_of(row), "again": again,
        "open": not one.cancelled_at and is_door_open(one.starts_at, one.ends_at, now),
        "early": now < one.starts_at - BEFORE, "opens_at": one.starts_at - BEFORE, "closes_at": one.ends_at + AFTER})
