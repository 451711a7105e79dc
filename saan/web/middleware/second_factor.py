"""Whoever holds a role that needs a second factor is led to it before the role opens anything."""
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from saan.core.refusal import Refusal
from saan.people.engines import has_device
from saan.people.queries import viewer
from saan.web.views.problems import refuse

SET_UP = _("บทบาทนี้ต้องยืนยันตัวสองชั้น ตั้งเครื่องยืนยันก่อน แล้วหน้าของบทบาทจะเปิดให้")
PROVE = _("ยืนยันตัวอีกชั้นก่อน แล้วหน้าของบทบาทจะเปิดให้")


class SecondFactor:
    """Leads from a closed page, and from the desk, to setting up a second factor or to showing it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == settings.LOGIN_REDIRECT_URL and viewer(request).unproven:
            return self._lead(request)
        response = self.get_response(request)
        closed = response.status_code == 403 and getattr(request, "saan_unproven", False)
        return self._lead(request) if closed else response

    def _lead(self, request):
        shown = has_device(request.user)
        if request.path.startswith("/api/"):
            return refuse(request, Refusal("people.second_factor", PROVE if shown else SET_UP, status=403))
        messages.warning(request, PROVE if shown else SET_UP)
        back = request.get_full_path() if request.method == "GET" else settings.LOGIN_REDIRECT_URL
        show = f"{reverse('mfa_reauthenticate')}?{urlencode({'next': back})}"
        return redirect(show if shown else "mfa_activate_totp")
