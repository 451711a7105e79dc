"""Readings: let a waiting voice stand, give it back with a reason, or hand it to the safeguarding lead."""
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from saan.core.acts import signed
from saan.core.refusal import Refusal
from saan.core.vocabulary import Level
from saan.people.models import Person
from saan.voices.actions.holds import hold
from saan.voices.actions.statements import pose_from
from saan.voices.models import Hold, Reading, Voice


@transaction.atomic
def let_stand(*, voice: Voice, by: Person) -> None:
    """Let the voice stand on pages for everybody to read; what was proposed for a round can be voted on from now on."""
    waiting = _waiting(voice)
    Voice.objects.filter(pk=waiting.pk).update(level=Level.PUBLIC)
    Reading.objects.create(voice=waiting, level=Level.WAITING, **signed(by))
    if waiting.consultation_id:
        pose_from(voice=waiting, by=by)


@transaction.atomic
def give_back(*, voice: Voice, reason: str, by: Person) -> None:
    """Give the voice back for one of the fixed reasons, which its speaker reads by code."""
    waiting = _waiting(voice)
    Voice.objects.filter(pk=waiting.pk).update(level=Level.RETURNED)
    Reading.objects.create(voice=waiting, reason=Reading.Reason(reason), level=Level.RETURNED, **signed(by))


@transaction.atomic
def hand_over(*, voice: Voice, by: Person) -> Hold:
    """Hand a voice that may tell of harm to the safeguarding lead; nobody else reads it from now on."""
    waiting = _waiting(voice)
    Voice.objects.filter(pk=waiting.pk).update(level=Level.RESTRICTED, text="")
    return hold(voice=waiting, words=waiting.text, why=Hold.Why.READER, by=by)


def _waiting(voice):
    waiting = Voice.objects.select_for_update(of=("self",)).select_related("authority").get(pk=voice.pk)
    if waiting.level != Level.WAITING or waiting.erased_at:
        raise Refusal("voices.already_read", _("มีคนอ่านเสียงนี้ไปก่อนแล้ว ผลของเขาอยู่ครบ ไม่มีอะไรต้องทำซ้ำ"))
    return waiting
