"""Terms never overlap, and nobody sits twice at once."""
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from saan.core import clock
from saan.core.refusal import Refusal
from saan.core.things import SYSTEM
from saan.decisions.actions.agenda import table
from saan.decisions.actions.committees import add_seat, disband, rename, set_up
from saan.decisions.actions.interests import declare, withdraw_interest
from saan.decisions.actions.meetings import attend
from saan.decisions.actions.resolutions import close_resolution
from saan.decisions.actions.terms import correct_term, end_term, seat, take_back
from saan.decisions.models import Committee, Interest, Seat, Term
from saan.decisions.queries.committees import terms_on
from saan.decisions.tests.chamber import BEGIN, called, chamber, closed, opened, resolved
from saan.people.actions import enrol
from tests.town import refused, settle

pytestmark = pytest.mark.django_db
FIRST = date(2026, 1, 1)


@pytest.fixture
def town():
    """Return a town with a committee."""
    with clock.moved_to(BEGIN):
        yield chamber()


def test_a_committee_needs_a_name_seats_and_a_share(town):
    with refused("decisions.committee_unclear", 422) as no:
        set_up(authority=town.city, name=" ", seats=[], quorum=0, by=town.officer)
    assert {wrong.where for wrong in no.value.errors} == {"name", "seats", "quorum"}


def test_overlapping_terms_are_refused_with_the_name_and_the_days_of_the_other(town):
    newcomer = enrol(name="คนใหม่", by=SYSTEM)
    with refused("decisions.terms_overlap", 422) as no:
        seat(seat=town.terms[0].seat, person=newcomer, starts_on=BEGIN.date(), by=town.officer)
    assert "สมาชิก 1" in str(no.value) and "28 ก.ย. 2568" in str(no.value)
    end_term(term=town.terms[0], by=town.officer)
    with refused("decisions.terms_overlap", 422):
        seat(seat=town.terms[0].seat, person=newcomer, starts_on=BEGIN.date(), by=town.officer)
    seat(seat=town.terms[0].seat, person=newcomer, starts_on=BEGIN.date() + timedelta(days=1), by=town.officer)


def test_nobody_sits_on_two_seats_of_a_committee_at_once(town):
    end_term(term=town.terms[0], by=town.officer)
    with refused("decisions.sits_already", 422):
        seat(seat=town.terms[0].seat, person=town.terms[1].person, starts_on=date(2027, 1, 1), by=town.officer)


def test_who_sat_at_a_closed_meeting_never_changes(town):
    end_term(term=town.terms[4], by=town.officer)
    with clock.moved_to(BEGIN + timedelta(days=3)):
        closed(town, opened(town))
        latecomer = enrol(name="คนมาทีหลัง", by=SYSTEM)
        with refused("decisions.term_before_closed", 422):
            seat(seat=town.terms[4].seat, person=latecomer, starts_on=BEGIN.date() + timedelta(days=2), by=town.officer)
        with refused("decisions.term_over", 422):
            end_term(term=town.terms[0], on=BEGIN.date(), by=town.officer)


def test_an_interest_is_declared_once_and_can_end(town):
    interest = declare(term=town.terms[0], agency=town.artists, reason="เป็นผู้รับจ้าง", by=town.officer)
    with refused("decisions.declared_before"):
        declare(term=town.terms[0], agency=town.artists, reason="เป็นผู้รับจ้าง", by=town.officer)
    withdraw_interest(interest=interest, by=town.officer)
    with refused("decisions.interest_over"):
        withdraw_interest(interest=interest, by=town.officer)
    with refused("decisions.interest_unclear", 422):
        declare(term=town.terms[0], agency=town.artists, reason=" ", by=town.officer)
    assert Interest.objects.get().ended_at


def test_a_committee_sent_twice_is_one_and_its_name_is_its_own(town):
    about = {"authority": town.city, "name": "คณะลานเล่น", "seats": [("ประธาน", None), ("ช่าง", town.owner)],
             "by": town.officer}
    assert set_up(**about) == set_up(**about)
    with refused("decisions.name_taken", 422) as no:
        set_up(**about | {"quorum": 60})
    assert [wrong.where for wrong in no.value.errors] == ["name"]
    assert set_up(**about | {"authority": settle("300101").city})


def test_a_committee_gets_another_name_and_one_more_seat(town):
    other = set_up(authority=town.city, name="คณะลานเล่น", seats=[("ประธาน", None)], by=town.officer)
    for _time in range(2):
        assert rename(committee=other, name="คณะพื้นที่เล่น", name_en="Play", by=town.officer).name == "คณะพื้นที่เล่น"
    with refused("decisions.name_taken", 422):
        rename(committee=other, name=town.committee.name, by=town.officer)
    with refused("decisions.committee_unclear", 422):
        rename(committee=other, name=" ", by=town.officer)
    one, again = (add_seat(committee=other, number=2, title="ช่าง", agency=town.owner, by=town.officer)
                  for _time in range(2))
    assert one == again and Seat.objects.filter(committee=other).count() == 2
    with refused("decisions.seats_changed"):
        add_seat(committee=other, number=2, title="ครู", by=town.officer)
    with refused("decisions.seat_unclear", 422):
        add_seat(committee=other, number=3, title=" ", by=town.officer)


def test_a_committee_ends_when_nothing_waits_for_it_and_meets_no_more(town):
    meeting = opened(town)
    made = resolved(town, table(meeting=meeting, title="ที่ร่ม", by=town.officer))
    end = {"committee": town.committee, "reason": "ตั้งซ้ำ", "by": town.officer}
    with refused("decisions.still_meets"):
        disband(**end)
    closed(town, meeting)
    with refused("decisions.still_waits") as no:
        disband(**end)
    assert "มติที่ไม่ปิด 1 ข้อ" in str(no.value)
    close_resolution(resolution=made, word="done", reason="", by=SYSTEM)
    with refused("decisions.reason_missing", 422):
        disband(**end | {"reason": " "})
    coming = end_term(term=town.terms[0], by=town.officer)
    later = seat(seat=coming.seat, person=coming.person, starts_on=BEGIN.date() + timedelta(days=9), by=town.officer)
    disband(**end)
    assert terms_on(town.committee, later.starts_on) == [] and len(terms_on(town.committee, BEGIN.date())) == 5
    for late in (lambda: disband(**end), lambda: called(town), lambda: take_back(term=later, by=town.officer),
                 lambda: rename(committee=town.committee, name="ใหม่", by=town.officer),
                 lambda: add_seat(committee=town.committee, number=6, title="ครู", by=town.officer),
                 lambda: seat(seat=coming.seat, person=coming.person, starts_on=later.starts_on, by=town.officer)):
        with refused("decisions.disbanded") as no:
            late()
        assert "ตั้งซ้ำ" in str(no.value)
    again = set_up(authority=town.city, name=town.committee.name, seats=[("ประธาน", None)], by=town.officer)
    assert Committee.objects.filter(name=again.name).count() == 2   # its name is free


def test_a_term_that_has_not_begun_is_taken_back_and_its_seat_is_free(town):
    first = end_term(term=town.terms[0], by=town.officer)
    about = {"seat": first.seat, "starts_on": date(2027, 1, 1), "by": town.officer}
    wrong = seat(person=enrol(name="ผิดคน", by=SYSTEM), **about)
    meeting = called(town, 100)
    attend(meeting=meeting, term=wrong, word="present", by=town.officer)
    take_back(term=wrong, by=town.officer)
    assert wrong not in terms_on(town.committee, date(2027, 2, 1)) and not meeting.presences.exists()
    right = seat(person=enrol(name="ถูกคน", by=SYSTEM), **about)
    assert right in terms_on(town.committee, date(2027, 2, 1))
    with refused("decisions.term_taken_back"):
        take_back(term=wrong, by=town.officer)
    with refused("decisions.term_begun"):
        take_back(term=town.terms[1], by=town.officer)


def test_the_days_of_a_term_are_corrected_but_not_who_sat_at_a_meeting(town):
    one, two = town.terms[:2]
    closed(town, opened(town))
    today = BEGIN.date()
    with refused("decisions.term_before_closed", 422) as no:
        correct_term(term=one, starts_on=today + timedelta(days=1), by=town.officer)
    assert "1/2569" in str(no.value)
    with refused("decisions.term_ends_first", 422):
        correct_term(term=one, starts_on=today, ends_on=today - timedelta(days=1), by=town.officer)
    mended = correct_term(term=one, starts_on=today, ends_on=today + timedelta(days=5), by=town.officer)
    assert one in terms_on(town.committee, today) and mended.ends_on == today + timedelta(days=5)
    assert one not in terms_on(town.committee, today - timedelta(days=1))
    with refused("decisions.terms_overlap", 422):
        seat(seat=one.seat, person=enrol(name="คนใหม่", by=SYSTEM), starts_on=mended.ends_on, by=town.officer)
    coming = called(town, 20)
    attend(meeting=coming, term=two, word="away", by=town.officer)
    correct_term(term=two, starts_on=two.starts_on, ends_on=today + timedelta(days=3), by=town.officer)
    assert not coming.presences.exists()


class Terms(TestCase):
    @pytest.mark.slow
    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 2), st.integers(0, 40),
                              st.none() | st.integers(0, 20), st.booleans()), max_size=12))
    def test_no_two_terms_of_a_seat_and_no_two_seats_of_a_person_ever_overlap(self, wishes):
        with clock.moved_to(BEGIN):
            town = chamber(2)
            Term.objects.all().delete()
            people = [enrol(name=f"คน {number}", by=SYSTEM) for number in range(3)]
            for where, who, start, length, ends in wishes:
                try:
                    made = seat(seat=town.terms[where].seat, person=people[who], by=SYSTEM,
                                starts_on=FIRST + timedelta(days=start),
                                ends_on=None if length is None else FIRST + timedelta(days=start + length))
                    if ends:
                        end_term(term=made, by=SYSTEM)
                except Refusal:
                    continue
        days = [FIRST + timedelta(days=day) for day in range(80)]
        for day in days:
            holding = [(term.seat_id, term.person_id) for term in Term.objects.all()
                       if term.starts_on <= day and (term.ends_on is None or day <= term.ends_on)]
            assert len({place for place, _ in holding}) == len(holding) == len({who for _, who in holding})
