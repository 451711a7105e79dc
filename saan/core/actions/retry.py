"""A write that is asked for twice under one key happens once."""
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from saan.core import clock
from saan.core.keys import fingerprint
from saan.core.models import RetryKey
from saan.core.refusal import Refusal


def once(*, scope: str, key: str, body: str, make: Callable[[], int]) -> tuple[int, bool]:
    """Return the number of the thing made under this key and whether it was made now.

    The same key with another body is refused (409 `key_reused`). Key and body are kept as keyed hashes only.
    `make` runs in the same transaction as the key's row, so that neither can stand without the other.
    """
    key_hash, body_hash = hashes(key, body)
    try:
        with transaction.atomic():
            return _known(scope, key_hash, body_hash) or _made(scope, key_hash, body_hash, make)
    except IntegrityError:   # somebody else was faster with the same key: theirs is the answer
        with transaction.atomic():
            known = _known(scope, key_hash, body_hash)
        if known is None:
            raise
        return known


def forget(*, scope: str, ref: int) -> None:
    """Forget what the body was that made the thing; the key itself goes on pointing at it."""
    RetryKey.objects.filter(scope=scope, ref=ref).update(body_hash="")


def forget_old(*, days: int = 30) -> int:
    """Forget keys that nobody asks again with: at least seven days are promised."""
    return RetryKey.objects.filter(at__lt=clock.now() - timedelta(days=days)).delete()[0]


def hashes(key: str, body: str) -> tuple[str, str]:
    """Return the keyed hashes of a key and a body."""
    secret = settings.KEYS["token"]
    return fingerprint(secret, f"key {key}"), fingerprint(secret, f"body {body}")


def _known(scope, key_hash, body_hash):
    row = RetryKey.objects.filter(scope=scope, key_hash=key_hash).first()
    if row is None:
        return None
    if row.body_hash not in {"", body_hash}:   # empty: what it was about has been erased
        raise Refusal("core.key_reused", _("รหัสกันส่งซ้ำนี้ใช้กับข้อความอื่นไปแล้ว เปิดหน้าใหม่แล้วส่งอีกครั้ง"))
    return row.ref, False


def _made(scope, key_hash, body_hash, make):
    ref = make()
    RetryKey.objects.create(scope=scope, key_hash=key_hash, body_hash=body_hash, ref=ref)
    return ref, True
