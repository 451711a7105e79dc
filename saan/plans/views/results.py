"""The page of a result: what is said to be done, on which evidence, and what those who spoke answer."""
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from saan.core.files.answers import answer as file_answer
from saan.core.refusal import Refusal
from saan.people.queries import viewer
from saan.plans.actions.answers import answer
from saan.plans.actions.verdicts import decide
from saan.plans.actions.witnesses import witness
from saan.plans.forms.results import Deciding, Replying
from saan.plans.queries.audience import themes_behind
from saan.plans.queries.results import answers_to, evidence_by, newest_claim, result_by
from saan.plans.queries.tellings import told_of
from saan.plans.queries.witnesses import may_witness, witness_of
from saan.plans.rules.results import may_answer, may_claim_for, may_decide
from saan.plans.views.witnesses import claim_of
from saan.voices.queries.ways import chain_of

DONE = {"witness": _("รับคำตอบแล้ว"), "decide": _("บันทึกคำตัดสินแล้ว"), "answer": _("ส่งคำตอบถึงทุกคนในเรื่องนี้แล้ว")}


@never_cache
@require_safe
def result(request: HttpRequest, number: int) -> HttpResponse:
    """Show the result to everybody; those who may answer, decide or reply find their tools there."""
    looking = viewer(request)
    return _page(request, looking, found(number, looking))


@never_cache
@require_POST
@login_required
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Take the answer of somebody signed in, a decision of the council, or a reply to those who spoke."""
    looking = viewer(request, "moderate")
    one, verb, by = found(number, looking), request.POST.get("do", ""), request.user.person
    deciding, replying = Deciding(), _replying(one, looking)
    try:
        if verb == "witness":
            witness(claim=claim_of(request, one), word=request.POST.get("word", ""), by=by)
        elif verb == "decide":
            deciding = Deciding(request.POST)
            _decide(one, looking, deciding, by)
        elif verb == "answer":
            replying = _replying(one, looking, request.POST)
            _answer(one, looking, replying, by)
        else:
            raise Refusal("plans.unknown_verb", _("เลือกสิ่งที่จะทำกับผลนี้"), status=422)
    except Refusal as no:
        if no.status != 422:
            raise
        return _page(request, looking, one, deciding, replying, status=422)
    messages.success(request, DONE[verb])
    return HttpResponseRedirect(f"/results/{one.pk}")


@require_safe
def evidence(request: HttpRequest, number: int, evidence: int) -> HttpResponse:
    """Give a picture or document that the claim rests on."""
    one = evidence_by(number, evidence, viewer(request))
    if one is None:
        raise Http404
    return file_answer(one.file, one.text)


def found(number: int, looking):
    """Return the result of this number, as far as the viewer may see it."""
    one = result_by(number, looking)
    if one is None:
        raise Http404
    return one


def _decide(one, looking, form, by):
    if one.project.authority_id not in may_decide(looking):
        raise Refusal("plans.not_on_council", _("เฉพาะสภาเด็กและเยาวชนของเมืองนี้ที่ตัดสินได้"), status=403)
    _checked(form)
    _told(form, lambda: decide(result=one, by=by, **form.cleaned_data))


def _answer(one, looking, form, by):
    if form is None:
        raise Refusal("plans.not_yours", _("หน้านี้เปิดให้เฉพาะคนที่ดูแลเรื่องนี้"), status=403)
    _checked(form)
    _told(form, lambda: answer(result=one, theme=form.chosen, text=form.cleaned_data["text"],
                               key=str(form.cleaned_data["key"]), by=by))


def _checked(form):
    if not form.is_valid():
        raise Refusal("web.invalid", _("มีบางช่องต้องแก้"), status=422)


def _told(form, act):
    """Act, and let a no stand beside its field."""
    try:
        act()
    except Refusal as no:
        for where, sentence in no.errors or [(None, str(no))]:
            form.add_error(where if where in form.fields else None, str(sentence))
        raise


def _replying(one, looking, data=None):
    if one.project.authority_id not in may_answer(looking):
        return None
    return Replying(data, themes=themes_behind(one.project)[:50])


def _page(request, looking, one, deciding=None, replying=None, status=200):
    project, person = one.project, request.user.person if request.user.is_authenticated else None
    claim = newest_claim(one)
    asks = person is not None and not looking.unproven and may_witness(person, project)
    mine = witness_of(claim, person) if asks else None
    decides = project.authority_id in may_decide(looking)
    newest, *older = told_of(one, looking)
    claims = may_claim_for(looking, project.agency_id, project.authority_id)
    replying = replying or _replying(one, looking)
    return render(request, "plans/results/result.html", {
        "result": one, "project": project, "newest": newest, "older": older, "answers": answers_to(one, looking)[:50],
        "chain": chain_of(one, looking), "asks": asks, "mine": mine,
        "deciding": (deciding or Deciding()) if decides else None, "claims": claims,
        "replying": replying if replying and replying.fields["theme"].choices else None}, status=status)
