"""One's own page, and setting up a second factor."""
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from saan.people import queries
from saan.people.engines import has_device, prove


@require_GET
@login_required
def me(request: HttpRequest) -> HttpResponse:
    """Show one's name, roles and ways of signing in."""
    return render(request, "people/me.html", {
        "roles": queries.roles_of(request.user.person), "device": has_device(request.user),
        "viewer": queries.viewer(request)})


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
