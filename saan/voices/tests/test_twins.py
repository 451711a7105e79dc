"""Voices that say the same, found among those that stand."""
import random

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from sayings import edited, said

from saan.people.queries import NOBODY
from saan.voices.actions.consultations import open_round
from saan.voices.actions.erasures import erase
from saan.voices.actions.holds import close
from saan.voices.actions.readings import give_back, hand_over, let_stand
from saan.voices.actions.statements import withdraw
from saan.voices.actions.themes import gather
from saan.voices.actions.twins import begin_anew, catch_up
from saan.voices.engines.twins import TABLES
from saan.voices.models import Hold, Statement, Voice
from saan.voices.queries.twins import like, others, twins_of
from tests.town import say, seen_by, settle, sign_in, stand

pytestmark = pytest.mark.django_db
WISH = "อยากได้ไฟส่องทางหน้าโรงเรียนตอนเย็น"
NEAR = "ขอไฟส่องทางหน้าโรงเรียน ตอนเย็นมืดค่ะ"
NOTHING = {table: [] for table in TABLES}
SECRET = "พ่อเลี้ยงโดนทำร้ายหนูหน้าโรงเรียนตอนเย็น"


@pytest.fixture
def town():
    return settle()


def rows():
    """Return everything that the index holds."""
    with connection.cursor() as cursor:
        return {table: _rows(cursor, table) for table in TABLES}


def _rows(cursor, table):
    cursor.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
    return [tuple(bytes(cell) if isinstance(cell, memoryview) else cell for cell in row) for row in cursor.fetchall()]


def write(client, text, **more):
    """Send what is being written, as the page's script does."""
    return client.post("/speak/alike", {"text": text} | more)


def send(client, text):
    """Send a voice."""
    return client.post("/speak", {"kind": "need", "text": text, "age_band": ""})


def test_a_voice_is_found_once_it_stands_and_only_in_its_town(town):
    waiting = say(town, WISH)
    assert like(NEAR, town.city, NOBODY) == []
    let_stand(voice=waiting.voice, by=town.moderator)
    other = settle("300101")
    stand(other, WISH)
    assert like(NEAR, town.city, NOBODY) == [waiting.voice]
    assert like("สอนว่ายน้ำ", town.city, NOBODY) == like("", town.city, NOBODY) == like("😊", town.city, NOBODY) == []


def test_the_same_words_are_offered_once_and_the_nearest_first(town):
    for _turn in range(5):
        stand(town, WISH)
    near = stand(town, NEAR)
    assert [voice.text for voice in like(NEAR, town.city, NOBODY)] == [near.voice.text, WISH]


def leaves(town, said):
    """Yield each way in which a voice leaves the pages, having gone it."""
    erase(voice=said[0].voice)
    hand_over(voice=said[1].voice, by=town.moderator)


def test_an_index_from_which_all_were_taken_is_as_if_nobody_had_spoken(town):
    before = rows()
    gone = [stand(town, f"{WISH} {number}") for number in range(2)]
    assert all(rows().values())
    leaves(town, gone)
    assert rows() == before == NOTHING


def test_what_is_left_is_as_if_only_the_others_had_spoken(town):
    gone = [stand(town, f"{WISH} {number}") for number in range(2)]
    kept = stand(town, NEAR)
    leaves(town, gone)
    left = rows()
    assert begin_anew() == 1
    assert rows() == left and like(WISH, town.city, NOBODY) == [kept.voice]


def test_a_statement_that_was_withdrawn_takes_its_voice_along(town):
    consultation = open_round(slug="a-round", title="รอบ", authority=town.city, area=town.area, by=town.officer)
    stand(town, WISH, consultation=consultation)
    assert len(like(WISH, town.city, NOBODY)) == 1
    withdraw(statement=Statement.objects.get(voice__text=WISH), by=town.council)
    assert like(WISH, town.city, NOBODY) == [] and rows() == NOTHING


STEPS = st.lists(st.tuples(st.integers(0, 5), st.sampled_from(
    ("say", "stand", "return", "hand", "erase", "release", "go through", "make anew"))), min_size=4, max_size=12)


@examples(max_examples=12)
@given(steps=STEPS, secret=st.booleans())
def test_nothing_that_does_not_stand_is_ever_offered(steps, secret):
    with transaction.atomic():
        _nothing_else_is_offered(settle(), steps, secret)
        transaction.set_rollback(True)


def _nothing_else_is_offered(town, steps, secret):
    voices = {}
    for number, verb in steps:
        voice = voices.get(number)
        if voice:
            voice.refresh_from_db()
        if verb == "go through":
            catch_up()
        elif verb == "make anew":
            begin_anew()
        elif verb == "say" and voice is None:
            voices[number] = say(town, f"{SECRET if secret and number == 0 else WISH} {'กขคงจฉ'[number]}").voice
        elif voice and not voice.erased_at:
            _go(town, voice, verb)
        standing = set(Voice.objects.filter(authority=town.city, level="public", erased_at=None))
        for text in (WISH, SECRET):
            assert set(like(text, town.city, NOBODY, most=10)) <= standing
            assert {twin.voice for twins in twins_of([Voice(pk=-1, authority=town.city, text=text)],
                                                     seen_by(town.moderator)).values() for twin in twins} <= standing
        assert {row[0] for row in rows()["voices_twin"]} <= {voice.pk for voice in Voice.objects.standing()}
    begin_anew()
    assert {voice.pk for voice in like(WISH, town.city, NOBODY, most=10)} == {
        voice.pk for voice in standing if voice.text.startswith(WISH)}


def _go(town, voice, verb):
    if verb == "stand" and voice.level == "waiting":
        let_stand(voice=voice, by=town.moderator)
    elif verb == "return" and voice.level == "waiting":
        give_back(voice=voice, reason="names", by=town.moderator)
    elif verb == "hand" and voice.level in ("waiting", "public"):
        hand_over(voice=voice, by=town.moderator)
    elif verb == "release" and (held := Hold.objects.filter(voice=voice, closed_at=None).first()):
        close(hold=held, outcome=Hold.Outcome.RELEASED, by=town.lead)
    elif verb == "erase":
        erase(voice=voice)


def test_an_index_that_tells_too_much_still_shows_nothing_that_does_not_stand(town):
    voice = stand(town, WISH).voice
    for level, erased in (("restricted", None), ("waiting", None), ("returned", None), ("public", voice.said_at)):
        Voice.objects.filter(pk=voice.pk).update(level=level, erased_at=erased, text="")   # as no action does
        assert like(WISH, town.city, seen_by(town.lead)) == [] and others(WISH, town.city, NOBODY) is None


def test_edited_copies_find_what_they_were_made_from(town):
    texts = list(said(2000, seed=9))
    Voice.objects.bulk_create(Voice(authority=town.city, area=town.area, sort="need", text=text, level="public",
                                    code_hash=f"{number:064}") for number, text in enumerate(texts))
    gone_through = 0
    while some := catch_up(at_once=600):
        gone_through += some
    assert gone_through == 2000 and catch_up() == 0
    dice = random.Random(11)
    found = [text in {voice.text for voice in like(edited(text, dice), town.city, NOBODY, most=10)}
             for text in dice.sample(texts, 100)]
    assert sum(found) >= .99 * len(found)


def test_how_many_others_said_it_is_told_from_five_on_and_each_known_speaker_once(town):
    for _turn in range(3):
        stand(town, WISH, by=town.officer)
    for _turn in range(3):
        stand(town, NEAR)
    assert others(WISH, town.city, NOBODY) is None   # four people
    last = stand(town, WISH).voice
    assert others(WISH, town.city, NOBODY) == 5 and others(WISH, town.city, NOBODY, but=last.pk) is None


def test_while_writing_voices_that_stand_are_offered_and_nothing_is_kept(client, town, django_assert_max_num_queries):
    stand(town, WISH)
    stand(town, "<b>ไฟส่องทางหน้าโรงเรียนตอนเย็น</b>")
    client.get("/speak")
    with django_assert_max_num_queries(9) as asked:
        page = write(client, NEAR)
    text = page.content.decode()
    assert page.status_code == 200 and WISH in text and "&lt;b&gt;" in text and "<html" not in text
    assert "เขียนต่อได้" in text and "no-store" in page.headers["Cache-Control"]
    assert [query["sql"] for query in asked if not query["sql"].startswith("SELECT")] == []


@pytest.mark.parametrize("text", ["", "ไฟ", "\u200b\x00", "😊" * 30, "'; DROP TABLE voices_twin; --", '"OR" * NEAR',
                                  "ก" * 50_000, "\ufffd" * 9, SECRET])
def test_whatever_is_written_the_answer_is_quiet(client, town, text):
    say(town, SECRET)
    say(town, WISH)
    page = write(client, text)
    assert (page.status_code, page.content.decode().strip()) == (200, "")


def test_it_is_posted_never_asked_for_by_address(client, town):
    stand(town, WISH)
    asked = client.get("/speak/alike?text=" + WISH)
    assert (asked.status_code, asked.url) == (302, "/speak")


def test_too_many_questions_of_one_network_are_refused_without_a_row(client, town, settings, monkeypatch):
    monkeypatch.setattr("saan.voices.views.twins.A_MINUTE", 2)
    assert [write(client, WISH).status_code for _turn in range(4)] == [200, 200, 429, 429]


def test_where_nobody_protects_nothing_is_offered(client, town):
    stand(town, WISH)
    town.lead.roles.all().delete()
    assert write(client, NEAR).content.decode().strip() == ""


def test_without_script_one_looks_before_sending_and_everything_typed_is_kept(client, town):
    stand(town, WISH)
    for text, seen in ((NEAR, WISH), ("สอนว่ายน้ำให้หน่อยนะคะ", "ส่งได้เลย")):
        page = client.post("/speak", {"kind": "idea", "text": text, "age_band": "11-14", "look": "alike"})
        html = page.content.decode()
        assert page.status_code == 200 and seen in html and f">\n{text}</textarea>" in html
        assert 'value="idea" required id="kind_1" checked' in html or 'value="idea"' in html and " checked" in html
        assert 'role="alert"' not in html
    assert Voice.objects.count() == 1


def test_thank_you_says_how_many_said_it_and_the_same_for_what_is_held(client, town):
    for number in range(5):
        stand(town, f"{WISH} {number}")
    assert "มีอีก 5 คนพูดคล้ายเธอ" in send(client, WISH).content.decode()
    assert "คนพูดคล้าย" not in send(client, "สอนว่ายน้ำให้หน่อย").content.decode()
    held = send(client, f"{WISH} โดนทำร้าย")
    assert Hold.objects.count() == 1
    assert "มีอีก 5 คนพูดคล้ายเธอ" in held.content.decode() and "โดนทำร้าย" not in held.content.decode()


def test_readers_see_what_stands_beside_what_waits_with_its_theme(client, town, django_assert_max_num_queries):
    standing = [stand(town, f"{WISH}{end}").voice for end in ("", " ครับ")]
    gather(members=standing[:1], name="ไฟริมทาง", authority=town.city, area=town.area, by=town.council)
    stand(settle("300101"), "ของเมืองอื่น " + WISH)
    for number in range(8):
        say(town, f"{NEAR} {number}")
    sign_in(client, town.moderator)
    client.get("/moderate")
    with django_assert_max_num_queries(20):
        page = client.get("/moderate").content.decode()
    assert page.count("ที่ขึ้นแล้วและพูดคล้ายกัน") == 8 and "ไฟริมทาง" in page and "ยังไม่อยู่ในประเด็นไหน" in page
    assert "ของเมืองอื่น" not in page
