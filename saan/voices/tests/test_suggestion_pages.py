"""The pages on which the council reads groups of like voices, edits them, and makes themes of them."""
import re

import pytest
from django.utils import translation

from saan.voices.actions.suggesting import suggest
from saan.voices.actions.suggestions import put_together
from saan.voices.actions.themes import gather, merge
from saan.voices.models import Keyword, Likeness, Suggestion, Theme
from tests.town import settle, sign_in, stand

pytestmark = pytest.mark.django_db
LIGHTS = ["ไฟถนนหน้าบ้านดับ", "ถนนมืดเพราะไฟถนนเสีย", "ขอไฟถนนในซอย", "ซอยนี้ไม่มีไฟถนน", "ไฟถนนกะพริบทั้งคืน"]
TOILETS = ["ห้องน้ำเหม็น", "ห้องน้ำไม่มีสบู่", "ประตูห้องน้ำพัง", "ขอห้องน้ำเพิ่ม", "ห้องน้ำสกปรกมาก"]


@pytest.fixture
def town():
    it = settle()
    for text in (*LIGHTS, *TOILETS, "เสียงดังจากวัดตอนตีสี่"):
        stand(it, text)
    suggest(authority=it.city)
    return it


@pytest.fixture
def council(client, town):
    return sign_in(client, town.council)


def of(text):
    return Likeness.objects.get(voice__text=text).suggestion


def change(client, one, **body):
    return client.post(f"/themes/alike/{one.pk}/change", body)


def test_the_desk_leads_to_the_groups_and_each_group_cites_its_voices(council):
    assert "/themes/alike" in council.get("/themes").content.decode()
    page = council.get("/themes/alike").content.decode()
    assert sum(text in page for text in LIGHTS) == sum(text in page for text in TOILETS) == 3
    assert "เสียงดังจากวัดตอนตีสี่" in page and 'ยังไม่เข้ากลุ่มไหน <span class="quiet">1</span>' in page
    one = council.get(f"/themes/alike/{of(LIGHTS[0]).pk}").content.decode()
    assert all(text in one for text in LIGHTS) and not any(text in one for text in TOILETS)
    assert "น้ำหนัก 1.00" in one


def test_the_groups_are_read_in_english_too(council):
    council.cookies["saan_lang"] = "en"
    assert "Groups of like voices" in council.get("/themes/alike").content.decode()
    with translation.override("en"):
        assert "Words learnt" in council.get(f"/themes/alike/{of(LIGHTS[0]).pk}").content.decode()


def test_in_english_names_of_groups_and_learnt_words_are_said_to_be_thai(council):
    council.cookies["saan_lang"] = "en"
    lights = of(LIGHTS[0])
    for where in ("/themes/alike", f"/themes/alike/{lights.pk}"):
        page = re.sub(r'<span class="words" lang="th"[^>]*>[^<]*</span>|<span lang="th">[^<]*</span>', "",
                      council.get(where).content.decode().partition('id="main"')[2].partition("</main>")[0])
        page = re.sub(r'<(input|option|textarea)[^>]* lang="th"[^>]*>[^<]*', "", page)
        assert len(page) > 500
        assert not re.findall("[\u0e00-\u0e7f]+", page), where


def test_a_group_is_renamed_split_merged_and_gathered(council):
    lights, toilets = of(LIGHTS[0]), of(TOILETS[0])
    assert change(council, lights, do="rename", name="ทางสว่าง").status_code == 302
    broken = Likeness.objects.get(voice__text=TOILETS[2]).voice_id
    split = change(council, toilets, do="split", name="ประตู", voice=[broken])
    door = of(TOILETS[2])
    assert split.url == f"/themes/alike/{door.pk}" and "ประตู" in council.get(split.url).content.decode()
    assert change(council, door, do="merge", into=toilets.pk).url == f"/themes/alike/{toilets.pk}"
    assert of(TOILETS[2]) == toilets
    assert council.get(f"/themes/alike/{door.pk}").status_code == 404
    made = change(council, lights, do="gather", name="ไฟทางของเรา", theme="")
    theme = Theme.objects.get()
    assert (theme.name, made.url, theme.memberships.count()) == ("ไฟทางของเรา", f"/themes/{theme.pk}", 5)
    assert f"/themes/alike/{lights.pk}" in council.get(made.url).content.decode()
    assert change(council, toilets, do="gather", name="", theme=theme.pk).url == made.url
    assert theme.memberships.count() == 10
    assert "ตอนนี้ไม่มีเสียงใหม่ที่คล้าย" in council.get(f"/themes/alike/{lights.pk}").content.decode()


def test_a_learnt_word_is_seen_and_taken_out(council):
    one = of(TOILETS[0])
    word = Keyword.objects.get(suggestion=one)
    assert change(council, one, do="unlearn", keyword=word.pk).status_code == 302
    assert "ยังไม่มีคำ" in council.get(f"/themes/alike/{one.pk}").content.decode()
    again = change(council, one, do="unlearn", keyword=word.pk)
    assert again.url == f"/themes/alike/{one.pk}"
    assert "คำนี้ถูกเอาออกไปแล้ว" in council.get(again.url).content.decode()


def test_a_mistake_is_told_and_keeps_what_was_typed(council):
    one = of(TOILETS[0])
    voice = Likeness.objects.filter(suggestion=one).first().voice_id
    for body, tells in (({"do": "rename", "name": "ก" * 101}, "ก" * 101),
                        ({"do": "split", "name": "ว่าง"}, "ยังไม่ได้เลือกเสียง"),
                        ({"do": "split", "name": " ", "voice": [voice]}, f'value="{voice}" checked'),
                        ({"do": "gather", "name": ""}, "ตั้งชื่อเรื่อง"), ({"do": "dance"}, "เลือกสิ่งที่จะทำ"),
                        ({}, "เลือกสิ่งที่จะทำ"), ({"do": "merge", "into": one.pk}, "เลือกอีกกลุ่ม")):
        page = change(council, one, **body)
        assert page.status_code == 422 and tells in page.content.decode(), body
    for into in ("", "x", "999999", "๙๙"):
        page = change(council, one, do="merge", into=into)
        assert page.status_code == 422 and "ไม่พบกลุ่มที่จะรวมเข้าไป" in page.content.decode(), into
    for theme in ("๙๙", "x", "999999"):
        page = change(council, one, do="gather", theme=theme, name="ส้วมที่เราอยากได้")
        assert page.status_code == 422 and "ไม่พบประเด็นที่เลือก" in page.content.decode(), theme
        assert 'value="ส้วมที่เราอยากได้"' in page.content.decode()
    page = change(council, one, do="unlearn", keyword="")
    assert page.status_code == 422 and "ไม่พบคำนี้ในกลุ่ม" in page.content.decode()
    assert not Theme.objects.exists() and Suggestion.objects.filter(edited_at=None).count() == 2


def test_a_group_or_a_theme_that_ended_meanwhile_is_told_and_the_words_stay(council, town):
    lights, toilets = of(LIGHTS[0]), of(TOILETS[0])
    voices = {text: Likeness.objects.get(voice__text=text).voice for text in TOILETS}
    gone, kept = (gather(members=[voices[text]], name=text, authority=town.city, area=town.area, by=town.council)
                  for text in TOILETS[:2])
    merge(theme=gone, into=kept, by=town.council)
    page = change(council, lights, do="gather", theme=gone.pk, name="ไฟของเรา")
    assert page.status_code == 422 and "ไม่พบประเด็นที่เลือก" in page.content.decode()
    assert 'value="ไฟของเรา"' in page.content.decode()
    door = Suggestion.objects.create(authority=town.city, name="ประตู")
    put_together(suggestion=door, into=toilets, by=town.council)
    page = change(council, lights, do="merge", into=door.pk)
    assert page.status_code == 422 and "ไม่พบกลุ่มที่จะรวมเข้าไป" in page.content.decode()


def test_a_group_that_is_gone_itself_is_told_on_the_list_with_what_was_typed(council, town):
    lights, toilets = of(LIGHTS[0]), of(TOILETS[0])
    put_together(suggestion=lights, into=toilets, by=town.council)
    for number in (lights.pk, 999_999):
        for verb in ("rename", "split", "gather", "merge", "unlearn"):
            page = council.post(f"/themes/alike/{number}/change", {"do": verb, "name": "ไฟ <b>ของเรา"})
            told = page.content.decode()
            assert page.status_code == 404 and "ไม่พบกลุ่มนี้แล้ว" in told and "ไฟ &lt;b&gt;ของเรา" in told, verb
            assert TOILETS[1] in told or LIGHTS[1] in told   # the list to choose from
    assert "ชื่อที่พิมพ์ไว้" not in council.post(f"/themes/alike/{lights.pk}/change", {"do": "merge"}).content.decode()


def test_what_draws_to_a_theme_bears_its_name_and_is_not_renamed(council):
    one = of(TOILETS[0])
    change(council, one, do="gather", name="ส้วมสะอาด")
    page = change(council, one, do="rename", name="ชื่ออื่น")
    assert page.status_code == 422 and "ใช้ชื่อของประเด็น" in page.content.decode()
    assert Suggestion.objects.get(pk=one.pk).name != "ชื่ออื่น"


def test_a_name_holds_nothing_invisible(council):
    one = of(LIGHTS[0])
    change(council, one, do="rename", name="ทาง\x07สว่าง\u202e")
    assert Suggestion.objects.get(pk=one.pk).name == "ทางสว่าง"


def test_not_all_voices_of_a_group_can_be_split_off(council):
    one = of(LIGHTS[0])
    voices = list(Likeness.objects.filter(suggestion=one).values_list("voice", flat=True))
    page = change(council, one, do="split", name="ทางสว่าง", voice=voices)
    assert page.status_code == 422 and "เหลือไว้อย่างน้อยหนึ่งเสียง" in page.content.decode()
    assert page.content.decode().count(" checked") == 5 and 'value="ทางสว่าง"' in page.content.decode()
    assert Likeness.objects.filter(suggestion=one).count() == 5 and Suggestion.objects.count() == 2


def test_nobody_else_sees_or_changes_the_groups(client, town):
    one = of(LIGHTS[0])
    places = ("/themes/alike", f"/themes/alike/{one.pk}")
    assert [client.get(place).status_code for place in places] == [302, 302]   # to the sign-in page
    public = client.get("/themes").content.decode()
    assert "alike" not in public and "กลุ่มเสียงที่คล้ายกัน" not in public
    for word in ("moderator", "lead"):
        sign_in(client, getattr(town, word))
        assert [client.get(place).status_code for place in places] == [403, 403]
    sign_in(client, settle("300101").council)
    assert client.get(places[1]).status_code == change(client, one, do="rename", name="x").status_code == 404
    assert not any(text in client.get(places[0]).content.decode() for text in LIGHTS)


def test_how_many_questions_the_pages_ask(council, django_assert_max_num_queries):
    with django_assert_max_num_queries(18):
        council.get("/themes/alike")
    with django_assert_max_num_queries(18):
        council.get(f"/themes/alike/{of(LIGHTS[0]).pk}")


def test_the_page_of_a_theme_keeps_the_readers_light_or_dark(council):
    council.cookies["saan_theme"] = "dark"
    made = change(council, of(LIGHTS[0]), do="gather", name="ไฟทางของเรา")
    assert '<html lang="th" data-theme="dark">' in council.get(made.url).content.decode()
