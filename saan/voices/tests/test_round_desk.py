"""The desk of rounds, for the council and the officers of a town and for nobody else."""
import re

import pytest
from django.test import Client

from saan.core.things import SYSTEM
from saan.people.actions import appoint, enrol
from saan.people.rules import Word
from saan.voices.models import Consultation, Count, Slip
from saan.voices.tests.town import opened, town
from tests.doors import enter

pytestmark = pytest.mark.django_db
OPENING = {"title": "รอบของเรา", "slug": "our-round", "area": "300101", "source": "votes", "door": "open",
           "closes_on": "15 ธ.ค. 2599"}


@pytest.fixture
def place():
    """Return a town."""
    return town()


@pytest.fixture
def officer(place, settings):
    """Return the officer's browser."""
    return enter(Client(), place.officer, settings)


@pytest.fixture
def council(place, settings):
    """Return the browser of a member of the youth council."""
    return enter(Client(), place.council, settings)


def words(page):
    """Return what the page says."""
    return page.content.decode()


def test_a_round_is_opened_filled_and_closed_at_the_desk(place, council):
    assert council.post("/rounds", OPENING).headers["Location"] == "/rounds/our-round"
    for text in ("ควรมีไฟ", "ควรมีทางเดิน"):
        council.post("/rounds/our-round/change", {"do": "pose", "text": text})
    desk = words(council.get("/rounds/our-round"))
    assert "ควรมีไฟ" in desk and "/c/our-round" in desk
    first = re.search(r'name="statement" value="(\d+)"', desk)[1]
    council.post("/rounds/our-round/change", {"do": "withdraw", "statement": first})
    assert "ควรมีไฟ" not in words(council.get("/rounds/our-round"))
    council.post("/rounds/our-round/change", {"do": "close"})
    consultation = Consultation.objects.get(slug="our-round")
    assert consultation.closed_at
    assert consultation.closes_at.isoformat() == "2056-12-15T17:00:00+00:00"   # the end of the 15th in Thailand


@pytest.mark.parametrize(("wrong", "sentence"), [
    ({"slug": "Our Round"}, "ตัวอักษรอังกฤษตัวเล็ก"), ({"closes_on": "วันไหนดี"}, "อ่านวันที่ไม่ได้"),
    ({"closes_on": "15 ธ.ค. 2500"}, "วันปิดต้องมาหลังวันเปิด"), ({"title": " "}, "title"), ({"area": "930307"}, "area")])
def test_a_round_that_cannot_be_comes_back_as_it_was_typed(council, wrong, sentence):
    page = council.post("/rounds", OPENING | wrong)
    assert page.status_code == 422
    assert sentence in words(page)
    assert "our-round" in words(page) or "slug" in wrong
    assert not Consultation.objects.exists()


def test_an_over_long_statement_comes_back(place, council):
    opened(place)
    page = council.post("/rounds/a-round/change", {"do": "pose", "text": "ก" * 141})
    assert page.status_code == 422
    assert "ก" * 141 in words(page)
    assert council.post("/rounds/a-round/change", {"do": "dance"}).status_code == 422


def test_slips_are_shown_once_to_print(place, officer):
    opened(place, door="slips")
    page = officer.post("/rounds/a-round/slips", {"count": 12})
    codes = re.findall(r'class="slip-code">(\w{4}-\w{4})<', words(page))
    assert len(set(codes)) == 12 == Slip.objects.count()
    assert not any(code in words(officer.get("/rounds/a-round")) for code in codes)
    assert officer.post("/rounds/a-round/slips", {"count": 0}).status_code == 422
    assert Client().post("/c/a-round/enter", {"slip": codes[0]}).status_code == 302


def test_a_sheet_is_typed_by_two_and_adopted(place, officer, council):
    here = opened(place, source="sheet")
    one, two = (statement.pk for statement in here.statements)
    officer.post("/rounds/a-round/sheet", {"do": "begin", "source": "เวทีที่โรงเรียน", "counted_on": "26 เม.ย. 2566"})
    totals = {"do": "count", "people": 300, f"agree-{one}": 181, f"agree-{two}": 163}
    officer.post("/rounds/a-round/sheet", totals)
    assert "รออีกคนหนึ่งใส่ยอด" in words(officer.get("/rounds/a-round/sheet"))
    council.post("/rounds/a-round/sheet", totals | {f"agree-{two}": 136})
    desk = words(council.get("/rounds/a-round/sheet"))
    assert "ไม่ตรงกัน 1 จุด" in desk and "163" in desk and "136" in desk
    assert council.post("/rounds/a-round/sheet", {"do": "adopt"}).status_code == 409
    council.post("/rounds/a-round/sheet", totals)
    assert "ตรงกันทุกช่อง" in words(council.get("/rounds/a-round/sheet"))
    council.post("/rounds/a-round/sheet", {"do": "adopt"})
    assert "300 คน" in words(Client().get("/c/a-round/results"))
    assert Count.objects.count() == 3


def test_totals_that_cannot_be_come_back_with_a_sentence(place, officer):
    here = opened(place, source="sheet")
    one, _two = (statement.pk for statement in here.statements)
    officer.post("/rounds/a-round/sheet", {"do": "begin", "source": "ใบ", "counted_on": "26 เม.ย. 2566"})
    page = officer.post("/rounds/a-round/sheet", {"do": "count", "people": 10, f"agree-{one}": 11})
    assert page.status_code == 422
    assert "มากกว่าจำนวนคนบนใบ" in words(page)
    assert not Count.objects.exists()


def test_a_moderator_may_look_but_not_run_rounds(place, settings):
    opened(place)
    reader = enrol(name="อ่าน เก่ง", by=SYSTEM)
    appoint(person=reader, word=Word.MODERATOR, at=place.authority, by=SYSTEM)
    browser = enter(Client(), reader, settings)
    assert browser.get("/rounds").status_code == browser.get("/rounds/a-round").status_code == 200
    assert browser.post("/rounds", OPENING).status_code == 403
    for path, said in (("change", {"do": "close"}), ("slips", {"count": 3}), ("sheet", {"do": "adopt"})):
        assert browser.post(f"/rounds/a-round/{path}", said).status_code == 403


def test_rounds_of_another_town_are_not_there(place, settings):
    opened(place)
    other = town(code="930307", name="โคกม่วง")
    browser = enter(Client(), other.officer, settings)
    assert "รอบทดลอง" not in words(browser.get("/rounds"))
    for path in ("", "/sheet", "/sign"):
        assert browser.get(f"/rounds/a-round{path}").status_code == 404
    assert browser.post("/rounds/a-round/change", {"do": "close"}).status_code == 404
    assert Client().get("/rounds").status_code == 302
