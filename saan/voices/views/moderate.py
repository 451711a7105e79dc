"""The page where waiting voices are read."""
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from saan.core.refusal import Refusal
from saan.people.views.gates import for_those
from saan.voices.actions.readings import give_back, hand_over, let_stand
from saan.voices.models import Reading
from saan.voices.queries.themes import themes_at
from saan.voices.queries.twins import twins_of
from saan.voices.queries.voices import queue, to_read
from saan.voices.rules import may_read

AT_ONCE = 30   # voices on one page
DONE = {"stand": _("ให้ขึ้นแล้ว"), "return": _("ส่งกลับพร้อมเหตุผลแล้ว"), "hand": _("ส่งให้ผู้ดูแลความปลอดภัยเด็กแล้ว")}


@require_safe
@for_those(may_read, "moderate")
def waiting(request: HttpRequest, viewer, places: set[int]) -> HttpResponse:
    """Show the voices that wait, the oldest first, with the themes beside them."""
    voices = Paginator(queue(viewer), AT_ONCE).get_page(request.GET.get("page"))
    alike = twins_of(voices.object_list, viewer)
    for voice in voices:
        voice.alike = alike[voice.pk]
    return render(request, "voices/moderate/queue.html", {
        "voices": voices, "reasons": Reading.Reason.choices, "themes": themes_at(places, viewer)[:12]})


@require_POST
@for_those(may_read, "moderate")
def read(request: HttpRequest, viewer, places: set[int], number: int) -> HttpResponse:
    """Let the voice stand, give it back with a reason, or hand it to the safeguarding lead."""
    voice, reader, verb = to_read(number, places), request.user.person, request.POST.get("do", "")
    if voice is None:
        raise Http404
    if verb == "stand":
        let_stand(voice=voice, by=reader)
    elif verb == "return":
        give_back(voice=voice, reason=_reason(request), by=reader)
    elif verb == "hand":
        hand_over(voice=voice, by=reader)
    else:
        raise Refusal("voices.unknown_verb", _("เลือกว่าให้ขึ้น ส่งกลับ หรือส่งต่อ"), status=422)
    messages.success(request, DONE[verb])
    return HttpResponseRedirect("/moderate")


def _reason(request):
    reason = request.POST.get("reason", "")
    if reason not in Reading.Reason.values:
        raise Refusal("voices.reason_needed", _("เลือกเหตุผลหนึ่งข้อก่อนส่งกลับ"), status=422)
    return reason
