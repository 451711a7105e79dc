"""The page by which a child follows its voice."""
import pytest

from saan.voices.actions.readings import give_back
from saan.voices.actions.replies import answer
from saan.voices.actions.themes import gather
from saan.voices.models import Hold
from tests.town import say, settle, stand

SECRET = "พ่อเลี้ยงโดนทำร้ายหนู"


@pytest.fixture
def town(db, settings, tmp_path):
    settings.DATA = tmp_path
    (tmp_path / "keys").mkdir()
    return settle()


def follow(client, code):
    return client.post("/code", {"code": code})


def test_the_page_shows_the_way_and_never_the_words(client, town):
    said = stand(town, "อยากได้สนามฟุตบอลหญ้าจริง")
    theme = gather(members=[said.voice], name="สนามกีฬา", authority=town.city, area=town.area, by=town.council)
    answer(theme=theme, text="ปรับสนามปีหน้า", key="k", by=town.officer)
    page = follow(client, said.code)
    text = page.content.decode()
    assert page.status_code == 200
    assert all(words in text for words in ("สนามกีฬา", "ปรับสนามปีหน้า", 'class="hop"', "tel:1300"))
    assert "หญ้าจริง" not in text
    assert "no-store" in page.headers["Cache-Control"] and page.headers["Referrer-Policy"] == "same-origin"


def test_the_address_of_a_qr_code_shows_the_same_page(client, town):
    said = say(town)
    typed, scanned = follow(client, said.code), client.get(f"/code?code={said.code.lower()}")
    assert (typed.status_code, scanned.status_code) == (200, 200)
    assert "รอพี่ ๆ อ่านก่อน" in typed.content.decode() and "รอพี่ ๆ อ่านก่อน" in scanned.content.decode()


def test_a_held_voice_has_the_same_page_as_a_waiting_one(client, town):
    said = [say(town), say(town, SECRET)]
    assert Hold.objects.count() == 1
    plain, held = (follow(client, one.code).content.decode().replace(one.code, "") for one in said)
    csrf = 'name="csrfmiddlewaretoken" value="'
    assert [part.partition('"')[2] for part in plain.split(csrf)[1:]] == [
        part.partition('"')[2] for part in held.split(csrf)[1:]]


def test_the_reason_of_a_returned_voice_stands_there(client, town):
    said = say(town)
    give_back(voice=said.voice, reason="unclear", by=town.moderator)
    text = follow(client, said.code).content.decode()
    assert "อ่านแล้วยังไม่เข้าใจ" in text and said.voice.text not in text


def test_a_wrong_code_is_asked_for_again_and_the_thirtieth_has_to_wait(client, town):
    code = say(town).code
    missed = [follow(client, "22222222") if n % 2 else client.get("/code?code=xx") for n in range(30)]
    assert [page.status_code for page in missed] == [404] * 29 + [429]
    assert 'name="code"' in missed[0].content.decode() and missed[-1].headers["Retry-After"]
    assert client.post("/code/erase", {"code": "22222222"}).status_code == 429
    assert follow(client, code).status_code == 200
    assert follow(client, "").status_code == 429


def test_a_child_takes_its_words_back_after_being_asked(client, town):
    said = stand(town)
    asked = client.post("/code/erase", {"code": said.code})
    said.voice.refresh_from_db()
    assert asked.status_code == 200 and said.voice.text
    gone = client.post("/code/erase", {"code": said.code, "sure": "yes"})
    said.voice.refresh_from_db()
    assert gone.status_code == 200 and not said.voice.text
    assert follow(client, said.code).status_code == 410


def test_how_many_questions_the_database_is_asked(client, town, django_assert_num_queries):
    said, held = say(town), say(town, SECRET)
    client.get("/code")   # the town in the frame is known for a while
    for one in (said, held):
        with django_assert_num_queries(2):   # voice and trail; a theme only once it is in one
            follow(client, one.code)
