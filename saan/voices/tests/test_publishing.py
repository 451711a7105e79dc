"""Figures move in steps: no two looks can tell what fewer than five people said."""
from collections import defaultdict
from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from saan.core import clock
from saan.people.queries import NOBODY
from saan.trail.models import Step
from saan.voices.actions.consultations import close_due, close_round
from saan.voices.actions.publishing import publish, publish_due
from saan.voices.actions.votes import cast
from saan.voices.models import Figure, Publication, Vote
from saan.voices.queries.publishing import digest_of, heard_by_band, published
from saan.voices.queries.results import results_of
from saan.voices.tests.town import newcomer, opened, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    """Return a town with an open round."""
    return opened(town())


def say(here, *values, statement=0, band=""):
    """Let newcomers vote, one for each value; return their passes."""
    children = [newcomer(here.it, band=band) for _value in values]
    for child, value in zip(children, values, strict=True):
        cast(by=child, statement=here.statements[statement].pk, value=value)
    return children


def counts(here, statement=0):
    """Return what is published of the statement."""
    figure = published(here.it).get(here.statements[statement].pk)
    return figure and (figure.agree, figure.disagree, figure.passed)


def test_nothing_is_published_before_five_people_have_voted(here):
    say(here, 1, 1, 1, -1)
    assert not publish(consultation=here.it)
    assert results_of(here.it, NOBODY).as_of is None
    say(here, 0)
    assert publish_due() == 1
    assert counts(here) == (3, 1, 1)
    assert results_of(here.it, NOBODY).people == 5


def test_a_figure_moves_again_only_after_five_more_people(here):
    say(here, *[1] * 5)
    publish(consultation=here.it)
    say(here, *[1] * 4)
    assert not publish(consultation=here.it)
    say(here, -1)
    assert publish(consultation=here.it)
    assert counts(here) == (9, 1, 0)


def test_four_who_change_to_and_fro_do_not_uncover_a_fifth(here):
    old = say(here, *[1] * 20)
    publish(consultation=here.it)
    for value in (-1, 1):
        for child in old[:4]:
            cast(by=child, statement=here.statements[0].pk, value=value)
    say(here, -1)
    assert not publish(consultation=here.it)
    assert counts(here) == (20, 0, 0)


def test_an_older_state_counts_as_a_look_too(here):
    old = say(here, *[1] * 10, *[-1] * 10)
    publish(consultation=here.it)
    for child in old[:5]:
        cast(by=child, statement=here.statements[0].pk, value=0)
    assert publish(consultation=here.it)
    assert counts(here) == (5, 10, 5)
    for child in old[:5]:   # back to what was published first, and one more
        cast(by=child, statement=here.statements[0].pk, value=1)
    say(here, 1)
    assert not publish(consultation=here.it)


def test_a_statement_that_more_people_answered_than_are_published_waits(here):
    say(here, *[1] * 5)
    publish(consultation=here.it)
    say(here, *[1] * 4)
    old = say(here, *[1] * 3, statement=1)
    assert publish(consultation=here.it)   # twelve people by now, nine of them on the first statement
    assert (results_of(here.it, NOBODY).people, counts(here), counts(here, 1)) == (12, (5, 0, 0), None)
    for child in old:
        cast(by=child, statement=here.statements[0].pk, value=-1)
    say(here, -1)                          # thirteen on the first, one more than published people
    assert not publish(consultation=here.it)
    say(here, *[0] * 4, statement=1)
    assert publish(consultation=here.it)
    assert counts(here) == (9, 4, 0)


def test_at_closing_fewer_than_five_late_votes_stay_out_and_it_is_said(here):
    say(here, *[1] * 6)
    publish(consultation=here.it)
    say(here, -1, -1)
    close_round(consultation=here.it, by=here.officer)
    last = Publication.objects.last()
    assert (last.closing, last.people, last.late, last.votes) == (True, 6, 2, 8)
    assert counts(here) == (6, 0, 0)
    assert results_of(here.it, NOBODY).late
    assert not publish(consultation=here.it)


def test_closing_publishes_what_may_move_and_seals_all_votes(here):
    say(here, *[1] * 7, *[-1] * 5)
    close_round(consultation=here.it, by=here.officer)
    assert counts(here) == (7, 5, 0)
    assert not results_of(here.it, NOBODY).late
    step = Step.objects.get(verb="closed")
    assert (step.ref, step.by_id, step.digest) == (here.it.pk, here.officer.pk, Publication.objects.last().digest)
    assert digest_of(here.it) == (12, step.digest)
    Vote.objects.filter(value=-1).update(value=1)   # somebody tampers
    assert digest_of(here.it)[1] != step.digest


def test_a_round_of_three_people_closes_without_figures(here):
    say(here, 1, 1, -1)
    close_round(consultation=here.it, by=here.officer)
    shown = results_of(here.it, NOBODY)
    assert (shown.people, shown.late) == (None, True)
    assert all(line.figures.n is None and line.figures.suppressed for line in shown.lines)


def test_a_round_closes_by_itself_after_its_promised_day():
    here = opened(town(), closes_at=clock.now() + timedelta(days=1))
    say(here, *[1] * 6)
    assert close_due() == 0
    with clock.moved_to(clock.now() + timedelta(days=2)):
        assert close_due() == 1
        assert close_due() == 0
    assert counts(here) == (6, 0, 0)


def test_bands_move_in_steps_of_five_people_too(here):
    say(here, *[1] * 6, band="15-17")
    say(here, *[1] * 6, band="11-14")
    publish(consultation=here.it)
    assert heard_by_band(here.it) == {"15-17": 6, "11-14": 6}
    say(here, *[1] * 4, band="15-17")
    say(here, *[1] * 5, band="18-19")
    publish(consultation=here.it)
    assert heard_by_band(here.it) == {"15-17": 6, "11-14": 6, "18-19": 5}


def test_a_band_that_would_tell_the_size_of_a_small_rest_is_hidden(here):
    say(here, *[1] * 9, band="15-17")
    say(here, *[1] * 3, band="11-14")
    publish(consultation=here.it)
    shown = results_of(here.it, NOBODY)
    assert shown.people == 12
    assert set(shown.heard.values()) == {None}


class AnyVotes(TestCase):
    """Whatever people do and whenever the figures are published."""

    @pytest.mark.slow
    @settings(max_examples=15, deadline=None)
    @given(st.lists(st.one_of(
        st.tuples(st.integers(0, 15), st.integers(0, 1), st.sampled_from((1, 0, -1))), st.just("publish")),
        min_size=20, max_size=70))
    def test_no_two_looks_differ_by_fewer_than_five_people(self, deeds):
        here = opened(town(), slug="any-votes")
        children = [newcomer(here.it) for _number in range(16)]
        now, looks = {}, [({}, 0)]   # at each look: what everybody had said, and the people published
        seen = defaultdict(list)     # statement: (counts, what everybody had said to it then)
        for deed in [*deeds, "publish"]:
            if deed == "publish":
                if publish(consultation=here.it):
                    publication = Publication.objects.last()
                    looks.append((dict(now), publication.people))
                    for figure in Figure.objects.filter(publication=publication):
                        said = {who: value for (who, what), value in now.items() if what == figure.statement_id}
                        self.assertLessEqual(len(said), publication.people)
                        self.assertEqual([figure.agree, figure.passed, figure.disagree],
                                         [list(said.values()).count(value) for value in (1, 0, -1)])
                        seen[figure.statement_id].append(said)
            else:
                who, what, value = deed
                statement = here.statements[what].pk
                cast(by=children[who], statement=statement, value=value)
                now[who, statement] = value
        for states in seen.values():
            for one, other in combinations([{}, *states], 2):
                different = {who for who in one | other if one.get(who) != other.get(who)}
                self.assertTrue(len(different) >= 5 or not different)
        for (_one, people), (_other, more) in combinations(looks, 2):
            self.assertTrue(people == more or abs(people - more) >= 5)
