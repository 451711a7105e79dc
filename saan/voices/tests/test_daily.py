"""Daily Parquet and the cube: nothing in it tells who somebody is, and fewer than five are never told."""
from datetime import date, timedelta
from io import StringIO

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from saan.core import clock
from saan.core.jobs import registered, run
from saan.methods.opinion import Threads, map_of, resolve
from saan.voices.actions.consultations import close_round
from saan.voices.actions.daily import folder, start_over
from saan.voices.actions.votes import cast
from saan.voices.engines.parquet import Files
from saan.voices.models import Vote
from saan.voices.queries.cube import BANDS, answered_by_band, told
from saan.voices.tests.town import newcomer, opened, town

COUNTS = st.dictionaries(st.sampled_from(BANDS), st.integers(0, 40))


@pytest.fixture
def here(db, settings, tmp_path):
    """Return a town with an open round and a data folder of its own, which keeps Parquet in three parts."""
    settings.DATA, settings.PARQUET = tmp_path, 3
    return opened(town())


def say(here, *values, statement=0, band="11-14"):
    children = [newcomer(here.it, band=band) for _value in values]
    for child, value in zip(children, values, strict=True):
        cast(by=child, statement=here.statements[statement].pk, value=value)
    return children


def day():
    """Let the day's work be done; return how many votes were written."""
    return run([job for job in registered() if job.name == "voices.keep"])["voices.keep"]


def rows():
    return [row for file in sorted(folder().rglob("part=*/*.parquet"))
            for row in parquet.ParquetFile(file).read().to_pylist()]


def stored():
    """Return what the votes add up to as the database has them."""
    votes = Vote.objects.order_by("pk").values_list("participant", "statement__number", "value")
    found = map_of(Threads(resolve(*map(np.array, zip(*votes, strict=True)))))
    return found.sums.counts.tolist(), found.sums.both.tolist(), found.sums.votes.tolist()


def kept(here):
    found = map_of(Files(folder() / "votes" / f"round={here.it.slug}"))
    return found.sums.counts.tolist(), found.sums.both.tolist(), found.sums.votes.tolist()


def test_each_day_adds_what_changed_and_the_map_of_the_files_is_that_of_the_rows(here):
    children = say(here, 1, 1, -1, 0, 1, -1)
    for child in children[:4]:
        cast(by=child, statement=here.statements[1].pk, value=-1)
    assert day() == 10 and kept(here) == stored()
    before = {file: file.read_bytes() for file in folder().rglob("part=*/*.parquet")}
    cast(by=children[0], statement=here.statements[0].pk, value=-1)
    say(here, 1)
    with clock.moved_to(clock.now() + timedelta(days=1)):
        cast(by=children[1], statement=here.statements[1].pk, value=1)
        assert day() == 3 and day() == 0
    assert kept(here) == stored()
    assert {file: file.read_bytes() for file in before} == before and len(rows()) == 13


def test_the_files_hold_nothing_that_tells_who_somebody_is(here):
    say(here, 1, -1, band="7-10")
    day()
    known = {number for vote in Vote.objects.all() for number in (vote.participant_id, vote.pk)}
    assert {tuple(row) for row in rows()} == {("participant", "statement", "vote", "day", "band", "area")}
    for row in rows():
        assert row["participant"] not in known and row["participant"] > 2 ** 32
        assert isinstance(row["day"], date) and (row["band"], row["area"], row["statement"]) == ("7-10", "300101", 1)
    assert len({row["participant"] for row in rows()}) == 2


def test_without_the_setting_nothing_is_written(here, settings):
    settings.PARQUET = 0
    say(here, 1)
    assert day() == 0 and not folder().exists()


def test_another_number_of_parts_and_a_restore_write_all_anew(here, settings):
    say(here, 1, 1, 0, -1)
    assert day() == 4 and day() == 0
    settings.PARQUET = 2
    assert day() == 4 and kept(here) == stored()
    assert start_over() == 0 and not folder().exists()
    assert day() == 4 and kept(here) == stored()


def test_the_cube_tells_of_a_closed_round_in_fives_and_nothing_of_fewer(here):
    say(here, *[1] * 8, band="11-14")
    say(here, *[-1] * 12, band="15-17")
    children = say(here, *[0] * 7, band="18-19")
    cast(by=children[0], statement=here.statements[0].pk, value=1)
    day()
    cast(by=children[1], statement=here.statements[0].pk, value=1)   # the last one counts, and once
    assert answered_by_band(here.it) is None
    with clock.moved_to(clock.now() + timedelta(hours=1)):
        closed = close_round(consultation=here.it, by=here.officer)
        assert answered_by_band(closed) is None   # written before it was closed
    with clock.moved_to(clock.now() + timedelta(hours=2)):
        say_no_more = day()
    assert say_no_more == 1
    assert answered_by_band(closed)[1] == dict.fromkeys(BANDS, 0) | {"11-14": 5, "15-17": 10, "18-19": 5}
    out = StringIO()
    call_command("cube", here.it.slug, stdout=out)
    assert out.getvalue().splitlines()[1].split("\t") == ["1", "0", "0", "0", "5", "10", "5", "0", "0"]


def test_a_round_that_is_open_or_unknown_is_refused(here):
    for slug, why in ((here.it.slug, "SAAN_PARQUET"), ("nowhere", "round")):
        with pytest.raises(CommandError, match=why) as no:
            call_command("cube", slug, stdout=StringIO())
        assert no.value.returncode == 2


@given(COUNTS)
def test_nothing_is_told_of_fewer_than_five_and_nothing_exactly(bands):
    said = told(bands)
    assert set(said) == set(BANDS)
    for band, count in said.items():
        assert count is None or count % 5 == 0 and count <= bands.get(band, 0) < count + 5
        assert count is None or not 0 < bands.get(band, 0) < 5
    hidden = [bands.get(band, 0) for band, count in said.items() if count is None]
    assert sum(hidden) == 0 or len(hidden) == len(BANDS) or len(hidden) > 1 and sum(hidden) > 5


@given(COUNTS, st.sampled_from(BANDS))
def test_one_person_more_in_a_small_band_is_not_seen_there(bands, band):
    assert [told(bands | {band: count})[band] for count in range(1, 5)] == [None] * 4
