"""People may tell of themselves: it is counted once, and nobody's answer is kept."""
import csv
import io
from itertools import pairwise

import pytest
from django.test import Client

from saan.agencies.actions import name_community
from saan.areas.actions import count_people, load
from saan.areas.models import Population
from saan.areas.queries import area_of
from saan.core import clock
from saan.core.things import SYSTEM
from saan.people.models import Participant
from saan.people.queries import NOBODY
from saan.voices.actions.consultations import close_round
from saan.voices.actions.heads import tell_of_oneself
from saan.voices.actions.publishing import publish
from saan.voices.actions.votes import cast
from saan.voices.models import Headcount, Portion, Telling
from saan.voices.queries.heads import is_asked, portions_of, questions_of
from saan.voices.queries.missing import missing_from
from saan.voices.queries.results import results_of
from saan.voices.tests.test_results import korat
from saan.voices.tests.town import newcomer, opened, town
from tests.town import refused

pytestmark = pytest.mark.django_db
SEX = "ช่วยดูว่าใครยังไม่ได้พูด"


@pytest.fixture
def here():
    """Return a town with an open round of one statement."""
    return opened(town(), statements=1)


def come(here, band="15-17", **said):
    """Let somebody come in, vote and tell of themselves; return whether that was counted."""
    bearer = newcomer(here.it, band=band)
    cast(by=bearer, statement=here.statements[0].pk, value=1)
    return tell_of_oneself(by=bearer, consultation=here.it, said=said)


def heads(here):
    """Return the exact counts."""
    return {(row.way, row.word): row.people for row in Headcount.objects.filter(consultation=here.it)}


def test_what_is_said_is_counted_and_left_out_is_not(here):
    assert come(here, sex="female", disability="")
    assert come(here, sex="female", disability="no")
    assert heads(here) == {("sex", "female"): 2, ("disability", "no"): 1}
    assert Telling.objects.count() == 2


def test_whoever_sends_it_blank_may_still_answer(here):
    bearer = newcomer(here.it, band="18-19")
    cast(by=bearer, statement=here.statements[0].pk, value=1)
    for blank in ({}, {"sex": "", "disability": ""}):
        assert not tell_of_oneself(by=bearer, consultation=here.it, said=blank)
    assert is_asked(bearer) and not Telling.objects.exists()
    assert tell_of_oneself(by=bearer, consultation=here.it, said={"sex": "male"})
    assert heads(here) == {("sex", "male"): 1}


def test_nothing_of_it_stands_on_anybodys_row(here):
    come(here, sex="female", disability="yes")
    kept = {field.name for model in (Participant, Telling) for field in model._meta.fields}
    assert not {"sex", "disability", "word", "at", "people"} & kept
    assert [field.name for field in Telling._meta.fields] == ["id", "ticket"]
    assert not any("participant" in field.name or "ticket" in field.name for field in Headcount._meta.fields)


def test_one_is_asked_once(here):
    bearer = newcomer(here.it, band="18-19")
    cast(by=bearer, statement=here.statements[0].pk, value=1)
    assert is_asked(bearer)
    assert tell_of_oneself(by=bearer, consultation=here.it, said={"sex": "male"})
    assert not is_asked(bearer)
    assert not tell_of_oneself(by=bearer, consultation=here.it, said={"sex": "female"})
    assert heads(here) == {("sex", "male"): 1}


@pytest.mark.parametrize("band", ["", "under7", "7-10"])
def test_the_young_and_the_unsure_are_never_asked(here, band):
    assert not come(here, band=band, sex="female")
    assert heads(here) == {}


def test_whoever_has_not_voted_or_comes_too_late_is_not_counted(here):
    early = newcomer(here.it, band="15-17")
    assert not tell_of_oneself(by=early, consultation=here.it, said={"sex": "female"})
    cast(by=early, statement=here.statements[0].pk, value=1)
    close_round(consultation=here.it, by=here.officer)
    assert not tell_of_oneself(by=early, consultation=here.it, said={"sex": "female"})
    assert heads(here) == {}


@pytest.mark.parametrize("said", [{"sex": "x"}, {"religion": "no"}, {"area": "300101"}])
def test_what_nobody_asked_is_refused_whole(here, said):
    with refused("voices.head_unknown", 422):
        come(here, **said | {"disability": "no"})
    assert heads(here) == {}


def test_a_ticket_of_another_round_counts_nothing_here(here):
    other = opened(here, slug="other", statements=1)
    bearer = newcomer(other.it, band="15-17")
    cast(by=bearer, statement=other.statements[0].pk, value=1)
    assert not tell_of_oneself(by=bearer, consultation=here.it, said={"sex": "male"})


def test_where_one_lives_is_asked_where_there_are_several_parts():
    place = town()
    assert [question.way for question in questions_of(opened(place).it)] == ["sex", "disability"]
    for name in ("ชุมชนหลังวัด", "ชุมชนริมคลอง"):
        name_community(name=name, area=place.area, authority=place.authority, by=SYSTEM)
    asked = questions_of(opened(place, slug="parts").it)[-1]
    assert (asked.way, [label for _pk, label in asked.words]) == ("community", ["ชุมชนริมคลอง", "ชุมชนหลังวัด"])
    load(codes=["3001"])
    place.area = area_of("3001")
    place.authority.areas.set([place.area])
    asked = questions_of(opened(place, slug="wide").it)[-1]
    assert asked.way == "area"
    assert "300101" in dict(asked.words)


def test_counts_are_published_five_at_a_time_and_small_ones_never(here):
    for _child in range(12):
        come(here, sex="female")
    for _child in range(4):
        come(here, sex="male", disability="yes")
    publish(consultation=here.it)
    asked = questions_of(here.it)
    assert portions_of(here.it, 16, asked) == {"sex": {"female": None, "male": None}}   # four others would be told
    for _child in range(2):
        come(here, sex="male")
    publish(consultation=here.it)
    assert Portion.objects.count() == 1
    for _child in range(3):
        come(here, sex="male")
    publish(consultation=here.it)
    assert portions_of(here.it, 21, asked) == {"sex": {"female": 12, "male": 9}}
    assert [row.people for row in Portion.objects.order_by("pk")] == [12, 9]


def test_no_two_published_counts_differ_by_fewer_than_five(here):
    for number in range(40):
        come(here, sex="female" if number % 3 else "male")
        publish(consultation=here.it)
    for word in ("female", "male"):
        seen = [0, *Portion.objects.filter(word=word).order_by("pk").values_list("people", flat=True)]
        assert len(seen) > 2
        assert all(later - before >= 5 for before, later in pairwise(seen))


def test_who_is_missing_is_said_with_how_far_off(here):
    bands = dict.fromkeys(("under7", "7-10", "11-14", "18-19", "20-25"), 10) | {"15-17": 220, "over25": 90}
    count_people(by=SYSTEM, figures=[Population(area=here.area, source="ทะเบียนราษฎร", as_of=clock.today(), band=band,
                                                count=count) for band, count in bands.items()])
    for band, people in {"11-14": 30, "18-19": 20, "15-17": 20, "over25": 30}.items():
        for _each in range(people):
            come(here, band=band)
    publish(consultation=here.it)
    missing = missing_from(here.it, results_of(here.it, NOBODY))
    assert missing.sentences == ["วัย 15–17 ปี หายไป: ได้ยิน 29% แต่มี 81% ของเด็กและเยาวชนที่นี่"]
    young, grown, *_ways = missing.comparisons
    assert [line.place.missing for line in young.lines] == [False, False, False, True, False, False]
    assert round(young.lines[3].place.off, 2) == -.53
    assert not grown.lines[0].place.missing
    assert [source.source for source in missing.sources] == ["ทะเบียนราษฎร"]


def test_every_table_and_answer_names_all_who_are_off_and_where_nothing_is_known_why(here, client):
    bands = dict.fromkeys(("under7", "7-10", "11-14", "15-17", "18-19", "20-25", "over25"), 100)
    count_people(by=SYSTEM, figures=[Population(area=here.area, source="ทะเบียนราษฎร", as_of=clock.today(), band=band,
                                                count=count) for band, count in bands.items()])
    for _each in range(40):
        come(here, band="15-17")
    publish(consultation=here.it)
    close_round(consultation=here.it, by=here.officer)
    for name in ("results.csv", "ages.csv", "map.csv"):
        rows = list(csv.DictReader(io.StringIO(client.get(f"/c/a-round/{name}").content.decode("utf-8-sig"))))
        cells = {row["missing"] for row in rows}
        assert len(cells) == 1
        cell, = cells
        assert cell.count("หายไป") == 6 and "วัย 15–17 ปี พูดเกินส่วน: ได้ยิน 100% แต่มี 17%" in cell, name
    for name in ("results", "ages"):
        told = client.get(f"/api/v1/consultations/a-round/{name}").json()
        off = {one["group"]: one["off"] for one in told["heard"] if one["way"] == "young"}
        assert len(off) == 6 and round(off["15-17"], 2) == .83 and round(off["7-10"], 2) == -.17
        assert told["missing"] and told["missing_untold"] is None
        assert (told["source"], told["door"], told["n"]) == ("votes", "open", 40)
    korat()
    for name in ("results", "ages"):
        told = client.get(f"/api/v1/consultations/korat/{name}").json()
        assert told["missing"] == [] and told["missing_untold"].startswith("ต้นทางไม่ได้แยกช่วงอายุ")
        assert told["door"] == told["source"] == "sheet"
    for name in ("results.csv", "ages.csv"):
        rows = csv.DictReader(io.StringIO(client.get(f"/c/korat/{name}").content.decode("utf-8-sig")))
        assert {row["missing"] for row in rows} == {told["missing_untold"]}, name


def test_nothing_that_is_not_shown_stands_beside_nought_percent(here, client):
    bands = ("under7", "7-10", "11-14", "15-17", "18-19", "20-25", "over25")
    count_people(by=SYSTEM, figures=[Population(area=here.area, source="ทะเบียนราษฎร", as_of=clock.today(), band=band,
                                                count=100) for band in bands])
    for number in range(30):
        come(here, band="15-17" if number % 2 else "18-19", sex="female")
    publish(consultation=here.it)
    missing = missing_from(here.it, results_of(here.it, NOBODY))
    young = {line.word: line.heard for line in missing.comparisons[0].lines}
    assert young == {"under7": 0, "7-10": 0, "11-14": 0, "15-17": 15, "18-19": 15, "20-25": 0}
    assert {line.heard for line in missing.comparisons[2].lines if line.word != "female"} == {0}
    close_round(consultation=here.it, by=here.officer)
    for name in ("results", "ages"):
        rows = client.get(f"/c/a-round/{name}").content.decode().partition('id="who"')[2].split("<tr>")
        assert len(rows) > 8 and not any("ไม่แสดง" in row and ">0%" in row for row in rows), name


def test_without_figures_of_who_lives_there_nobody_is_said_to_be_missing(here):
    for _child in range(10):
        come(here, sex="female")
    publish(consultation=here.it)
    missing = missing_from(here.it, results_of(here.it, NOBODY))
    assert missing.sentences == []
    assert [(one.way, one.asked, one.has_living) for one in missing.comparisons] == [
        ("young", True, False), ("grown", True, False), ("sex", True, False), ("disability", False, False)]
    assert all(line.living is None for one in missing.comparisons for line in one.lines)


def test_disabled_people_who_are_missing_are_named(here):
    count_people(by=SYSTEM, figures=[
        Population(area=here.area, source="พมจ.", as_of=clock.today(), band=band, disability=disability,
                   count=300 if disability == "yes" else 700)
        for band in ("under7", "7-10", "11-14", "15-17", "18-19", "20-25", "over25") for disability in ("yes", "no")])
    for number in range(80):
        come(here, disability="yes" if number < 6 else "no")
    publish(consultation=here.it)
    told = missing_from(here.it, results_of(here.it, NOBODY)).sentences
    assert "คนพิการ หายไป: ได้ยิน 8% แต่มี 30% ของคนที่นี่" in told


def test_the_question_comes_once_all_is_answered_and_can_be_left_out(here):
    client = Client()
    assert client.get("/c/a-round/about").status_code == 302   # nobody yet
    client.post("/c/a-round", {"statement": here.statements[0].pk, "v": "1", "age_band": "15-17"})
    done = client.get("/c/a-round").content.decode()
    assert SEX in done
    assert done.index('name="sex" value=""') < done.index('name="sex" value="female"')
    assert SEX in client.get("/c/a-round/about").content.decode()
    wrong = client.post("/c/a-round/about", {"sex": "x", "disability": "no"})
    assert wrong.status_code == 422
    assert 'value="no" id="head_disability_2" checked' in " ".join(wrong.content.decode().split()).replace(
        'checked id="head_disability_2"', 'id="head_disability_2" checked')
    assert heads(here) == {}
    assert client.post("/c/a-round/about", {"sex": "", "disability": ""}).url == "/c/a-round"
    blank = client.get("/c/a-round").content.decode()
    assert "ยังไม่ได้เลือกข้อไหน" in blank and "ขอบคุณ นับรวม" not in blank and SEX in blank
    assert client.post("/c/a-round/about", {"sex": "female"}).url == "/c/a-round"
    assert "ขอบคุณ" in client.get("/c/a-round").content.decode()
    assert SEX not in client.get("/c/a-round").content.decode()
    client.post("/c/a-round/about", {"sex": "male"})
    assert "นับไว้ครั้งเดียว" in client.get("/c/a-round").content.decode()
    assert heads(here) == {("sex", "female"): 1}


def test_a_young_child_is_not_asked_on_any_page(here):
    client = Client()
    client.post("/c/a-round", {"statement": here.statements[0].pk, "v": "1", "age_band": "7-10"})
    assert SEX not in client.get("/c/a-round").content.decode()
    assert client.get("/c/a-round/about").status_code == 302


def test_a_result_names_who_is_missing_or_says_no_data(client):
    here = korat()
    page = client.get("/c/korat/results").content.decode()
    assert "ต้นทางไม่ได้แยกช่วงอายุ" in page
    assert "เพศ: ไม่มีข้อมูล" in page
    count_people(by=SYSTEM, figures=[Population(area=here.area, source="ตัวเลขตัวอย่าง", as_of=clock.today(),
                                                band="15-17", count=4_321)])
    page = client.get("/c/korat/results", headers={"Accept-Language": "en"}).content.decode()   # not told before
    assert "4,321" in page
    assert "ตัวเลขตัวอย่าง" in page
    assert client.get("/c/korat/results.csv").content.decode().splitlines()[0].endswith(",missing")
