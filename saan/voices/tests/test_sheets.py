"""Paper totals count only after two persons have typed the same."""
from datetime import date, timedelta

import pytest

from saan.core import clock
from saan.core.refusal import Refusal
from saan.people.queries import NOBODY
from saan.voices.actions.sheets import adopt_sheet, begin_sheet, enter_count
from saan.voices.models import Count, CountLine
from saan.voices.queries.results import results_of
from saan.voices.queries.sheets import Line, counts_of, mismatches
from saan.voices.tests.town import newcomer, opened, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    """Return a town whose round has a sheet of two statements."""
    place = opened(town(), source="sheet")
    place.sheet = begin_sheet(consultation=place.it, source="เวทีที่โรงเรียน", counted_on=clock.today(), by=place.officer)
    return place


def typed(here, who, people, *lines):
    """Let somebody type the sheet in."""
    totals = {statement.pk: line for statement, line in zip(here.statements, lines, strict=True)}
    return enter_count(sheet=here.sheet, people=people, lines=totals, by=who)


def refused(code, action, **what):
    """Check that the action is refused with that code, and return the refusal."""
    with pytest.raises(Refusal) as no:
        action(**what)
    assert no.value.code == code
    return no.value


def test_one_person_cannot_count_twice_where_there_are_two(here):
    typed(here, here.officer, 40, Line(20, 5), Line(30))
    typed(here, here.officer, 40, Line(20, 5), Line(30))
    assert mismatches(here.sheet) is None
    refused("voices.counted_once", adopt_sheet, sheet=here.sheet, by=here.officer)


def test_where_two_counts_differ_the_places_are_listed(here):
    typed(here, here.officer, 40, Line(20, 5, 0), Line(30))
    typed(here, here.council, 41, Line(20, 6, 0), Line(30, 0))
    first, second = here.statements
    found = [(spot.statement, spot.side, spot.first, spot.second) for spot in mismatches(here.sheet)]
    assert found == [(None, "people", 40, 41), (first, "disagree", 5, 6), (second, "disagree", None, 0)]
    assert "3" in str(refused("voices.counts_differ", adopt_sheet, sheet=here.sheet, by=here.officer))
    assert results_of(here.it, NOBODY).as_of is None


def test_after_a_second_look_the_totals_are_adopted_and_nothing_typed_is_lost(here):
    typed(here, here.officer, 40, Line(20, 5, 10), Line(30))
    typed(here, here.council, 40, Line(20, 6, 10), Line(30))
    typed(here, here.officer, 40, Line(20, 6, 10), Line(30))
    assert mismatches(here.sheet) == []
    adopt_sheet(sheet=here.sheet, by=here.council)
    shown = results_of(here.it, NOBODY)
    assert (shown.people, [line.figures.n for line in shown.lines]) == (40, [40, 40])
    assert (shown.lines[0].figures.agree, shown.lines[1].figures.disagree) == (20, None)
    typings = [(count.turn, count.by_id, count.lines.get(statement=here.statements[0]).disagree)
               for count in counts_of(here.sheet, here.watching)]
    assert typings == [(1, here.officer.pk, 5), (2, here.council.pk, 6), (3, here.officer.pk, 6)]
    refused("voices.sheet_adopted", enter_count, sheet=here.sheet, people=40, lines={}, by=here.officer)
    refused("voices.sheet_adopted", adopt_sheet, sheet=here.sheet, by=here.officer)
    here.it.refresh_from_db()
    assert here.it.closed_at is not None


def test_the_only_person_of_a_town_may_count_twice():
    here = opened(town(council=False), source="sheet")
    here.sheet = begin_sheet(consultation=here.it, source="ใบนับ", counted_on=clock.today(), by=here.officer)
    typed(here, here.officer, 40, Line(20), Line(30))
    assert mismatches(here.sheet) is None
    typed(here, here.officer, 40, Line(20), Line(30))
    assert adopt_sheet(sheet=here.sheet, by=here.officer).people == 40


@pytest.mark.parametrize(("people", "line", "where"), [
    (0, Line(), "people"), (-3, Line(), "people"), (10, Line(11), "line"), (10, Line(6, 5), "line"),
    (10, Line(4, 4, 3), "line"), (10, Line(-1), "line")])
def test_totals_that_cannot_be_are_refused_and_nothing_is_kept(here, people, line, where):
    no = refused("voices.count_unfit", enter_count, sheet=here.sheet, people=people, by=here.officer,
                 lines={here.statements[0].pk: line})
    assert no.errors[0].where.startswith(where)
    assert not Count.objects.exists()
    assert not CountLine.objects.exists()


def test_a_sheet_needs_its_source_and_a_day_that_has_come():
    here = opened(town(), source="sheet")
    no = refused("voices.sheet_incomplete", begin_sheet, consultation=here.it, source=" ", by=here.officer,
                 counted_on=clock.today() + timedelta(days=1))
    assert [wrong.where for wrong in no.errors] == ["source", "counted_on"]


def test_a_sheet_and_votes_are_never_added(here):
    refused("voices.round_closed", newcomer, consultation=here.it)
    votes = opened(here, slug="votes")
    refused("voices.round_of_votes", begin_sheet, consultation=votes.it, source="ใบนับ", counted_on=date(2026, 1, 5),
            by=here.officer)
