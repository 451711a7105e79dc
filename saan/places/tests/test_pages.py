"""What everybody, those who suggest and those who open see of places."""
import json
import re
from html import unescape

import pytest

from saan.core import slots
from saan.places.actions import open_place, suggest
from saan.places.models import Place
from tests.town import settle, sign_in

FORM = {"name": "ลานหลังตลาด", "sort": "creative", "scale": "community", "position": "๗.๒๐๑๑, 100.5952",
        "access_water": "yes"}


@pytest.fixture
def town(db):
    """A town with a council, an officer and a volunteer."""
    return settle(roles=("council", "officer", "volunteer", "moderator"))


@pytest.fixture
def place(town):
    """A place that stands for everybody."""
    one = suggest(authority=town.city, name="ลานหลังตลาด", sort="creative", scale="community", area=town.area,
                  position=(7.2011, 100.5952), by=town.council)
    return open_place(place=one, by=town.officer)


def form(town, **more):
    """Return what the form sends."""
    return FORM | {"area": town.area.code} | more


def pins(page):
    """Return what the map is given."""
    found = re.search(r'data-pins="([^"]*)"', page.content.decode())
    return json.loads(unescape(found[1])) if found else []


def test_everybody_sees_the_list_the_counts_and_the_same_marks_on_the_map(client, place):
    page = client.get("/places")
    said = page.content.decode()
    assert "ลานหลังตลาด" in said and "มีคนไปดูเมื่อ" in said and '<circle class="m"' in said
    assert pins(page) == [{"at": [7.2011, 100.5952], "number": 1, "sort": "creative", "waits": False,
                           "name": "ลานหลังตลาด", "url": f"/places/{place.pk}"}]
    assert "ลานหลังตลาด" not in client.get("/places?sort=safe").content.decode()
    assert "ลานหลังตลาด" in client.get("/places?sort=creative&scale=community").content.decode()
    assert client.get("/places?sort=%00&scale=x&page=99999999999999999999").status_code in {200, 400}


def test_what_waits_is_on_no_page_of_everybody(client, town, place):
    waiting = suggest(authority=town.city, name="กำแพงพ่นสี", sort="safe", scale="public", area=town.area,
                      position=(7.21, 100.6), by=town.council)
    assert "กำแพงพ่นสี" not in client.get("/places").content.decode() and len(pins(client.get("/places"))) == 1
    assert client.get(f"/places/{waiting.pk}").status_code == 404
    sign_in(client, town.council)
    desk = client.get("/places/waiting")
    assert "กำแพงพ่นสี" in desk.content.decode() and 'mask="url(#hatch)"' in desk.content.decode()
    assert sorted(pin["waits"] for pin in pins(desk)) == [False, True]
    assert client.get(f"/places/{waiting.pk}").status_code == 200


def test_whoever_holds_a_role_suggests_and_the_council_opens(client, town):
    sign_in(client, town.volunteer)
    assert client.get("/places/new").status_code == 200
    assert client.post("/places/new", form(town)).headers["Location"] == "/places"
    assert client.get("/places/waiting").status_code == 403
    one = Place.objects.get()
    assert (one.latitude, one.longitude, one.access.get().fact) == (7.2011, 100.5952, "water")
    sign_in(client, town.council)
    assert client.post(f"/places/{one.pk}/act", {"do": "open"}).status_code == 302
    assert "ลานหลังตลาด" in client.get("/places").content.decode()
    assert client.post(f"/places/{one.pk}/act", {"do": "open"}).status_code == 409
    assert client.post(f"/places/{one.pk}/act", {"do": "dance"}).status_code == 422
    assert client.post(f"/places/{one.pk}/act", {"do": "look"}).headers["Location"] == f"/places/{one.pk}"


@pytest.mark.parametrize(("more", "words"), [
    ({"position": "ตรงนั้นแหละ"}, "อ่านตำแหน่งไม่ได้"), ({"position": "48.85, 2.35"}, "นอกประเทศไทย"),
    ({"position": "100.59, 7.2"}, "สลับกัน"), ({"scale": "family"}, "ไม่ปักหมุด"), ({"name": ""}, "ยังไม่มีชื่อ"),
    ({"sort": ""}, "แตะเลือกหนึ่งอย่าง"), ({"area": "999999"}, "เลือกจากรายการ"),
    ({"position": "1e999, 5"}, "อ่านตำแหน่งไม่ได้")])
def test_what_is_wrong_is_told_and_everything_typed_is_kept(client, town, more, words):
    sign_in(client, town.council)
    page = client.post("/places/new", form(town, about="มีชิงช้าสองตัว", **more))
    assert page.status_code == 422 and "มีชิงช้าสองตัว" in page.content.decode()
    assert words in page.content.decode() and not Place.objects.exists()


def test_an_officer_changes_and_closes(client, town, place):
    sign_in(client, town.officer)
    assert "7.2011, 100.5952" in client.get(f"/places/{place.pk}/edit").content.decode()
    assert client.post(f"/places/{place.pk}/edit", form(town, name="ลานใหม่")).status_code == 302
    assert client.post(f"/places/{place.pk}/edit", form(town, position="0, 0")).status_code == 422
    page = client.get(f"/places/{place.pk}").content.decode()
    assert "ลานใหม่" in page and "ไม่มีข้อมูล" in page and "7.20110" in page
    assert client.post(f"/places/{place.pk}/act", {"do": "close"}).status_code == 302
    assert "ปิดแล้ว" in client.get(f"/places/{place.pk}").content.decode()
    assert client.get(f"/places/{place.pk}/edit").status_code == 404


def test_a_later_room_shows_what_happens_at_a_place(client, place, monkeypatch):
    monkeypatch.setattr(slots, "_fillings", slots._fillings.copy())
    slots.fill("place.below", lambda one: Place.objects.filter(pk=one.pk), "places/pages.html")
    assert client.get(f"/places/{place.pk}").status_code == 200


def test_an_english_page_names_what_has_an_english_name(client, town):
    one = suggest(authority=town.city, name="ลานหลังตลาด", name_en="Market yard", sort="safe", scale="public",
                  area=town.area, position=(7.2, 100.5), by=town.council)
    open_place(place=one, by=town.officer)
    page = client.get("/places?lang=en")
    assert "Market yard" in page.content.decode() and pins(page)[0]["name"] == "Market yard"


def test_two_people_change_one_place_and_neither_wipes_out_the_other(client, town, place):
    sign_in(client, town.officer)
    where = f"/places/{place.pk}/edit"
    seen = dict(re.findall(r'name="(initial-\w+)" value="([^"]*)"', client.get(where).content.decode()))
    assert client.post(where, form(town, hours="6.00–18.00") | seen).status_code == 302
    assert client.post(where, form(town, about="มีร่มไม้") | seen).status_code == 302   # opened before the hours were said
    place.refresh_from_db()
    assert (place.hours, place.about) == ("6.00–18.00", "มีร่มไม้")
    page = client.post(where, form(town, hours="ตลอดวัน") | seen)
    assert page.status_code == 422 and "6.00–18.00" in page.content.decode() and "ตลอดวัน" in page.content.decode()
