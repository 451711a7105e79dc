"""Search finds what one may read anyway; a calendar opens to whoever has its address, until it is ended."""
import re

import pytest
from icalendar import Calendar

from saan.voices.actions.themes import gather
from tests.town import say, settle, sign_in, stand

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return settle()


def address(client, do="open"):
    """Ask for the feed on one's own page, and return its address."""
    page = client.post("/me/calendar", {"do": do}).content.decode()
    return re.search(r"/calendar\.ics\?token=[\w-]+", page)[0]


def test_search_finds_themes_and_voices_that_stand_and_nothing_that_waits(client, town):
    shown = stand(town, "อยากให้ทางเดินริมคลองมีไฟ").voice
    say(town, "ริมคลองที่ยังไม่มีใครอ่าน")
    theme = gather(members=[shown], name="ไฟริมคลอง", authority=town.city, area=town.area, by=town.council)
    page = client.get("/search", {"q": "ริมคลอง", "at": town.city.code}).content.decode()
    assert f"/themes/{theme.pk}" in page and "อยากให้ทางเดินริมคลองมีไฟ" in page
    assert "ที่ยังไม่มีใครอ่าน" not in page


@pytest.mark.parametrize("q", ["", "   ", "ไม่มีคำนี้เลย", "%", "'; DROP TABLE", "ก" * 500, "\u200b", "a b c d e f g h i"])
def test_whatever_is_typed_gets_a_page(client, town, q):
    assert client.get("/search", {"q": q, "at": town.city.code}).status_code == 200


def test_a_search_of_one_town_finds_nothing_of_another(client, town):
    other = settle("300101")
    gather(members=[stand(other, "ไฟที่อื่น").voice], name="ไฟที่อื่น", authority=other.city, area=other.area,
           by=other.council)
    assert "ไฟที่อื่น</" not in client.get("/search", {"q": "ไฟที่อื่น", "at": town.city.code}).content.decode()


def test_a_feed_is_told_once_and_opens_without_a_session(client, town):
    where = address(sign_in(client, town.officer))
    assert where not in client.get("/me").content.decode()
    client.logout()
    answer = client.get(where)
    assert answer["Content-Type"].startswith("text/calendar")
    assert Calendar.from_ical(answer.content)["prodid"] == "-//Saan//saan//TH"


def test_a_feed_that_was_made_anew_or_ended_opens_no_more(client, town):
    sign_in(client, town.officer)
    first, second = address(client), address(client)
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)
    client.post("/me/calendar", {"do": "end"})
    closed = client.get(second)
    assert (closed.status_code, "ที่อยู่ปฏิทินนี้ใช้ไม่ได้แล้ว" in closed.content.decode()) == (404, True)
    assert client.get("/calendar.ics").status_code == 404


def test_a_feed_of_somebody_else_is_not_ended(client, town):
    where = address(sign_in(client, town.officer))
    client.logout()
    address(sign_in(client, town.council))
    assert client.get(where).status_code == 200
