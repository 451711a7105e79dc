"""Twins: enter a voice into the index of words once it stands, and take it out once it does not."""
from itertools import islice

from django.db import transaction

from saan.core.actions.cursors import advance, position
from saan.methods.twins import shape
from saan.voices.engines import twins
from saan.voices.engines.twins import Entry
from saan.voices.models import Voice

SHAPED = "voices.twins.1"   # how far the voices have been gone through; another number when shapes are made otherwise
AT_ONCE = 1000              # voices gone through in one transaction


def take_in(*, voice: Voice) -> None:
    """Let the voice be found by its words; call last in the action that lets it stand."""
    twins.enter([Entry(voice.pk, voice.authority_id, shape(voice.text))])


def take_out(*, voice: Voice) -> None:
    """Let the voice not be found any more, nor a trace of its words; call last in what takes it off pages."""
    twins.leave(voice.pk)


def catch_up(*, at_once: int = AT_ONCE) -> int:
    """Enter the next voices that stand and were never entered: after an upgrade, or where many were added at once."""
    reached = position(name=SHAPED)
    if not _ahead(reached).exists():
        return 0
    with transaction.atomic():
        if reached == 0:
            twins.empty()
        some = list(_ahead(reached).select_for_update(of=("self",))[:at_once])   # none is erased meanwhile
        entered = twins.enter(Entry(voice.pk, voice.authority_id, shape(voice.text)) for voice in some)
        advance(name=SHAPED, to=some[-1].pk if some else reached)
    return entered


@transaction.atomic
def begin_anew() -> int:
    """Make the whole index anew from the rows, as a restored backup needs it; return how many voices it holds."""
    twins.empty()
    rows = Voice.objects.to_offer().order_by("pk").values_list("pk", "authority_id", "text").iterator(AT_ONCE)
    entries, count = (Entry(pk, town, shape(text)) for pk, town, text in rows), 0
    while some := list(islice(entries, AT_ONCE)):
        count += twins.enter(some)
    return count


def _ahead(reached):
    return Voice.objects.to_offer().filter(pk__gt=reached).order_by("pk").only("pk", "authority_id", "text")
