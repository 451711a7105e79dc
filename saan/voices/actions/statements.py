"""Posing the statements of a round, and taking them back."""
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from saan.core import clock
from saan.core.refusal import Refusal, Wrong
from saan.core.things import Thing
from saan.methods import words
from saan.trail.actions import tie
from saan.voices.actions.twins import take_out
from saan.voices.models import Consultation, Statement, Theme, Voice
from saan.voices.rules import LONGEST_STATEMENT, refuse_private

MOST = 60       # statements of one round


@transaction.atomic
def pose(*, consultation: Consultation, text: str, by: Thing, theme: Theme | None = None) -> Statement:
    """Pose a statement of the council's own, or one that comes from a theme."""
    text = " ".join(words.clean(text).split())
    _refuse_words(text)
    refuse_private(text, "text")
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if consultation.is_over(clock.now()):
        raise Refusal("voices.round_closed", _("รอบนี้ปิดแล้ว เพิ่มข้อความไม่ได้"))
    if consultation.statements.count() >= MOST:
        raise Refusal("voices.round_full", _("รอบนี้มีครบ %(most)s ข้อความแล้ว"), most=MOST)
    return _posed(consultation, text, by, [theme] if theme else [])


@transaction.atomic
def pose_from(*, voice: Voice, by: Thing) -> Statement | None:
    """Pose what a participant proposed, now that it was read and let through.

    Return None where the round has closed or is full meanwhile: the voice stands, but there is nothing to vote on.
    """
    consultation = Consultation.objects.select_for_update().get(pk=voice.consultation_id)
    text = " ".join(voice.text.split())
    too_long = words.graphemes(text) > LONGEST_STATEMENT
    over = consultation.is_over(clock.now())
    if over or too_long or consultation.statements.count() >= MOST:
        return None
    return _posed(consultation, text, by, [voice], voice=voice)


@transaction.atomic
def withdraw(*, statement: Statement, by: Thing) -> None:
    """Take a statement out of the round: nobody is asked any more, and results leave it out."""
    now = clock.now()
    if not Statement.objects.filter(pk=statement.pk, withdrawn_at=None).update(withdrawn_at=now):
        raise Refusal("voices.statement_withdrawn", _("ข้อความนี้ถูกถอนไปแล้ว"))
    tie("withdrew", statement, by=by, area=statement.consultation.area.code)
    if statement.voice_id:
        take_out(voice=statement.voice)


@transaction.atomic
def erase_statement(*, voice: Voice, by: Thing) -> None:
    """Erase the words of the statement that the voice became, if it became one; what was voted stays as numbers."""
    for statement in Statement.objects.filter(voice=voice).select_related("consultation__area"):
        Statement.objects.filter(pk=statement.pk).update(text="", withdrawn_at=statement.withdrawn_at or clock.now())
        tie("erased", statement, by=by, area=statement.consultation.area.code)


def _refuse_words(text):
    wrong = None
    if words.is_blank(text):
        wrong = Wrong("text", _("เขียนข้อความก่อน"))
    elif words.graphemes(text) > LONGEST_STATEMENT:
        wrong = Wrong("text", _("ข้อความยาวเกินไป เขียนให้ไม่เกิน 140 ตัวอักษร"))
    if wrong:
        raise Refusal("voices.statement_unfit", wrong.sentence, status=422, errors=[wrong])


def _posed(consultation, text, by, because, voice=None):
    number = (consultation.statements.aggregate(last=Max("number"))["last"] or 0) + 1
    statement = Statement.objects.create(consultation=consultation, text=text, number=number, voice=voice)
    tie("posed", statement, by=by, area=consultation.area.code, because=because)
    return statement
