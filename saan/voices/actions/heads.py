"""Telling of oneself: a count goes up, and nothing is kept of who said what."""
from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from saan.core import clock
from saan.core.refusal import Refusal, Wrong
from saan.voices.models import Consultation, Headcount, Telling, Ticket
from saan.voices.queries.heads import is_asked, questions_of
from saan.voices.queries.votes import Pass


@transaction.atomic
def tell_of_oneself(*, by: Pass, consultation: Consultation, said: Mapping[str, str]) -> bool:
    """Count what the bearer says of themselves, once; return whether it was counted now.

    `said` is a word for each way that is answered; what is left out is not counted, and whoever says nothing at all may
    still answer later. That the ticket answered is kept, what it answered is not: so it cannot be changed, nor told
    twice. It is a count and nobody's record: it is not tied.
    """
    wrong = _wrong(consultation, said)
    if wrong:
        raise Refusal("voices.head_unknown", _("มีคำตอบที่ไม่รู้จัก เลือกใหม่จากที่มีให้เลือก"), status=422, errors=wrong)
    if not any(said.values()):
        return False
    open_now = Consultation.objects.open_at(clock.now()).filter(pk=consultation.pk).exists()
    if not open_now or by.consultation != consultation.pk or not is_asked(by):
        return False
    ticket = Ticket.objects.get(consultation=consultation, participant=by.participant)
    _telling, is_new = Telling.objects.get_or_create(ticket=ticket)
    if not is_new:   # sent twice at once
        return False
    for way, word in sorted(said.items()):
        if word:
            Headcount.objects.get_or_create(consultation=consultation, way=way, word=word)
            Headcount.objects.filter(consultation=consultation, way=way, word=word).update(people=F("people") + 1)
    return True


def _wrong(consultation, said):
    known = {question.way: dict(question.words) for question in questions_of(consultation)}
    return [Wrong(way, _("เลือกจากที่มีให้เลือก หรือข้ามไป")) for way, word in said.items()
            if word and word not in known.get(way, {})]
