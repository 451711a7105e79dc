"""One promise: what it is, how it came on, and what the reader may tell of it."""
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from saan.core.actions.files import keep
from saan.core.files import answer
from saan.core.refusal import Refusal
from saan.network.actions.commitments import begin, claim, confirm, reopen
from saan.network.actions.errands import DAYS, send
from saan.network.forms import Judging, Telling
from saan.network.models import Commitment
from saan.network.queries.authors import signed_by
from saan.network.queries.commitments import commitment_by, last_word, progress_of, state_now
from saan.network.rules import may_act_for, may_judge, may_keep
from saan.people.forms import tell
from saan.people.queries import viewer
from saan.people.rules import Viewer
from saan.people.views.gates import for_those

LINKS = "/commitments/by-link/"


@require_safe
@never_cache
def commitment(request: HttpRequest, number: int) -> HttpResponse:
    """Show one promise."""
    reader = viewer(request)
    return _page(request, reader, commitment_or_404(number, reader))


@require_POST
@for_those(lambda viewer: may_keep(viewer) | may_act_for(viewer), "serve")
def told(request: HttpRequest, viewer, places: set[int], number: int) -> HttpResponse:
    """Tell, for the agency, that the promise was begun or kept."""
    one = commitment_or_404(number, viewer)
    if not _tells(one, viewer):
        raise Http404
    form = Telling(request.POST, request.FILES, last=last_word(one))
    if form.is_valid():
        try:
            tell_how(form, one, request.user.person)
        except Refusal as no:
            tell(form, no)
            return _page(request, viewer, one, telling=form, status=no.status)
        messages.success(request, _("บันทึกแล้ว ทุกคนอ่านได้"))
        return HttpResponseRedirect(f"/commitments/{one.pk}")
    return _page(request, viewer, one, telling=form, status=422)


@require_POST
@for_those(may_judge, "serve")
def judged(request: HttpRequest, viewer, places: set[int], number: int) -> HttpResponse:
    """Say, as the council, whether the promise was kept."""
    one = _mine(number, viewer, places)
    form = Judging(request.POST, last=last_word(one))
    if form.is_valid():
        do = confirm if form.cleaned_data["word"] == "confirmed" else reopen
        try:
            do(commitment=one, text=form.cleaned_data["text"], by=request.user.person)
        except Refusal as no:
            tell(form, no)
            return _page(request, viewer, one, judging=form, status=no.status)
        messages.success(request, _("บันทึกแล้ว หน่วยงานและเจ้าหน้าที่จะได้รู้"))
        return HttpResponseRedirect(f"/commitments/{one.pk}")
    return _page(request, viewer, one, judging=form, status=422)


@require_POST
@for_those(may_keep, "serve")
def asked(request: HttpRequest, viewer, places: set[int], number: int) -> HttpResponse:
    """Send the agency a one-time link by which it tells how far it is."""
    one = _mine(number, viewer, places)
    sent = send(authority=one.goal.agreement.authority, agency=one.agency, thing=one, path=LINKS,
                by=request.user.person, address=request.build_absolute_uri("/"))
    if not sent:
        raise Refusal("network.no_contact", _("ยังไม่มีที่อยู่ให้เขียนถึง %(agency)s เพิ่มที่หน้า “หน่วยงาน” ก่อน แล้วส่งอีกครั้ง"),
                      agency=one.agency)
    messages.success(request, _("ส่งลิงก์แล้ว %(count)s ฉบับ ใช้ได้ %(days)s วัน") % {"count": len(sent), "days": DAYS})
    return HttpResponseRedirect(f"/commitments/{one.pk}")


@require_safe
def file(request: HttpRequest, number: int, step: int) -> HttpResponse:
    """Give out the picture or document that stands beside a step."""
    reader = viewer(request)
    one = get_object_or_404(progress_of(commitment_or_404(number, reader), reader), pk=step)
    if one.file is None:
        raise Http404
    return answer(one.file, one.commitment.text[:60])


@transaction.atomic
def tell_how(form: Telling, commitment: Commitment, by) -> None:
    """Begin or claim the promise as the form says, with its file."""
    said = form.cleaned_data
    if said["word"] == "begun":
        begin(commitment=commitment, text=said["text"], by=by)
    else:
        claim(commitment=commitment, text=said["text"], file=keep(upload=said["file"]) if said["file"] else None, by=by)


def commitment_or_404(number: int, viewer: Viewer) -> Commitment:
    """Return the promise of this number, or show that there is none."""
    found = commitment_by(number, viewer)
    if found is None:
        raise Http404
    return found


def _page(request, reader, one, telling=None, judging=None, status=200):
    last, town = last_word(one), one.goal.agreement.authority_id
    telling = telling or (Telling(last=last) if _tells(one, reader) else None)
    judging = judging or (Judging(last=last) if town in may_judge(reader) else None)
    for form in filter(None, (telling, judging)):
        form.offer(last)   # by now; what was typed stays, also where nothing can be said any more
    return render(request, "network/commitments/one.html", {
        "commitment": one, "state": state_now(one), "steps": signed_by(progress_of(one, reader), one, reader),
        "telling": _shown(telling), "judging": _shown(judging),
        "keeps": town in may_keep(reader)}, status=status)


def _shown(form):
    return form if form and (form.is_bound or form.fields["word"].choices) else None


def _tells(one, viewer):
    return one.goal.agreement.authority_id in may_keep(viewer) or one.agency_id in may_act_for(viewer)


def _mine(number, viewer, places):
    one = commitment_or_404(number, viewer)
    if one.goal.agreement.authority_id not in places:
        raise Http404
    return one
