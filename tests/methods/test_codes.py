"""Receipt codes can be read aloud, typed badly, and never guessed."""
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saan.methods import codes


def test_the_alphabet_has_no_look_alikes_and_is_long_enough():
    assert len(set(codes.ALPHABET)) == len(codes.ALPHABET) >= 30
    assert not set(codes.ALPHABET) & set("0O1ILU")


def test_fresh_codes_are_codes_and_use_every_sign():
    made = [codes.fresh() for _ in range(2000)]
    assert len(set(made)) == 2000
    assert all(codes.normal(code) == code for code in made)
    assert set("".join(made)) == set(codes.ALPHABET)


@pytest.mark.parametrize("typed", [
    "K7M49Q2T", "k7m4-9q2t", " K7M4 9Q2T ", "K7M4\u20119Q2T", "k7m4–9q2t", "K๗M๔-๙Q๒T", "Ｋ７Ｍ４９Ｑ２Ｔ",
    "K7M4\u200b9Q2T\n", "K7M4_9Q2T", "K7M4－9Q2T",
])
def test_a_code_is_known_however_it_is_typed(typed):
    assert codes.normal(typed) == "K7M49Q2T"


@pytest.mark.parametrize("typed", [
    "", "K7M4", "K7M49Q2TT", "K7M49Q20", "O7M49Q2T", "K7M49Q2ก", "ſ7M49Q2T", "ß" * 4, "-" * 8,
    "²7M49Q2T", "K" * 5000,
])
def test_what_cannot_be_a_code_is_none(typed):
    assert codes.normal(typed) is None


@given(st.text())
@settings(deadline=None)
def test_no_text_breaks_it(text):
    assert codes.normal(text) is None or set(codes.normal(text)) <= set(codes.ALPHABET)


def test_a_code_is_printed_in_two_groups():
    assert codes.grouped("K7M49Q2T") == "K7M4-9Q2T"
    with pytest.raises(ValueError, match="not a receipt code"):
        codes.grouped("K7M4-9Q2T")
