"""Agencies sign an agreement with goals and a term; its matrix says what each promised and how far that has come."""
from datetime import timedelta

import pytest

from saan.agencies.actions import enlist
from saan.areas.actions import load
from saan.areas.queries import area_of
from saan.core import clock
from saan.core.things import SYSTEM
from saan.network.actions.agreements import extend, sign
from saan.network.actions.commitments import begin, claim, confirm
from saan.network.models import Agreement
from saan.network.queries.agreements import agencies_of, agreements_at, matrix, spanned
from saan.network.rules import Span, State
from saan.network.tests.town import agreed, joined, promised
from saan.people.queries import NOBODY
from saan.trail.queries import journey_of
from tests.town import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    """Return a town with agencies."""
    return joined()


def test_agencies_sign_an_agreement_with_goals_and_a_term(town):
    one = agreed(town, goals=[" ความรู้ ", "", "พื้นที่เรียนรู้"], goals_en=["Knowledge"])
    assert [party.agency_id for party in one.parties.order_by("number")] == [
        town.city.pk, town.school.pk, town.foundation.pk]
    assert [(goal.number, goal.text, goal.text_en) for goal in one.goals.order_by("number")] == [
        (1, "ความรู้", "Knowledge"), (2, "พื้นที่เรียนรู้", "")]
    assert [step.verb for step in journey_of(one)] == ["signed", "agreed", "agreed"]


@pytest.mark.parametrize(("change", "code", "where"), [
    (lambda t: {"parties": [t.school]}, "network.few_parties", "parties"),
    (lambda t: {"parties": [t.school, t.foundation, t.school]}, "network.party_twice", "parties"),
    (lambda t: {"goals": ["", "  "]}, "network.no_goal", "goals"),
    (lambda t: {"goals": [f"ข้อ {n}" for n in range(31)]}, "network.many_goals", "goals"),
    (lambda t: {"goals": ["ก" * 301]}, "network.long_goal", "goals"),
    (lambda t: {"title": " "}, "network.title", "title"),
    (lambda t: {"title": "โทร 0812345678"}, "network.private", "title"),
    (lambda t: {"ends_on": clock.today() - timedelta(days=1)}, "network.term", "ends_on"),
    (lambda t: {"signed_on": clock.today() + timedelta(days=1)}, "network.signed_later", "signed_on"),
    (lambda t: {"starts_on": clock.today() - timedelta(days=9), "ends_on": clock.today() - timedelta(days=2)},
     "network.signed_late", "signed_on"),
])
def test_what_makes_no_agreement_is_refused_and_nothing_is_kept(town, change, code, where):
    with refused(code, 422) as no:
        agreed(town, **change(town))
    assert [wrong.where for wrong in no.value.errors] == [where]
    assert not Agreement.objects.exists()


def test_an_agreement_runs_ends_soon_and_is_over(town):
    one, today = agreed(town), clock.today()

    def said(days):
        with clock.moved_to(clock.now() + timedelta(days=days)):
            return [span for _one, span in spanned(agreements_at({town.city.pk}, NOBODY))]
    assert [said(days) for days in (-1, 0, 274, 275, 365, 366)] == [
        [Span.TO_COME], [Span.RUNNING], [Span.RUNNING], [Span.ENDING], [Span.ENDING], [Span.OVER]]
    with refused("network.not_later", 422):
        extend(agreement=one, ends_on=one.ends_on, by=town.officer)
    extend(agreement=one, ends_on=today + timedelta(days=730), by=town.officer)
    assert said(366) == [Span.RUNNING] and journey_of(one)[-1].verb in {"agreed", "extended"}


def test_the_matrix_says_what_each_promised_and_the_worst_of_several(town, django_assert_num_queries):
    one = agreed(town)
    kept, under_way = promised(town, one), promised(town, one, text="ชวนครูอาสา")
    claim(commitment=kept, text="เปิดแล้วทุกวัน", by=town.school)
    confirm(commitment=kept, by=town.council)
    begin(commitment=under_way, by=town.school)
    claim(commitment=promised(town, one, goal=2, agency=town.foundation), text="ทำแล้ว", by=town.foundation)
    promised(town, one, goal=2, agency=town.city, days=3)
    with clock.moved_to(clock.now() + timedelta(days=4)), django_assert_num_queries(3):
        found = matrix(one, NOBODY)
    assert [[cell.state for cell in row.cells] for row in found.rows] == [
        [None, State.UNDER_WAY, None], [State.OVERDUE, None, State.CLAIMED]]
    assert [cell.more for cell in found.rows[0].cells] == [0, 2, 0]
    assert [(row.confirmed, len(row.promises)) for row in found.rows] == [(1, 2), (0, 2)]
    assert (found.all, found.claimed, found.confirmed) == (4, 1, 1)


def test_something_can_be_given_to_the_town_its_parties_and_its_province(town, django_assert_num_queries):
    load(codes=["300101"])
    far = enlist(name="กองทุนไกล", home=area_of("300101"), by=SYSTEM)
    partner = enlist(name="ภาคีจากโคราช", home=area_of("300101"), by=SYSTEM)
    enlist(name="วัดใกล้", home=town.area, by=SYSTEM)
    today = clock.today()
    sign(authority=town.city, title="ร่วมมือ", parties=[partner, town.school], goals=["ก"], signed_on=today,
         starts_on=today, ends_on=today, by=town.officer)
    with django_assert_num_queries(1):
        found = agencies_of(town.city)
    assert [one.name for one in found] == [
        town.city.name, "ภาคีจากโคราช", "โรงเรียนบ้านเหนือ", "มูลนิธิเพื่อนเล่น", "วัดใกล้"]
    assert far not in found
