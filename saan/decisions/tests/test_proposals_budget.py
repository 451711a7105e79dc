"""Which budget can still be made on a day, and which meeting is the last that makes it."""
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from saan.core import clock, dates
from saan.decisions.actions.budgets import set_budgeting
from saan.decisions.models import Committee, Meeting, Turn
from saan.decisions.queries.budgets import budget_of, budgeting_of
from saan.decisions.rules.proposals import budget_days, comes_every_year, last_meeting
from saan.people.queries import NOBODY
from tests.town import refused, settle

days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
month_days = st.tuples(st.integers(1, 12), st.integers(1, 31)).filter(lambda it: comes_every_year(*it))


@pytest.mark.parametrize("day, year, draft_on", [
    (date(2026, 8, 14), 2027, date(2026, 8, 15)), (date(2026, 8, 15), 2028, date(2027, 8, 15)),
    (date(2026, 9, 30), 2028, date(2027, 8, 15)), (date(2026, 10, 1), 2028, date(2027, 8, 15)),
    (date(2028, 2, 29), 2029, date(2028, 8, 15)), (date(2027, 12, 31), 2029, date(2028, 8, 15))])
def test_on_the_day_of_the_draft_it_is_too_late_for_the_coming_year(day, year, draft_on):
    assert budget_days(day) == (year, draft_on)


@given(days)
def test_the_year_of_the_law_is_the_one_after_the_draft(day):
    year, draft_on = budget_days(day)
    assert day < draft_on <= day + timedelta(days=366)
    assert dates.fiscal_span(year)[0] == date(draft_on.year, 10, 1)


@given(days, month_days, month_days)
def test_the_draft_is_always_ahead_and_its_year_begins_within_a_year_of_it(day, start, draft):
    year, draft_on = budget_days(day, start, draft)
    assert day < draft_on <= day + timedelta(days=366) and (draft_on.month, draft_on.day) == draft
    ends_on = date(year + (start == (1, 1)), *start) - timedelta(days=1)
    begins_on = date(ends_on.year - (start != (1, 1)), *start)
    assert ends_on.year == year and draft_on <= begins_on <= draft_on + timedelta(days=366)


@given(days, st.lists(days, max_size=8), month_days, month_days)
def test_the_last_meeting_is_the_latest_before_the_draft(day, meetings, start, draft):
    draft_on, found = budget_days(day, start, draft).draft_on, last_meeting(meetings, day, start, draft)
    fitting = [meeting for meeting in meetings if day <= meeting < draft_on]
    assert found == (max(fitting) if fitting else None)


def test_a_day_that_does_not_come_every_year_is_none():
    assert [comes_every_year(*it) for it in ((2, 28), (2, 29), (2, 31), (4, 31), (12, 31), (13, 1), (1, 10 ** 20))] == [
        True, False, False, False, True, False, False]


@pytest.mark.django_db
def test_a_town_sets_its_own_days():
    town = settle()
    assert budgeting_of(town.city, NOBODY).pk is None
    for year_day, draft_day, where in ((31, 15, ["year_day"]), (31, 31, ["year_day", "draft_day"])):
        with refused("decisions.no_such_day", 422) as no:
            set_budgeting(authority=town.city, year_month=2, year_day=year_day, draft_month=6, draft_day=draft_day,
                          by=town.officer)
        assert [wrong.where for wrong in no.value.errors] == where
    for day in (1, 2):
        set_budgeting(authority=town.city, year_month=1, year_day=day, draft_month=11, draft_day=30, by=town.officer)
    with clock.moved_to(timezone.make_aware(datetime(2026, 3, 1))):
        assert budget_of(town.city, NOBODY) == (2028, date(2026, 11, 30), None)


@pytest.mark.django_db
def test_every_proposal_knows_the_last_planned_meeting_of_its_town():
    town, other = settle(), settle("300101")
    committee, elsewhere = (Committee.objects.create(authority=one.city, name="กรรมการเมือง") for one in (town, other))
    days = [date(2026, 6, 1), date(2026, 7, 20), date(2026, 8, 14), date(2026, 8, 15), date(2026, 2, 1)]
    early, cancelled_before, cancelled, late, _past = (
        Meeting.objects.create(committee=committee, number=number, year=2026, where="ห้องประชุม",
                               meets_at=timezone.make_aware(datetime(day.year, day.month, day.day, 13, 30)))
        for number, day in enumerate(days, 1))
    Meeting.objects.create(committee=elsewhere, number=1, year=2026, where="ที่อื่น",
                           meets_at=timezone.make_aware(datetime(2026, 8, 1)))
    with clock.moved_to(timezone.make_aware(datetime(2026, 3, 1))):
        assert budget_of(town.city, NOBODY) == (2027, date(2026, 8, 15), cancelled)
        for meeting, word in ((cancelled, "cancelled"), (cancelled_before, "closed")):
            Turn.objects.create(meeting=meeting, word=word, by_kind="person", by_id=town.officer.pk)
        assert budget_of(town.city, NOBODY).meeting == early
    with clock.moved_to(timezone.make_aware(datetime(2026, 8, 15))):
        assert budget_of(town.city, NOBODY) == (2028, date(2027, 8, 15), late)
