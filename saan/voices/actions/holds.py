"""Holds: take a voice out of everybody's sight but the safeguarding lead's and deputy's, and close it again."""
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Authority
from saan.core import clock
from saan.core.acts import signed
from saan.core.refusal import Refusal
from saan.core.things import SYSTEM, Thing
from saan.core.vocabulary import Level
from saan.methods.masking import has_national_id, mask
from saan.notices.actions import tell
from saan.people.models import Person
from saan.people.queries import holders_of
from saan.people.rules import PROTECTORS
from saan.voices.models import Hold, Voice
from saan.voices.rules import tried

TIME = timedelta(hours=2)   # until somebody who protects children has to have read it


@transaction.atomic
def hold(*, voice: Voice, words: str, why: str, by: Thing = SYSTEM) -> Hold:
    """Keep the words where only the lead and the deputy read them, and tell both at once."""
    held = Hold.objects.create(voice=voice, words=words, why=why, level=Level.RESTRICTED, due_at=clock.now() + TIME,
                               **signed(by))
    tell(_protectors(voice.authority), "voices.held", held, due=held.due_at)
    return held


@transaction.atomic
def close(*, hold: Hold, outcome: str, by: Person) -> None:
    """Close the hold: its words go; a voice that is released waits to be read like any other."""
    mine = Hold.objects.select_for_update().get(pk=hold.pk)
    if mine.closed_at:
        raise Refusal("voices.hold_closed", _("เรื่องนี้มีคนปิดไปแล้ว"))
    voice = Voice.objects.select_for_update().get(pk=mine.voice_id)
    if outcome == Hold.Outcome.RELEASED and not voice.erased_at:
        Voice.objects.filter(pk=voice.pk).update(text=_releasable(mine), level=Level.WAITING)
    Hold.objects.filter(pk=mine.pk).update(words="", outcome=outcome, closed_at=clock.now(), closed_by=by)


def press() -> int:
    """Tell the lead and the deputy again of every hold whose time is up; return how many."""
    late = Hold.objects.filter(closed_at=None, due_at__lte=clock.now()).select_related("voice__authority")
    for held in late:
        tell(_protectors(held.voice.authority), "voices.hold_late", held, due=held.due_at)
    return len(late)


def _protectors(authority: Authority):
    return {person for word in PROTECTORS for person in holders_of(word, authority)}


def _releasable(held):
    """Return the words as readers may see them; what could not be masked when it came has to be masked now."""
    if held.why != Hold.Why.FAULT:
        return held.words
    numbered, failed = tried(has_national_id, held.words)
    masked, failed_too = tried(mask, held.words)
    if numbered or failed or failed_too:   # the fault that held it is still there, or it could not be masked at all
        raise Refusal("voices.not_releasable", _("ข้อความนี้ยังมีข้อมูลส่วนตัวที่สานปิดบังไม่ได้ จึงปล่อยให้คนอื่นอ่านไม่ได้"))
    return masked.text
