"""The desk of rounds: open one, pose its statements, print its slips and codes, close it."""
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saan.core import clock
from saan.core.refusal import Refusal
from saan.people.rules import Viewer
from saan.people.views.gates import for_those, own_town
from saan.voices.actions.consultations import close_round, open_round
from saan.voices.actions.statements import pose, withdraw
from saan.voices.actions.tickets import print_slips
from saan.voices.forms.rounds import Opening, Posing, Printing
from saan.voices.models import Consultation
from saan.voices.queries.consultations import bursts_of, round_of, rounds_at, slips_of, statements_of
from saan.voices.queries.progress import progress_of
from saan.voices.queries.publishing import last_publication
from saan.voices.queries.sheets import sheet_of
from saan.voices.queries.themes import themes_at
from saan.voices.rules import may_read, may_weave


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(may_read, "moderate")
def rounds(request: HttpRequest, viewer, places: set[int]) -> HttpResponse:
    """List the town's rounds, and open a new one."""
    town = own_town(request, places)
    runs = town.pk in may_weave(viewer)
    form, status = Opening(request.POST or None, town=town), 200
    if request.method == "POST":
        _refuse_others(runs)
        consultation = _opened(form, town, request.user.person)
        if consultation:
            messages.success(request, _("เปิดรอบแล้ว เพิ่มข้อความได้เลย"))
            return HttpResponseRedirect(f"/rounds/{consultation.slug}")
        status = 422
    now = clock.now()
    listed = [(one, one.is_open(now), one.opens_at > now) for one in rounds_at(town, viewer)]
    return render(request, "voices/rounds/list.html", {"place": town, "rounds": listed, "form": form, "runs": runs},
                  status=status)


@require_safe
@for_those(may_read, "moderate")
def one(request: HttpRequest, viewer, places: set[int], slug: str) -> HttpResponse:
    """Show one round with all that can be done about it."""
    consultation = round_at(slug, viewer, places)
    return _page(request, viewer, consultation, Posing(themes=_themes(consultation, viewer)))


@require_safe
@for_those(may_read, "moderate")
def progress(request: HttpRequest, viewer, places: set[int], slug: str) -> HttpResponse:
    """Show how the round is coming along: the part that its page asks for again and again, or a page by itself."""
    consultation = round_at(slug, viewer, places)
    return render(request, f"voices/rounds/{'progress' if request.htmx else 'watch'}.html", {
        "round": consultation, "open": consultation.is_open(clock.now()), "progress": _progress(consultation, viewer)})


@require_POST
@for_those(may_weave, "moderate")
def change(request: HttpRequest, viewer, places: set[int], slug: str) -> HttpResponse:
    """Pose a statement, take one back, or close the round."""
    consultation, by = round_at(slug, viewer, places), request.user.person
    verb = request.POST.get("do", "")
    if verb == "pose":
        return _pose(request, viewer, consultation)
    if verb == "withdraw":
        withdraw(statement=_statement(request, consultation, viewer), by=by)
        messages.success(request, _("ถอนข้อความแล้ว"))
    elif verb == "close":
        close_round(consultation=consultation, by=by)
        messages.success(request, _("ปิดรอบแล้ว ผลเปิดให้ทุกคนดู"))
    else:
        raise Refusal("voices.unknown_verb", _("เลือกสิ่งที่จะทำกับรอบนี้"), status=422)
    return HttpResponseRedirect(f"/rounds/{slug}")


@require_POST
@for_those(may_weave, "moderate")
def slips(request: HttpRequest, viewer, places: set[int], slug: str) -> HttpResponse:
    """Print one-time codes; they are shown this one time and kept nowhere."""
    consultation, form = round_at(slug, viewer, places), Printing(request.POST)
    if not form.is_valid():
        return _page(request, viewer, consultation, Posing(themes=_themes(consultation, viewer)), form, 422)
    made = print_slips(consultation=consultation, count=form.cleaned_data["count"], by=request.user.person)
    codes = [f"{code[:4]}-{code[4:]}" for code in made]
    return render(request, "voices/rounds/slips.html", {
        "round": consultation, "codes": codes, "address": _voting(request, consultation)})


@require_safe
@for_those(may_read, "moderate")
def sign(request: HttpRequest, viewer, places: set[int], slug: str) -> HttpResponse:
    """Show the sheet with the QR code of the round, to print."""
    consultation = round_at(slug, viewer, places)
    return render(request, "voices/rounds/sign.html", {
        "round": consultation, "address": _voting(request, consultation)})


def round_at(slug: str, viewer: Viewer, places: set[int]) -> Consultation:
    """Return the round of that slug where it belongs to one of the places, or show that there is none."""
    consultation = round_of(slug, viewer)
    if consultation is None or consultation.authority_id not in places:
        raise Http404
    return consultation


def _opened(form, town, by):
    """Return the round that the form opened, or None where something has to be changed."""
    if not form.is_valid():
        return None
    try:
        return open_round(authority=town, by=by, **form.said())
    except Refusal as no:
        if no.status != 422:
            raise
        for wrong in no.errors:
            form.add_error({"closes_at": "closes_on"}.get(wrong.where, wrong.where), str(wrong.sentence))
    return None


def _pose(request, viewer, consultation):
    form = Posing(request.POST, themes=_themes(consultation, viewer))
    if form.is_valid():
        try:
            pose(consultation=consultation, text=form.cleaned_data["text"], theme=form.chosen, by=request.user.person)
            messages.success(request, _("เพิ่มข้อความแล้ว"))
            return HttpResponseRedirect(f"/rounds/{consultation.slug}#pose")
        except Refusal as no:
            if no.status != 422:
                raise
            form.add_error("text", str(no))
    return _page(request, viewer, consultation, form, status=422)


def _page(request, viewer, consultation, posing, printing=None, status=200):
    now = clock.now()
    return render(request, "voices/rounds/one.html", {
        "round": consultation, "open": consultation.is_open(now), "over": consultation.is_over(now),
        "statements": statements_of(consultation, viewer), "posing": posing, "printing": printing or Printing(),
        "bursts": bursts_of(consultation, viewer), "slips": slips_of(consultation),
        "last": last_publication(consultation), "sheet": sheet_of(consultation, viewer),
        "runs": consultation.authority_id in may_weave(viewer), "progress": _progress(consultation, viewer)},
        status=status)


def _progress(consultation, viewer):
    return progress_of(consultation, viewer) if consultation.source == Consultation.Source.VOTES else None


def _themes(consultation, viewer):
    return list(themes_at({consultation.authority_id}, viewer))


def _statement(request, consultation, viewer):
    number = request.POST.get("statement", "")
    found = next((each for each in statements_of(consultation, viewer) if str(each.pk) == number), None)
    if found is None:
        raise Http404
    return found


def _voting(request, consultation):
    return request.build_absolute_uri(f"/c/{consultation.slug}")


def _refuse_others(runs):
    if not runs:
        raise Refusal("people.not_yours", _("หน้านี้เปิดให้เฉพาะคนที่ดูแลเรื่องนี้"), status=403)
