"""A voice on the API, there and back."""
import json
from uuid import uuid4

import pytest

from saan.areas.actions import load
from saan.core.refusal import Refusal
from saan.voices.actions.readings import give_back, let_stand
from saan.voices.actions.replies import answer
from saan.voices.actions.themes import gather
from saan.voices.models import Hold, Voice
from tests.town import settle

pytestmark = pytest.mark.django_db
SECRET = "พ่อเลี้ยงโดนทำร้ายหนู"
PATH = "/api/v1/voices"


@pytest.fixture
def town():
    return settle()


def post(client, key=None, language="th", **body):
    """Send a voice of Khok Muang."""
    said = {"area": "930307", "kind": "need", "text": "อยากได้ไฟที่ลาน"} | body
    headers = {"Accept-Language": language} | ({"Idempotency-Key": str(key)} if key else {})
    return client.post(PATH, json.dumps(said), content_type="application/json", headers=headers)


def said(client, **body):
    """Send a voice and return its code."""
    return post(client, uuid4(), **body).json()["code"]


def test_speak_follow_and_be_answered(client, town):
    key = uuid4()
    received = post(client, key, age_band="11-14")
    assert received.status_code == 201
    code = received.json()["code"]
    assert received.json() == {"code": code, "state": "waiting"} and len(code) == 8
    followed = client.get(f"{PATH}/{code}").json()
    assert (followed["state"], followed["theme"], followed["replies"]) == ("waiting", None, [])
    assert [(step["step"], step["verb"]) for step in followed["steps"]] == [(1, "spoken")]
    voice = Voice.objects.get()
    let_stand(voice=voice, by=town.council)
    assert client.get(f"{PATH}/{code}").json()["state"] == "shown"
    voice.refresh_from_db()
    theme = gather(members=[voice], name="แสงสว่าง", authority=town.city, area=town.area, by=town.council)
    answer(theme=theme, text="ติดไฟเดือนหน้า", key="k", by=town.officer)
    response = client.get(f"{PATH}/{code[:4].lower()}-{code[4:]}")
    followed = response.json()
    assert (followed["state"], followed["theme"]) == ("joined", "แสงสว่าง")
    assert [reply["text"] for reply in followed["replies"]] == ["ติดไฟเดือนหน้า"]
    steps = [(step["step"], step["verb"]) for step in followed["steps"]]
    assert steps == [(1, "spoken"), (2, "gathered"), (8, "answered")]
    assert voice.text not in response.content.decode() and response.headers["Cache-Control"] == "no-store"
    assert post(client, key, age_band="11-14").json() == received.json()   # also when it has long been read
    assert set(followed) == {"state", "theme", "steps", "replies"}


def test_steps_are_told_in_the_readers_language(client, town):
    code = said(client)
    thai, english = (client.get(f"{PATH}/{code}", headers={"Accept-Language": language}).json()["steps"][0]["text"]
                     for language in ("th", "en"))
    assert thai != english and english.isascii()


def test_the_reason_of_a_returned_voice_is_told_by_code(client, town):
    code = said(client)
    give_back(voice=Voice.objects.get(), reason="advert", by=town.council)
    followed = client.get(f"{PATH}/{code}").json()
    assert followed["state"] == "returned" and "เป็นโฆษณา" in followed["steps"][0]["text"]


def test_a_held_voice_answers_with_the_same_bytes_as_a_waiting_one(client, town):
    plain, held = post(client, uuid4()), post(client, uuid4(), text=SECRET)
    assert Hold.objects.count() == 1
    assert (plain.status_code, plain.json().keys(), plain.json()["state"]) == (
        held.status_code, held.json().keys(), held.json()["state"])
    bodies = []
    for response in (plain, held):
        followed = client.get(f"{PATH}/{response.json()['code']}").json()
        followed["steps"][0].pop("at")
        bodies.append(followed)
    assert bodies[0] == bodies[1]


def test_a_child_takes_its_voice_back(client, town, settings, tmp_path):
    settings.DATA = tmp_path
    (tmp_path / "keys").mkdir()
    key = uuid4()
    code = post(client, key).json()["code"]
    gone = client.delete(f"{PATH}/{code}")
    assert (gone.status_code, gone.content) == (204, b"")
    for response in (client.get(f"{PATH}/{code}"), client.delete(f"{PATH}/{code}"), post(client, key)):
        assert (response.status_code, response.json()["code"]) == (410, "gone")
    held = post(client, uuid4(), text=SECRET).json()["code"]
    assert client.delete(f"{PATH}/{held}").status_code == 204
    assert client.get(f"{PATH}/{held}").status_code == 410
    assert Hold.objects.get().words == SECRET


@pytest.mark.parametrize(("body", "where"), [
    ({"text": ""}, "text"), ({"text": " \u200b\u0000"}, "text"), ({"text": "ก" * 1001}, "text"), ({"text": 7}, "text"),
    ({"text": "บัตร 1101700230708"}, "text"), ({"text": None}, "text"), ({"kind": "wish"}, "kind"),
    ({"age_band": "12"}, "age_band"), ({"area": "999999"}, "area"), ({"area": "93"}, "area"), ({"area": ""}, "area"),
    ({"area": "\ud800"}, "area"), ({"area": 930307}, "area"), ({"authority": "\x00"}, "authority"),
    ({"authority": "D-nowhere"}, "authority")])
def test_bad_input_names_the_field_with_a_sentence_and_keeps_nothing(client, town, body, where):
    for language in ("th", "en"):
        response = post(client, uuid4(), language, **body)
        no = response.json()
        assert (response.status_code, no["status"]) == (422, 422)
        assert response.headers["Content-Type"].startswith("application/problem+json")
        assert [wrong["where"] for wrong in no["errors"]] == [where] and no["errors"][0]["sentence"]
    assert not Voice.objects.exists()


def test_the_key_is_needed_and_serves_one_body(client, town):
    assert [post(client, key).status_code for key in (None, "not-a-uuid")] == [422, 422]
    key = uuid4()
    assert post(client, key).status_code == 201
    no = post(client, key, text="อย่างอื่น")
    assert (no.status_code, no.json()["code"]) == (409, "key_reused")
    assert post(client, str(key).upper()).status_code == 201
    assert Voice.objects.count() == 1


def test_where_two_authorities_share_the_area_one_has_to_be_named(client, town):
    other = settle()
    no = post(client, uuid4())
    assert no.status_code == 422
    assert [wrong["where"] for wrong in no.json()["errors"]] == ["authority"]
    assert all(code in no.json()["errors"][0]["sentence"] for code in (town.city.code, other.city.code))
    assert post(client, uuid4(), authority=other.city.code).status_code == 201
    assert Voice.objects.get().authority == other.city


def test_an_area_where_nobody_listens_is_refused(client, town):
    load(codes=["300101"])
    no = post(client, uuid4(), area="300101")
    assert (no.status_code, no.json()["code"]) == (422, "nobody_listens")


def test_without_a_safeguarding_lead_the_help_numbers_come_back(client):
    settle(roles=("council", "officer"))
    no = post(client, uuid4())
    assert (no.status_code, no.json()["code"]) == (409, "listening_closed")
    assert "1300" in no.json()["detail"]


def test_unusual_words_stay_as_they_are(client, town):
    for text in ("🌳👨‍👩‍👧‍👦", "سكولهكو ڤرلو ايا برسيه", "<script>alert(1)</script>"):
        said(client, text=text)
        assert Voice.objects.latest("pk").text == text
    said(client, text="ซ้าย\u202eขวา")
    assert Voice.objects.latest("pk").text == "ซ้ายขวา"


def test_the_thirtieth_miss_of_a_network_has_to_wait_and_right_codes_never(client, town):
    code = said(client)
    statuses = [client.get(f"{PATH}/{n:08}").status_code for n in range(30)]
    assert statuses == [404] * 29 + [429]
    missed = client.delete(f"{PATH}/00000000")
    assert missed.status_code == 429 and int(missed.headers["Retry-After"]) > 0
    assert {client.get(f"{PATH}/{code}").status_code for _ in range(50)} == {200}


@pytest.mark.slow
def test_a_thousand_pupils_behind_one_address_speak_and_look_up(client, town):
    codes = {said(client, text=f"เสียงที่ {n}") for n in range(200)}
    assert len(codes) == 200
    assert {client.get(f"{PATH}/{code}").status_code for code in codes} == {200}


def test_how_many_questions_the_database_is_asked(client, town, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        code = said(client)
    with django_assert_max_num_queries(3):
        client.get(f"{PATH}/{code}")


def test_the_description_names_them(client):
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert set(paths["/api/v1/voices"]) == {"post"}
    assert set(paths["/api/v1/voices/{code}"]) == {"get", "delete"}


def test_a_refusal_is_never_half_written(client, town, monkeypatch):
    def fails(*_args, **_more):
        raise Refusal("core.broken", "broken")
    monkeypatch.setattr("saan.voices.actions.voices.tie", fails)
    assert post(client, uuid4()).status_code == 409
    assert not Voice.objects.exists()
