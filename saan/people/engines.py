"""How allauth's sessions and Saan's logins meet, and the cookie of a participant."""
import re
import secrets

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from saan.core.networks import is_loopback
from saan.people.models import Login

COOKIE = "saan_p"
TOKEN = re.compile(r"[A-Za-z0-9_-]{32,64}")
YEAR = 365 * 86400


class Adapter(DefaultAccountAdapter):
    """Nobody signs up alone: logins come from invitations."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return that sign-up is closed."""
        return False


class Devices(DefaultMFAAdapter):
    """Second factors."""


def sign_in(request: HttpRequest, login: Login, *, method: str, lasting: bool = False) -> HttpResponse:
    """Sign the login in by this method, as if by allauth's own pages: second factors are asked for where there are."""
    logout(request)
    record_authentication(request, login, method=method, lasting=lasting or None)
    return perform_login(request, login, email_verification="none")


def is_proven(request: HttpRequest) -> bool:
    """Return whether this session was signed in with a second factor, or by a lasting link of a demo town."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" or (record.get("lasting") and settings.DEMO) for record in records)


def is_here(request: HttpRequest) -> bool:
    """Return whether the request comes from this very machine, and through no proxy."""
    proxied = any(request.headers.get(name) for name in ("X-Forwarded-For", "Forwarded", "Via", "X-Real-Ip"))
    return is_loopback(request.META.get("REMOTE_ADDR", "")) and not proxied


def token_in(request: HttpRequest) -> str:
    """Return the participant's token that the browser keeps, empty where it keeps none."""
    token = request.COOKIES.get(COOKIE, "")
    return token if TOKEN.fullmatch(token) else ""


def fresh_token() -> str:
    """Return a new participant's token that nobody can guess (256 bits)."""
    return secrets.token_urlsafe(32)


def keep_token(response: HttpResponse, token: str) -> None:
    """Let the browser keep the token for a year, out of reach of scripts and other sites."""
    response.set_cookie(COOKIE, token, max_age=YEAR, httponly=True, samesite="Lax", secure=settings.SECURE)
