"""The voices behind a project: found through typed links, counted once, and never so that a small theme is told."""
from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st

from saan.decisions.models import Budgeting
from saan.notices.models import Notice
from saan.people.queries import NOBODY
from saan.plans.models import Project
from saan.plans.queries.audience import audience_of
from saan.plans.queries.behind import themes_of, voices_behind
from saan.plans.queries.projects import told
from saan.plans.rules.projects import year_of
from saan.plans.tests.town import city, project, resolution, themed
from saan.voices.actions.erasures import erase
from saan.voices.actions.themes import gather, merge, split
from saan.voices.tests.town import opened
from tests.town import refused, stand


@pytest.fixture
def town(db):
    """Return a town."""
    return city()


def from_resolution(town, *roots):
    return project(town, resolution=resolution(town, *roots))


def test_who_spoke_is_told_and_nobody_else(town):
    theme, other = themed(town, 2), themed(town, 1, "ไฟ")
    alone = stand(town, "ขอที่นั่งริมน้ำ").voice
    one = from_resolution(town, theme.it, alone)
    assert audience_of(one) == {*theme.voices, alone}
    told_to = set(Notice.objects.filter(key="plans.started", who_kind="voice").values_list("who_id", flat=True))
    assert told_to == {voice.pk for voice in (*theme.voices, alone)}
    assert not told_to & {voice.pk for voice in other.voices}


def test_a_theme_that_was_merged_speaks_through_the_other_and_what_was_split_out_does_not(town):
    theme, other = themed(town, 3), themed(town, 1, "ไฟ")
    one = from_resolution(town, theme.it)
    split(theme=theme.it, members=theme.voices[:1], name="เรื่องอื่น", by=town.council)
    merge(theme=theme.it, into=other.it, by=town.council)
    assert audience_of(one) == {*theme.voices[1:], *other.voices}


def test_a_voice_that_was_taken_back_is_told_nothing_and_counts_no_more(town):
    theme = themed(town, 6)
    one = from_resolution(town, theme.it)
    assert voices_behind([one], NOBODY) == {one.pk: 6}
    erase(voice=theme.voices[0])
    assert (voices_behind([one], NOBODY), len(audience_of(one))) == ({one.pk: 5}, 5)
    erase(voice=theme.voices[1])
    assert voices_behind([one], NOBODY) == {one.pk: None}


def test_a_voice_that_stands_behind_twice_counts_once(town):
    theme = themed(town, 5)
    one = from_resolution(town, theme.it, *theme.voices)
    assert voices_behind([one], NOBODY) == {one.pk: 5}


def test_a_project_of_a_goal_has_no_voices(town):
    one = project(town)
    assert (voices_behind([one], NOBODY), themes_of(one, NOBODY)) == ({one.pk: 0}, [])


def test_a_small_theme_is_not_told_by_what_is_left_of_the_whole(town):
    large, small = themed(town, 7), themed(town, 2, "ไฟ")
    one = from_resolution(town, large.it, small.it)
    assert voices_behind([one], NOBODY) == {one.pk: None}
    assert themes_of(one, NOBODY) == [(large.it, 7), (small.it, None)]


def test_statements_and_rounds_bring_the_voices_that_proposed_them(town):
    place = opened(town_of_rounds(town), slug="round-of-plans")
    proposed = [stand(town, f"เสนอ {number}", consultation=place.it).voice for number in range(5)]
    one = from_resolution(town, place.it)
    assert audience_of(one) == set(proposed)
    assert voices_behind([one], NOBODY) == {one.pk: 5}
    theme = gather(members=[voice.statement for voice in proposed[:2]], name="สองความเห็น", authority=town.city,
                   area=town.area, by=town.council)
    assert audience_of(from_resolution(town, theme)) == set(proposed[:2])
    assert audience_of(from_resolution(town, proposed[0].statement)) == {proposed[0]}


def town_of_rounds(town):
    town.authority = town.city
    return town


def test_fifty_projects_are_told_in_as_many_queries_as_one(town, django_assert_max_num_queries):
    theme = themed(town, 5)
    for _ in range(3):
        from_resolution(town, theme.it)
    project(town)
    with django_assert_max_num_queries(13):
        shown = told(Project.objects.all(), NOBODY)
    assert [one.voices for one in shown] == [5, 5, 5, 0]


def test_a_project_year_before_its_resolution_is_refused_and_both_years_are_named(town):
    later = resolution(town, themed(town, 1).it, met_on=date(2027, 11, 3))
    with refused("plans.before_its_resolution", 422) as no:
        project(town, resolution=later, year=2027, starts_on=date(2027, 5, 1), ends_on=date(2028, 5, 1))
    assert "2570" in str(no.value)
    assert "2571" in str(no.value)
    project(town, resolution=later, year=2028, starts_on=date(2027, 11, 4), ends_on=date(2028, 5, 1))


def test_a_town_may_begin_its_fiscal_year_on_another_day(town):
    Budgeting.objects.create(authority=town.city, year_month=1, year_day=1)
    later = resolution(town, themed(town, 1).it, met_on=date(2027, 11, 3))
    one = project(town, resolution=later, year=2027, starts_on=date(2027, 12, 1), ends_on=date(2027, 12, 9))
    assert one.year == 2027


def test_a_resolution_and_a_goal_together_start_nothing(town):
    with refused("plans.no_origin", 422):
        project(town, resolution=resolution(town, themed(town, 1).it), goal=town.goal)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_a_year_begins_on_its_first_day(day):
    assert year_of(day) == day.year + (day.month >= 10)
    assert year_of(day, 1, 1) == day.year
    assert year_of(day + timedelta(days=1), 7, 1) >= year_of(day, 7, 1)


def test_no_project_starts_before_the_meeting_that_resolved_it(town):
    made = resolution(town, themed(town, 1).it)
    met_on = localdate(made.meeting.meets_at)
    with refused("plans.starts_before_its_resolution", 422):
        project(town, resolution=made, starts_on=met_on - timedelta(days=1), ends_on=met_on + timedelta(days=9))
