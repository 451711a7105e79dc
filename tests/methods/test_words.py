"""Words are kept clean, counted as readers count, and found without their tone marks."""
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saan.methods import words

FAMILY = "\U0001F468\u200d\U0001F469\u200d\U0001F467"
WALES = "\U0001F3F4\U000E0067\U000E0062\U000E0077\U000E006C\U000E0073\U000E007F"
ANY = st.text(st.one_of(st.characters(), st.sampled_from(
    "กีำ่้์\u0e4dา \n\r\t\v\x85\u2028\u200b\u200c\u200d\u202e\u2066\ufe0f\U0001F468\U0001F3FBبa1\u0301"
    "\U000E0067\U0001F3F4\U000E007F")))
HIDDEN = set("\x00\t\r\x85\u2028\u2029\u200b\u200e\u200f\u061c\ufeff"
             "\u202a\u202b\u202c\u202d\u202e\u2066\u2069")


@pytest.mark.parametrize(("typed", "kept"), [
    ("  หนูอยากได้สนาม \n", "หนูอยากได้สนาม"),
    ("a\x00b\x07c\x9fd", "abcd"),
    ("a\tb", "a b"),
    ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
    ("a\n\n\n\n\n\nb", "a\n\n\nb"),
    ("a\n \n \n \n \nb", "a\n\n\nb"),
    ("abc\u202edef\u2066x\u2069\u200e\u061c", "abcdefx"),
    ("โ\u200bดน\ufeffตี\u2060", "โดนตี"),
    ("ก\u200dา", "กา"),
    ("می\u200cخواهم", "می\u200cخواهم"),
    ("क्\u200dष", "क्\u200dष"),
    (f"{FAMILY}!", f"{FAMILY}!"),
    ("\U0001F468\u200d", "\U0001F468"),
    ("❤\ufe0f", "❤\ufe0f"),
    (WALES, WALES),
    ("a\U000E0067\U000E0062b", "ab"),
    ("e\u0301", "é"),
    ("a\ud800b", "ab"),
    ("\u0600١٢", "\u0600١٢"),
])
def test_what_is_typed_is_kept_clean(typed, kept):
    assert words.clean(typed) == kept


def test_a_pile_of_marks_is_cut():
    assert len(words.clean("ก" + "้" * 400)) == 9


@given(ANY)
@settings(deadline=None, max_examples=300)
def test_cleaning_twice_changes_nothing_and_leaves_nothing_hidden(text):
    once = words.clean(text)
    assert words.clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not set(once) & HIDDEN
    assert "\n\n\n\n" not in once and once == once.strip()
    once.encode()


@pytest.mark.parametrize(("text", "count"), [
    ("", 0), ("น้ำ", 1), ("เด็กกำลังเล่น", 9), (FAMILY, 1), (WALES, 1), ("🇹🇭", 1), ("a\r\nb", 3), ("กี่", 1),
])
def test_characters_are_counted_as_readers_see_them(text, count):
    assert words.graphemes(text) == count


@pytest.mark.parametrize("text", [
    "", " \n\t", "\u200b\u2060", "\u3164\u2800", "\u00a0", "\x00\x1f", "\ufe0f", "่้",
])
def test_blank_is_what_nobody_can_see(text):
    assert words.is_blank(text)


@pytest.mark.parametrize("text", ["ก", "5", "!", "🙂", "๏", "\u200bx"])
def test_anything_to_see_is_not_blank(text):
    assert not words.is_blank(text)


@pytest.mark.parametrize(("written", "asked"), [
    ("บ่อยาง", "บอยาง"), ("ด่านแม่ละเมา", "ดานแมละเมา"), ("นครศรีธรรมราช", "นครศรีธรรมราช"), ("ห้วยแก้ว", "หวยแกว"),
    ("น้ำพอง", "นํ้าพอง"), ("แม่สอด", "เเม่สอด"), ("อำเภอสวรรค์", "อําเภอสวรรค"), ("Khok  Muang", "khok muang"),
    ("หมู่ที่ ๕", "หมูที 5"), ("เด็ก", "เดก"),
])
def test_a_missing_tone_mark_still_finds_the_place(written, asked):
    assert words.folded(written) == words.folded(asked)


def test_another_vowel_is_another_place():
    assert words.folded("เมืองนครราชสีมา") != words.folded("เมืองนครราชสิมา")


def test_numerals_turn_both_ways():
    assert words.arabic("ปี ๒๕๖๙ ก1") == "ปี 2569 ก1"
    assert words.thai("ปี 2569") == "ปี ๒๕๖๙"
