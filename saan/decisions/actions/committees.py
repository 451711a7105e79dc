"""Committees: set one up, seat its members one after the other, and note where they have an interest."""
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Agency, Authority
from saan.core import clock, dates
from saan.core.acts import signed
from saan.core.refusal import Refusal, Wrong
from saan.core.things import Thing
from saan.decisions.models import Committee, Interest, Meeting, Seat, Term
from saan.decisions.queries.meetings import day_of
from saan.decisions.rules.meetings import overlap
from saan.methods.words import clean, is_blank
from saan.people.actions import appoint, enrol
from saan.people.models import Person
from saan.people.queries import roles_of
from saan.people.rules import Word
from saan.trail.actions import tie

NAME, TITLE, REASON = 160, 120, 200


@transaction.atomic
def set_up(*, authority: Authority, name: str, seats: Sequence[tuple[str, Agency | None]], by: Thing, quorum: int = 50,
           name_en: str = "") -> Committee:
    """Set up a committee with its seats, each with a title and perhaps an agency it stands for."""
    name, titles = clean(name), [clean(title) for title, _agency in seats]
    wrong = []
    if is_blank(name) or len(name) > NAME:
        wrong.append(Wrong("name", _("ใส่ชื่อคณะกรรมการ ไม่เกิน 160 ตัวอักษร")))
    if not titles or any(is_blank(title) or len(title) > TITLE for title in titles):
        wrong.append(Wrong("seats", _("ใส่ตำแหน่งอย่างน้อยหนึ่งที่นั่ง บรรทัดละหนึ่งตำแหน่ง ไม่เกิน 120 ตัวอักษร")))
    if not 1 <= quorum <= 100:
        wrong.append(Wrong("quorum", _("องค์ประชุมเป็นร้อยละ 1 ถึง 100 ของผู้ดำรงตำแหน่ง")))
    if wrong:
        raise Refusal("decisions.committee_unclear", wrong[0].sentence, status=422, errors=wrong)
    committee = Committee.objects.create(authority_id=authority.pk, name=name, name_en=clean(name_en)[:NAME],
                                         quorum=quorum)
    Seat.objects.bulk_create(Seat(committee=committee, number=number, title=title, agency=agency)
                             for number, (title, (_title, agency)) in enumerate(zip(titles, seats, strict=True), 1))
    tie("set_up", committee, by=by, area=authority.home.code, because=[authority])
    return committee


@transaction.atomic
def seat(*, seat: Seat, person: Person, starts_on: date, by: Thing, ends_on: date | None = None) -> Term:
    """Seat a person from a day to a last day; no two terms of a seat overlap, and nobody sits twice at once.

    Whoever is no member of a committee there yet gets that role, so that they find their meetings at the desk.
    """
    return _seated(seat, person, starts_on, by, ends_on)


@transaction.atomic
def seat_newcomer(*, seat: Seat, name: str, email: str, starts_on: date, by: Thing,
                  ends_on: date | None = None) -> Term:
    """Seat somebody whom Saan does not know yet; with an e-mail address they read their invitations there."""
    return _seated(seat, enrol(name=name, email=email, by=by), starts_on, by, ends_on)


@transaction.atomic
def end_term(*, term: Term, by: Thing, on: date | None = None) -> Term:
    """End a term with a last day: today unless said, and never before, for past meetings stay as they were."""
    mine = Term.objects.select_for_update(of=("self",)).select_related("seat__committee__authority__home").get(
        pk=term.pk)
    today = clock.today()
    last = max(on or today, mine.starts_on)
    if last < today or (mine.ends_on and mine.ends_on < last):
        no = _("วันสุดท้ายต้องเป็นวันนี้หรือหลังจากนี้ และไม่เกินวันสุดท้ายเดิมของวาระ")
        raise Refusal("decisions.term_over", no, status=422, errors=[Wrong("ends_on", no)])
    Term.objects.filter(pk=mine.pk).update(ends_on=last)
    tie("unseated", mine, by=by, area=mine.seat.committee.authority.home.code)
    mine.ends_on = last
    return mine


@transaction.atomic
def declare(*, term: Term, agency: Agency, reason: str, by: Thing) -> Interest:
    """Note that a member has an interest in an agency: there they neither vote nor count."""
    reason = clean(reason)
    if is_blank(reason) or len(reason) > REASON:
        no = _("บอกสั้น ๆ ว่าเกี่ยวข้องอย่างไร เช่น เป็นผู้รับจ้าง ไม่เกิน 200 ตัวอักษร")
        raise Refusal("decisions.interest_unclear", no, status=422, errors=[Wrong("reason", no)])
    mine = Term.objects.select_for_update(of=("self",)).select_related("seat__committee__authority__home").get(
        pk=term.pk)
    if Interest.objects.filter(term=mine, agency_id=agency.pk, ended_at=None).exists():
        raise Refusal("decisions.declared_before", _("แจ้งส่วนได้เสียกับ “%(agency)s” ไว้แล้ว"), agency=agency)
    interest = Interest.objects.create(term=mine, agency_id=agency.pk, reason=reason, **signed(by))
    tie("declared", mine, by=by, area=mine.seat.committee.authority.home.code)
    return interest


@transaction.atomic
def withdraw_interest(*, interest: Interest, by: Thing) -> None:
    """Note that a member has that interest no more; what was resolved meanwhile stays as it was."""
    if not Interest.objects.filter(pk=interest.pk, ended_at=None).update(ended_at=clock.now()):
        raise Refusal("decisions.interest_over", _("ส่วนได้เสียนี้สิ้นสุดไปแล้ว"))
    tie("undeclared", interest.term, by=by, area=interest.term.seat.committee.authority.home.code)


def _seated(seat, person, starts_on, by, ends_on):
    if ends_on and ends_on < starts_on:
        no = _("วันสุดท้ายของวาระมาก่อนวันแรก แก้วันใดวันหนึ่ง")
        raise Refusal("decisions.term_ends_first", no, status=422, errors=[Wrong("ends_on", no)])
    committee = Committee.objects.select_for_update().get(pk=seat.committee_id)   # then no other term slips in
    terms = Term.objects.filter(seat__committee=committee).select_related("seat", "person")
    for other in terms.order_by("starts_on"):
        if not overlap(starts_on, ends_on, other.starts_on, other.ends_on):
            continue
        if other.seat_id == seat.pk:
            raise _taken("decisions.terms_overlap", "starts_on", _(
                "ที่นั่งนี้มี %(name)s ดำรงตำแหน่งอยู่ (%(days)s) วาระซ้อนกันไม่ได้ เริ่มหลังวันนั้น หรือจบวาระเดิมก่อน"), other)
        if other.person_id == person.pk:
            raise _taken("decisions.sits_already", "person", _(
                "%(name)s นั่งตำแหน่ง “%(seat)s” ในคณะนี้อยู่แล้ว (%(days)s) คนหนึ่งนั่งได้ทีละที่นั่ง"), other)
    _refuse_back_into_closed(committee, starts_on)
    term = Term.objects.create(seat=seat, person=person, starts_on=starts_on, ends_on=ends_on)
    if (ends_on is None or ends_on >= clock.today()) and not any(
            role.word == Word.COMMITTEE and role.at_id == committee.authority_id for role in roles_of(person)):
        appoint(person=person, word=Word.COMMITTEE, at=committee.authority, by=by, until=ends_on)
    tie("seated", term, by=by, area=committee.authority.home.code, because=[committee, person])
    return term


def _taken(code, field, sentence, other):
    no = Refusal(code, sentence, name=other.person.name, seat=other.seat.title, days=_days(other))
    no.errors = [Wrong(field, str(no))]
    return no


def _days(term):
    language = "th" if get_language() == "th" else "en"
    first = dates.day_in(term.starts_on, language)
    return f"{first} – {dates.day_in(term.ends_on, language)}" if term.ends_on else f"{first} –"


def _refuse_back_into_closed(committee, starts_on):
    """Refuse a term that would seat somebody at a meeting that is closed."""
    last = Meeting.objects.closed().filter(committee=committee).order_by("-meets_at").first()
    if last and starts_on <= day_of(last):
        no = Refusal("decisions.term_before_closed", _(
            "ประชุมครั้งที่ %(label)s ปิดแล้ว และเปลี่ยนว่าใครนั่งในวันนั้นไม่ได้ วาระต้องเริ่มหลังวันนั้น"), status=422, label=last.label)
        no.errors = [Wrong("starts_on", str(no))]
        raise no
