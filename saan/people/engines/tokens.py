"""Tokens: drawn at random, kept as keyed hashes; a participant's lives in a cookie."""
import re
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from saan.core.keys import fingerprint

COOKIE = "saan_p"
TOKEN = re.compile(r"[A-Za-z0-9_-]{32,64}")
YEAR = 365 * 86400   # seconds


def fresh_token() -> str:
    """Return a new token that nobody can guess (256 bits)."""
    return secrets.token_urlsafe(32)


def hashed(sort: str, token: str) -> str:
    """Return the keyed hash under which a token of this sort is kept."""
    return fingerprint(settings.KEYS["token"], f"{sort} {token}")


def token_in(request: HttpRequest) -> str:
    """Return the participant's token that the browser keeps, empty where it keeps none."""
    token = request.COOKIES.get(COOKIE, "")
    return token if TOKEN.fullmatch(token) else ""


def keep_token(response: HttpResponse, token: str) -> None:
    """Let the browser keep the token for a year, out of reach of scripts and other sites."""
    response.set_cookie(COOKIE, token, max_age=YEAR, httponly=True, samesite="Lax", secure=settings.SECURE)
