"""A child speaks, and is heard safely."""
import json
from datetime import timedelta
from uuid import uuid4

import pytest

from saan.core import clock, logs
from saan.core.models import RetryKey
from saan.core.refusal import Refusal
from saan.methods import codes
from saan.notices.models import Notice
from saan.people.actions import appoint, end_role, enrol
from saan.people.models import Role
from saan.trail.models import Step
from saan.voices.actions import holds, voices
from saan.voices.actions.holds import close, press
from saan.voices.actions.readings import give_back, hand_over, let_stand
from saan.voices.actions.voices import look_up
from saan.voices.models import Hold, Reading, Voice
from saan.voices.queries.holds import open_holds
from saan.voices.queries.voices import queue, shown
from saan.voices.queries.ways import way_of
from tests.town import refused, say, seen_by, settle, stand

pytestmark = pytest.mark.django_db
SECRET = "พ่อเลี้ยงโดนทำร้ายหนู"   # a sign of harm, whatever the lexicon


@pytest.fixture
def town():
    return settle()


def protector(person):
    return seen_by(person, "protect", "legal duty")


def test_a_voice_waits_under_a_code_until_it_is_read(town):
    said = say(town)
    assert codes.normal(said.code) == said.code
    assert [voice.pk for voice in queue(seen_by(town.council))] == [said.voice.pk]
    assert way_of(look_up(code=said.code.lower(), network="n")).state == "waiting"
    let_stand(voice=said.voice, by=town.moderator)
    assert way_of(look_up(code=said.code, network="n")).state == "shown"
    assert list(queue(seen_by(town.council))) == []
    assert [voice.text for voice in shown(seen_by(town.council))] == ["อยากได้ลานเล่นที่มีไฟ"]


def test_the_same_key_gives_the_same_code_and_another_body_is_refused(town):
    key = str(uuid4())
    first, again = say(town, key=key), say(town, key=key)
    assert (first.code, first.voice.pk) == (again.code, again.voice.pk)
    with pytest.raises(Refusal) as no:
        say(town, "อย่างอื่น", key=key)
    assert (no.value.status, no.value.code) == (409, "core.key_reused")
    assert Voice.objects.count() == 1


def test_saan_keeps_neither_code_nor_key(town):
    said = say(town)
    kept = json.dumps([list(Voice.objects.values()), list(RetryKey.objects.values())], default=str)
    assert said.code not in kept and said.key not in kept


def test_keys_that_lead_to_the_same_code_get_codes_of_their_own(town, monkeypatch):
    monkeypatch.setattr(voices, "LENGTH", 1)   # thirty codes in all, so that keys meet
    said = [say(town) for _ in range(20)]
    assert len({one.code for one in said}) == 20
    assert [say(town, key=one.key).code for one in said] == [one.code for one in said]


@pytest.mark.parametrize(("text", "code"), [
    ("", "empty"), (" \n\t\u00a0 ", "empty"), ("\u0000\u0007\u200b\u202e", "empty"), ("ก" * 1001, "too_long"),
    ("เลขหนู 1101700230708 ค่ะ", "national_id"), ("1101700,230708", "national_id"), ("110170,0230708", "national_id")])
def test_what_cannot_be_received_is_handed_back_and_nothing_is_kept(town, text, code):
    with pytest.raises(Refusal) as no:
        say(town, text)
    assert (no.value.status, no.value.code) == (422, f"voices.{code}")
    assert [(wrong.where, bool(str(wrong.sentence))) for wrong in no.value.errors] == [("text", True)]
    assert (Voice.objects.count(), Hold.objects.count(), RetryKey.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(("text", "kept"), [
    ("อยากได้ต้นไม้ 🌳👨‍👩‍👧‍👦", None), ("سكولهكو ڤرلو ايا برسيه", None), ("<b>เบ่า</b> & \"เสียง\"", None),
    ("ขวา\u202eซ้าย\u2066", "ขวาซ้าย"), ("ก" * 1000, None), ("👩‍🏫" * 1000, None), ("  ลาน\r\nไฟ\u0000 ", "ลาน\nไฟ")])
def test_what_is_unusual_is_kept_as_plain_words(town, text, kept):
    assert say(town, text).voice.text == (kept or text)


def test_what_names_a_person_is_masked_before_anything_is_kept(town):
    said = say(town, "โทรหาหนู 0812345678 นะ")
    assert "0812345678" not in said.voice.text and "โทรหาหนู" in said.voice.text


def test_a_disclosure_is_held_and_both_protectors_are_told_at_once(town):
    said = say(town, SECRET)
    hold = Hold.objects.get(voice=said.voice)
    assert (said.voice.text, said.voice.level, hold.words, hold.why) == ("", "restricted", SECRET, "sign")
    assert hold.due_at - hold.at <= timedelta(hours=2)
    told = Notice.objects.filter(key="voices.held", kind="hold", ref=hold.pk, channel="app")
    assert set(told.values_list("who_id", flat=True)) == {town.lead.pk, town.deputy.pk}
    assert [held.pk for held in open_holds(protector(town.lead))] == [hold.pk]
    assert [held.pk for held in open_holds(protector(town.deputy))] == [hold.pk]


@pytest.mark.parametrize("words", ["อยาก\nตาย", "ฆ่า\r\nตัวตาย", "หนูอยาก\nฆ่าตัว\nตาย", "อยาก\u3000\t\nตาย"])
def test_words_broken_over_lines_are_held_like_any_other(town, words):
    voice = say(town, words).voice
    assert (voice.text, [hold.voice for hold in open_holds(protector(town.lead))]) == ("", [voice])


def test_the_council_reads_no_name_behind_a_title_however_it_is_parted(town):
    say(town, "นาย\nสมชาย วงศ์สุวรรณ กับครูมานพ วงศ์ประเสริฐ และนายก อบต. ประเสริฐ มั่งมี ช่วยเรื่องไฟ")
    text = queue(seen_by(town.council))[0].text
    assert text == "นาย\n[ชื่อ] [ชื่อ] กับครู[ชื่อ] [ชื่อ] และนายก อบต. [ชื่อ] [ชื่อ] ช่วยเรื่องไฟ"


def test_a_held_voice_is_absent_from_everything_but_the_protectors_page(town):
    say(town, SECRET)
    for word in ("council", "moderator", "officer"):
        for purpose, basis in (("moderate", "public task"), ("protect", "legal duty"), ("serve", "public task")):
            viewer = seen_by(getattr(town, word), purpose, basis)
            assert (list(queue(viewer)), list(shown(viewer)), list(open_holds(viewer))) == ([], [], [])
            assert not Voice.objects.visible_to(viewer).exists()
    assert not Step.objects.filter(kind="hold").exists()
    other = settle("300101")
    assert not open_holds(protector(other.lead)).exists()


def test_a_held_voice_looks_by_code_exactly_like_a_waiting_one(town, django_assert_num_queries):
    with clock.moved_to(clock.now()):
        plain, held = say(town), say(town, SECRET)
    ways = []
    for said in (plain, held):
        with django_assert_num_queries(2):
            ways.append(way_of(look_up(code=said.code, network="n")))
    assert ways[0]._replace(stops=[]) == ways[1]._replace(stops=[])
    assert ways[0].stops == ways[1].stops


@pytest.mark.parametrize("broken", ["mask", "discloses", "has_national_id"])
def test_a_fault_of_ours_holds_the_voice_and_never_publishes_it(town, monkeypatch, broken, caplog):
    def fails(text):
        raise ValueError(text)
    monkeypatch.setattr(voices, broken, fails)
    if broken == "has_national_id":   # what cannot be looked through for ID numbers is not masked either
        monkeypatch.setattr(voices, "mask", fails)
    said = say(town, "ขอไฟที่ลาน")
    hold = Hold.objects.get(voice=said.voice)
    assert (hold.why, hold.words, said.voice.text) == ("fault", "ขอไฟที่ลาน", "")
    told = "\n".join(logs.formatter("json").format(record) for record in caplog.records)
    assert "a method failed on a voice" in told and "ขอไฟที่ลาน" not in told


def test_a_released_hold_waits_to_be_read_like_any_other(town):
    said = say(town, SECRET)
    close(hold=said.voice.holds.get(), outcome="released", by=town.lead)
    said.voice.refresh_from_db()
    assert (said.voice.text, said.voice.level) == (SECRET, "waiting")
    assert list(queue(seen_by(town.council))) == [said.voice]
    hold = said.voice.holds.get()
    assert (hold.words, hold.closed_by, hold.outcome) == ("", town.lead, "released")
    with refused("voices.hold_closed"):
        close(hold=hold, outcome="cared", by=town.deputy)
    again = hand_over(voice=said.voice, by=town.moderator)
    assert [held.pk for held in open_holds(protector(town.lead))] == [again.pk]


def test_words_that_a_fault_left_unmasked_are_masked_before_they_are_released(town, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(voices, "mask", lambda text: 1 / 0)
        said = say(town, "โทร 0812345678")
    with monkeypatch.context() as still:
        still.setattr(holds, "mask", lambda text: 1 / 0)
        with refused("voices.not_releasable"):
            close(hold=said.voice.holds.get(), outcome="released", by=town.lead)
    close(hold=said.voice.holds.get(), outcome="released", by=town.lead)
    said.voice.refresh_from_db()
    assert "0812345678" not in said.voice.text


def test_a_hold_that_was_cared_for_keeps_no_words_and_still_looks_like_waiting(town):
    said = say(town, SECRET)
    close(hold=said.voice.holds.get(), outcome="cared", by=town.deputy)
    said.voice.refresh_from_db()
    assert (said.voice.holds.get().words, said.voice.text, said.voice.level) == ("", "", "restricted")
    assert way_of(look_up(code=said.code, network="n")).state == "waiting"


def test_a_hold_whose_time_is_up_is_told_again(town):
    said = say(town, SECRET)
    assert press() == 0
    with clock.moved_to(clock.now() + timedelta(hours=2, minutes=1)):
        assert press() == 1
    late = Notice.objects.filter(key="voices.hold_late", ref=said.voice.holds.get().pk, channel="app")
    assert set(late.values_list("who_id", flat=True)) == {town.lead.pk, town.deputy.pk}


def test_without_a_safeguarding_lead_no_voice_is_received():
    town = settle(roles=("council", "moderator", "officer", "deputy"))
    with pytest.raises(Refusal) as no:
        say(town)
    assert (no.value.code, no.value.status) == ("voices.listening_closed", 409)
    assert "1300" in str(no.value) and "1387" in str(no.value)
    appoint(person=enrol(name="ผู้ดูแล", by=town.officer), word="lead", at=town.city, by=town.officer,
            duty="ทุกวัน")
    key = say(town).key
    Role.objects.filter(word="lead").update(ends_on=clock.today() - timedelta(days=1), starts_on="2020-01-01")
    assert say(town, key=key).key == key   # what was received before is answered again
    with refused("voices.listening_closed"):
        say(town)


def test_a_reason_is_read_by_code_and_words_are_not(town):
    said = say(town)
    give_back(voice=said.voice, reason="unclear", by=town.council)
    way = way_of(look_up(code=said.code, network="n"))
    assert way.state == "returned"
    assert way.stops[0].reason == Reading.Reason.UNCLEAR.label
    assert said.voice.text not in repr(way)


def test_two_moderators_at_once_the_second_is_told_and_nothing_is_lost(town):
    said = say(town)
    let_stand(voice=said.voice, by=town.moderator)
    for second in (lambda v: give_back(voice=v, reason="names", by=town.council),
                   lambda v: let_stand(voice=v, by=town.council)):
        with pytest.raises(Refusal) as no:
            second(said.voice)
        assert (no.value.status, no.value.code) == (409, "voices.already_read")
    said.voice.refresh_from_db()
    assert (said.voice.level, Reading.objects.count(), Hold.objects.count()) == ("public", 1, 0)


def test_what_one_reader_let_stand_another_can_still_hand_to_the_lead(town):
    said = say(town, "หนูกลัวเขา")
    let_stand(voice=said.voice, by=town.moderator)
    hand_over(voice=said.voice, by=town.council)
    said.voice.refresh_from_db()
    assert (said.voice.level, said.voice.text, said.voice.holds.get().words) == ("restricted", "", "หนูกลัวเขา")
    assert list(shown(seen_by(town.council))) == []


def test_nothing_is_handed_to_a_lead_who_is_not_there(town):
    said = say(town, "หนูกลัวเขา")
    end_role(role=town.lead.roles.get(), by=town.officer)
    with refused("voices.nobody_protects"):
        hand_over(voice=said.voice, by=town.council)
    said.voice.refresh_from_db()
    assert (said.voice.level, said.voice.text) == ("waiting", "หนูกลัวเขา")


def test_a_reader_hands_a_suspicious_voice_to_the_lead(town):
    said = say(town, "หนูกลัวเขา")
    hand_over(voice=said.voice, by=town.council)
    said.voice.refresh_from_db()
    hold = said.voice.holds.get()
    assert (hold.why, hold.words, said.voice.text) == ("reader", "หนูกลัวเขา", "")
    assert list(queue(seen_by(town.council))) == []
    assert way_of(look_up(code=said.code, network="n")).state == "waiting"


def test_misses_are_limited_and_right_codes_never(town):
    said = stand(town)
    for miss in range(29):
        with pytest.raises(Refusal) as no:
            look_up(code=f"2222{miss:04}".replace("0", "X").replace("1", "Y"), network="home")
        assert no.value.status == 404
    for _ in range(3):
        with pytest.raises(Refusal) as no:
            look_up(code="22222222", network="home")
        assert no.value.status == 429 and no.value.retry_after > 0
    assert look_up(code=said.code, network="home").pk == said.voice.pk
    with pytest.raises(Refusal) as no:
        look_up(code="22222222", network="school")
    assert no.value.status == 404
    with clock.moved_to(clock.now() + timedelta(minutes=11)), pytest.raises(Refusal) as no:
        look_up(code="not a code at all", network="home")
    assert no.value.status == 404


def test_on_the_trail_a_speaker_acts_as_the_voice(town):
    said = say(town, by=town.officer)
    step = Step.objects.get(verb="spoken")
    assert (step.by_kind, step.by_id, said.voice.person) == ("voice", said.voice.pk, town.officer)
