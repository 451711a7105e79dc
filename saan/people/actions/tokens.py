"""Tokens of letters: drawn at random, kept as keyed hashes."""
import secrets

from django.conf import settings

from saan.core.keys import fingerprint


def fresh() -> str:
    """Return a token that nobody can guess (256 bits)."""
    return secrets.token_urlsafe(32)


def hashed(sort: str, token: str) -> str:
    """Return the keyed hash under which a token of this sort is kept."""
    return fingerprint(settings.KEYS["token"], f"{sort} {token}")
