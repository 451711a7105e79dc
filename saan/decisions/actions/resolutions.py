"""Resolutions: members vote, the meeting resolves, the owner says how far it is, and in the end it is closed."""
from collections.abc import Collection, Iterable
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Agency
from saan.core import clock
from saan.core.acts import signed
from saan.core.dates import said_moment
from saan.core.names import called
from saan.core.refusal import Refusal, Wrong
from saan.core.things import SYSTEM, Thing
from saan.decisions.actions.agenda import locked, refresh
from saan.decisions.actions.meetings import refuse_not_open, refuse_without_quorum
from saan.decisions.models import (
    Ballot,
    Closing,
    FollowUp,
    Ground,
    Item,
    Meeting,
    Noting,
    Presence,
    Proposal,
    Resolution,
    Term,
)
from saan.decisions.queries.committees import interests_in
from saan.decisions.queries.meetings import concerned, day_of, quorum_of, tally_of
from saan.decisions.queries.resolutions import told_of
from saan.decisions.rules.meetings import LONGEST_TEXT, THERE
from saan.methods.words import clean, graphemes, is_blank
from saan.network.actions import errands
from saan.network.models import Errand
from saan.notices.actions import tell
from saan.trail.actions import tie
from saan.voices.rules import refuse_private

FARTHEST = timedelta(days=5 * 366)   # from the meeting to the due date of what it resolves
BY_LINK = "/resolutions/by-link/"   # where a one-time link leads; its token stands behind


@transaction.atomic
def vote(*, item: Item, term: Term, word: str, by: Thing) -> Ballot:
    """Record how a member who is there, or their deputy, votes on a point; it may change until that is resolved."""
    meeting = locked(item.meeting)
    refuse_not_open(meeting)
    _refuse_resolved(item)
    if word not in Ballot.Word.values:
        raise Refusal("decisions.vote_unclear", _("เลือกเห็นชอบ ไม่เห็นชอบ หรืองดออกเสียง"), status=422)
    if not Presence.objects.filter(meeting=meeting, term=term, word__in=THERE).exists():
        raise Refusal("decisions.not_there", _("%(name)s ไม่ได้อยู่ในที่ประชุม บันทึกว่ามาหรือส่งผู้แทนก่อน แล้วจึงลงมติ"),
                      name=term.person.name)
    _refuse_interested(item, term)
    said = {"word": word, "at": clock.now(), **signed(by)}
    ballot, _new = Ballot.objects.update_or_create(item=item, term=term, defaults=said)
    return ballot


@transaction.atomic
def vote_all(*, item: Item, said: Iterable[tuple[Term, str]], by: Thing) -> None:
    """Record how several members vote; where one vote is refused, none is recorded."""
    for term, word in said:
        vote(item=item, term=term, word=word, by=by)


@transaction.atomic
def resolve(*, item: Item, text: str, owner: Agency | None, due_on: date | None, by: Thing,
            proposals: Collection[Proposal] = (), address: str = "") -> Resolution:
    """Resolve a point: with an owner and a due date, with enough members there, and with more yes than no.

    Where nobody voted it is by consensus. The very same sent again is the resolution that stands; what was noted before
    is noted no more. It answers the point's proposal and the further ones, and everybody whose
    voice stands behind those is told, and those who answer for it: who has no login by one-time links that begin with
    `address`.
    """
    meeting, text = locked(item.meeting), clean(text)
    refuse_not_open(meeting)
    grounds = list({one.pk: one for one in (item.proposal, *proposals) if one}.values())
    stands = _stands(item, text, owner, due_on, grounds)
    if stands:
        return stands
    _refuse_resolved(item)
    _refuse_unclear(meeting, text, owner, due_on)
    refuse_private(text, "text", contacts=False)
    if any(one.authority_id != meeting.committee.authority_id for one in grounds):
        raise Refusal("decisions.other_town", _("ข้อเสนอนี้เป็นของที่อื่น"), status=403)
    agencies = concerned(item, owner) | {one.agency_id for one in grounds}
    quorum, tally = quorum_of(meeting, agencies), tally_of(item, agencies)
    refuse_without_quorum(quorum)
    if not tally.is_carried:
        raise Refusal("decisions.not_carried", _("ยังไม่เป็นมติ: เห็นชอบ %(yes)s ไม่เห็นชอบ %(no)s ต้องมีเห็นชอบมากกว่า"),
                      yes=tally.yes, no=tally.no)
    Noting.objects.filter(item=item).delete()   # a point has one end
    number = Resolution.objects.filter(meeting=meeting).count() + 1
    resolution = Resolution.objects.create(
        meeting=meeting, item=item, number=number, label=f"{meeting.label}-{number}", text=text, owner_id=owner.pk,
        due_on=due_on, there=quorum.there, needed=quorum.needed, **tally._asdict(), **signed(by))
    Ground.objects.bulk_create(Ground(resolution=resolution, proposal=one) for one in grounds)
    tie("resolved", resolution, by=by, area=meeting.committee.authority.home.code, because=grounds)
    tell(told_of(resolution), "decisions.resolved", resolution)
    ask_owner(resolution=resolution, by=by, address=address)
    return resolution


def ask_owner(*, resolution: Resolution, by: Thing, address: str = "") -> None:
    """Send those at the owner to whom the town writes a link by which they say how far it is."""
    errands.send(authority=resolution.meeting.committee.authority, agency=resolution.owner, thing=resolution,
                 path=BY_LINK, by=by, address=address or next(iter(settings.CSRF_TRUSTED_ORIGINS), ""))


@transaction.atomic
def report(*, resolution: Resolution, text: str, by: Thing, done: bool = False) -> FollowUp:
    """Say how far an open resolution is, or that nothing is left to do; the meeting where it comes back decides."""
    mine, text = _locked(resolution), clean(text)
    _refuse_closed(mine)
    if is_blank(text) or graphemes(text) > LONGEST_TEXT:
        no = _("บอกว่าถึงไหนแล้ว 1 ถึง 4,000 ตัวอักษร")
        raise Refusal("decisions.report_unclear", no, status=422, errors=[Wrong("text", no)])
    refuse_private(text, "text", contacts=False)   # everybody reads it; an agency may give its own number
    follow_up = FollowUp.objects.create(resolution=mine, text=text, says_done=done, **signed(by))
    tie("followed_up", mine, by=by, area=mine.meeting.committee.authority.home.code)
    return follow_up


@transaction.atomic
def report_by_link(*, errand: Errand, resolution: Resolution, text: str, done: bool = False) -> FollowUp:
    """Say how far a resolution is by a one-time link, which is used up with it."""
    errands.use(errand=errand)
    return report(resolution=resolution, text=text, by=errand.agency, done=done)


@transaction.atomic
def close_resolution(*, resolution: Resolution, word: str, reason: str, by: Thing, item: Item | None = None) -> Closing:
    """Close a resolution, so that it comes back no more: done where something proves it, dropped where a meeting does.

    A proof is a result that was confirmed (then Saan itself closes), or what an open meeting decides on its point.
    """
    mine, reason = _locked(resolution), clean(reason)
    _refuse_closed(mine)
    if word not in Closing.Word.values:
        raise Refusal("decisions.closing_unclear", _("เลือกว่าเกิดขึ้นจริงแล้ว หรือที่ประชุมให้ยุติ"), status=422)
    if item:
        _refuse_undecided(mine, item, reason)
    elif word == Closing.Word.DROPPED:
        raise Refusal("decisions.dropped_outside", _("ยุติมติได้ในที่ประชุมที่เปิดอยู่เท่านั้น ตอนมติกลับมาเป็นวาระ"))
    elif by.kind != SYSTEM.kind:
        raise Refusal("decisions.no_proof", _("ปิดว่าเกิดขึ้นจริงได้เมื่อผลยืนยันแล้ว หรือเมื่อที่ประชุมที่เปิดอยู่ตัดสินในวาระนั้น"))
    closing = Closing.objects.create(resolution=mine, word=word, item=item, reason=reason, **signed(by))
    tie("closed", mine, by=by, area=mine.meeting.committee.authority.home.code)
    refresh(committee=mine.meeting.committee)
    return closing


@transaction.atomic
def reopen(*, resolution: Resolution, by: Thing) -> None:
    """Let a closed resolution come back: what had been confirmed turned out not to be so."""
    mine = _locked(resolution)
    if not Closing.objects.filter(resolution=mine, ended_at=None).update(ended_at=clock.now()):
        raise Refusal("decisions.still_open", _("มติ %(label)s ยังเปิดอยู่"), label=mine.label)
    tie("came_back", mine, by=by, area=mine.meeting.committee.authority.home.code)
    refresh(committee=mine.meeting.committee)


def _locked(resolution):
    """Return the resolution as it is now, locked until the transaction ends."""
    rows = Resolution.objects.select_for_update(of=("self",)).select_related("meeting__committee__authority__home")
    return rows.get(pk=resolution.pk)


def _refuse_unclear(meeting: Meeting, text, owner, due_on):
    wrong = []
    if is_blank(text) or graphemes(text) > LONGEST_TEXT:
        wrong.append(Wrong("text", _("ใส่ข้อความมติ 1 ถึง 4,000 ตัวอักษร")))
    if owner is None:
        wrong.append(Wrong("owner", _("ยังไม่ได้เลือกผู้รับผิดชอบ มติต้องมีหนึ่งหน่วยงานที่ตอบแทนเด็กได้")))
    if due_on is None:
        wrong.append(Wrong("due_on", _("ยังไม่มีกำหนดเสร็จ ใส่วันที่ เช่น 31 มี.ค. 2570")))
    elif due_on < day_of(meeting):
        wrong.append(Wrong("due_on", _("กำหนดเสร็จมาก่อนวันประชุม ใส่วันประชุมหรือหลังจากนั้น")))
    elif due_on > day_of(meeting) + FARTHEST:
        wrong.append(Wrong("due_on", _("กำหนดเสร็จอยู่ไกลกว่า 5 ปี ตรวจปีอีกครั้ง ถ้างานยาวกว่านั้น ใส่วันที่จะกลับมาดูกัน")))
    if wrong:
        raise Refusal("decisions.resolution_unclear", wrong[0].sentence, status=422, errors=wrong)


def _refuse_interested(item, term):
    declared = interests_in(concerned(item), [term])
    if declared:
        raise Refusal("decisions.interested", _(
            "%(name)s แจ้งส่วนได้เสียกับ “%(agency)s” ไว้ (%(reason)s) จึงลงมติวาระนี้ไม่ได้ และไม่นับเป็นองค์ประชุมของวาระนี้"),
            name=term.person.name, agency=called(declared[0].agency), reason=declared[0].reason)


def _refuse_resolved(item):
    stands = Resolution.objects.filter(item=item).first()
    if stands:
        raise Refusal("decisions.resolved_before", _(
            "วาระนี้มีมติ %(label)s แล้ว บันทึกเมื่อ %(when)s จึงลงมติหรือบันทึกมติอีกไม่ได้ ถ้าต้องเปลี่ยน เพิ่มเป็นวาระใหม่"),
            label=stands.label, when=said_moment(stands.at))


def _stands(item, text, owner, due_on, grounds):
    """Return the resolution of the point where it says the very same: the form was sent twice."""
    same = Resolution.objects.filter(item=item, text=text, owner=owner and owner.pk, due_on=due_on).first()
    asked = {one.pk for one in grounds}
    return same if same and asked == set(same.grounds.values_list("proposal", flat=True)) else None


def _refuse_closed(resolution):
    if Closing.objects.filter(resolution=resolution, ended_at=None).exists():
        raise Refusal("decisions.closed_before", _("มติ %(label)s ปิดไปแล้ว"), label=resolution.label)


def _refuse_undecided(resolution, item, reason):
    """Refuse where no open meeting with enough members decides on the point at which the resolution came back."""
    meeting = locked(item.meeting)
    refuse_not_open(meeting)
    if item.followed_id != resolution.pk:
        raise Refusal("decisions.other_item", _("วาระนี้ไม่ใช่วาระของมติ %(label)s"), status=422, label=resolution.label)
    if is_blank(reason):
        no = _("บอกว่าที่ประชุมเห็นจากอะไร หรือยุติเพราะอะไร")
        raise Refusal("decisions.reason_missing", no, status=422, errors=[Wrong("reason", no)])
    agencies = concerned(item)
    refuse_without_quorum(quorum_of(meeting, agencies))
    tally = tally_of(item, agencies)
    if not tally.is_carried:
        raise Refusal("decisions.not_carried", _("ยังไม่เป็นมติ: เห็นชอบ %(yes)s ไม่เห็นชอบ %(no)s ต้องมีเห็นชอบมากกว่า"),
                      yes=tally.yes, no=tally.no)
