"""Doors: how people come in, by invitation or by a link."""
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saan.core.networks import network_of
from saan.core.refusal import Refusal
from saan.people import actions, forms
from saan.people.actions.links import MINUTES
from saan.people.engines import is_here, sign_in
from saan.people.models import Login
from saan.people.queries import invited_by, link_by


@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show what an invitation offers, and accept it."""
    offered = invited_by(token)
    known = Login.objects.select_related("person").filter(email=offered.email).first()
    form = forms.Accept(request.POST or None)
    if known:
        form.fields.clear()
    if request.method == "POST" and form.is_valid():
        try:
            login = actions.accept(token=token, **form.cleaned_data)
        except Refusal as no:
            if not no.errors:
                raise
            forms.tell(form, no)
        else:
            return sign_in(request, login, method="invitation")
    return render(request, "people/invitation.html", {"offered": offered, "form": form, "known": known},
                  status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in by a link; one that works once waits for a press, so that no mail program uses it up by looking."""
    found = link_by(token, is_here(request))
    if request.method == "POST" or found.lasting:
        used = actions.follow(token=token, here=is_here(request))
        return sign_in(request, used.login, method="link", lasting=used.lasting)
    return render(request, "people/link.html", {"person": found.login.person})


@require_http_methods(["GET", "POST"])
def ask_for_link(request: HttpRequest) -> HttpResponse:
    """Show where to ask for a sign-in link, and send it; the answer is the same whoever asks."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    form = forms.AskForLink(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.send_link(email=form.cleaned_data["email"], network=network_of(request),
                          address=request.build_absolute_uri("/"))
        messages.success(request, _("ถ้ามีบัญชีของอีเมลนี้ ลิงก์อยู่ในกล่องจดหมายแล้ว ใช้ได้ %(minutes)s นาที") % {
            "minutes": MINUTES})
        return redirect("ask_for_link")
    return render(request, "people/ask_for_link.html", {"form": form}, status=422 if form.is_bound else 200)
