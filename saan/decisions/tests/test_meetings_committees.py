"""Terms never overlap, and nobody sits twice at once."""
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from saan.core import clock
from saan.core.refusal import Refusal
from saan.core.things import SYSTEM
from saan.decisions.actions.committees import declare, end_term, seat, set_up, withdraw_interest
from saan.decisions.models import Interest, Term
from saan.decisions.tests.chamber import BEGIN, chamber, closed, opened
from saan.people.actions import enrol
from tests.town import refused

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
