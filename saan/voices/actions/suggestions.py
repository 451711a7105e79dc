"""Suggestions: those who weave edit what the computer put together, and what they edited is never undone."""
from collections.abc import Collection

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext_lazy as _

from saan.core import clock
from saan.core.refusal import Refusal
from saan.core.things import Thing
from saan.methods.themes.telling import SAID_BY
from saan.methods.themes.tokens import plain
from saan.trail.actions import tie
from saan.voices.actions.themes import gather, join, named
from saan.voices.models import Keyword, Likeness, Membership, Suggestion, Theme, Voice


@transaction.atomic
def call_it(*, suggestion: Suggestion, name: str, by: Thing) -> None:
    """Call the suggestion by a name of one's own; it keeps its voices from now on, and new ones come to it."""
    mine, = _locked(suggestion)
    if mine.theme_id:
        raise Refusal("voices.named_by_theme", _("กลุ่มนี้ใช้ชื่อของประเด็น ถ้าจะเปลี่ยนชื่อ ให้เปลี่ยนที่หน้าประเด็น"), status=422)
    Suggestion.objects.filter(pk=mine.pk).update(name=named(name), edited_at=clock.now())
    tie("renamed", mine, by=by, area=mine.authority.home.code)


@transaction.atomic
def put_together(*, suggestion: Suggestion, into: Suggestion, by: Thing) -> None:
    """Put a suggestion into another of the same town: its voices go there, and stay there."""
    if suggestion.pk == into.pk:
        raise Refusal("voices.same_suggestion", _("เลือกอีกกลุ่มหนึ่งที่จะรวมเข้าไป"), status=422)
    mine, other = _locked(suggestion, into)
    if mine.authority_id != other.authority_id:
        raise Refusal("voices.other_town", _("รวมกับกลุ่มของที่อื่นไม่ได้"), status=403)
    if mine.theme_id or other.theme_id:
        raise Refusal("voices.suggestion_of_theme", _("กลุ่มนี้เป็นของประเด็นแล้ว ให้เข้าร่วมประเด็นนั้นแทน"), status=422)
    Likeness.objects.filter(suggestion=mine).update(suggestion=other)
    Keyword.objects.filter(suggestion=mine).delete()
    Suggestion.objects.filter(pk=mine.pk).update(ended_at=clock.now(), edited_at=clock.now())
    Suggestion.objects.filter(pk=other.pk).update(edited_at=clock.now())
    tie("merged", mine, by=by, area=mine.authority.home.code)
    tie("received", other, by=by, area=other.authority.home.code, because=[mine])


@transaction.atomic
def take_apart(*, suggestion: Suggestion, voices: Collection[Voice], name: str, by: Thing) -> Suggestion:
    """Take voices out of a suggestion into one of their own; from now on both keep what they have."""
    if not voices:
        raise Refusal("voices.nothing_chosen", _("ยังไม่ได้เลือกเสียง ติ๊กอย่างน้อยหนึ่งเสียง"), status=422)
    mine, = _locked(suggestion)
    new = Suggestion.objects.create(authority=mine.authority, name=named(name), edited_at=clock.now())
    moved = Likeness.objects.filter(suggestion=mine, voice__in=[voice.pk for voice in voices]).update(suggestion=new)
    if moved < len(voices):
        raise Refusal("voices.not_in_suggestion", _("บางเสียงไม่ได้อยู่ในกลุ่มนี้แล้ว โหลดหน้าใหม่แล้วเลือกอีกครั้ง"))
    if not Likeness.objects.filter(suggestion=mine, voice__in=_free(mine)).exists():
        raise Refusal("voices.nothing_left", _("แยกออกทั้งกลุ่มไม่ได้ เหลือไว้อย่างน้อยหนึ่งเสียง หรือเปลี่ยนชื่อกลุ่มแทน"), status=422)
    Suggestion.objects.filter(pk=mine.pk).update(edited_at=clock.now())
    tie("split", mine, by=by, area=mine.authority.home.code)
    tie("parted", new, by=by, area=mine.authority.home.code, because=[mine])
    return new


@transaction.atomic
def take_up(*, suggestion: Suggestion, voices: Collection[Voice], name: str, by: Thing,
            theme: Theme | None = None) -> Theme:
    """Make a theme of the suggestion's voices, or let them join one that is under way; learnt words stay with it."""
    mine, = _locked(suggestion)
    if not voices:
        raise Refusal("voices.suggestion_empty", _("กลุ่มนี้ไม่มีเสียงเหลือแล้ว โหลดหน้าใหม่แล้วเลือกอีกครั้ง"))
    known = mine.theme or theme
    if known:
        join(members=voices, theme=known, by=by)
    else:
        known = gather(members=voices, name=name, authority=mine.authority, area=mine.authority.home, by=by)
    Likeness.objects.filter(suggestion=mine).delete()
    Suggestion.objects.filter(pk=mine.pk).update(edited_at=clock.now(), **_kept(mine, known))
    tie("taken_up", mine, by=by, area=mine.authority.home.code)
    return known


@transaction.atomic
def unlearn(*, keyword: Keyword, by: Thing) -> None:
    """Take a learnt word out of a suggestion or theme for good: it draws no voice any more, and does not come back."""
    mine, = _locked(keyword.suggestion)
    if not Keyword.objects.filter(pk=keyword.pk, removed_at=None).update(word="", said_by=0, removed_at=clock.now()):
        raise Refusal("voices.keyword_gone", _("คำนี้ถูกเอาออกไปแล้ว"))
    Suggestion.objects.filter(pk=mine.pk).update(edited_at=clock.now())
    tie("unlearnt", mine, by=by, area=mine.authority.home.code)


@transaction.atomic
def forget(*, voice: Voice) -> None:
    """Take a voice that goes out of suggestions; call it while its words are there: what fewer than three say goes too.

    Also of words that it may not have been counted in: the next run learns them anew.
    """
    Likeness.objects.filter(voice=voice).delete()
    said = plain(voice.text)
    known = Keyword.objects.filter(suggestion__authority=voice.authority_id).exclude(word="")
    mine = [pk for pk, word in known.values_list("pk", "word") if word in said]
    Keyword.objects.filter(pk__in=mine, said_by__lte=SAID_BY).delete()
    Keyword.objects.filter(pk__in=mine).update(said_by=F("said_by") - 1)


def _free(mine):
    """Return the voices of the town that stand and wait for a theme: those that a group shows."""
    inside = Membership.objects.filter(voice=OuterRef("pk"), left_at=None)
    return Voice.objects.standing().filter(~Exists(inside), authority=mine.authority_id)


def _kept(mine, theme):
    """Return what becomes of a suggestion whose voices went to the theme: its own from now on, unless it has one."""
    if mine.theme_id or not Suggestion.objects.live().filter(theme=theme).exists():
        return {"theme": theme}
    Keyword.objects.filter(suggestion=mine).delete()
    return {"ended_at": clock.now()}


def _locked(*suggestions: Suggestion) -> list[Suggestion]:
    rows = Suggestion.objects.live().select_for_update(of=("self",)).select_related("authority__home", "theme__area")
    now = {one.pk: one for one in rows.order_by("pk").filter(pk__in=[one.pk for one in suggestions])}
    if len(now) < len({one.pk for one in suggestions}):
        raise Refusal("voices.suggestion_gone", _("กลุ่มนี้เปลี่ยนไปแล้ว โหลดหน้าใหม่แล้วเลือกอีกครั้ง"))
    return [now[one.pk] for one in suggestions]
