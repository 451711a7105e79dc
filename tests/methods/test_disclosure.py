"""A child who tells of harm is heard, and a wish for a football field is not held."""
import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saan.methods.disclosure import discloses, find
from saan.methods.disclosure.pattern import parse
from saan.methods.disclosure.phrases import KINDS, SIGNS, read

with Path(__file__).with_name("disclosure_sentences.csv").open(encoding="utf-8") as lines:
    SENTENCES = list(csv.DictReader(lines))
HARM = [row for row in SENTENCES if row["discloses"] == "1"]
CALM = [row for row in SENTENCES if row["discloses"] == "0"]


@pytest.mark.slow
def test_recall_and_false_alarms_on_our_own_sentences():
    missed = [row["text"] for row in HARM if not discloses(row["text"])]
    alarms = [row["text"] for row in CALM if discloses(row["text"])]
    kinds = [row for row in HARM if row["kind"] in {sign.kind for sign in find(row["text"])}]
    print(f"\nrecall {1 - len(missed) / len(HARM):.3f} of {len(HARM)}, kind {len(kinds) / len(HARM):.3f}, "
          f"false alarms {len(alarms) / len(CALM):.3f} of {len(CALM)}; missed {missed}, alarms {alarms}")
    assert len(missed) <= .05 * len(HARM)
    assert len(alarms) <= .10 * len(CALM)


def test_the_sentences_are_many_and_of_every_kind():
    assert len(HARM) >= 200
    assert len(CALM) >= 200
    assert {row["kind"] for row in HARM} == set(KINDS)
    assert len({row["text"] for row in SENTENCES}) == len(SENTENCES)


def test_the_lexicon_is_large_and_says_nothing_twice():
    assert len(SIGNS) >= 150
    assert len({(phrase.kind, phrase.line) for phrase in SIGNS}) == len(SIGNS)


@pytest.mark.parametrize("text", [
    "ไม่อยากอยู่แล้ว", "ไ ม่ อ ย า ก อ ยู่ แ ล้ ว", "ไม่\u200bอยาก\u200bอยู่\u200bแล้ว", "ไมอยากอยูแลว",
    "ไม่อยากอยู่แล้ววววว",
    "ไม่.อยาก.อยู่.แล้ว", "ไม่อยาก อยู่ แล้ว", "ไม่อยากอยู่\u202eแล้ว", "ไม่อยากอยู่เเล้ว", "ม่ายอยากอยุ่แร้ว",
    "โดนทำร้าย", "โดนทําร้าย", "โดน ทำ ร้าย", "หนูถูกตี", "ถูกตี", "อยากตาย", "พ่อตี", "MY DAD HITS ME",
    "ｍｙ ｄａｄ ｈｉｔｓ ｍｅ",
    "my dad h1ts me", "s u i c i d e", "pukul saya", "ڤوکول ساي", "دڤوکول", "بونوه ديري",
])
def test_a_sign_is_found_however_it_is_written(text):
    assert discloses(text)


WHITE = ["\n", "\r\n", "\r", "\t", "\v", "\f", "\x85", "\u00a0", "\u2003", "\u2028", "\u2029", "\u3000", "\u3164",
         "\u2800", "\n\n\n\n", " \n ", "\u3000\t\u00a0 \r\n\u2003", " \u200b\n\u200b "]


@pytest.mark.parametrize("white", WHITE)
def test_no_white_space_hides_a_sign_or_makes_one(white):
    for words in ("อยาก ตาย", "ฆ่า ตัวตาย", "หนูอยาก ฆ่าตัว ตาย", "พ่อ ตี", "my dad hits me", "s u i c i d e"):
        assert discloses(words.replace(" ", white)), words
    for words in ("พ่อพาไปตี กลอง", "ฆ่า เวลา", "ไม่เคย โดนตี", "หิว จะตาย", "น็อต บาดแขน"):
        assert not discloses(words.replace(" ", white)), words


@pytest.mark.slow
def test_a_line_break_counts_like_a_space_in_every_sentence():
    """Every sentence of the table, each of its spaces in turn made a line break."""
    for rows, held in ((HARM, True), (CALM, False)):
        broken = ["\n".join((row["text"][:at], row["text"][at + 1:])) for row in rows
                  for at, sign in enumerate(row["text"]) if sign == " "]
        wrong = [text for text in broken if discloses(text) != held]
        assert len(broken) > 350
        assert not wrong, wrong


@pytest.mark.slow
def test_wishes_line_by_line_are_rarely_held():
    pairs = [f"{one['text']}\n{other['text']}" for one, other in zip(CALM, CALM[1:] + CALM[:1], strict=True)]
    assert sum(map(discloses, pairs)) <= .03 * len(pairs)


@pytest.mark.parametrize("text", [
    "", " ", "\u200b", "ตีแบด", "พ่อพาไปตีกลอง", "ตีสอง", "ฆ่าเวลา", "ตายแล้วทำไมไฟดับ", "ไม่เคยโดนตี",
    "น็อตบาดแขน", "ตี่จับ", "อยากได้สนามเด็กเล่น", "ราคาถูกกว่าตลาด", "แม่ตีไข่", "หิวจะตาย", "ต้นไม้จะตาย",
])
def test_the_same_words_in_play_and_town_are_no_sign(text):
    assert find(text) == []


@pytest.mark.parametrize(("calm", "harm"), [
    ("ช่วยด้วยค่ะ ถนนพัง", "ช่วยด้วยค่ะ เขามาแล้ว"),
    ("อยากให้อบรมเรื่องป้องกันการข่มขืน", "เรื่องข่มขืนค่ะ"),
    ("พ่อตีสามก็ตื่นไปตลาด", "พ่อตีสามที"),
    ("ขอคลิปสอนว่ายน้ำ", "ขู่จะปล่อยคลิป"),
])
def test_the_words_around_decide(calm, harm):
    assert not discloses(calm)
    assert discloses(harm)


def test_a_sign_says_its_kind_and_its_place():
    text = "สวัสดีค่ะ 🙂 หนูโ\u200bดนข่มขืนเมื่อวาน"
    sign = next(sign for sign in find(text) if sign.kind == "sexual")
    assert text[sign.start:sign.end] in {"โ\u200bดนข่มขืน", "ข่มขืน"}
    assert [found.start for found in find(text)] == sorted(found.start for found in find(text))


@given(st.text(st.one_of(st.characters(), st.sampled_from("พ่อตีหนู่้๊ๆ .-*เเํา\u200b\n1!@$hitme"))))
@settings(deadline=None, max_examples=60)
def test_no_text_breaks_it(text):
    for sign in find(text):
        assert 0 <= sign.start < sign.end <= len(text)


@pytest.mark.parametrize("line", ["(ก|ข", "ก)", "{nobody}", "ก.ข", "ๆ", "(ก|ๆ)"])
def test_a_broken_line_of_the_lexicon_is_refused(line):
    with pytest.raises((ValueError, KeyError)):
        parse(line, {})


def test_a_line_under_no_kind_is_refused():
    with pytest.raises(ValueError, match="line 2 stands under no kind"):
        read("# a remark\nโดนตี")
