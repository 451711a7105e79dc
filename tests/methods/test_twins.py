"""Whether two messages say the same."""
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sayings import edited, said

from saan.methods.twins import ALIKE, LEAST, NEAR, grams, likeness, mark, nearest, shape, telling, without_copies


def alike(one, other):
    """Return how alike two texts are."""
    return likeness(grams(shape(one)), grams(shape(other)))


@pytest.mark.parametrize("other", [
    "อยากได้สนามเด็กเล่นหน้าวัด", "อยาก ได้สนาม เด็กเล่น\nหน้าวัด", "อยากได้สนามเด็กเล่นหน้าวัด!!! 😊", "อยากไดสนามเดกเลนหน้าวัด",
    "อยากได้สนามเด็กเล่นหน้าวัดดดด", "อยากๆได้สนามเด็กเล่น\u200bหน้าวัด"])
def test_spaces_signs_tone_marks_and_repeats_make_no_other_message(other):
    assert shape(other) == shape("อยากได้สนามเด็กเล่นหน้าวัด")


@pytest.mark.parametrize(("one", "other"), [
    ("อยากได้ไฟ", "อยากได้หมา"), ("อยากให้มีชิงช้าตัวใหญ่", "อยากให้มีต้นไม้ใหญ่ตรงที่เล่น"), ("ขอน้ำดื่มหน่อยครับ", "ขอทางลาดหน่อยครับ"),
    ("อยากให้มีครู", "อยากให้มีรถ")])
def test_what_every_wish_begins_with_makes_no_two_alike(one, other):
    assert alike(one, other) < NEAR


def test_a_wish_without_a_wish_keeps_its_words():
    assert shape("อยากได้ครับ") and not shape(" 😊 ...")


def test_numerals_are_the_same_in_both_scripts_and_stay_as_many():
    assert shape("ซอย ๑๑") == shape("ซอย 11") != shape("ซอย 1")


def test_the_same_wish_in_other_words_is_near_and_another_wish_is_not():
    wish = "อยากได้ไฟส่องทางหน้าโรงเรียนบ้านดอนแก้ว ตอนเย็นมืดมาก"
    assert alike(wish, "ขอไฟส่องทางหน้าโรงเรียนบ้านดอนแก้วหน่อยครับ ตอนเย็นมืด") >= ALIKE
    assert alike(wish, "หน้าโรงเรียนบ้านดอนแก้วมืดมากตอนเย็น อยากได้ไฟค่ะ") >= NEAR
    for other in ("อยากให้มีคนสอนว่ายน้ำช่วงปิดเทอม", "ขอห้องสมุดเปิดวันอาทิตย์", "หมาจรจัดเยอะ น้องกลัว", ""):
        assert alike(wish, other) < NEAR


def test_edited_copies_are_counted_as_the_same_and_other_voices_are_not():
    dice = random.Random(4)
    pairs = [(text, edited(text, dice)) for text in said(500, seed=2)]
    assert sum(alike(text, copy) >= ALIKE for text, copy in pairs) >= .99 * len(pairs)
    others = zip((text for text, _copy in pairs), (copy for _text, copy in pairs[1:]), strict=False)
    assert sum(alike(text, copy) >= ALIKE for text, copy in others) <= .01 * len(pairs)


@given(st.text(), st.text())
def test_it_takes_any_text_and_says_the_same_both_ways(one, other):
    first, second = grams(shape(one)), grams(shape(other))
    assert 0 <= likeness(first, second) == likeness(second, first) <= 1
    assert likeness(first, first) == (1 if first else 0)
    assert all(-2**31 <= mark(gram, 7) < 2**31 for gram in first)


@given(st.text(max_size=60), st.integers(0, 40_000))
def test_what_nobody_said_is_not_looked_for_and_what_is_common_only_as_far_as_it_goes(text, seed):
    of, dice = shape(text), random.Random(seed)
    counts = {gram: dice.choice((0, 1, 5, 20_000)) for gram in grams(of)}
    chosen = telling(of, counts)
    assert len(set(chosen)) == len(chosen) and all(counts[gram] for gram in chosen)
    assert sum(counts[gram] for gram in chosen) <= 30_000 or len(chosen) <= LEAST
    assert bool(chosen) == any(counts.values())


def test_the_nearest_come_first_and_copies_once():
    of = shape("อยากได้ไฟหน้าวัด")
    near = nearest(grams(of), [(1, shape("อยากได้ไฟหน้าวัดกลาง")), (2, of), (3, of), (4, shape("ว่ายน้ำ"))])
    assert [one.number for one in near] == [3, 2, 1]
    assert [one.number for one in without_copies(near)] == [3, 1]
