"""The shell in use: which town one reads about, what the first page tells, what a reader chooses for this device."""
from datetime import timedelta
from uuid import uuid4

import pytest

from saan.areas.actions import load
from saan.areas.models import Area
from saan.core import clock
from saan.people.rules import Viewer, Word
from saan.voices.actions.consultations import close_round, open_round
from saan.voices.actions.replies import answer
from saan.voices.actions.statements import pose
from saan.voices.actions.themes import gather
from saan.web import navigation
from tests.town import settle, sign_in, stand

pytestmark = pytest.mark.django_db
KORAT, KHOK_MUANG = "300101", "930307"


def asked(town, slug="lan", title="ลานควรมีอะไรก่อน"):
    """Open a round with one statement."""
    round_ = open_round(slug=slug, title=title, authority=town.city, area=town.area, by=town.council,
                        closes_at=clock.now() + timedelta(days=9))
    pose(consultation=round_, text="ควรมีที่ร่ม", by=town.council)
    return round_


def read(client, path, **asked_for):
    """Return what stands on the page in Thai."""
    page = client.get(path, asked_for, headers={"accept-language": "th"})
    assert page.status_code == 200
    return page.content.decode()


def test_the_only_town_need_not_be_chosen(client):
    town = settle(KHOK_MUANG)
    page = read(client, "/")
    assert town.city.name in page and "หนูอยู่เมืองไหน" not in page


def test_a_link_or_qr_code_chooses_the_town_and_it_is_kept(client):
    korat, other = settle(KORAT), settle(KHOK_MUANG)
    assert "หนูอยู่เมืองไหน" in read(client, "/")
    assert korat.city.name in read(client, "/", at=KORAT)
    page = read(client, "/")
    assert korat.city.name in page and other.city.name not in page
    read(client, "/", at="nowhere-1")
    assert korat.city.name in read(client, "/")


def test_a_subdistrict_of_two_towns_does_not_choose_for_the_visitor(client):
    one, other = settle(KORAT), settle(KORAT)
    assert "หนูอยู่เมืองไหน" in read(client, "/", at=KORAT)
    assert other.city.name in read(client, "/", at=other.city.code)
    assert one.city.name in read(client, "/", at=one.city.code)


def test_a_town_is_found_by_its_subdistrict_or_its_name(client):
    town = settle(KHOK_MUANG)
    load(codes=[KORAT])
    for words in ("โคกม่วง", "โคกมวง", "khok muang"):
        assert f"?at={town.city.code}" in read(client, "/towns", q=words)
    assert "ยังไม่ได้เปิดสาน" in read(client, "/towns", q=Area.objects.get(code=KORAT).name)
    assert "ลองพิมพ์ชื่อตำบล" in read(client, "/towns", q="ฮฮฮฮ")


def test_the_first_page_tells_only_what_happened(client):
    town = settle(KHOK_MUANG)
    page = read(client, "/")
    assert "ตอนนี้ยังไม่มีเรื่องให้โหวต" in page and "ยังไม่มีคำตอบ" in page and "ถึงวันนี้" not in page
    voice = stand(town, "อยากได้ไฟที่ลาน").voice
    theme = gather(members=[voice], name="ไฟที่ลาน", authority=town.city, area=town.area, by=town.council)
    answer(theme=theme, text="ติดไฟแล้ว 4 ดวง", key=str(uuid4()), by=town.officer)
    asked(town)
    page = read(client, "/")
    assert all(words in page for words in ("ไฟที่ลาน", "ติดไฟแล้ว 4 ดวง", "ลานควรมีอะไรก่อน", "/c/lan", "ถึงวันนี้"))
    assert "คนตอบแล้ว" not in page   # nothing has been published yet


def test_the_first_page_asks_the_database_little(client, django_assert_max_num_queries):
    town = settle(KHOK_MUANG)
    for name in ("ไฟ", "ร่ม", "น้ำ", "ทาง"):
        theme = gather(members=[stand(town, f"อยากได้{name}").voice], name=name, authority=town.city, area=town.area,
                       by=town.council)
        answer(theme=theme, text="ได้แล้ว", key=str(uuid4()), by=town.officer)
    with django_assert_max_num_queries(12):
        read(client, "/")


def test_the_first_page_of_one_town_is_silent_about_another(client):
    korat, other = settle(KORAT), settle(KHOK_MUANG)
    asked(other, title="เรื่องของโคกม่วง")
    assert "เรื่องของโคกม่วง" not in read(client, "/", at=korat.city.code)
    assert "เรื่องของโคกม่วง" in read(client, "/", at=other.city.code)


def test_voting_leads_to_the_one_open_round_or_lets_the_visitor_choose(client):
    town = settle(KHOK_MUANG)
    assert "ตอนนี้ยังไม่มีเรื่องให้โหวต" in read(client, "/vote")
    first = asked(town)
    assert client.get("/vote").headers["Location"] == "/c/lan"
    asked(town, slug="fai", title="ไฟ")
    assert all(f"/c/{slug}" in read(client, "/vote") for slug in ("lan", "fai"))
    close_round(consultation=first, by=town.council)
    assert client.get("/vote").headers["Location"] == "/c/fai"
    page = read(client, "/results")
    assert 'href="/c/lan/results"' in page and 'href="/c/fai"' in page and 'href="/c/fai/results"' not in page


def test_the_theme_is_kept_on_this_device_only(client):
    settle(KHOK_MUANG)
    assert "data-theme" not in read(client, "/")
    answered = client.post("/theme", {"theme": "dark", "back": "/help"})
    assert (answered.status_code, answered.headers["Location"]) == (302, "/help")
    assert 'data-theme="dark"' in read(client, "/")
    client.post("/theme", {"theme": ""})
    assert "data-theme" not in read(client, "/")
    for elsewhere in ("https://evil.example/", "//evil.example", "/\\evil.example", ""):
        assert client.post("/theme", {"theme": "light", "back": elsewhere}).headers["Location"] == "/"


def test_the_other_language_is_one_tap_away_and_keeps_the_page(client):
    settle(KHOK_MUANG)
    page = read(client, "/towns", q="โคก")
    assert 'href="/towns?q=%E0%B9%82%E0%B8%84%E0%B8%81&amp;lang=en" lang="en" hreflang="en"' in page


@pytest.mark.parametrize("path", ["/help", "/privacy", "/keeps", "/accessibility", "/sources"])
def test_pages_of_words_stand_in_both_languages(client, path):
    town = settle(KHOK_MUANG)
    assert '<html lang="th"' in read(client, path)
    english = client.get(path, {"lang": "en"}).content.decode()
    assert '<html lang="en"' in english and "<h1>" in english
    if path == "/privacy":
        assert town.city.name in english


def test_the_guide_to_the_look_is_the_demos_alone(client, settings):
    assert client.get("/look").status_code == 404
    settings.DEMO = True
    settle(KHOK_MUANG)
    assert "ลานเล่น" in read(client, "/look")


@pytest.mark.one_database
@pytest.mark.slow
def test_every_way_of_the_menus_leads_somewhere(client, settings):
    settings.DEMO = True
    town = settle(KHOK_MUANG, roles=tuple(Word.values))
    ways = [way.path for way in navigation.MAIN]
    assert {path: client.get(path).status_code for path in ways if client.get(path).status_code >= 400} == {}
    for word in Word.values:
        sign_in(client, getattr(town, word))
        shown = navigation.rail(client.get("/desk").wsgi_request, Viewer(frozenset({(word, town.city.pk)})))
        closed = {item.path: client.get(item.path).status_code for item in shown}
        assert {path: status for path, status in closed.items() if status != 200} == {}, word
