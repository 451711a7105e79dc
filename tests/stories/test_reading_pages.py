"""The pages of those who read and those who protect."""
from datetime import timedelta

import pytest

from saan.core import clock
from saan.voices.models import Hold, Reading, Voice
from tests.town import say, settle, sign_in

pytestmark = pytest.mark.django_db
SECRET = "พ่อเลี้ยงโดนทำร้ายหนู"


@pytest.fixture
def town():
    return settle()


def test_only_readers_of_the_town_see_its_queue(client, town):
    say(town, "อยากได้ไฟ")
    assert client.get("/moderate").status_code == 302
    for word in ("council", "moderator", "officer"):
        assert "อยากได้ไฟ" in sign_in(client, getattr(town, word)).get("/moderate").content.decode()
    assert sign_in(client, town.lead).get("/moderate").status_code == 403
    client.force_login(town.moderator.login)   # without the second factor
    assert client.get("/moderate").url.startswith("/accounts/2fa/")
    other = settle("300101")
    assert "อยากได้ไฟ" not in sign_in(client, other.moderator).get("/moderate").content.decode()
    assert client.post(f"/moderate/{Voice.objects.get().pk}", {"do": "stand"}).status_code == 404


def test_one_tap_lets_a_voice_stand_or_gives_it_back_with_a_reason(client, town):
    voices = [say(town, f"เสียง {n}").voice for n in range(3)]
    sign_in(client, town.moderator)
    assert client.post(f"/moderate/{voices[0].pk}", {"do": "stand"}).status_code == 302
    assert client.post(f"/moderate/{voices[1].pk}", {"do": "return", "reason": "names"}).status_code == 302
    assert client.post(f"/moderate/{voices[2].pk}", {"do": "hand"}).status_code == 302
    assert [Voice.objects.get(pk=voice.pk).level for voice in voices] == ["public", "returned", "restricted"]
    assert "อ่านครบแล้ว" in client.get("/moderate").content.decode()
    for body, status in (({"do": "return"}, 422), ({"do": "dance"}, 422), ({}, 422)):
        assert client.post(f"/moderate/{say(town).voice.pk}", body).status_code == status


def test_the_second_reader_gets_a_clear_no_and_nothing_is_lost(client, town):
    voice = say(town).voice
    sign_in(client, town.moderator).post(f"/moderate/{voice.pk}", {"do": "stand"})
    late = sign_in(client, town.council).post(f"/moderate/{voice.pk}", {"do": "return", "reason": "names"})
    assert late.status_code == 409 and "มีคนอ่าน" in late.content.decode()
    assert (Voice.objects.get().level, Reading.objects.count()) == ("public", 1)


def test_held_words_stand_on_the_protectors_page_only(client, town):
    say(town, SECRET)
    assert Hold.objects.count() == 1
    assert client.get("/holds").status_code == 302
    for word in ("council", "moderator", "officer"):
        sign_in(client, getattr(town, word))
        assert client.get("/holds").status_code == 403
        assert client.post(f"/holds/{Hold.objects.get().pk}", {"outcome": "released"}).status_code == 403
        assert SECRET not in client.get("/moderate").content.decode()
    for word in ("lead", "deputy"):
        assert SECRET in sign_in(client, getattr(town, word)).get("/holds").content.decode()
    other = settle("300101")
    assert SECRET not in sign_in(client, other.lead).get("/holds").content.decode()
    assert client.post(f"/holds/{Hold.objects.get().pk}", {"outcome": "released"}).status_code == 404


def test_the_clock_runs_and_the_lead_closes(client, town):
    say(town, SECRET)
    hold = Hold.objects.get()
    sign_in(client, town.lead)
    assert "เหลือ" in client.get("/holds").content.decode()
    with clock.moved_to(clock.now() + timedelta(hours=3)):
        assert 'badge late' in client.get("/holds").content.decode()
    assert client.post(f"/holds/{hold.pk}", {"outcome": "forgotten"}).status_code == 422
    asked = client.post(f"/holds/{hold.pk}", {"outcome": "cared"})
    hold.refresh_from_db()
    assert (asked.status_code, hold.closed_at) == (200, None) and SECRET in asked.content.decode()
    assert client.post(f"/holds/{hold.pk}", {"outcome": "cared", "sure": "yes"}).status_code == 302
    page = client.get("/holds").content.decode()
    assert SECRET not in page and "ดูแลต่อแล้ว" in page
    assert client.post(f"/holds/{hold.pk}", {"outcome": "released"}).status_code == 409


def test_a_voice_that_tries_to_be_html_is_shown_as_it_was_typed(client, town):
    say(town, "<script>alert(1)</script>")
    page = sign_in(client, town.moderator).get("/moderate").content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page


def test_how_many_questions_the_queue_asks(client, town, django_assert_max_num_queries):
    for n in range(12):
        say(town, f"เสียง {n}")
    sign_in(client, town.moderator)
    with django_assert_max_num_queries(12):
        client.get("/moderate")
