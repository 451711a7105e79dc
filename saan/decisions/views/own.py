"""The page where anybody proposes something themselves; it is first a voice, and the receipt follows it."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saan.agencies.models import Authority
from saan.core.refusal import Refusal
from saan.decisions.actions.proposals import propose_own
from saan.decisions.forms.proposals import Own
from saan.people.queries import is_listening_open
from saan.voices.views.thanks import thanks

SHOWN = 24   # towns to choose from


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """Show the form, or receive what it says; after a mistake it comes back as it was filled in."""
    town = request.town
    if not town:
        return render(request, "decisions/proposals/where.html", {"places": Authority.objects.order_by("name")[:SHOWN]})
    if request.method != "POST":
        if not is_listening_open(town):
            return render(request, "voices/speak/closed.html")
        return _form(request, Own(town=town))
    form = Own(request.POST, town=town)
    if not form.is_valid():
        return _form(request, form, 422)
    speaker = request.user.person if request.user.is_authenticated else None
    placed = form.placed()
    try:
        receipt = propose_own(authority=town, by=speaker, **placed)
    except Refusal as no:
        return _handed_back(request, form, no)
    return thanks(request, receipt, "\n".join((placed["title"], placed["text"])), town)


def _handed_back(request, form, no):
    if no.code == "voices.gone":
        raise no
    if no.code == "core.key_reused":   # went back in the browser and wrote something else: sent again it is a new voice
        form.with_new_key()
    for wrong in no.errors:
        form.add_error(wrong.where, str(wrong.sentence))
    if not no.errors:
        form.add_error(None, str(no))
    return _form(request, form, no.status)


def _form(request, form, status=200):
    return render(request, "decisions/proposals/own.html", {"form": form}, status=status)
