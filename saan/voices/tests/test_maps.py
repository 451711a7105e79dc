"""The opinion map of a round is drawn by itself, in steps, and shows groups only where they are more than chance."""
from datetime import timedelta

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saan.core import clock
from saan.core.actions import cursors
from saan.core.things import SYSTEM
from saan.people.queries import NOBODY
from saan.voices.actions.bundles import pack
from saan.voices.actions.consultations import close_round
from saan.voices.actions.opinions import draw
from saan.voices.actions.publishing import publish
from saan.voices.actions.statements import withdraw
from saan.voices.actions.votes import cast
from saan.voices.jobs import draw as draw_due
from saan.voices.models import Bundle, OpinionMap
from saan.voices.queries.bundles import cursor_of
from saan.voices.queries.groups import groups_of
from saan.voices.queries.maps import extremity_of, map_of_round
from saan.voices.queries.opinions import votes_of
from saan.voices.tests.camps import camp_values, two_camps, voted_in_bulk
from saan.voices.tests.town import newcomer, opened, town

pytestmark = pytest.mark.django_db


def codes(drawn, met):
    """Return the codes of the conditions that are met, or are not."""
    return {one["code"] for one in drawn.conditions if one["met"] is met}


def test_two_camps_are_found_and_told_without_a_single_exact_count():
    here = two_camps(240)
    assert draw_due() == 1
    drawn = map_of_round(here.it)
    assert drawn.shown
    assert codes(drawn, False) == set()
    assert set(drawn.content) == {"groups", "stones", "stone", "figures"}
    assert all(low % 10 == 0 and high == low + 9 for low, high in (
        one["size"] for one in drawn.content["groups"] if one["size"]))
    told = groups_of(here.it, NOBODY)
    assert [one.line.statement for _said, one in told.unites] == [here.statements[-1]]
    assert {one.line.statement for one in told.divides} == set(here.statements[:-1])
    assert all(group.typical for group in told.groups)
    ranges = [cell for rows in drawn.content["figures"].values() for row in rows for cell in row.values()]
    assert ranges
    assert all(low % 10 == 0 and high - low in {9, 19} for low, high in ranges)


def test_where_everybody_draws_lots_no_groups_are_shown():
    here, random = opened(town(), statements=10), np.random.default_rng(3)
    voted_in_bulk(here, random.integers(-1, 2, (90, 10)).tolist())
    draw(consultation=here.it)
    drawn = map_of_round(here.it)
    assert not drawn.shown
    assert "separation" in codes(drawn, False)
    assert drawn.content["groups"] is None
    assert (drawn.content["figures"], drawn.content["stones"]) == ({}, [])


def test_few_people_and_few_statements_are_said_as_what_is_missing():
    here = two_camps(38, 5, passes=0)
    draw(consultation=here.it)
    drawn = map_of_round(here.it)
    assert {"people", "statements"} <= codes(drawn, False)
    assert drawn.p is None


def test_a_new_map_waits_for_five_people_and_for_a_fiftieth():
    here = two_camps(60)
    draw(consultation=here.it)
    voted_in_bulk(here, camp_values(4, seed=8))
    assert not draw(consultation=here.it)
    voted_in_bulk(here, camp_values(1, seed=9))
    assert draw(consultation=here.it)
    big = two_camps(400, slug="many", here=here)
    draw(consultation=big.it)
    voted_in_bulk(big, camp_values(7, seed=8))
    assert not draw(consultation=big.it)
    voted_in_bulk(big, camp_values(1, seed=9))
    assert draw(consultation=big.it)


def test_who_changes_a_vote_counts_as_one_who_moved():
    here = opened(town(), statements=2)
    people = [newcomer(here.it) for _each in range(6)]
    for person in people:
        cast(by=person, statement=here.statements[0].pk, value=1)
    assert draw(consultation=here.it)
    for person in people[:5]:
        cast(by=person, statement=here.statements[0].pk, value=-1)
    assert draw(consultation=here.it)


def test_the_worker_lets_a_round_rest_for_a_minute():
    here = two_camps(60)
    assert draw_due() == 1
    voted_in_bulk(here, camp_values(20, seed=8))
    assert draw_due() == 0
    with clock.moved_to(clock.now() + timedelta(seconds=61)):
        assert draw_due() == 1


def test_closing_brings_the_last_map_and_no_other_follows(client):
    here = two_camps(60)
    draw_due()
    voted_in_bulk(here, camp_values(3, seed=8))
    close_round(consultation=here.it, by=here.officer)
    assert draw_due() == 1
    first, last = OpinionMap.objects.filter(consultation=here.it).order_by("pk")
    assert (last.closing, last.late) == (True, True)
    assert (last.content, last.at, last.change) == (first.content, first.at, first.change)
    assert draw_due() == 0
    assert not draw(consultation=here.it)
    page = client.get("/c/camps/map").content.decode()
    assert "คำตอบช่วงนั้นไม่ได้อยู่ในแผนที่" in page and "ต่อข้อความ) ไม่ได้รวมไว้" in page   # of map, and of figures


def test_at_closing_five_people_more_are_on_the_map_however_many_it_held(client):
    here = two_camps(300)
    draw_due()
    voted_in_bulk(here, camp_values(5, seed=8))
    publish(consultation=here.it)
    assert not draw(consultation=here.it)   # while it is open a fiftieth is waited for
    close_round(consultation=here.it, by=here.officer)
    assert draw_due() == 1
    last = map_of_round(here.it)
    assert (last.closing, last.late, last.people) == (True, False, 305)
    assert "ไม่ได้อยู่ในแผนที่" not in client.get("/c/camps/map").content.decode()


def test_a_round_that_closes_after_many_more_votes_gets_a_map_of_all_of_them():
    here = two_camps(60)
    draw_due()
    voted_in_bulk(here, camp_values(40, seed=8))
    close_round(consultation=here.it, by=here.officer)
    draw_due()
    last = map_of_round(here.it)
    assert (last.closing, last.late, last.people) == (True, False, 100)


def test_a_round_that_nobody_voted_in_and_one_of_a_sheet_have_no_groups():
    here = opened(town(), statements=2)
    close_round(consultation=here.it, by=here.officer)
    sheet = opened(here, slug="sheet", source="sheet")
    assert draw_due() == 1
    assert not map_of_round(here.it).shown
    assert map_of_round(sheet.it) is None


def test_a_statement_that_was_withdrawn_is_left_out():
    here = two_camps(60)
    withdraw(statement=here.statements[0], by=here.council)
    assert votes_of(here.it).statements.tolist() == [one.pk for one in here.statements[1:]]
    draw(consultation=here.it)
    assert str(here.statements[0].pk) not in map_of_round(here.it).content["figures"]


def test_beside_a_total_that_hides_a_cell_a_group_tells_no_figures():
    here = opened(town(), statements=10)
    values = camp_values(120, passes=0)
    for row in values[:3]:
        row[4] = 0   # three people are not sure: the gate hides them, and with them the next larger answer
    voted_in_bulk(here, values)
    publish(consultation=here.it)
    draw(consultation=here.it)
    told = map_of_round(here.it).content["figures"]
    assert str(here.statements[4].pk) not in told
    assert str(here.statements[6].pk) in told


def test_how_far_out_a_statement_stands_is_known_to_what_asks_next():
    here = two_camps(60)
    assert extremity_of(here.it) == {}
    before = clock.now()
    with clock.moved_to(before + timedelta(minutes=1)):
        draw(consultation=here.it, by=SYSTEM)
    pulls = extremity_of(here.it)
    assert set(pulls) == {one.pk for one in here.statements}
    assert pulls[here.statements[0].pk] > pulls[here.statements[-1].pk] > 0
    assert extremity_of(here.it, before) == {}


def test_drawing_asks_the_database_no_more_often_for_many_people():
    counts = []
    for people in (60, 240):
        here = two_camps(people, slug=f"of-{people}")
        with CaptureQueriesContext(connection) as asked:
            draw(consultation=here.it)
        counts.append(len(asked))
    assert counts[0] == counts[1] < 26


def test_a_round_whose_map_cannot_be_drawn_keeps_no_other_waiting():
    spoilt, sound = two_camps(slug="spoilt"), two_camps(slug="sound")
    pack(consultation=spoilt.it)
    Bundle.objects.filter(consultation=spoilt.it).update(packed=b"no votes")
    assert draw_due() == 1
    assert sound.it.maps.exists() and not spoilt.it.maps.exists()
    Bundle.objects.filter(consultation=spoilt.it).delete()
    cursors.advance(name=cursor_of(spoilt.it), to=0)
    assert draw_due() == 1 and spoilt.it.maps.exists()
