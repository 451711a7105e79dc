"""The whole way of a thing, there and back: counted, never listed, and never telling of few."""
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.core import clock
from saan.methods.honest import K, aloud
from saan.people.queries import NOBODY
from saan.trail.actions import tie
from saan.voices.actions.erasures import erase
from saan.voices.actions.replies import answer
from saan.voices.actions.themes import gather, join
from saan.voices.queries.ways import chain_of
from saan.voices.tests.town import opened
from tests.town import settle, stand

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return settle()


def gathered(town, count, name="ไฟทางเดิน"):
    voices = [stand(town, f"{name} ดวงที่ {number}").voice for number in range(count)]
    return gather(members=voices, name=name, authority=town.city, area=town.area, by=town.council)


def happens(town, verb, kind, pk, *causes):
    """Let something happen to a thing of a later room."""
    tie(verb, SimpleNamespace(kind=kind, pk=pk), by=town.officer, area=town.area.code, because=causes)
    return SimpleNamespace(kind=kind, pk=pk)


def test_a_project_shows_what_led_to_it_and_what_came_of_it(town):
    start = clock.now()
    theme = gathered(town, 6)
    with clock.moved_to(start + timedelta(days=10)):
        proposal = happens(town, "proposed", "proposal", 901, theme)
    with clock.moved_to(start + timedelta(days=30)):
        resolution = happens(town, "resolved", "resolution", 902, proposal)
    with clock.moved_to(start + timedelta(days=31)):
        project = happens(town, "started", "project", 903, resolution)
    with clock.moved_to(start + timedelta(days=60)):
        happens(town, "reported", "result", 904, project)
        answer(theme=theme, text="มีไฟครบแล้ว", key=str(uuid4()), by=town.officer)
    chain = chain_of(project, NOBODY)
    assert [stop.verb for stop in chain.stops] == [
        "spoken", "gathered", "proposed", "resolved", "started", "reported", "answered"]
    assert [stop.days for stop in chain.stops] == [None, 0, 10, 20, 1, 29, 0]
    assert (chain.voices, chain.is_orphan) == (6, False)
    assert chain.stops[1].face.url == f"/themes/{theme.pk}"


def test_few_voices_are_not_counted_and_an_erased_one_counts_no_more(town):
    theme = gathered(town, 5)
    assert chain_of(theme, NOBODY).voices == 5
    erase(voice=theme.memberships.first().voice)
    assert chain_of(theme, NOBODY).voices is None


def test_the_sum_of_two_themes_does_not_tell_of_the_small_one(town):
    large, small = gathered(town, 7, "สนาม"), gathered(town, 3, "ม้านั่ง")
    proposal = happens(town, "proposed", "proposal", 901, large, small)
    assert chain_of(proposal, NOBODY).voices is None


def test_statements_in_a_theme_do_not_hide_how_few_voices_it_holds(town):
    large, small = gathered(town, 7, "สนาม"), gathered(town, 2, "ม้านั่ง")
    town.authority = town.city
    join(members=opened(town, statements=6).statements, theme=small, by=town.council)
    proposal = happens(town, "proposed", "proposal", 901, large, small)
    assert chain_of(proposal, NOBODY).voices is None


def test_what_began_with_no_voice_says_so(town):
    project = happens(town, "started", "project", 903, SimpleNamespace(kind="goal", pk=5))
    assert chain_of(project, NOBODY).is_orphan


@given(st.lists(st.integers(0, 12), max_size=5), st.integers(0, 30))
def test_a_total_never_tells_how_many_a_hidden_part_holds(parts, others):
    total = aloud(sum(parts) + others, parts)
    if total is not None:   # whoever takes away all that is said elsewhere is left with what stands in no part
        assert total - sum(part for part in parts if part >= K) == others
        assert total >= K


def test_the_whole_way_asks_a_bounded_number_of_questions(town, django_assert_max_num_queries):
    theme = gathered(town, 12)
    with django_assert_max_num_queries(12):
        chain_of(theme, NOBODY)
