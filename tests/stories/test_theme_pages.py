"""The pages on which voices are gathered, answered and read."""
from uuid import uuid4

import pytest

from saan.notices.models import Notice
from saan.voices.actions.erasures import erase
from saan.voices.actions.themes import gather
from saan.voices.models import Membership, Reply, Theme
from tests.town import say, settle, sign_in, stand

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return settle()


@pytest.fixture
def council(client, town):
    return sign_in(client, town.council)


def gathered(town, *texts, name="แสงสว่าง"):
    """Return a theme that holds voices with these words."""
    voices = [stand(town, text).voice for text in texts]
    return gather(members=voices, name=name, authority=town.city, area=town.area, by=town.council)


def change(client, theme, **body):
    """Send one of the forms of the theme's page."""
    return client.post(f"/themes/{theme.pk}/change", body)


def test_what_is_ticked_is_gathered_or_joins(council, town):
    voices = [stand(town, f"ไฟดวงที่ {n}").voice for n in range(3)]
    waiting = say(town, "ยังรออ่าน")
    page = council.get("/themes").content.decode()
    assert all(voice.text in page for voice in voices) and waiting.voice.text not in page
    made = council.post("/themes", {"voice": [voices[0].pk, voices[1].pk], "name": "แสงสว่าง", "theme": ""})
    theme = Theme.objects.get()
    assert (made.status_code, made.url) == (302, f"/themes/{theme.pk}")
    council.post("/themes", {"voice": [voices[2].pk], "theme": theme.pk, "name": ""})
    assert Membership.objects.filter(theme=theme, left_at=None).count() == 3


def test_a_mistake_keeps_what_was_ticked(council, town):
    voice = stand(town).voice
    for body in ({"voice": [voice.pk], "name": ""}, {"name": "แสง"}):
        page = council.post("/themes", body)
        assert page.status_code == 422 and 'role="alert"' in page.content.decode()
    assert f'value="{voice.pk}" checked' in council.post("/themes", {"voice": [voice.pk]}).content.decode()
    assert council.post("/themes", {"voice": ["999999"], "name": "แสง"}).status_code == 409
    assert not Theme.objects.exists()


def test_many_themes_stand_on_pages_and_an_old_one_is_found_by_its_name(client, council, town, monkeypatch):
    monkeypatch.setattr("saan.voices.views.themes.AT_ONCE", 2)
    monkeypatch.setattr("saan.voices.queries.themes.AT_CHOICE", 2)
    old, *_others = [gathered(town, f"ขอ {name}", name=name) for name in ("สะพานไม้", "ไฟหนึ่ง", "ไฟสอง", "ไฟสาม")]
    loose = stand(town, "อยากได้สะพานไม้อีก").voice
    link = f"/themes/{old.pk}"
    assert link not in council.get("/themes").content.decode()
    assert link in council.get("/themes?themes=2").content.decode()
    assert f'<option value="{old.pk}"' in council.get("/themes?q=สะพานไม้").content.decode()
    council.post("/themes?q=สะพานไม้", {"voice": [loose.pk], "theme": old.pk, "name": ""})
    assert old.memberships.filter(voice=loose).exists()
    client.logout()
    assert link not in client.get("/themes").content.decode()
    assert link in client.get("/themes?themes=2").content.decode()


def test_voices_are_found_by_their_words(council, town):
    stand(town, "อยากได้ห้องสมุด")
    stand(town, "อยากได้สะพาน")
    page = council.get("/themes?q=ห้อง").content.decode()
    assert "ห้องสมุด" in page and "สะพาน" not in page


def test_rename_merge_and_split(council, town):
    light, art = gathered(town, "ไฟ", "ไฟทาง"), gathered(town, "ศิลปะ", name="ศิลปะ")
    change(council, light, do="rename", name="ทางสว่าง")
    light.refresh_from_db()
    assert light.name == "ทางสว่าง"
    voice = Membership.objects.filter(theme=light).first().voice
    split = change(council, light, do="split", voice=voice.pk, name="ไฟหน้าบ้าน")
    assert "ไฟหน้าบ้าน" in council.get(split.url).content.decode()
    assert change(council, art, do="merge", into=light.pk).status_code == 302
    assert council.get(f"/themes/{art.pk}").url == f"/themes/{light.pk}"
    for body, status in (({"do": "merge", "into": "x"}, 404), ({"do": "split", "name": "ว่าง"}, 422),
                         ({"do": "rename", "name": " "}, 422), ({"do": "dance"}, 422), ({}, 422)):
        assert change(council, light, **body).status_code == status


def test_an_answer_stands_on_the_page_and_reaches_the_code(council, town):
    said = stand(town, "ขอไฟ")
    theme = gather(members=[said.voice], name="ไฟ", authority=town.city, area=town.area, by=town.council)
    key = str(uuid4())
    for _ in range(2):   # sent twice by a second tap
        assert change(council, theme, do="answer", text="ติดไฟแล้ว", key=key).status_code == 302
    assert (Reply.objects.count(), Notice.objects.filter(channel="code").count()) == (1, 1)
    assert "ติดไฟแล้ว" in council.get(f"/themes/{theme.pk}").content.decode()
    assert "ติดไฟแล้ว" in council.post("/code", {"code": said.code}).content.decode()
    for text in ("", "ก" * 2001):
        page = change(council, theme, do="answer", text=text, key=str(uuid4()))
        assert page.status_code == 422 and text in page.content.decode()


def test_everybody_reads_a_theme_and_only_its_own_council_changes_it(client, town):
    theme = gathered(town, *(f"ไฟดวงที่ {n}" for n in range(5)))
    small, gone = gathered(town, "ศิลปะ", name="ศิลปะ"), gathered(town, "ลบไปแล้ว", name="ว่าง")
    erase(voice=gone.memberships.get().voice)
    page = client.get(f"/themes/{theme.pk}").content.decode()
    assert "5 เสียง" in page and "ไฟดวงที่ 4" in page and "/change" not in page
    assert "1 เสียง" in client.get(f"/themes/{small.pk}").content.decode()   # who reads it can count it
    assert "ไม่แสดง เพราะจำนวนน้อย" in client.get(f"/themes/{gone.pk}").content.decode()
    assert f"/speak?at={town.city.code}" in page
    assert "แสงสว่าง" in client.get("/themes").content.decode()
    assert change(client, theme, do="rename", name="x").status_code == 302   # to the sign-in page
    for word in ("moderator", "lead"):
        sign_in(client, getattr(town, word))
        assert change(client, theme, do="rename", name="x").status_code == 403
    other = settle("300101")
    sign_in(client, other.council)
    assert change(client, theme, do="rename", name="x").status_code == 404
    assert "/change" not in client.get(f"/themes/{theme.pk}").content.decode()
    theme.refresh_from_db()
    assert theme.name == "แสงสว่าง"
    assert client.get("/themes/999999").status_code == 404


def test_how_many_questions_the_pages_ask(client, town, django_assert_max_num_queries):
    theme = gathered(town, *(f"ไฟดวงที่ {n}" for n in range(8)))
    with django_assert_max_num_queries(16):
        client.get(f"/themes/{theme.pk}")
    sign_in(client, town.council)
    with django_assert_max_num_queries(14):
        client.get("/themes")
