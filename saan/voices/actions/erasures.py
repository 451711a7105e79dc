"""Erasures: a child takes its words back, for good."""
from django.db import connection, transaction

from saan.core import clock
from saan.core.actions import retry
from saan.core.actions.cursors import advance, position
from saan.core.things import SYSTEM, Thing
from saan.trail.actions import tie
from saan.voices.actions.statements import erase_statement
from saan.voices.actions.suggestions import forget
from saan.voices.actions.twins import take_out
from saan.voices.actions.voices import gone
from saan.voices.engines.erasures import erased, list_erased, scrub
from saan.voices.models import Voice
from saan.voices.queries.erasures import wiped_so_far

CLEARED = "voices.cleared"   # how many wipings had happened when the database was last cleared


@transaction.atomic
def erase(*, voice: Voice) -> None:
    """Erase the words and the speaker; that a voice was there remains. A hold keeps its words until it is closed."""
    mine = Voice.objects.select_for_update(of=("self",)).select_related("area").get(pk=voice.pk)
    if mine.erased_at:
        raise gone()
    _wipe(mine, by=mine)
    list_erased(mine.pk, mine.code_hash)   # on disk before the commit: a restored backup erases it again
    transaction.on_commit(clear_at_once)


@transaction.atomic
def again() -> int:
    """Erase again what a restored backup brought back; return how many."""
    listed = erased()
    back = Voice.objects.filter(pk__in=[number for number, _ in listed], erased_at=None).select_related("area")
    known = [voice for voice in back if (voice.pk, voice.code_hash) in listed]
    for voice in known:
        _wipe(voice, by=SYSTEM)
    return len(known)


def clear(*, patience: int = 5000) -> int:
    """Clear the database's own traces of what was wiped since the last time; return 1 where there was something."""
    wiped = wiped_so_far()
    if wiped == position(name=CLEARED):
        return 0
    if scrub(patience):
        advance(name=CLEARED, to=wiped)
    return 1


def clear_at_once() -> None:
    """Clear right after an erasure where that takes no time; the job does the rest within a minute."""
    if connection.vendor == "sqlite":
        scrub(patience=200)


def _wipe(voice: Voice, by: Thing) -> None:
    forget(voice=voice)
    Voice.objects.filter(pk=voice.pk).update(text="", person=None, participant=None, erased_at=clock.now())
    erase_statement(voice=voice, by=by)
    retry.forget(scope=Voice.kind, ref=voice.pk)
    tie("erased", voice, by=by, area=voice.area.code)
    take_out(voice=voice)
