"""The agenda: it makes itself of what a committee has to come back to, and takes what somebody tables."""
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from saan.core.refusal import Refusal, Wrong
from saan.core.things import SYSTEM, Thing
from saan.decisions.models import Committee, Ground, Item, Meeting, Proposal, Turn
from saan.decisions.queries.agenda import Wanted, wanted_by
from saan.decisions.queries.committees import terms_on
from saan.decisions.queries.meetings import day_of, next_meeting
from saan.methods.words import clean, graphemes, is_blank
from saan.notices.actions import tell
from saan.trail.actions import tie

ASIDE = 10_000   # added to numbers while an agenda is put in order, so that no two are ever the same
LONGEST_TITLE = 200
SENTENCES = {
    Turn.Word.CLOSED: _("ประชุมครั้งที่ %(label)s ปิดแล้ว แก้ไขไม่ได้ เพิ่มเป็นบันทึกแก้ไขได้"),
    Turn.Word.CANCELLED: _("ประชุมครั้งที่ %(label)s ยกเลิกแล้ว วาระทั้งหมดไปอยู่ครั้งถัดไป"),
}


@transaction.atomic
def table(*, meeting: Meeting, by: Thing, title: str = "", proposal: Proposal | None = None) -> Item:
    """Put a point with a title, or a proposal, on the agenda by hand, also while the meeting is open.

    A title is once on an agenda: sent again it is the point that stands, and so is a proposal that was tabled before.
    """
    mine, title = locked(meeting), clean(title)
    if proposal is None and (is_blank(title) or graphemes(title) > LONGEST_TITLE or "\n" in title):
        no = _("ใส่ชื่อวาระบรรทัดเดียว ไม่เกิน 200 ตัวอักษร หรือเลือกข้อเสนอ")
        raise Refusal("decisions.item_unclear", no, status=422, errors=[Wrong("title", no)])
    if proposal and proposal.authority_id != mine.committee.authority_id:
        raise Refusal("decisions.other_town", _("ข้อเสนอนี้เป็นของที่อื่น"), status=403)
    stands = Item.objects.filter(meeting=mine, **({"proposal": proposal} if proposal else {"title": title})).first()
    if stands and stands.tabled:
        return stands
    if stands:   # the agenda gathered it by itself
        no = _("เรื่องนี้อยู่ในวาระของครั้งนี้แล้ว เป็นวาระที่ %(number)s")
        raise Refusal("decisions.tabled_before", no, number=stands.number)
    last = Item.objects.filter(meeting=mine).order_by("-number").values_list("number", flat=True).first() or 0
    item = Item.objects.create(meeting=mine, number=last + 1, title="" if proposal else title, proposal=proposal,
                               tabled=True)
    tie("tabled", item, by=by, area=mine.committee.authority.home.code, because=[proposal] if proposal else [])
    return item


@transaction.atomic
def refresh(*, committee: Committee, by: Thing = SYSTEM) -> bool:
    """Let the agenda of the committee's next meeting be what it has to come back to; return whether it changed.

    While a meeting is open nothing moves; the others that are called wait, with what was tabled for them.
    """
    mine = Committee.objects.select_for_update().get(pk=committee.pk)
    if Meeting.objects.under_way().filter(committee=mine).exists():
        return False
    meeting = next_meeting(mine)
    if meeting is None:
        return False
    elsewhere = Item.objects.filter(meeting__in=Meeting.objects.to_come().filter(committee=mine), tabled=False)
    elsewhere.exclude(meeting=meeting).delete()
    changed = _fill(meeting, wanted_by(meeting))
    if changed:
        tie("agenda", meeting, by=by, area=mine.authority.home.code)
        if Turn.objects.filter(meeting=meeting, word=Turn.Word.INVITED).exists():
            tell({term.person for term in terms_on(mine, day_of(meeting))}, "decisions.agenda", meeting)
    return changed


def locked(meeting: Meeting) -> Meeting:
    """Return the meeting as it is now, its committee locked until the transaction ends; one that is over is refused."""
    Committee.objects.select_for_update().get(pk=meeting.committee_id)
    mine = Meeting.objects.select_related("committee__authority__home").prefetch_related("turns").get(pk=meeting.pk)
    gone = {turn.word for turn in mine.turns.all()}
    for word, sentence in SENTENCES.items():
        if word in gone:
            raise Refusal(f"decisions.meeting_{word}", sentence, label=mine.label)
    return mine


def _fill(meeting, wanted: Wanted):
    """Put the agenda in order: old promises, proposals, what was left over, and what was tabled here."""
    here = list(Item.objects.filter(meeting=meeting).order_by("number"))
    order = _order(meeting, here, wanted)
    if [item.pk for item in order] == [item.pk for item in here]:
        return False
    kept = {item.pk for item in order}
    Item.objects.filter(pk__in=[item.pk for item in here if item.pk not in kept]).delete()
    Item.objects.filter(meeting=meeting).update(number=F("number") + ASIDE)
    for number, item in enumerate(order, 1):
        item.number = number
    Item.objects.bulk_update([item for item in order if item.pk], ["number"], batch_size=200)
    Item.objects.bulk_create([item for item in order if not item.pk])
    return True


def _order(meeting, here, wanted):
    promised = {item.followed_id: item for item in here if item.followed_id}
    proposed = {item.proposal_id: item for item in here if item.proposal_id}
    order = [promised.get(one.pk) or Item(meeting=meeting, followed=one) for one in wanted.resolutions]
    order += [proposed.get(one.pk) or Item(meeting=meeting, proposal=one) for one in wanted.proposals]
    known = {*proposed, *(one.pk for one in wanted.proposals)}
    left = {one.proposal_id or -one.pk: one for one in wanted.left if one.proposal_id not in known}   # a proposal once
    order += [Item(meeting=meeting, title=one.title, proposal=one.proposal, carried=one) for one in left.values()]
    mine = {item.pk for item in order}
    return order + [item for item in here if item.pk not in mine and _stays(item)]


def _stays(item):
    """Return whether it stays though nothing asks for it: what was tabled here, or for an earlier meeting."""
    return item.tabled or bool(item.carried_id) and not (
        item.proposal_id and Ground.objects.filter(proposal=item.proposal_id).exists())
