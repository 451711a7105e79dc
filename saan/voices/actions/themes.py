"""Themes: gather what says the same, let more join, rename, merge, split."""
import json
from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Authority
from saan.areas.models import Area
from saan.core import clock
from saan.core.actions import retry
from saan.core.refusal import Refusal, Wrong
from saan.core.things import Thing
from saan.core.vocabulary import Level
from saan.methods.words import clean, graphemes, is_blank
from saan.trail.actions import tie
from saan.voices.models import Membership, Statement, Theme, Voice
from saan.voices.rules import LONGEST_NAME, refuse_private

Member = Voice | Statement


@transaction.atomic
def gather(*, members: Collection[Member], name: str, authority: Authority, area: Area, by: Thing,
           key: str = "") -> Theme:
    """Gather voices and statements that say the same into a theme; once under a key, where one is given."""
    _chosen(members)
    name = named(name)
    if not key:
        return _gathered(members, name, authority, area, by)
    body = [name, authority.pk, by.kind, by.pk, sorted((member.kind, member.pk) for member in members)]
    ref, _new = retry.once(scope=Theme.kind, key=key, body=json.dumps(body),
                           make=lambda: _gathered(members, name, authority, area, by).pk)
    return Theme.objects.get(pk=ref)


@transaction.atomic
def join(*, members: Collection[Member], theme: Theme, by: Thing) -> None:
    """Let voices and statements join a theme that is already under way."""
    _chosen(members)
    mine, = locked(theme)
    _enter(mine, members)
    tie("joined", mine, by=by, area=mine.area.code, because=members)


@transaction.atomic
def rename(*, theme: Theme, name: str, by: Thing) -> None:
    """Give the theme another name."""
    mine, = locked(theme)
    Theme.objects.filter(pk=mine.pk).update(name=named(name))
    tie("renamed", mine, by=by, area=mine.area.code)


@transaction.atomic
def merge(*, theme: Theme, into: Theme, by: Thing) -> None:
    """Merge a theme into another; what belongs to it goes with that one from now on."""
    if theme.pk == into.pk:
        raise Refusal("voices.same_theme", _("เลือกอีกเรื่องหนึ่งที่จะรวมเข้าไป"), status=422)
    mine, other = locked(theme, into)
    if mine.authority_id != other.authority_id:
        raise Refusal("voices.other_town", _("รวมกับเรื่องของที่อื่นไม่ได้"), status=403)
    members = _members(mine)
    Theme.objects.filter(pk=mine.pk).update(merged_into=other)
    _leave(mine, members)
    tie("merged", mine, by=by, area=mine.area.code, parting=members)
    _enter(other, members)
    tie("received", other, by=by, area=other.area.code, because=[mine, *members])


@transaction.atomic
def split(*, theme: Theme, members: Collection[Member], name: str, by: Thing) -> Theme:
    """Split voices and statements out into a theme of their own; the old one's way ends here for them."""
    _chosen(members)
    mine, = locked(theme)
    if _leave(mine, members) < len(members):
        raise Refusal("voices.not_in_theme", _("บางเสียงไม่ได้อยู่ในเรื่องนี้แล้ว โหลดหน้าใหม่แล้วเลือกอีกครั้ง"))
    tie("split", mine, by=by, area=mine.area.code, parting=members)
    return gather(members=members, name=name, authority=mine.authority, area=mine.area, by=by)


def locked(*themes: Theme) -> list[Theme]:
    """Return the themes as they are now, locked until the transaction ends; one that was merged takes nothing more."""
    rows = Theme.objects.select_for_update(of=("self",)).select_related("area", "authority").order_by("pk")
    now = {theme.pk: theme for theme in rows.filter(pk__in=[theme.pk for theme in themes])}
    if any(theme.merged_into_id for theme in now.values()):
        raise Refusal("voices.theme_merged", _("เรื่องนี้รวมเข้ากับอีกเรื่องแล้ว ทำต่อที่เรื่องนั้น"))
    return [now[theme.pk] for theme in themes]


def _gathered(members, name, authority, area, by):
    theme = Theme.objects.create(name=name, authority=authority, area=area)
    _enter(theme, members)
    tie("gathered", theme, by=by, area=area.code, because=members)
    return theme


def _chosen(members):
    if not members:
        raise Refusal("voices.nothing_chosen", _("ยังไม่ได้เลือกเสียง ติ๊กอย่างน้อยหนึ่งเสียง"), status=422)


def _members(theme):
    memberships = Membership.objects.filter(theme=theme, left_at=None).select_related("voice", "statement")
    return [membership.voice or membership.statement for membership in memberships.order_by("pk")]


def _enter(theme, members):
    if not all(_may_enter(theme, member) for member in members):
        raise Refusal("voices.not_gatherable", _(
            "บางเสียงรวมไม่ได้ เพราะยังไม่ขึ้น ถูกถอน หรือเป็นของที่อื่น โหลดหน้าใหม่แล้วเลือกอีกครั้ง"))
    try:
        with transaction.atomic():
            Membership.objects.bulk_create(Membership(theme=theme, **{member.kind: member}) for member in members)
    except IntegrityError as no:   # the database holds that each belongs to one theme at a time
        raise Refusal("voices.already_gathered", _("บางเสียงอยู่ในเรื่องอื่นแล้ว โหลดหน้าใหม่แล้วเลือกอีกครั้ง")) from no


def _may_enter(theme, member):
    """Return whether it belongs to the same town and stands on pages; who was in a theme goes on also when erased."""
    if isinstance(member, Voice):
        return member.authority_id == theme.authority_id and member.level == Level.PUBLIC
    return member.consultation.authority_id == theme.authority_id and member.level == Level.PUBLIC


def _leave(theme, members):
    kinds = {kind: [member.pk for member in members if member.kind == kind] for kind in (Voice.kind, Statement.kind)}
    return sum(Membership.objects.filter(theme=theme, left_at=None, **{f"{kind}__in": ids}).update(left_at=clock.now())
               for kind, ids in kinds.items())


def named(name: str) -> str:
    """Return the name of a theme, cleaned; one that is empty, too long or tells something private is refused."""
    name = clean(name)
    if is_blank(name) or graphemes(name) > LONGEST_NAME or "\n" in name:
        no = Refusal("voices.theme_name", _("ตั้งชื่อเรื่องสั้น ๆ บรรทัดเดียว ไม่เกิน %(longest)s ตัวอักษร"), status=422,
                     longest=LONGEST_NAME)
        no.errors = [Wrong("name", str(no))]
        raise no
    refuse_private(name, "name")
    return name
