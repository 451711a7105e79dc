"""Days are said and read as Thais write them."""
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.core import dates


@pytest.mark.parametrize(("say", "thai", "english"), [
    (dates.day_in, "15 ธ.ค. 2569", "15 Dec 2026"),
    (dates.short_day_in, "15 ธ.ค.", "15 Dec"),
    (dates.long_day_in, "อังคาร 15 ธันวาคม 2569", "Tuesday 15 December 2026"),
    (dates.month_in, "ธันวาคม 2569", "December 2026"),
])
def test_a_day_is_said_in_both_languages(say, thai, english):
    assert (say(date(2026, 12, 15), "th"), say(date(2026, 12, 15), "en")) == (thai, english)


def test_the_time_is_said_as_it_stands():
    noon = datetime(2026, 12, 15, 13, 5)
    assert (dates.time_in(noon, "th"), dates.time_in(noon, "en")) == ("13.05 น.", "13:05")


@pytest.mark.parametrize(("seconds", "thai", "english"), [
    (5, "1 นาที", "1 min"), (59 * 60, "59 นาที", "59 min"), (3600, "1 ชม.", "1 h"), (31 * 3600, "31 ชม.", "31 h"),
    (48 * 3600, "2 วัน", "2 days"), (162 * 86400, "162 วัน", "162 days")])
def test_a_span_is_said_in_units_that_people_use(seconds, thai, english):
    assert (dates.span_in(seconds, "th"), dates.span_in(seconds, "en")) == (thai, english)


def test_the_fiscal_year_turns_on_the_first_of_october():
    assert (dates.fiscal_year(date(2026, 9, 30)), dates.fiscal_year(date(2026, 10, 1))) == (2026, 2027)


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)))
def test_every_day_lies_in_its_fiscal_year(day):
    first, last = dates.fiscal_span(dates.fiscal_year(day))
    assert first <= day <= last < first + timedelta(days=366)


@given(st.dates(date(1900, 1, 1), date(2150, 1, 1)), st.sampled_from(["th", "en"]))
def test_what_is_said_can_be_read_back(day, language):
    assert dates.read_day(dates.day_in(day, language)) == day


@pytest.mark.parametrize("written", [
    "15 ธ.ค. 2569", "๑๕ ธันวาคม ๒๕๖๙", "วันที่ 15 ธันวาคม พ.ศ. 2569", "15/12/2569", "15/12/2026", "2026-12-15",
    "2569-12-15", "15 december 2026", "15 Dec 2026"])
def test_a_day_is_read_however_it_is_written(written):
    assert dates.read_day(written) == date(2026, 12, 15)


@pytest.mark.parametrize("written", ["", "เร็ว ๆ นี้", "31 ก.พ. 2570", "15 ธ.ค.", "15 ฮันวาคม 2569", "15/12/2569/1"])
def test_what_is_not_a_day_is_refused(written):
    with pytest.raises(ValueError):
        dates.read_day(written)
