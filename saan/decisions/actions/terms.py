"""Terms: seat somebody, correct the days, end a term, or take one back that has not begun."""
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from saan.core import clock
from saan.core.acts import signed
from saan.core.dates import said_day
from saan.core.refusal import Refusal, Wrong
from saan.core.things import Thing
from saan.decisions.actions.committees import refuse_disbanded
from saan.decisions.models import Committee, Meeting, Retraction, Seat, Term
from saan.decisions.queries.committees import holds_on
from saan.decisions.queries.meetings import day_of
from saan.decisions.rules.meetings import overlap
from saan.people.actions import appoint, enrol
from saan.people.models import Person
from saan.people.queries import roles_of
from saan.people.rules import Word
from saan.trail.actions import tie


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
    mine = _locked(term)
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
def correct_term(*, term: Term, starts_on: date, by: Thing, ends_on: date | None = None) -> Term:
    """Give a term other days, where they were wrong; who sat at a meeting that was opened never changes."""
    _refuse_order(starts_on, ends_on)
    mine = _locked(term)
    if (mine.starts_on, mine.ends_on) == (starts_on, ends_on):
        return mine
    committee, was = mine.seat.committee, (mine.starts_on, mine.ends_on)
    _refuse_overlap(mine.seat, mine.person, starts_on, ends_on, besides=mine)
    mine.starts_on, mine.ends_on = starts_on, ends_on
    for meeting in _begun(committee):
        day = day_of(meeting)
        if overlap(day, day, *was) != holds_on(mine, day):
            raise _opened_before(meeting, "starts_on")
    Term.objects.filter(pk=mine.pk).update(starts_on=starts_on, ends_on=ends_on)
    for presence in mine.presences.select_related("meeting"):
        if not holds_on(mine, day_of(presence.meeting)):
            presence.delete()   # noted for a meeting to come, at which they do not sit any more
    tie("reseated", mine, by=by, area=committee.authority.home.code)
    return mine


@transaction.atomic
def take_back(*, term: Term, by: Thing) -> Retraction:
    """Take back a term that has not begun: it never was held, and the seat is free on those days."""
    mine = _locked(term)
    if mine.starts_on <= clock.today():
        raise Refusal("decisions.term_begun", _("วาระของ %(name)s เริ่มแล้ว จบวาระวันนี้ หรือแก้วันของวาระแทน"),
                      name=mine.person.name)
    mine.presences.all().delete()
    retraction = Retraction.objects.create(term=mine, **signed(by))
    tie("unseated", mine, by=by, area=mine.seat.committee.authority.home.code)
    return retraction


def _seated(seat, person, starts_on, by, ends_on):
    _refuse_order(starts_on, ends_on)
    committee = Committee.objects.select_for_update().get(pk=seat.committee_id)   # then no other term slips in
    refuse_disbanded(committee)
    same = Term.objects.standing().filter(seat=seat, person=person, starts_on=starts_on, ends_on=ends_on).first()
    if same:
        return same   # it was sent twice
    _refuse_overlap(seat, person, starts_on, ends_on)
    _refuse_back_into_closed(committee, starts_on)
    term = Term.objects.create(seat=seat, person=person, starts_on=starts_on, ends_on=ends_on)
    if (ends_on is None or ends_on >= clock.today()) and not any(
            role.word == Word.COMMITTEE and role.at_id == committee.authority_id for role in roles_of(person)):
        appoint(person=person, word=Word.COMMITTEE, at=committee.authority, by=by, until=ends_on)
    tie("seated", term, by=by, area=committee.authority.home.code, because=[committee, person])
    return term


def _locked(term):
    """Return the term as it is now, its committee locked; refuse one that was taken back, or whose committee ended."""
    Committee.objects.select_for_update().get(pk=term.seat.committee_id)
    mine = Term.objects.select_related("seat__committee__authority__home", "person").get(pk=term.pk)
    refuse_disbanded(mine.seat.committee)
    if Retraction.objects.filter(term=mine).exists():
        raise Refusal("decisions.term_taken_back", _("วาระของ %(name)s ถูกถอนไปแล้ว"), name=mine.person.name)
    return mine


def _refuse_order(starts_on, ends_on):
    if ends_on and ends_on < starts_on:
        no = _("วันสุดท้ายของวาระมาก่อนวันแรก แก้วันใดวันหนึ่ง")
        raise Refusal("decisions.term_ends_first", no, status=422, errors=[Wrong("ends_on", no)])


def _refuse_overlap(seat, person, starts_on, ends_on, besides=None):
    terms = Term.objects.standing().filter(seat__committee=seat.committee_id).select_related("seat", "person")
    for other in terms.exclude(pk=besides and besides.pk).order_by("starts_on"):
        if not overlap(starts_on, ends_on, other.starts_on, other.ends_on):
            continue
        if other.seat_id == seat.pk:
            raise _taken("decisions.terms_overlap", "starts_on", _(
                "ที่นั่งนี้มี %(name)s ดำรงตำแหน่งอยู่ (%(days)s) วาระซ้อนกันไม่ได้ เริ่มหลังวันนั้น หรือจบวาระเดิมก่อน"), other)
        if other.person_id == person.pk:
            raise _taken("decisions.sits_already", "person", _(
                "%(name)s นั่งตำแหน่ง “%(seat)s” ในคณะนี้อยู่แล้ว (%(days)s) คนหนึ่งนั่งได้ทีละที่นั่ง"), other)


def _begun(committee):
    """Return the meetings at which somebody sat: those that are closed or open."""
    mine = Meeting.objects.filter(committee=committee).order_by("meets_at")
    return [*mine.closed(), *mine.under_way()]


def _opened_before(meeting, where):
    no = Refusal("decisions.term_before_closed", _(
        "ประชุมครั้งที่ %(label)s เปิดไปแล้ว และเปลี่ยนว่าใครนั่งในวันนั้นไม่ได้"), status=422, label=meeting.label)
    no.errors = [Wrong(where, str(no))]
    return no


def _taken(code, field, sentence, other):
    no = Refusal(code, sentence, status=422, name=other.person.name, seat=other.seat.title, days=_days(other))
    no.errors = [Wrong(field, str(no))]
    return no


def _days(term):
    return f"{said_day(term.starts_on)} – {said_day(term.ends_on)}" if term.ends_on else f"{said_day(term.starts_on)} –"


def _refuse_back_into_closed(committee, starts_on):
    """Refuse a term that would seat somebody at a meeting that is closed."""
    last = Meeting.objects.closed().filter(committee=committee).order_by("-meets_at").first()
    if last and starts_on <= day_of(last):
        no = Refusal("decisions.term_before_closed", _(
            "ประชุมครั้งที่ %(label)s ปิดแล้ว และเปลี่ยนว่าใครนั่งในวันนั้นไม่ได้ วาระต้องเริ่มหลังวันนั้น"), status=422, label=last.label)
        no.errors = [Wrong("starts_on", str(no))]
        raise no
