"""Votes packed beside the rows are the votes, whenever they are packed."""
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from saan.voices.actions.bundles import pack
from saan.voices.actions.votes import cast
from saan.voices.models import Bundle, Vote
from saan.voices.queries.bundles import packed_to, votes_of
from saan.voices.tests.town import newcomer, opened, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    """Return a town with an open round of three statements."""
    return opened(town(), statements=3)


def standing(here):
    """Return the votes of the rows: by participant and number of the statement."""
    rows = Vote.objects.filter(statement__consultation=here.it)
    return {row[:2]: row[2] for row in rows.values_list("participant", "statement__number", "value")}


def told(here, numbers=(1, 2, 3)):
    """Return the votes as arrays tell them."""
    votes = votes_of(here.it, list(numbers))
    person = [int(at) for at, seen in zip(votes.people, votes.seen, strict=True) for _vote in range(seen)]
    return {(at, int(votes.statements[column])): int(value)
            for at, column, value in zip(person, votes.statement, votes.value, strict=True)}


def test_votes_are_told_before_they_are_packed_and_after_and_when_some_came_since(here):
    one, other = newcomer(here.it), newcomer(here.it)
    cast(by=one, statement=here.statements[0].pk, value=1)
    cast(by=one, statement=here.statements[2].pk, value=-1)
    assert told(here) == standing(here)
    assert pack(consultation=here.it) == 1 and pack(consultation=here.it) == 0
    assert told(here) == standing(here) and packed_to(here.it) > 0
    cast(by=one, statement=here.statements[0].pk, value=0)
    cast(by=other, statement=here.statements[1].pk, value=1)
    assert told(here) == standing(here)
    assert pack(consultation=here.it) == 2
    assert told(here) == standing(here) and Bundle.objects.count() == 2


def test_statements_that_do_not_count_are_left_out(here):
    one = newcomer(here.it)
    for statement in here.statements:
        cast(by=one, statement=statement.pk, value=1)
    assert set(told(here, [2, 3])) == {pair for pair in standing(here) if pair[1] != 1}
    pack(consultation=here.it)
    assert set(told(here, [2])) == {pair for pair in standing(here) if pair[1] == 2}
    assert told(here, []) == {}


def test_a_round_without_votes_has_none(here):
    assert told(here) == {} and pack(consultation=here.it) == 0


def test_many_people_are_read_and_packed_with_few_questions(here, django_assert_num_queries):
    for child in [newcomer(here.it) for _more in range(12)]:
        cast(by=child, statement=here.statements[0].pk, value=1)
    with django_assert_num_queries(12):
        pack(consultation=here.it)
    with django_assert_num_queries(3):
        told(here)


class Packing(TestCase):
    @given(st.lists(st.one_of(st.none(), st.tuples(st.integers(0, 3), st.integers(0, 2), st.sampled_from([-1, 0, 1]))),
                    max_size=25))
    @settings(max_examples=25, deadline=None)
    def test_whenever_votes_are_packed_the_arrays_are_the_rows(self, course):
        place = opened(town(), statements=3)
        people = [newcomer(place.it) for _more in range(4)]
        for step in course:
            if step is None:
                pack(consultation=place.it)
            else:
                person, statement, value = step
                cast(by=people[person], statement=place.statements[statement].pk, value=value)
        assert told(place) == standing(place)
