"""One vote for each participant and statement, changed as often as one likes."""
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saan.core import clock
from saan.core.refusal import Refusal
from saan.voices.actions import votes
from saan.voices.actions.consultations import close_round
from saan.voices.actions.statements import withdraw
from saan.voices.actions.votes import cast
from saan.voices.models import Vote
from saan.voices.queries.votes import changes_since, has_voted, last_change, own_votes, pass_of
from saan.voices.tests.town import newcomer, opened, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    """Return a town with an open round."""
    return opened(town())


def refused(code, **vote):
    """Check that the vote is refused with that code."""
    with pytest.raises(Refusal) as no:
        cast(**vote)
    assert no.value.code == code
    return no.value


def test_a_vote_is_new_then_repeated_then_changed(here):
    child, statement = newcomer(here.it), here.statements[0].pk
    assert not has_voted(child)
    assert [cast(by=child, statement=statement, value=value) for value in (1, 1, -1)] == [True, False, False]
    assert own_votes(child) == {statement: -1}
    assert has_voted(child)


def test_every_change_has_a_greater_number_and_a_repetition_has_none(here):
    one, two = newcomer(here.it), newcomer(here.it)
    first, second = (statement.pk for statement in here.statements)
    cast(by=one, statement=first, value=1)
    cast(by=two, statement=first, value=0)
    before = changes_since(here.it, 0)
    assert [(row.participant, row.value) for row in before] == [(one.participant, 1), (two.participant, 0)]
    cast(by=two, statement=first, value=0)
    assert changes_since(here.it, before[-1].change) == []
    cast(by=one, statement=second, value=-1)
    cast(by=one, statement=first, value=0)
    after = changes_since(here.it, before[-1].change)
    assert [(row.statement, row.value) for row in after] == [(second, -1), (first, 0)]
    assert last_change(here.it) == after[-1].change
    assert changes_since(here.it, 0, most=1) == [before[1]]   # what changed last stands last


def test_what_is_not_asked_here_cannot_be_answered(here):
    other = opened(here, slug="elsewhere")
    child = newcomer(here.it)
    assert refused("voices.statement_unknown", by=child, statement=other.statements[0].pk, value=1).status == 422
    refused("voices.statement_unknown", by=child, statement=10 ** 12, value=1)
    refused("voices.vote_unknown", by=child, statement=here.statements[0].pk, value=2)
    withdraw(statement=here.statements[0], by=here.council)
    assert refused("voices.statement_withdrawn", by=child, statement=here.statements[0].pk, value=1).status == 409
    assert Vote.objects.count() == 0


def test_a_closed_round_takes_no_vote_and_no_newcomer(here):
    child = newcomer(here.it)
    close_round(consultation=here.it, by=here.officer)
    refused("voices.round_closed", by=child, statement=here.statements[0].pk, value=1)
    here.it.refresh_from_db()
    with pytest.raises(Refusal, match="ปิดรับ"):
        newcomer(here.it)


def test_a_round_ends_by_itself_on_its_promised_day():
    here = opened(town(), closes_at=clock.now() + timedelta(days=2))
    child = newcomer(here.it)
    with clock.moved_to(clock.now() + timedelta(days=3)):
        refused("voices.round_closed", by=child, statement=here.statements[0].pk, value=1)


def test_an_unknown_token_opens_nothing():
    assert pass_of("forged") is None


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses by the size of the table")
def test_many_votes_at_once_look_at_no_more_than_their_own_rows(here):
    people, statement, now = [newcomer(here.it) for _number in range(3)], here.statements[0].pk, clock.now()
    with CaptureQueriesContext(connection) as asked:
        votes._recorded([votes._Ballot(one.consultation, one.participant, statement, 1, now) for one in people])
    plans = []
    for query in asked:
        if query["sql"].startswith(("SELECT", "INSERT")):
            with connection.cursor() as cursor:
                plans += [row[-1] for row in cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}").fetchall()]
    assert any("voices_vote" in plan for plan in plans)
    assert [plan for plan in plans if "SCAN voices_vote" in plan] == []
