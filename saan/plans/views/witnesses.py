"""Where a speaker answers by code whether it came about; the code is posted and stands in no address."""
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from saan.core.networks import network_of
from saan.core.refusal import Refusal
from saan.people.queries import NOBODY
from saan.plans.actions.witnesses import witness
from saan.plans.models import Claim, Result
from saan.plans.queries.results import newest_claim, result_by
from saan.plans.queries.witnesses import MOST_ASKED, asked_of
from saan.voices.actions.voices import look_up


@csrf_exempt   # who may answer is decided by the code in the form, never by a cookie: nothing to forge
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Ask for the code, and then whether what was promised to its voice came about."""
    if request.method != "POST":
        return render(request, "plans/results/code.html")
    code = request.POST.get("code", "")
    try:
        voice = look_up(code=code, network=network_of(request))
    except Refusal as no:
        return _unknown(request, code, no)
    return render(request, "plans/results/confirm.html", {
        "code": code, "rows": asked_of(voice).visible_to(NOBODY)[:MOST_ASKED]})


@csrf_exempt
@never_cache
@require_POST
def witnessed(request: HttpRequest, number: int) -> HttpResponse:
    """Take the answer of whoever holds the code, and say kindly what was taken or why it was not."""
    code = request.POST.get("code", "")
    try:
        voice = look_up(code=code, network=network_of(request))
    except Refusal as no:
        return _unknown(request, code, no)
    one = result_by(number, NOBODY)
    if one is None:
        raise Http404
    about = {"code": code, "result": one}
    try:
        mine = witness(claim=claim_of(request, one), word=request.POST.get("word", ""), by=voice)
    except Refusal as no:
        return render(request, "plans/results/thanks.html", about | {"no": no}, status=no.status)
    return render(request, "plans/results/thanks.html", about | {"mine": mine})


def claim_of(request: HttpRequest, result: Result) -> Claim:
    """Return the claim that the page asked about, so that nobody answers a newer one unseen; else the newest."""
    number = request.POST.get("claim", "")
    known = number.isascii() and number.isdecimal() and len(number) < 6
    said = Claim.objects.visible_to(NOBODY).filter(result=result, number=int(number)).first() if known else None
    return said or newest_claim(result)


def _unknown(request, code, no):
    if no.status != 404:
        raise no
    return render(request, "plans/results/code.html", {"code": code[:24], "no": no}, status=404)
