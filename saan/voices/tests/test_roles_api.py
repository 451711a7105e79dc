"""What those who read and weave do through the API."""
import re
from uuid import uuid4

import pytest
from django.test import Client

from saan.core.things import SYSTEM
from saan.people.actions import appoint
from saan.voices.actions.replies import answer
from saan.voices.actions.themes import gather, merge
from saan.voices.models import Hold, Membership, Reading, Reply, Theme, Voice
from tests.town import say, settle, sign_in, stand

pytestmark = pytest.mark.django_db
THAI = re.compile("[\u0e00-\u0e7f]")
SECRET = "พ่อเลี้ยงโดนทำร้ายหนู"
READINGS, THEMES = "/api/v1/readings", "/api/v1/themes"
WRITES = (("post", f"{READINGS}/1", {"do": "stand"}), ("post", THEMES, {"name": "ไฟ", "voices": [1]}),
          ("post", f"{THEMES}/1/members", {"voices": [1]}), ("patch", f"{THEMES}/1", {"name": "ไฟ"}),
          ("post", f"{THEMES}/1/replies", {"text": "ติดแล้ว"}))


@pytest.fixture
def town():
    return settle()


@pytest.fixture
def reader(client, town):
    return sign_in(client, town.moderator)


@pytest.fixture
def council(client, town):
    return sign_in(client, town.council)


def send(client, method, path, body, key=None, language="th", **headers):
    """Send JSON."""
    once = {"Idempotency-Key": str(key)} if key else {}
    return getattr(client, method)(path, body, content_type="application/json",
                                   headers={"Accept-Language": language} | once | headers)


def gathered(town, count=1, name="แสงสว่าง"):
    """Return a theme that holds so many voices."""
    voices = [stand(town, f"ไฟดวงที่ {n} ของ{name}").voice for n in range(count)]
    return gather(members=voices, name=name, authority=town.city, area=town.area, by=town.council)


def problem(answer, status, code):
    """Check the problem and return it."""
    said = answer.json()
    assert (answer.status_code, said["status"], said["code"]) == (status, status, code)
    assert answer["Content-Type"] == "application/problem+json; charset=utf-8"
    return said


def test_a_reader_sees_what_waits_in_the_own_town_and_never_what_is_held(reader, town):
    first, second = say(town, "โทรหา 081-234-5678", band="11-14").voice, say(town, "อยากได้ไฟ", sort="idea").voice
    stand(town, "ขึ้นแล้ว")
    say(town, SECRET)
    say(settle("300101"), "ของเมืองอื่น")
    assert Hold.objects.count() == 1
    answer = reader.get(READINGS)
    queue = answer.json()
    assert (answer.status_code, answer["Cache-Control"], queue["waiting"]) == (200, "no-store", 2)
    assert [(one["number"], one["sort"], one["age_band"], one["text"]) for one in queue["items"]] == [
        (first.pk, "need", "11-14", first.text), (second.pk, "idea", None, "อยากได้ไฟ")]
    assert "081" not in queue["items"][0]["text"]
    assert set(queue["items"][0]) == {"number", "sort", "text", "age_band", "said_at", "authority", "consultation"}
    assert {one["authority"] for one in queue["items"]} == {town.city.code}
    assert reader.get(READINGS, {"page": 2}).json() == {"items": [], "waiting": 2}
    assert problem(reader.get(READINGS, {"page": 0}), 422, "invalid")["errors"][0]["where"] == "page"


def test_a_voice_stands_is_returned_or_is_handed_over(reader, town):
    voices = [say(town, f"เสียง {n}").voice for n in range(3)]
    for voice, body in zip(voices, ({"do": "stand"}, {"do": "return", "reason": "names"}, {"do": "hand_over"}),
                           strict=True):
        answer = send(reader, "post", f"{READINGS}/{voice.pk}", body)
        assert (answer.status_code, answer.content) == (204, b"")
    assert [Voice.objects.get(pk=voice.pk).level for voice in voices] == ["public", "returned", "restricted"]
    assert Hold.objects.get().words == "เสียง 2"
    assert reader.get(READINGS).json() == {"items": [], "waiting": 0}
    for voice in voices:   # a retry, or a second reader
        problem(send(reader, "post", f"{READINGS}/{voice.pk}", {"do": "stand"}), 409, "already_read")
    assert Reading.objects.count() == 2


@pytest.mark.parametrize(("body", "where"), [
    ({}, "do"), ({"do": "dance"}, "do"), ({"do": "return"}, "reason"), ({"do": "return", "reason": None}, "reason"),
    ({"do": "return", "reason": "ugly"}, "reason"), ({"do": True}, "do")])
def test_a_reading_that_is_unclear_names_the_field_and_reads_nothing(reader, town, body, where):
    voice = say(town).voice
    for language in ("th", "en"):
        no = send(reader, "post", f"{READINGS}/{voice.pk}", body, language=language)
        wrong, = no.json()["errors"]
        assert (no.status_code, wrong["where"], bool(THAI.search(wrong["sentence"]))) == (422, where, language == "th")
    assert Voice.objects.get().level == "waiting"


def test_nobody_comes_in_without_signing_in(client, town):
    problem(client.get(READINGS), 401, "unauthorized")
    for method, path, body in WRITES:
        problem(send(client, method, path, body, uuid4()), 401, "unauthorized")
    assert client.get(THEMES).status_code == 200


def test_only_the_roles_of_the_pages_come_in(client, town):
    for word, reads, weaves in (("council", 200, 404), ("officer", 200, 404), ("moderator", 200, 403),
                                ("lead", 403, 403), ("deputy", 403, 403)):
        sign_in(client, getattr(town, word))
        assert client.get(READINGS).status_code == reads
        answers = [send(client, method, path, body, uuid4()) for method, path, body in WRITES if "/1" in path]
        assert [answer.status_code for answer in answers] == [404 if reads == 200 else 403, *[weaves] * 3]
    problem(client.get(READINGS), 403, "not_yours")


def test_the_second_factor_is_needed_as_on_the_pages(client, town):
    theme = gathered(town)
    client.force_login(town.officer.login)
    problem(client.get(READINGS), 403, "second_factor")
    problem(send(client, "patch", f"{THEMES}/{theme.pk}", {"name": "ไฟ"}), 403, "second_factor")
    client.force_login(town.council.login)   # this role needs none
    assert client.get(READINGS).status_code == 200


def test_a_write_needs_the_form_key(town):
    voice = say(town).voice
    program = sign_in(Client(enforce_csrf_checks=True), town.council)
    where = f"{READINGS}/{voice.pk}"
    assert program.get(READINGS).status_code == 200
    for language in ("th", "en"):
        no = problem(send(program, "post", where, {"do": "stand"}, language=language), 403, "csrf")
        assert "X-CSRFToken" in no["detail"] and bool(THAI.search(no["detail"])) == (language == "th")
    problem(send(program, "post", where, {"do": "stand"}, **{"X-CSRFToken": "x" * 32}), 403, "csrf")
    program.get("/moderate")   # a page with a form brings the cookie
    key = program.cookies["csrftoken"].value
    assert send(program, "post", where, {"do": "stand"}, **{"X-CSRFToken": key}).status_code == 204
    evil = {"X-CSRFToken": key, "Origin": "https://evil.example"}
    problem(send(program, "post", where, {"do": "stand"}, **evil), 403, "csrf")


def test_another_towns_rows_are_not_there(client, town):
    theme, voice = gathered(town), say(town).voice
    other = settle("300101")
    mine = stand(other, "ของเรา").voice
    sign_in(client, other.council)
    assert client.get(READINGS).json()["waiting"] == 0
    for method, path, body in (
            ("post", f"{READINGS}/{voice.pk}", {"do": "stand"}), ("patch", f"{THEMES}/{theme.pk}", {"name": "x"}),
            ("post", f"{THEMES}/{theme.pk}/members", {"voices": [mine.pk]}),
            ("post", f"{THEMES}/{theme.pk}/replies", {"text": "x"})):
        problem(send(client, method, path, body, uuid4()), 404, "not_found")
    theirs = Membership.objects.get().voice_id
    no = problem(send(client, "post", THEMES, {"name": "ไฟ", "voices": [mine.pk, theirs]}), 422, "unknown_voices")
    assert [wrong["where"] for wrong in no["errors"]] == ["voices.1"]
    assert (Theme.objects.count(), Reply.objects.count(), Voice.objects.get(pk=voice.pk).level) == (1, 0, "waiting")
    for number in (10 ** 6, 2 ** 70):
        problem(send(client, "post", f"{READINGS}/{number}", {"do": "stand"}), 404, "not_found")


def test_whoever_weaves_in_two_towns_gathers_in_the_town_of_the_voices(client, town):
    other = settle("300101")
    appoint(person=town.council, word="council", at=other.city, by=SYSTEM)
    sign_in(client, town.council)
    here, there = stand(town).voice, stand(other).voice
    made = send(client, "post", THEMES, {"name": "ไฟ", "voices": [there.pk]}).json()
    assert (made["authority"], made["area"]) == (other.city.code, "300101")
    problem(send(client, "post", f"{THEMES}/{made['number']}/members", {"voices": [here.pk]}), 409, "not_gatherable")


def test_gather_join_rename_and_answer(council, town):
    voices = [stand(town, f"ไฟดวงที่ {n}") for n in range(5)]
    numbers = [said.voice.pk for said in voices]
    made = send(council, "post", THEMES, {"name": " แสงสว่าง ", "voices": [*numbers[:3], numbers[0]]})
    theme = Theme.objects.get()
    assert made.status_code == 201
    assert made.json() == {"number": theme.pk, "name": "แสงสว่าง", "authority": town.city.code, "area": town.area.code,
                           "state": "open", "members": None, "answered_at": None}
    joined = send(council, "post", f"{THEMES}/{theme.pk}/members", {"voices": numbers[3:]})
    assert (joined.status_code, joined.json()["members"]) == (200, 5)
    problem(send(council, "post", f"{THEMES}/{theme.pk}/members", {"voices": numbers[3:]}), 409, "already_gathered")
    problem(send(council, "post", THEMES, {"name": "อื่น", "voices": numbers[:1]}), 409, "already_gathered")
    renamed = send(council, "patch", f"{THEMES}/{theme.pk}", {"name": "ทางสว่าง"})
    assert (renamed.status_code, renamed.json()["name"]) == (200, "ทางสว่าง")
    replied = send(council, "post", f"{THEMES}/{theme.pk}/replies", {"text": "ติดไฟแล้ว"}, uuid4())
    assert (replied.status_code, replied.json()["text"]) == (201, "ติดไฟแล้ว")
    followed = council.get(f"/api/v1/voices/{voices[4].code}").json()
    assert (followed["theme"], followed["replies"]) == ("ทางสว่าง", [replied.json()])
    assert Theme.objects.count() == 1


def test_a_retry_under_a_key_gathers_and_answers_once(council, town):
    key, body = uuid4(), {"name": "ไฟ", "voices": [stand(town).voice.pk]}
    first, again = (send(council, "post", THEMES, body, key) for _ in range(2))
    assert (first.status_code, again.status_code, again.json()) == (201, 201, first.json())
    problem(send(council, "post", THEMES, body | {"name": "อื่น"}, key), 409, "key_reused")
    where, reply = f"{THEMES}/{first.json()['number']}/replies", uuid4()
    told = [send(council, "post", where, {"text": "ติดแล้ว"}, reply).json() for _ in range(2)]
    assert told[0] == told[1]
    problem(send(council, "post", where, {"text": "อย่างอื่น"}, reply), 409, "key_reused")
    wrong, = problem(send(council, "post", where, {"text": "ติดแล้ว"}), 422, "invalid")["errors"]
    assert wrong["where"] == "Idempotency-Key"
    assert (Theme.objects.count(), Membership.objects.count(), Reply.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize(("body", "where"), [
    ({"name": ""}, "name"), ({"name": "ก" * 101}, "name"), ({"name": "ก\nข"}, "name"), ({"name": 7}, "name"),
    ({"name": "a" * 161}, "name"), ({"name": None}, "name"), ({"voices": []}, "voices"), ({"voices": 1}, "voices"),
    ({"voices": list(range(1, 202))}, "voices"), ({"voices": ["1"]}, "voices.0"), ({"voices": [True]}, "voices.0"),
    ({"voices": [1.0]}, "voices.0"), ({"voices": [0]}, "voices.0"), ({"voices": [2 ** 63]}, "voices.0"),
    ({"voices": [987654]}, "voices.0")])
def test_what_does_not_fit_names_the_field_with_a_sentence_and_gathers_nothing(council, town, body, where):
    whole = {"name": "ไฟ", "voices": [stand(town).voice.pk]} | body
    for language in ("th", "en"):
        no = send(council, "post", THEMES, whole, language=language)
        wrong, = no.json()["errors"]
        assert (no.status_code, wrong["where"], bool(THAI.search(wrong["sentence"]))) == (422, where, language == "th")
    assert not Theme.objects.exists()


def test_only_what_stands_on_pages_is_gathered(council, town):
    waiting, held = say(town).voice, say(town, SECRET).voice
    no = problem(send(council, "post", THEMES, {"name": "ไฟ", "voices": [waiting.pk, held.pk]}), 422, "unknown_voices")
    assert len({wrong["sentence"] for wrong in no["errors"]}) == 1   # nothing tells a held one from any other
    assert [wrong["where"] for wrong in no["errors"]] == ["voices.0", "voices.1"]


def test_a_reply_and_a_name_are_measured_as_on_the_pages(council, town):
    theme = gathered(town)
    for text in ("", "ก" * 2001):
        wrong, = problem(send(council, "post", f"{THEMES}/{theme.pk}/replies", {"text": text}, uuid4()), 422,
                         "reply_length")["errors"]
        assert wrong["where"] == "text"
    problem(send(council, "patch", f"{THEMES}/{theme.pk}", {"name": " "}), 422, "theme_name")
    merge(theme=theme, into=gathered(town, name="ทางเดิน"), by=town.council)
    problem(send(council, "patch", f"{THEMES}/{theme.pk}", {"name": "ใหม่"}), 409, "theme_merged")


def test_everybody_reads_the_themes_and_few_are_never_counted(client, town):
    small, large = gathered(town, 4, "ศิลปะ"), gathered(town, 5)
    gone = gathered(town, name="รวมไป")
    merge(theme=gone, into=large, by=town.council)
    reply = answer(theme=large, text="ติดไฟแล้ว", key="k", by=town.officer)
    for query in ("", "?area=93", "?area=930307", f"?authority={town.city.code}"):
        listed = client.get(THEMES + query).json()
        assert listed["themes"] == 2
        assert [(one["number"], one["state"], one["members"]) for one in listed["items"]] == [
            (large.pk, "answered", 6), (small.pk, "open", None)]
    assert listed["items"][0]["answered_at"][:19] == reply.at.isoformat()[:19]
    assert client.get(f"{THEMES}?area=30").json() == {"items": [], "themes": 0}
    assert client.get(f"{THEMES}?page=2").json() == {"items": [], "themes": 2}
    assert problem(client.get(f"{THEMES}?area=korat"), 422, "invalid")["errors"][0]["where"] == "area"


def test_how_many_questions_the_database_is_asked(client, town, django_assert_max_num_queries):
    for n in range(6):
        gathered(town, 2, f"เรื่อง {n}")
        say(town, f"รอ {n}")
    with django_assert_max_num_queries(3):
        assert len(client.get(THEMES).json()["items"]) == 6
    sign_in(client, town.council)
    with django_assert_max_num_queries(5):   # session, login, roles, voices, how many
        assert len(client.get(READINGS).json()["items"]) == 6
    numbers = [stand(town, f"ไฟ {n}").voice.pk for n in range(12)]
    with django_assert_max_num_queries(24):
        assert send(client, "post", THEMES, {"name": "ไฟ", "voices": numbers}, uuid4()).status_code == 201


def test_the_description_tells_who_may(client):
    described = client.get("/api/v1/openapi.json").json()
    closed = {(path, method) for path, operations in described["paths"].items()
              for method, operation in operations.items() if operation.get("security") == [{"Session": []}]}
    assert closed == {(READINGS, "get"), (f"{READINGS}/{{number}}", "post"), (THEMES, "post"),
                      (f"{THEMES}/{{number}}", "patch"), (f"{THEMES}/{{number}}/members", "post"),
                      (f"{THEMES}/{{number}}/replies", "post")}
    session = described["components"]["securitySchemes"]["Session"]
    assert (session["in"], session["name"]) == ("cookie", "sessionid") and "X-CSRFToken" in session["description"]
