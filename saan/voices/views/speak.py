"""The page where a child speaks, and the one that says thank you."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saan.agencies.models import Authority
from saan.core.refusal import Refusal
from saan.people.queries import is_listening_open
from saan.voices.actions.voices import speak
from saan.voices.forms.voices import Speaking
from saan.voices.views.thanks import thanks
from saan.voices.views.twins import alike

SHOWN = 24   # towns to choose from


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def speaking(request: HttpRequest) -> HttpResponse:
    """Show the form, or receive what it says; after a mistake it comes back as it was filled in."""
    town = request.town
    if not town:
        return render(request, "voices/speak/where.html", {"places": Authority.objects.order_by("name")[:SHOWN]})
    if request.method == "POST" and "look" in request.POST:   # without script: look before sending
        near = alike(request, request.POST.get("text", ""))
        return _form(request, Speaking(town=town, typed=request.POST), alike=near, looked=True)
    if request.method == "POST":
        return _receive(request, town)
    if not is_listening_open(town):
        return render(request, "voices/speak/closed.html")
    return _form(request, Speaking(town=town, at=request.GET.get("at", "")))


def _receive(request, town):
    form = Speaking(request.POST, town=town)
    if not form.is_valid():
        return _form(request, form, 422)
    speaker = request.user.person if request.user.is_authenticated else None
    try:
        receipt = speak(authority=town, by=speaker, **form.said())
    except Refusal as no:
        return _handed_back(request, form, no)
    return thanks(request, receipt, form.cleaned_data["text"], town)


def _handed_back(request, form, no):
    if no.code == "voices.gone":
        raise no
    if no.code == "core.key_reused":   # went back in the browser and wrote something else: sent again it is a new voice
        form.with_new_key()
    for wrong in no.errors:
        form.add_error(wrong.where, wrong.sentence)
    if not no.errors:
        form.add_error(None, str(no))
    return _form(request, form, no.status)


def _form(request, form, status=200, **more):
    return render(request, "voices/speak/form.html", {"form": form, **more}, status=status)
