"""The page by which a speaker follows a voice, and takes it back.

A code is typed into a form that is posted, so that it stands in no address, history or log. A QR code can only hold
an address: `/code?code=…` answers too, no other site is told the address (Referrer-Policy same-origin, as on every
page; `no-referrer` would make the browser post the page's own forms without an origin, which are refused), and the
page's script takes the code out of the address bar.
"""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from saan.core.networks import network_of
from saan.core.refusal import Refusal
from saan.voices.actions.erasures import erase
from saan.voices.actions.voices import look_up
from saan.voices.queries.ways import way_of


@csrf_exempt   # who may look and erase is decided by the code in the form, never by a cookie: nothing to forge
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Ask for the code, or show how far its voice has come; never the words."""
    code = (request.POST if request.method == "POST" else request.GET).get("code", "")
    if not code and request.method != "POST":
        return render(request, "voices/code/ask.html")
    try:
        voice = look_up(code=code, network=network_of(request))
    except Refusal as no:
        return _unknown(request, code, no)
    return render(request, "voices/code/way.html", {"code": code, "way": way_of(voice), "voice": voice})


@csrf_exempt
@never_cache
@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """Ask whether the words are really to go, and then erase them."""
    code = request.POST.get("code", "")
    try:
        voice = look_up(code=code, network=network_of(request))
    except Refusal as no:
        return _unknown(request, code, no)
    if request.POST.get("sure") != "yes":
        return render(request, "voices/code/sure.html", {"code": code})
    erase(voice=voice)
    return render(request, "voices/code/gone.html")


def _unknown(request, code, no):
    if no.status != 404:
        raise no
    return render(request, "voices/code/ask.html", {"code": code[:24], "no": no}, status=404)
