"""Proposals: propose on voices and statements, and go on with a theme that was merged."""
import json
from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Agency, Authority
from saan.areas.models import Area
from saan.core import clock
from saan.core.actions import retry
from saan.core.acts import signed
from saan.core.refusal import Refusal, Wrong
from saan.core.things import SYSTEM, Thing
from saan.decisions.models import Proposal, Source
from saan.decisions.queries.proposals import answerers_of, audience_of, merged_away
from saan.decisions.queries.sources import TENANT, Origin, says_something, standing, where_it_went
from saan.decisions.rules.proposals import DAYS, LONGEST_TEXT, LONGEST_TITLE
from saan.methods.words import clean, graphemes, is_blank
from saan.network.actions import errands
from saan.notices.actions import tell
from saan.people.models import Participant, Person
from saan.people.queries import NOBODY
from saan.trail.actions import tie
from saan.voices.actions.themes import locked
from saan.voices.actions.voices import Receipt, speak
from saan.voices.models import Theme, Voice
from saan.voices.rules import refuse_private

BY_LINK = "/proposals/by-link/"   # where a one-time link leads; its token stands behind


@transaction.atomic
def propose(*, title: str, text: str, authority: Authority, area: Area, agency: Agency, sources: Collection[Origin],
            by: Thing, key: str = "", address: str = "") -> Proposal:
    """Propose something to the agency that is responsible, on the voices and statements behind it.

    The agency has 30 days for its first reply. Everybody behind the sources is told, and the agency is asked: its
    partners in Saan, its contacts by one-time links that begin with `address`. Once under a key, where one is given.
    """
    title, text = _titled(title), worded(text, "text", LONGEST_TEXT)
    refuse_private(title, "title")
    refuse_private(text, "text")
    if not key:
        return _proposed(title, text, authority, area, agency, sources, by, address)
    on = sorted((one.kind, one.pk) for one in sources)
    body = [title, text, authority.pk, area.pk, agency.pk, on, by.kind, by.pk]
    ref, _new = retry.once(
        scope=Proposal.kind, key=key, body=json.dumps(body),
        make=lambda: _proposed(title, text, authority, area, agency, sources, by, address).pk)
    return Proposal.objects.get(pk=ref)


def propose_own(*, title: str, text: str, authority: Authority, area: Area, key: str,
                by: Person | Participant | None = None) -> Receipt:
    """Receive what somebody proposes themselves as what it is first: a voice, which is read like any other."""
    title = _titled(title)
    return speak(text=f"{title}\n{clean(text)}", sort=Voice.Sort.IDEA, authority=authority, area=area, key=key, by=by)


@transaction.atomic
def go_on(*, proposal: Proposal, by: Thing = SYSTEM) -> None:
    """Let a proposal stand on the themes into which its own were merged, so that those in them go on with it."""
    mine = Proposal.objects.select_for_update(of=("self",)).select_related("area").get(pk=proposal.pk)
    while (merged := _merged_into(mine)):
        Source.objects.bulk_create(Source(proposal=mine, theme=theme) for theme in merged)
        tie("proposed", mine, by=by, area=mine.area.code, because=merged)
        tell(audience_of(mine), "decisions.proposed", mine)


def go_on_all() -> int:
    """Let every proposal go on with the themes into which its own were merged; return how many did."""
    left = list(merged_away()[:500])
    for proposal in left:
        go_on(proposal=proposal)
    return len(left)


def ask(*, proposal: Proposal, key: str, thing: Thing, by: Thing, address: str = "") -> None:
    """Ask the agency that is responsible now: its partners in Saan, its contacts by one-time links.

    Links that the agency got for this proposal before stop working.
    """
    tell(answerers_of(proposal.agency), key, thing, due=proposal.due_at)
    errands.send(authority=proposal.authority, agency=proposal.agency, thing=proposal, path=BY_LINK, by=by,
                 address=address or next(iter(settings.CSRF_TRUSTED_ORIGINS), ""))


def worded(text: str, where: str, longest: int, least: int = 1) -> str:
    """Return the words cleaned; none where some are needed, and over-long ones, are refused with their place."""
    text = clean(text)
    over = graphemes(text) - longest
    if (least and is_blank(text)) or over > 0:
        no = Refusal("decisions.length", _("เขียน 1 ถึง %(longest)s ตัวอักษร"), status=422, longest=longest)
        no.errors = [Wrong(where, str(no))]
        raise no
    return text


def _proposed(title, text, authority, area, agency, sources, by, address):
    _refuse_place(authority, area)
    stood_on = _held(sources, authority)
    now = clock.now()
    proposal = Proposal.objects.create(
        title=title, text=text, authority=authority, area=area, agency_id=agency.pk, due_at=now + timedelta(days=DAYS),
        at=now, **signed(by))
    Source.objects.bulk_create(Source(proposal=proposal, **{one.kind: one}) for one in stood_on)
    tie("proposed", proposal, by=by, area=area.code, because=stood_on)
    tell(audience_of(proposal), "decisions.proposed", proposal)
    ask(proposal=proposal, key="decisions.asked", thing=proposal, by=by, address=address)
    return proposal


def _held(sources, authority):
    """Return the sources as they stand now, locked until the transaction ends; refuse what may be none."""
    wanted = {kind: {one.pk for one in sources if one.kind == kind} for kind in TENANT}
    if not any(wanted.values()):
        raise Refusal("decisions.no_sources", _(
            "ข้อเสนอต้องมาจากเสียงหรือความเห็นจริง เลือกเรื่อง รอบรับฟัง ความเห็น หรือเสียง อย่างน้อยหนึ่งอย่าง"), status=422)
    found: list[Origin] = []
    for kind, ids in wanted.items():
        rows = standing(kind, NOBODY).filter(pk__in=ids, **{TENANT[kind]: authority.pk})
        rows = list(rows.select_for_update(of=("self",)).order_by("pk")) if ids else []
        if len(rows) < len(ids):
            raise no_such_source()
        found += _not_merged(rows) if kind == "theme" and rows else rows
    empty = next((one for one in found if not says_something(one)), None)
    if empty:
        raise Refusal("decisions.nothing_behind", _("“%(name)s” ไม่มีเสียงหรือความเห็นที่ยังอยู่ เลือกที่มาอื่น"), status=422,
                      name=getattr(empty, "name", "") or getattr(empty, "title", ""))
    return found


def no_such_source() -> Refusal:
    """Return the no for a source that is not there, does not stand, or belongs to another town: all sound alike."""
    return Refusal("decisions.no_such_source", _(
        "ที่มาบางข้อใช้ไม่ได้ เพราะไม่พบ ยังไม่ขึ้น ถูกถอน หรือเป็นของที่อื่น กลับไปเลือกใหม่ ยังไม่มีอะไรถูกเก็บ"), status=422)


def _not_merged(themes):
    for theme in themes:
        if theme.merged_into_id:
            now = where_it_went(theme)
            raise Refusal("decisions.theme_merged", _(
                "“%(name)s” รวมเข้ากับ “%(into)s” แล้ว เสนอจากเรื่องนั้นที่ /themes/%(number)s"), status=422, name=theme.name,
                          into=now.name, number=now.pk)
    return locked(*themes)


def _merged_into(proposal):
    """Return the themes into which themes of the proposal were merged and on which it does not stand yet."""
    known = proposal.sources.filter(theme__isnull=False).values("theme")
    return list(Theme.objects.filter(received__in=known).exclude(pk__in=known).distinct().order_by("pk"))


def _refuse_place(authority, area):
    if area.pk != authority.home_id and not authority.areas.filter(pk=area.pk).exists():
        no = _("เลือกเขตพื้นที่ที่ อปท. นี้ดูแล")
        raise Refusal("decisions.area_elsewhere", no, status=422, errors=[Wrong("area", no)])


def _titled(title):
    return " ".join(worded(title, "title", LONGEST_TITLE).split())
