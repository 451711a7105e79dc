"""The page of a round: one statement at a time, without script, and results only after an answer."""
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from saan.core import clock
from saan.core.refusal import Refusal
from saan.people.queries import NOBODY, is_listening_open
from saan.voices.actions.voices import speak
from saan.voices.actions.votes import cast
from saan.voices.forms.heads import Heads
from saan.voices.forms.votes import ANSWERS, Answer, Proposal, SlipCode
from saan.voices.models import Consultation, Voice
from saan.voices.queries.consultations import in_fair_order, round_of, statements_of, ticket_time
from saan.voices.queries.heads import is_asked, questions_of
from saan.voices.queries.maps import extremity_of
from saan.voices.queries.results import DOORS
from saan.voices.queries.votes import own_votes
from saan.voices.rules import LONGEST_STATEMENT
from saan.voices.views.thanks import thanks
from saan.voices.views.twins import count_question, near
from saan.voices.views.visitors import let_in, seed_of, visitor_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the next statement, or record the answer to one and go on to the next."""
    consultation = found(slug)
    if request.method == "POST":
        return _answer(request, consultation)
    if not consultation.is_open(clock.now()):
        return redirect(f"/c/{slug}/results")
    visitor = visitor_of(request, consultation)
    if visitor.bearer is None and consultation.door == Consultation.Door.SLIPS:
        return visitor.keep(_slip(request, consultation, SlipCode()))
    if visitor.person is None and consultation.door == Consultation.Door.SIGNED_IN:
        return render(request, "voices/vote/sign_in.html", {"round": consultation})
    return visitor.keep(_asked(request, consultation, visitor))


@require_POST
def enter(request: HttpRequest, slug: str) -> HttpResponse:
    """Let somebody in with the code of a slip."""
    consultation, form = found(slug), SlipCode(request.POST)
    visitor = visitor_of(request, consultation)
    status = 422
    if form.is_valid():
        try:
            let_in(request, consultation, visitor, slip=form.cleaned_data["slip"])
            return visitor.keep(redirect(f"/c/{slug}"))
        except Refusal as no:
            if no.status == 429 or no.code == "voices.round_closed":
                raise
            form.add_error("slip", str(no))
            status = no.status
    return visitor.keep(_slip(request, consultation, form, status))


@require_POST
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Receive a statement of somebody's own; it is read before others vote on it."""
    consultation, form = found(slug), Proposal(request.POST)
    visitor = visitor_of(request, consultation)
    if not consultation.is_open(clock.now()):
        raise Refusal("voices.round_closed", _("รอบนี้ปิดแล้ว เพิ่มข้อความไม่ได้"))
    if "look" in request.POST:   # without script: look before sending
        count_question(request)
        text = request.POST.get("text", "")
        page = _asked(request, consultation, visitor, proposal=Proposal(typed=text), alike=near(consultation, text))
        return visitor.keep(page)
    if form.is_valid():
        try:
            receipt = speak(text=" ".join(form.cleaned_data["text"].split()), sort=Voice.Sort.IDEA,
                            authority=consultation.authority, area=consultation.area, consultation=consultation,
                            key=str(form.cleaned_data["key"] or uuid4()), longest=LONGEST_STATEMENT)
            return thanks(request, receipt, form.cleaned_data["text"], consultation.authority, back=f"/c/{slug}")
        except Refusal as no:
            if no.status != 422:
                raise
            form.add_error("text", str(no))
    return visitor.keep(_asked(request, consultation, visitor, proposal=form, status=422))


@never_cache
@require_POST
def while_proposing(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the statements of the round that are like the one being written: a piece of the page, often empty."""
    count_question(request)
    return render(request, "voices/vote/alike.html", {"near": near(found(slug), request.POST.get("text", ""))})


def found(slug: str) -> Consultation:
    """Return the round that has begun, or show that there is none."""
    consultation = round_of(slug, NOBODY)
    if consultation is None or consultation.opens_at > clock.now():
        raise Http404
    return consultation


def _answer(request, consultation):
    form, visitor = Answer(request.POST), visitor_of(request, consultation)
    if not form.is_valid():
        messages.error(request, _("ยังไม่ได้เลือกคำตอบ แตะหนึ่งในสามปุ่ม"))
        return visitor.keep(_asked(request, consultation, visitor, status=422))
    said = form.cleaned_data
    bearer = visitor.bearer or let_in(request, consultation, visitor, band=said["age_band"])
    cast(by=bearer, statement=said["statement"], value=said["v"])
    return visitor.keep(redirect(f"/c/{consultation.slug}"))


def _asked(request, consultation, visitor, proposal=None, status=200, alike=None):
    """Show the statement that is asked now, or say that all are answered; `alike` is what a look has found."""
    statements, mine = statements_of(consultation, NOBODY), own_votes(visitor.bearer) if visitor.bearer else {}
    since = ticket_time(consultation, visitor.bearer.participant) if visitor.bearer else clock.now()
    seed = seed_of(consultation, visitor)
    ordered = in_fair_order(consultation, statements, seed, since, extremity_of(consultation, since))
    left = [statement for statement in ordered if statement.pk not in mine]
    again = next((one for one in ordered if str(one.pk) == request.GET.get("again")), None)
    now = again or (left[0] if left else None)
    words = dict(ANSWERS)
    page = {"round": consultation, "statement": now, "again": again, "answers": ANSWERS, "total": len(statements),
            "place": len(statements) - len(left) + (0 if again else 1), "form": Answer(),
            "asks_band": not visitor.bearer,
            "mine": [(one, str(mine[one.pk]), words[str(mine[one.pk])]) for one in ordered if one.pk in mine],
            "voted": bool(mine),
            "own": words.get(str(mine[now.pk])) if now and now.pk in mine else "", "proposal": proposal or Proposal(),
            "heads": None if now else _heads(consultation, visitor),
            "listens": is_listening_open(consultation.authority), "door": DOORS[consultation.door],
            "near": alike, "looked": alike is not None}
    return render(request, "voices/vote/asked.html" if now else "voices/vote/done.html", page, status=status)


def _heads(consultation, visitor):
    """Return what may be asked of the visitor about themselves, once all is answered; None for the young and unsure."""
    if visitor.bearer is None or not is_asked(visitor.bearer):
        return None
    return Heads(questions=questions_of(consultation))


def _slip(request, consultation, form, status=200):
    return render(request, "voices/vote/slip.html", {"round": consultation, "form": form}, status=status)
