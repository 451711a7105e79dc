"""Answers: a reply to the theme tells what came of it."""
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from saan.core.refusal import Refusal, Wrong
from saan.core.things import Thing
from saan.plans.models import Answer, Result
from saan.plans.queries.audience import themes_behind
from saan.voices.actions import replies
from saan.voices.models import Theme


@transaction.atomic
def answer(*, result: Result, theme: Theme, text: str, key: str, by: Thing) -> Answer:
    """Answer everybody whose voice is in the theme, and keep that the reply tells of the result; once under a key.

    On the trail the reply's only cause is its theme: with the result as one it would reach every theme behind it.
    """
    if not themes_behind(result.project).filter(pk=theme.pk).exists():
        no = _("เรื่องนี้ไม่ได้อยู่เบื้องหลังโครงการนี้ เลือกเรื่องที่โครงการมาจาก")
        raise Refusal("plans.other_theme", no, status=422, errors=[Wrong("theme", no)])
    reply = replies.answer(theme=theme, text=text, key=key, by=by)
    known, _new = Answer.objects.get_or_create(reply=reply, defaults={"result": result})
    if known.result_id != result.pk:
        raise Refusal("core.key_reused", _("รหัสกันส่งซ้ำนี้ใช้กับข้อความอื่นไปแล้ว เปิดหน้าใหม่แล้วส่งอีกครั้ง"))
    return known
