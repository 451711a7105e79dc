"""The overview: numbers of a place that tell of nobody."""
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.areas.models import Population
from saan.insight.queries.overview import ends_of, overview_of
from saan.insight.rules import COLUMNS, ENDS, LINE, TALL, bands, flow, in_steps, lines_of
from saan.people.queries import NOBODY
from saan.voices.actions.themes import gather
from tests.town import say, settle, stand

pytestmark = pytest.mark.django_db
BANDS = ["under7", "7-10", "11-14", "15-17", "18-19", "20-25", "over25"]


@pytest.fixture
def town():
    return settle()


def spoken(town, band, count):
    return [stand(town, f"อยากได้ไฟ {band} {number}", band=band).voice for number in range(count)]


def test_the_api_tells_what_was_heard_and_who_is_missing(client, town):
    spoken(town, "11-14", 7)
    spoken(town, "15-17", 4)
    say(town, "ยังไม่มีใครอ่าน", band="11-14")
    Population.objects.create(area=town.area, band="11-14", count=420, source="ทะเบียนราษฎร", as_of="2026-09-30")
    told = client.get("/api/v1/overview", {"area": town.area.code}).json()
    assert set(told) == {"as_of", "voices", "themes", "proposals", "resolutions", "on_time_share", "claimed",
                         "confirmed", "missing"}
    assert (told["voices"], told["resolutions"], told["on_time_share"]) == (11, 0, None)
    assert [one["band"] for one in told["missing"]] == BANDS
    heard = {one["band"]: (one["heard"], one["population"]) for one in told["missing"]}
    assert (heard["11-14"], heard["15-17"], heard["7-10"]) == ((5, 420), (None, None), (None, None))


@pytest.mark.parametrize("area, status", [("99", 404), ("999999", 404), ("9", 422), ("30x", 422), ("", 200)])
def test_an_area_that_is_none_gets_a_sentence(client, town, area, status):
    assert client.get("/api/v1/overview", {"area": area}).status_code == status


def test_another_towns_voices_are_not_counted(town):
    other = settle("300101")
    spoken(town, "11-14", 5)
    assert (overview_of(town.city, NOBODY).voices, overview_of(other.city, NOBODY).voices) == (5, 0)
    assert (overview_of(town.area, NOBODY).voices, overview_of(None, NOBODY).voices) == (5, 5)


def test_one_more_voice_moves_no_band(town):
    spoken(town, "11-14", 9)
    before = overview_of(town.city, NOBODY).missing
    for band in BANDS[:1]:
        spoken(town, band, 1)
        after = overview_of(town.city, NOBODY).missing
        moved = [new.band for old, new in zip(before, after, strict=True) if old.heard != new.heard]
        assert moved == []


@given(st.dictionaries(st.sampled_from(BANDS), st.integers(0, 60)), st.sampled_from(BANDS))
def test_a_band_moves_by_five_or_not_at_all(counts, band):
    before, after = in_steps(counts), in_steps(counts | {band: counts.get(band, 0) + 1})
    assert ((after[band] or 0) - (before.get(band) or 0)) in {0, 5}
    assert all(count is None or (count >= 5 and count % 5 == 0) for count in after.values())


def test_voices_flow_as_far_as_they_came(town):
    voices = spoken(town, "11-14", 9)
    gather(members=voices[:6], name="ไฟทางเดิน", authority=town.city, area=town.area, by=town.council)
    assert ends_of(town.city, NOBODY) == {"confirmed": 0, "claimed": 0, "waits": 0, "open": 6, "loose": 3}


@given(st.fixed_dictionaries({end: st.integers(0, 30) for end in ENDS}))
def test_the_picture_never_tells_how_few_came_somewhere(ends):
    columns = flow(ends)
    said = {block.key: block.count for block in columns[-1]}
    small = {end for end in ENDS if 0 < ends[end] < 5}
    assert all(said[end] is None for end in small)
    hidden = [end for end in ENDS if said[end] is None]
    assert len(hidden) != 1   # one alone could be computed from the total
    for block in (block for column in columns for block in column if block.count is not None):
        inside = [end for end in block.ends if said[end] is None]
        assert block.count == sum(ends[end] for end in block.ends)
        assert inside in ([], hidden)   # no sum tells of some of the hidden ones
    assert len(bands(columns)) == sum(block.count != 0 for column in columns[1:] for block in column)


@given(st.fixed_dictionaries({end: st.integers(0, 400) for end in ENDS}))
def test_no_two_numbers_of_the_picture_run_into_each_other(ends):
    for column in flow(ends):
        lines = lines_of(column)
        assert [line is None for line in lines] == [block.count == 0 for block in column]
        stand = [line for line in lines if line is not None]
        assert all(below - above >= LINE - .1 for above, below in pairwise(stand))
        assert all(0 < line <= TALL for line in stand)


def test_the_picture_has_heads_and_numbers_and_hides_what_the_table_hides(client, town):
    voices = spoken(town, "11-14", 11)
    gather(members=voices[:6], name="ไฟทางเดิน", authority=town.city, area=town.area, by=town.council)
    gather(members=voices[6:8], name="ที่ร่ม", authority=town.city, area=town.area, by=town.council)
    page = client.get("/overview", {"at": town.city.code}).content.decode()
    picture = page[page.index('<svg class="flow"'):page.index("</svg>", page.index('<svg class="flow"'))]
    assert [f">{head}</text>" in picture for head in ("เสียง", "ประเด็น", "มติ", "ผล")] == [True] * 4
    assert ">11</text>" in picture and ">ไม่แสดง</text>" in picture and ">3</text>" not in picture


def test_the_page_shows_n_the_moment_and_a_table_beside_the_picture(client, town):
    spoken(town, "11-14", 6)
    page = client.get("/overview", {"at": town.city.code}).content.decode()
    assert '<svg class="flow"' in page and page.count("<tr>") > len(COLUMNS[-1])
    assert "6</b>" in page


def test_whoever_has_chosen_no_town_reads_of_all_towns(client, town):
    settle("300101")   # with a second one, it is not clear which is meant
    page = client.get("/overview")
    assert page.status_code == 200 and "ดูทีละเมือง" in page.content.decode()


def test_claimed_and_confirmed_stand_apart_on_the_board_too(client, town):
    page = client.get("/overview", {"at": town.city.code}).content.decode()
    assert "ยืนยัน · <b" in page


def test_how_many_questions_the_overview_asks(client, town, django_assert_max_num_queries):
    spoken(town, "11-14", 12)
    with django_assert_max_num_queries(40):
        client.get("/overview", {"at": town.city.code})
