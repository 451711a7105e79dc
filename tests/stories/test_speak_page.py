"""The page where a child speaks."""
import re
from uuid import uuid4

import pytest

from saan.areas.models import Community
from saan.core.models import RetryKey
from saan.methods.codes import normal
from saan.people.models import Role
from saan.voices.models import Hold, Voice
from tests.town import settle

pytestmark = pytest.mark.django_db
SECRET = "พ่อเลี้ยงโดนทำร้ายหนู"


@pytest.fixture
def town():
    return settle()


def send(client, **said):
    """Send the form as a browser does."""
    return client.post("/speak", {"kind": "need", "text": "อยากได้ไฟ", "age_band": "", "key": str(uuid4())} | said)


def code_on(page):
    """Return the code on the receipt."""
    return normal(re.search(r'name="code" value="([^"]+)"', page.content.decode())[1])


def test_no_kind_is_chosen_for_the_child_and_not_answering_stands_first(client, town):
    page = client.get("/speak").content.decode()
    assert not re.search(r'<input type="radio" name="kind"[^>]*checked', page)
    bands = re.findall(r'<input type="radio" name="age_band" value="([^"]*)"[^>]*?( checked)?>', page)
    assert bands[0] == ("", " checked") and len(bands) == 8
    assert "tel:1300" in page and "tel:1387" in page and "quick-exit" in page


def test_the_thank_you_page_is_the_same_for_a_held_voice(client, town):
    pages = [send(client), send(client, text=SECRET)]
    assert (Voice.objects.count(), Hold.objects.count()) == (2, 1)
    bare = []
    for page in pages:
        assert page.status_code == 200 and "no-store" in page.headers["Cache-Control"]
        text = page.content.decode()
        assert all(part in text for part in ("tel:1300", "tel:1387", "quick-exit", 'class="qr"', "receipt"))
        apart = r'<p class="code".*?</p>|<svg class="qr".*?</svg>|value="[^"]+"|data-code="[^"]+"'
        bare.append(re.sub(apart, "", text))
    assert bare[0] == bare[1]


def test_sent_twice_by_refreshing_is_one_voice(client, town):
    key = str(uuid4())
    assert code_on(send(client, key=key)) == code_on(send(client, key=key))
    assert Voice.objects.count() == 1


def test_going_back_and_writing_something_else_can_be_sent_as_a_new_voice(client, town):
    key = str(uuid4())
    send(client, key=key)
    page = send(client, key=key, text="อย่างอื่น")
    assert page.status_code == 409 and "อย่างอื่น" in page.content.decode()
    new = re.search(r'name="key" value="([^"]+)"', page.content.decode())[1]
    assert new != key
    assert send(client, key=new, text="อย่างอื่น").status_code == 200
    assert Voice.objects.count() == 2


@pytest.mark.parametrize(("said", "kept"), [
    ({"text": ""}, "ยังไม่"), ({"text": "\u200b \x00"}, "textarea"),
    ({"text": "ก" * 1001}, "ก" * 1001), ({"text": "เลข 1101700230708", "age_band": "11-14"}, "เลข 1101700230708"),
    ({"kind": ""}, "อยากได้ไฟ"), ({"kind": "wish"}, "อยากได้ไฟ"), ({"age_band": "12"}, "อยากได้ไฟ"),
    ({"text": "<b>หนา</b>", "kind": ""}, "&lt;b&gt;หนา&lt;/b&gt;")])
def test_a_mistake_brings_the_form_back_as_it_was_filled_in(client, town, said, kept):
    for language in ("th", "en"):
        response = client.post("/speak?lang=" + language, {"kind": "need", "text": "อยากได้ไฟ", "key": uuid4()} | said)
        page = response.content.decode()
        assert response.status_code == 422
        assert (kept in page or language == "en") and 'role="alert"' in page and "tel:1300" in page
        assert bool(re.search(r'name="kind" value="need"[^>]* checked', page)) == ("kind" not in said)
    assert (Voice.objects.count(), RetryKey.objects.count()) == (0, 0)


def test_band_and_community_may_be_told(client, town):
    community = Community.objects.create(name="ชุมชนริมคลอง", area=town.area)
    town.city.communities.add(community)
    page = client.get("/speak").content.decode()
    assert "ชุมชนริมคลอง" in page
    send(client, community=community.pk, age_band="7-10")
    voice = Voice.objects.get()
    assert (voice.community, voice.band, voice.area) == (community, "7-10", town.area)
    assert send(client, community="999999").status_code == 422


def test_without_a_lead_the_page_says_so_with_the_help_numbers(client, town):
    Role.objects.filter(word="lead").delete()
    page = client.get("/speak")
    assert page.status_code == 200 and "<textarea" not in page.content.decode() and "tel:1300" in page.content.decode()
    sent = send(client)
    assert sent.status_code == 409 and "อยากได้ไฟ" in sent.content.decode() and "1387" in sent.content.decode()
    assert not Voice.objects.exists()


def test_a_link_chooses_the_town_and_the_next_page_knows_it(client, town):
    other = settle("300101")
    assert "<form" in client.get(f"/speak?at={other.city.code}").content.decode()
    send(client)
    assert Voice.objects.get().authority == other.city
    client.cookies.clear()
    where = client.get("/speak").content.decode()
    assert f"/speak?at={town.city.code}" in where and f"/speak?at={other.city.code}" in where


def test_a_signed_in_speaker_is_told_in_saan(client, town):
    client.force_login(town.council.login)
    send(client)
    assert Voice.objects.get().person == town.council


def test_how_many_questions_the_database_is_asked(client, town, django_assert_max_num_queries):
    client.get("/speak")
    with django_assert_max_num_queries(6):
        client.get("/speak")
