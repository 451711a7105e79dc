"""Search finds what one may read anyway; a calendar opens to whoever has its address, until it is ended."""
import re
from datetime import timedelta

import pytest
from icalendar import Calendar

from saan.core import clock
from saan.core.things import SYSTEM
from saan.decisions.actions.agenda import table
from saan.decisions.actions.meetings import cancel
from saan.decisions.tests.chamber import BEGIN, called, chamber, closed, opened, resolved
from saan.people.actions import appoint, enrol
from saan.people.actions.feeds import open_feed
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


def test_a_calendar_holds_the_meetings_and_the_days_on_which_something_is_due(client):
    with clock.moved_to(BEGIN):
        town = chamber()
        partner = enrol(name="มานี ช่วยงาน", by=SYSTEM, email="partner@example.org")
        appoint(person=partner, word="partner", at=town.owner, by=SYSTEM)
        meeting = opened(town)
        resolved(town, table(meeting=meeting, title="ไฟทางเดิน", by=town.officer), days=30, text="ให้ติดไฟ")
        closed(town, meeting)
        lost = called(town, 5)
        cancel(meeting=lost, reason="น้ำท่วม", by=town.officer)
        with clock.moved_to(BEGIN + timedelta(days=1)):
            feeds = {person: Calendar.from_ical(client.get(f"/calendar.ics?token={open_feed(by=person)}").content)
                     for person in (town.officer, partner)}
    told = {person: {(str(one["summary"]), str(one.get("status", ""))): one.decoded("dtstart")
                     for one in feed.walk("VEVENT")} for person, feed in feeds.items()}
    meetings = [status for words, status in told[town.officer] if words.startswith("ประชุม")]
    assert sorted(meetings) == ["", "CANCELLED"]
    where = {str(one["location"]) for one in feeds[town.officer].walk("VEVENT") if "location" in one}
    assert where == {meeting.where, lost.where} and any(meeting.label in words for words, _state in told[town.officer])
    assert told[partner] == {("ครบกำหนดมติ: ให้ติดไฟ", ""): (BEGIN + timedelta(days=30)).date()}


def test_the_address_that_gives_a_calendar_leads_back_to_ones_own_page(client, town):
    sign_in(client, town.officer)
    assert client.get("/me/calendar?lang=en").url == "/me#calendar"


def test_a_resolution_is_found_by_its_number_in_either_numerals(client):
    with clock.moved_to(BEGIN):
        town = chamber()
        meeting = opened(town)
        made = resolved(town, table(meeting=meeting, title="ทางม้าลาย", by=town.officer))
        for typed in (made.label, made.label.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")), meeting.label):
            page = client.get("/search", {"q": typed, "at": town.city.code}).content.decode()
            assert f'href="/resolutions/{made.pk}"' in page
        assert "/resolutions/" not in client.get("/search", {"q": "99/2569-1"}).content.decode().split("<main")[1]
