"""How allauth's sessions and Saan's logins meet."""
import base64
import hashlib
import secrets
import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from saan.core.networks import is_loopback
from saan.people.models import Login

FRESH = 300   # seconds after signing in
USE = b"second factor"


class Adapter(DefaultAccountAdapter):
    """Nobody signs up alone: logins come from invitations."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return that sign-up is closed."""
        return False

    def is_reauthentication_required(self, *, app: str, **about) -> bool:
        """Return whether to ask again who it is: not within five minutes after signing in."""
        records = get_authentication_records(self.request, self.request.user)
        return all(time.time() - record["at"] > FRESH for record in records)


class Devices(DefaultMFAAdapter):
    """Second factors: their secrets are encrypted with a key that is in no database and no backup."""

    def encrypt(self, text: str) -> str:
        """Return the secret as it is kept: AES-256-GCM, nonce first, in base64."""
        nonce = secrets.token_bytes(12)
        return base64.b64encode(nonce + _cipher().encrypt(nonce, text.encode(), USE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret itself."""
        kept = base64.b64decode(encrypted_text)
        return _cipher().decrypt(kept[:12], kept[12:], USE).decode()


def sign_in(request: HttpRequest, login: Login, *, method: str, lasting: bool = False) -> HttpResponse:
    """Sign the login in by this method, as if by allauth's own pages: second factors are asked for where there are."""
    logout(request)
    record_authentication(request, login, method=method, lasting=lasting or None)
    return perform_login(request, login, email_verification="none")


def is_proven(request: HttpRequest) -> bool:
    """Return whether this session was signed in with a second factor that still stands.

    In a demo town a lasting link counts as one.
    """
    records = get_authentication_records(request, request.user)
    if settings.DEMO and any(record.get("lasting") for record in records):
        return True
    return any(record["method"] == "mfa" for record in records) and has_device(request.user)


def has_device(login: Login) -> bool:
    """Return whether the login has a second factor; recovery codes alone are none."""
    return Authenticator.objects.filter(user=login).exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


def is_here(request: HttpRequest) -> bool:
    """Return whether the request comes from this very machine, and through no proxy."""
    proxied = any(request.headers.get(name) for name in ("X-Forwarded-For", "Forwarded", "Via", "X-Real-Ip"))
    return is_loopback(request.META.get("REMOTE_ADDR", "")) and not proxied


def prove(request: HttpRequest, sort: str) -> None:
    """Note that this session has just shown a second factor of this sort, by setting it up."""
    record_authentication(request, request.user, method="mfa", type=sort)


def _cipher():
    return AESGCM(hashlib.sha256(settings.KEYS["token"] + USE).digest())
