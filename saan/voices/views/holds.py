"""The page of those who protect children: what is held, with a clock."""
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from saan.core import clock
from saan.core.refusal import Refusal
from saan.people.views.gates import for_those
from saan.voices.actions.holds import close
from saan.voices.models import Hold
from saan.voices.queries.holds import closed_holds, open_holds, seen
from saan.voices.rules import may_protect

AT_ONCE = 30   # holds on one page


@require_safe
@for_those(may_protect, "protect", "legal duty")
def held(request: HttpRequest, viewer, places: set[int]) -> HttpResponse:
    """Show what waits for the lead and the deputy, the most urgent first, and what was closed."""
    holds = Paginator(open_holds(viewer), AT_ONCE).get_page(request.GET.get("page"))
    return render(request, "voices/holds/list.html", {
        "holds": holds, "closed": closed_holds(viewer)[:20], "now": clock.now(), "outcomes": Hold.Outcome.choices})


@require_POST
@for_those(may_protect, "protect", "legal duty")
def finish(request: HttpRequest, viewer, places: set[int], number: int) -> HttpResponse:
    """Ask whether the hold is really to be closed, for its words go; then close it, as cared for or as released."""
    hold, outcome = get_object_or_404(seen(viewer), pk=number), request.POST.get("outcome", "")
    if outcome not in Hold.Outcome.values:
        raise Refusal("voices.outcome_needed", _("เลือกว่าดูแลต่อแล้ว หรือปล่อยให้อ่านตามปกติ"), status=422)
    if request.POST.get("sure") != "yes" and not hold.closed_at:
        return render(request, "voices/holds/sure.html", {"hold": hold, "outcome": Hold.Outcome(outcome)})
    close(hold=hold, outcome=outcome, by=request.user.person)
    messages.success(request, _("ปิดเรื่องแล้ว คำในเรื่องนี้ไม่ถูกเก็บไว้ที่นี่อีก"))
    return HttpResponseRedirect("/holds")
