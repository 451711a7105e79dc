"""Limits by network: many may share one address, so only what is wrong or bulk is counted."""
from datetime import timedelta

from django.conf import settings
from django.core.cache import caches
from django.utils.translation import gettext_lazy as _

from saan.core import clock
from saan.core.models import Attempt
from saan.core.networks import is_loopback
from saan.core.refusal import Refusal

MINUTE = 60   # seconds


def count(*, scope: str, network: str, most: int, minutes: int) -> None:
    """Count one attempt; the one after `most` within the minutes is refused (429 with Retry-After) and not counted."""
    if not settings.LIMITS and is_loopback(settings.HOST):
        return
    since = clock.now() - timedelta(minutes=minutes)
    mine = Attempt.objects.filter(scope=scope, network=network, at__gt=since)
    if mine.count() >= most:
        oldest = mine.order_by("-at").values_list("at", flat=True)[most - 1]
        raise _too_many(max(1, int((oldest - since).total_seconds()) + 1))
    Attempt.objects.create(scope=scope, network=network, at=clock.now())


def count_in_memory(*, scope: str, network: str, most: int) -> None:
    """Count one question of this minute in the memory of this process, where a row for each would be a trace of it."""
    if not settings.LIMITS and is_loopback(settings.HOST):
        return
    memory, name = caches["pages"], f"{scope}-{network}"
    memory.add(name, 0, timeout=MINUTE)
    try:
        asked = memory.incr(name)
    except ValueError:   # its minute ended just now
        return
    if asked > most:
        raise _too_many(MINUTE)


def forget_old(*, days: int = 1) -> int:
    """Forget attempts that no limit looks at any more."""
    return Attempt.objects.filter(at__lt=clock.now() - timedelta(days=days)).delete()[0]


def _too_many(wait):
    return Refusal("core.too_many", _("ลองบ่อยเกินไป รออีก %(minutes)s นาทีแล้วลองใหม่"), status=429, retry_after=wait,
                   minutes=-(-wait // MINUTE))
