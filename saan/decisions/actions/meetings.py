"""Meetings: call one, invite to it, note who is there, open and close it, or cancel it without losing a point."""
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from saan.core import clock
from saan.core.acts import signed
from saan.core.dates import said_day, said_moment
from saan.core.refusal import Refusal, Wrong
from saan.core.things import Thing
from saan.core.vocabulary import Level
from saan.decisions.actions.agenda import locked, refresh
from saan.decisions.actions.committees import refuse_disbanded
from saan.decisions.models import Coming, Committee, Draft, Item, Meeting, Noting, Presence, Term, Turn
from saan.decisions.queries.committees import holds_on, terms_on
from saan.decisions.queries.meetings import concerned, day_of, has_decided, quorum_of
from saan.decisions.queries.minutes import draft_of
from saan.decisions.rules.meetings import EARLIEST
from saan.methods.words import clean, is_blank
from saan.notices.actions import tell
from saan.trail.actions import tie

WHERE, REASON, DEPUTY = 160, 200, 120


@transaction.atomic
def call(*, committee: Committee, meets_at: datetime, where: str, by: Thing,
         ends_at: datetime | None = None) -> Meeting:
    """Call a meeting, the next of its year; its agenda makes itself of what the committee has to come back to.

    Somebody has to sit there on that day. The very same call sent again is the meeting that stands.
    """
    where = clean(where)
    wrong = []
    if is_blank(where) or len(where) > WHERE:
        wrong.append(Wrong("where", _("ใส่สถานที่ประชุม ไม่เกิน 160 ตัวอักษร")))
    if meets_at <= clock.now():
        wrong.append(Wrong("meets_at", _("วันประชุมต้องมาหลังจากตอนนี้")))
    if ends_at and ends_at <= meets_at:
        wrong.append(Wrong("ends_at", _("เวลาเลิกต้องมาหลังเวลาเริ่ม")))
    if wrong:
        raise Refusal("decisions.meeting_unclear", wrong[0].sentence, status=422, errors=wrong)
    mine = Committee.objects.select_for_update().get(pk=committee.pk)
    refuse_disbanded(mine)
    stands = Meeting.objects.exclude(pk__in=Meeting.objects.over()).filter(committee=mine, meets_at=meets_at).first()
    if stands and (stands.ends_at, stands.where) == (ends_at, where):
        return stands
    _refuse_no_meeting(mine, timezone.localdate(meets_at), stands)
    year = timezone.localdate(meets_at).year
    taken = Meeting.objects.filter(committee=mine, year=year).order_by("-number").values_list("number", flat=True)
    meeting = Meeting.objects.create(committee=mine, number=(taken.first() or 0) + 1, year=year, meets_at=meets_at,
                                     ends_at=ends_at, where=where)
    tie("called", meeting, by=by, area=mine.authority.home.code, because=[mine])
    refresh(committee=mine, by=by)
    return meeting


@transaction.atomic
def invite(*, meeting: Meeting, by: Thing) -> int:
    """Tell everybody who sits on the committee on that day of the meeting; return how many there are."""
    mine = locked(meeting)
    _refuse_open(mine)
    members = {term.person for term in terms_on(mine.committee, day_of(mine))}
    if not members:
        raise Refusal("decisions.nobody_sits", _("ยังไม่มีใครดำรงตำแหน่งในวันประชุม ใส่วาระกรรมการก่อน แล้วจึงเชิญ"))
    _take(mine, Turn.Word.INVITED, by, _("เชิญประชุมครั้งนี้ไปแล้ว"))
    tie("invited_all", mine, by=by, area=mine.committee.authority.home.code)
    tell(members, "decisions.invited", mine)
    return len(members)


@transaction.atomic
def cancel(*, meeting: Meeting, reason: str, by: Thing) -> None:
    """Cancel a meeting that is not open yet; all that was on its agenda goes to the next one."""
    mine, reason = locked(meeting), clean(reason)
    _refuse_open(mine)
    if is_blank(reason) or len(reason) > REASON:
        no = _("บอกเหตุที่ยกเลิก ไม่เกิน 200 ตัวอักษร")
        raise Refusal("decisions.reason_missing", no, status=422, errors=[Wrong("reason", no)])
    invited = _gone(mine, Turn.Word.INVITED)
    Turn.objects.create(meeting=mine, word=Turn.Word.CANCELLED, reason=reason, **signed(by))
    tie("cancelled", mine, by=by, area=mine.committee.authority.home.code)
    if invited:
        tell({term.person for term in terms_on(mine.committee, day_of(mine))}, "decisions.cancelled", mine)
    refresh(committee=mine.committee, by=by)


@transaction.atomic
def attend(*, meeting: Meeting, term: Term, word: str, by: Thing, deputy: str = "") -> Presence:
    """Note that a member is there, sends a deputy with a name, or is away; it may change until the meeting is closed.

    Once the meeting has decided something, coming and leaving is noted with its time beside what was: what was resolved
    keeps how many were there, and a vote stays.
    """
    mine, deputy = locked(meeting), clean(deputy)
    if word not in Presence.Word.values:
        raise Refusal("decisions.presence_unclear", _("เลือกว่ามา ส่งผู้แทน หรือลา"), status=422)
    if term.seat.committee_id != mine.committee_id or not holds_on(term, day_of(mine)):
        raise Refusal("decisions.not_seated", _("%(name)s ไม่ได้ดำรงตำแหน่งในคณะนี้ในวันประชุม"), status=422,
                      name=term.person.name)
    if word == Presence.Word.DEPUTY and (is_blank(deputy) or len(deputy) > DEPUTY):
        no = _("ใส่ชื่อผู้แทน")
        raise Refusal("decisions.deputy_missing", no, status=422, errors=[Wrong("deputy", no)])
    said = {"word": word, "deputy": deputy if word == Presence.Word.DEPUTY else "", "at": clock.now(), **signed(by)}
    before = Presence.objects.filter(meeting=mine, term=term).first()
    if before and (before.word, before.deputy) == (said["word"], said["deputy"]):
        return before
    if has_decided(mine):
        Coming.objects.create(meeting=mine, term=term, was=before.word if before else "",
                              was_deputy=before.deputy if before else "", **said)
        tie("moved", mine, by=by, area=mine.committee.authority.home.code)
    presence, _new = Presence.objects.update_or_create(meeting=mine, term=term, defaults=said)
    return presence


@transaction.atomic
def attend_all(*, meeting: Meeting, said: Iterable[tuple[Term, str, str]], by: Thing) -> None:
    """Note how several members take part, each as term, word and deputy; where one is refused, none is noted."""
    for term, word, deputy in said:
        try:
            attend(meeting=meeting, term=term, word=word, deputy=deputy, by=by)
        except Refusal as no:
            no.errors = [Wrong(f"{wrong.where}-{term.pk}", wrong.sentence) for wrong in no.errors]
            raise


@transaction.atomic
def open_meeting(*, meeting: Meeting, by: Thing) -> Meeting:
    """Open the meeting, at the earliest an hour before its hour, once enough are there.

    From then on its agenda stays but for what is tabled.
    """
    mine = locked(meeting)
    _refuse_open(mine)
    first = mine.meets_at - EARLIEST
    if clock.now() < first:
        raise Refusal("decisions.before_its_hour", _("ยังไม่ถึงเวลาประชุม เปิดได้ตั้งแต่ %(first)s หนึ่งชั่วโมงก่อนเวลาที่เรียกไว้"),
                      first=said_moment(first))
    other = Meeting.objects.under_way().filter(committee=mine.committee).first()
    if other:
        raise Refusal("decisions.other_open", _("ประชุมครั้งที่ %(label)s ยังเปิดอยู่ ปิดครั้งนั้นก่อน"), label=other.label)
    refuse_without_quorum(quorum_of(mine))
    refresh(committee=mine.committee, by=by)
    _take(mine, Turn.Word.OPENED, by, _("ประชุมครั้งนี้เปิดไปแล้ว"))
    tie("opened_meeting", mine, by=by, area=mine.committee.authority.home.code)
    return mine


@transaction.atomic
def note(*, item: Item, by: Thing) -> Noting:
    """Note that an open meeting with enough members took note of a point that somebody tabled, and is done with it."""
    mine = locked(item.meeting)
    refuse_not_open(mine)
    if item.followed_id or not (item.tabled or item.carried_id):
        raise Refusal("decisions.needs_resolution", _("วาระนี้ต้องมีมติ หรือจะกลับมาครั้งหน้าเอง"))
    stands = Noting.objects.filter(item=item).first()
    if stands:
        return stands   # it was sent twice
    if item.resolutions.exists():
        raise Refusal("decisions.treated", _("วาระนี้มีมติแล้ว ไม่ต้องบันทึกว่ารับทราบอีก"))
    refuse_without_quorum(quorum_of(mine, concerned(item)))
    noting = Noting.objects.create(item=item, **signed(by))
    tie("noted", item, by=by, area=mine.committee.authority.home.code)
    return noting


@transaction.atomic
def close_meeting(*, meeting: Meeting, by: Thing) -> None:
    """Close the meeting: its minutes are public, and nothing of it changes any more; what is open comes back."""
    mine = locked(meeting)
    refuse_not_open(mine)
    draft = draft_of(mine)
    if draft is None or is_blank(draft.text):
        raise Refusal("decisions.no_minutes", _("ยังไม่มีรายงานการประชุม เขียนก่อน แล้วจึงปิดประชุม"))
    Draft.objects.filter(pk=draft.pk).update(level=Level.PUBLIC)
    Turn.objects.create(meeting=mine, word=Turn.Word.CLOSED, **signed(by))
    tie("closed_meeting", mine, by=by, area=mine.committee.authority.home.code)
    refresh(committee=mine.committee, by=by)


def refuse_not_open(meeting: Meeting) -> None:
    """Refuse what can be done in an open meeting only."""
    if not _gone(meeting, Turn.Word.OPENED):
        raise Refusal("decisions.not_open", _("ประชุมครั้งที่ %(label)s ยังไม่เปิด เปิดประชุมก่อน"), label=meeting.label)


def refuse_without_quorum(quorum) -> None:
    """Refuse where too few are there, and say how many are, and how many are missing."""
    if quorum.is_met:
        return
    about = {"there": quorum.there, "needed": quorum.needed, "missing": quorum.missing, "apart": quorum.interested}
    sentence = _("องค์ประชุมไม่ครบ: อยู่ %(there)s คน ต้องมี %(needed)s คน ขาดอีก %(missing)s คน")
    if quorum.interested:
        sentence = _("องค์ประชุมไม่ครบสำหรับวาระนี้: อยู่ %(there)s คน ไม่นับผู้มีส่วนได้เสีย %(apart)s คน ต้องมี %(needed)s คน "
                     "ขาดอีก %(missing)s คน")
    raise Refusal("decisions.no_quorum", sentence, **about)


def _refuse_no_meeting(committee, day, stands):
    """Refuse a second meeting at the same moment, and one at which nobody could sit."""
    if stands:
        no = Refusal("decisions.called_before", _(
            "คณะนี้มีประชุมครั้งที่ %(label)s เวลาเดียวกันอยู่แล้ว เลือกเวลาอื่น หรือยกเลิกครั้งนั้นก่อน"), status=422, label=stands.label)
    elif not terms_on(committee, day):
        no = Refusal("decisions.nobody_sits", _("วันที่ %(day)s ยังไม่มีใครดำรงตำแหน่งในคณะนี้ ใส่คนในที่นั่งก่อน หรือเลือกวันอื่น"),
                     status=422, day=said_day(day))
    else:
        return
    no.errors = [Wrong("meets_at", str(no))]
    raise no


def _take(meeting, word, by, twice):
    if _gone(meeting, word):
        raise Refusal("decisions.turn_taken", twice)
    Turn.objects.create(meeting=meeting, word=word, **signed(by))


def _gone(meeting, word):
    return any(turn.word == word for turn in meeting.turns.all())


def _refuse_open(meeting):
    if _gone(meeting, Turn.Word.OPENED):
        raise Refusal("decisions.meeting_open", _("ประชุมครั้งที่ %(label)s เปิดอยู่แล้ว"), label=meeting.label)
