"""One's own page, and setting up a second factor."""
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from saan.people import queries
from saan.people.actions.feeds import end_feed, open_feed
from saan.people.engines import has_device, prove


@require_safe
@login_required
def me(request: HttpRequest) -> HttpResponse:
    """Show one's name, roles and ways of signing in."""
    return _own(request)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def feed(request: HttpRequest) -> HttpResponse:
    """Give a calendar feed and show its address, this once; or end it. Whoever comes back later finds their page."""
    if request.method != "POST":
        return HttpResponseRedirect("/me#calendar")
    person = request.user.person
    if request.POST.get("do") == "end":
        end_feed(by=person)
        messages.success(request, _("ปิดปฏิทินแล้ว ที่อยู่เดิมเปิดไม่ได้อีก"))
        return HttpResponseRedirect("/me#calendar")
    return _own(request, request.build_absolute_uri(f"/calendar.ics?token={open_feed(by=person)}"))


def _own(request, address=""):
    return render(request, "people/me.html", {
        "roles": queries.roles_of(request.user.person), "device": has_device(request.user), "address": address,
        "has_feed": queries.has_feed(request.user.person), "viewer": queries.viewer(request)})


class App(ActivateTOTPView):
    """Sets up an app that shows codes; its first right code counts for this session."""

    def form_valid(self, form) -> HttpResponse:
        """Keep the app, and note that this session has shown it."""
        response = super().form_valid(form)
        prove(self.request, "totp")
        return response


class Named:
    """Says in the reader's language that a passkey has a name."""

    def get_form(self, *args, **options):
        """Return allauth's form, its field labelled."""
        form = super().get_form(*args, **options)
        form.fields["name"].label = _("ชื่อ")
        return form


class Rename(Named, EditWebAuthnView):
    """Renames a passkey."""


class Passkey(Named, AddWebAuthnView):
    """Sets up a passkey; making it counts for this session."""

    def form_valid(self, form) -> HttpResponse:
        """Keep the passkey, and note that this session has shown it."""
        response = super().form_valid(form)
        prove(self.request, "webauthn")
        return response
