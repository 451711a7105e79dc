"""Replies: answer everybody whose voice is in a theme."""
import json

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from saan.core.actions import retry
from saan.core.acts import signed
from saan.core.refusal import Refusal, Wrong
from saan.core.things import Thing
from saan.methods.words import clean, graphemes, is_blank
from saan.notices.actions import tell
from saan.trail.actions import tie
from saan.voices.actions.themes import locked
from saan.voices.models import Reply, Theme
from saan.voices.queries.themes import audience_of
from saan.voices.rules import LONGEST_REPLY, refuse_private


@transaction.atomic
def answer(*, theme: Theme, text: str, key: str, by: Thing) -> Reply:
    """Answer everybody whose voice is in the theme now, on the channel they have; once under a key."""
    text = _checked(text)
    ref, _new = retry.once(scope=Reply.kind, key=key, body=json.dumps([theme.pk, text, by.kind, by.pk]),
                           make=lambda: _answered(theme, text, by).pk)
    return Reply.objects.get(pk=ref)


def _answered(theme, text, by):
    mine, = locked(theme)
    reply = Reply.objects.create(theme=mine, text=text, **signed(by))
    tie("answered", reply, by=by, area=mine.area.code, because=[mine])
    tell(audience_of(mine), "voices.answered", reply)
    return reply


def _checked(text):
    text = clean(text)
    over = graphemes(text) - LONGEST_REPLY
    if is_blank(text) or over > 0:
        no = Refusal("voices.reply_length", _("เขียนคำตอบ 1 ถึง %(longest)s ตัวอักษร"), status=422, longest=LONGEST_REPLY)
        no.errors = [Wrong("text", str(no))]
        raise no
    refuse_private(text, "text", contacts=False)   # a town may give its own number
    return text
