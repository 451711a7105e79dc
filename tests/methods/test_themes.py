"""Like messages come together, the same in whatever order they were said, and nobody's own word names them."""
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from themes import halves, mean, quality, sentences, towns

from saan.methods.themes.groups import group
from saan.methods.themes.telling import telling
from saan.methods.themes.tokens import words_of

TOPICS, TEXTS = sentences()
UNSEEN = Path(__file__).parents[1] / "data" / "themes" / "unseen.csv"
LIGHTS = ["ไฟถนนหน้าบ้านดับ", "ถนนมืดเพราะไฟถนนเสีย", "ขอไฟถนนในซอย", "ซอยนี้ไม่มีไฟถนน", "ไฟถนนกะพริบทั้งคืน"]
TOILETS = ["ห้องน้ำเหม็น", "ห้องน้ำไม่มีสบู่", "ประตูห้องน้ำพัง", "ขอห้องน้ำเพิ่ม", "ห้องน้ำสกปรกมาก"]


def said(texts, found):
    """Return what was found by the texts themselves, so that their order does not matter."""
    return (sorted((one.name, sorted(texts[at] for at in one.texts)) for one in found.groups),
            {key: sorted(texts[at] for at in there) for key, there in found.joined.items()},
            sorted(texts[at] for at in found.unassigned))


@pytest.mark.parametrize("part", ["tuning", "held out", "whole"])
def test_on_the_labelled_sentences_groups_are_pure_and_few_texts_are_left(part):
    tuning, held_out = halves(TOPICS)
    at = {"tuning": tuning, "held out": held_out, "whole": list(range(len(TEXTS)))}[part]
    of = quality([TOPICS[n] for n in at], group([TEXTS[n] for n in at]))
    assert of.purity > .9 and of.unassigned <= (.03 if part == "whole" else .045) and of.ari > .8


def test_in_small_towns_of_few_texts_groups_are_as_pure():
    of = mean([quality([TOPICS[n] for n in at], group([TEXTS[n] for n in at])) for at in towns(TOPICS)])
    assert of.purity > .92 and of.unassigned < .04 and of.ari > .82


def test_on_sentences_of_a_hand_that_had_seen_nothing_the_goal_holds():
    topics, texts = sentences(UNSEEN)
    of = quality(topics, group(texts))
    assert len(texts) == 120 and of.purity > .72 and of.unassigned <= .1


def test_the_labelled_sentences_are_many_and_no_two_alike():
    assert len(TEXTS) >= 400 and len(set(TOPICS)) >= 10 and len(set(TEXTS)) == len(TEXTS)
    assert len({text[:12] for text in TEXTS}) > .95 * len(TEXTS)   # no template


@given(st.permutations(range(60)), st.integers(0, 300))
@examples(max_examples=10)
def test_the_same_texts_make_the_same_groups_in_whatever_order(order, begins):
    texts = [*TEXTS[begins:begins + 45], *LIGHTS, *LIGHTS, *LIGHTS]
    mixed = [texts[at] for at in order]
    assert said(mixed, group(mixed)) == said(texts, group(texts))


def test_the_order_does_not_matter_to_known_themes_and_to_a_sample_either():
    mixed = random.Random(3).sample(TEXTS, len(TEXTS))

    def grouped(texts):
        known = {"theme": [texts.index(text) for text in TEXTS[:20]]}
        return said(texts, group(texts, known=known, seeds={"other": {"หมา": 1.0, "แมว": .5}}, most=150))
    assert grouped(TEXTS) == grouped(mixed)


@given(st.lists(st.text(max_size=30), max_size=30))
@examples(max_examples=25)
def test_whatever_is_said_each_text_is_in_one_place(texts):
    found = group(texts)
    places = [at for one in found.groups for at in one.texts] + list(found.unassigned)
    assert sorted(places) == list(range(len(texts)))
    assert all(len(one.texts) >= 5 for one in found.groups)


def test_few_texts_make_no_group_and_equal_ones_weigh_as_often_as_they_are_said():
    assert group([]).groups == group(["ไฟดับ"]).groups == group(TOILETS[:4]).groups == ()
    assert group(["", " ", "5555", "😀"]).unassigned == (0, 1, 2, 3)
    only, = group(["ไฟถนนดับ"] * 10_000).groups
    assert len(only.texts) == 10_000 and only.name == "ไฟถนน · ดับ"


def test_beyond_the_most_a_sample_makes_the_groups_and_the_rest_goes_where_it_is_near():
    whole, sampled = group(TEXTS), group(TEXTS, most=250)
    assert len(sampled.unassigned) <= .1 * len(TEXTS)
    assert quality(TOPICS, sampled).purity > .8 and quality(TOPICS, whole).purity > .85


def test_new_texts_are_drawn_to_what_a_person_put_together():
    texts = [*LIGHTS, *TOILETS, "ไฟถนนแถวบ้านเสียอีกแล้ว", "ห้องน้ำไม่มีกระดาษ", "เสียงดังมาก"]
    found = group(texts, known={"ทางสว่าง": range(5)}, seeds={"ส้วมสะอาด": {"ห้องน้ำ": 1.0}})
    assert found.joined["ทางสว่าง"] == (10,) and set(found.joined["ส้วมสะอาด"]) >= {5, 6, 8}
    assert 12 in found.unassigned and not any(at < 5 for one in found.groups for at in one.texts)


def test_a_text_that_shares_only_a_field_with_a_theme_stays_free():
    reading = ["อยากให้ห้องสมุดเปิดถึงสองทุ่ม บ้านเสียงดัง อ่านหนังสือไม่ได้", "ห้องสมุดปิดก่อนพวกเราเลิกเรียนพิเศษทุกวัน",
               "อยากมีที่นั่งอ่านหนังสือเย็น ๆ หลังเลิกเรียน", "ขอที่ติวหนังสือฟรีใกล้ตลาด วันเสาร์อาทิตย์"]
    weak, strong = "ลายมือบนป้ายลบจนอ่านไม่ออก", "ห้องสมุดร้อนมาก"
    found = group([*reading, weak, strong, *LIGHTS], known={"อ่าน": range(4)})
    assert found.joined["อ่าน"] == (5,) and 4 in found.unassigned


def test_a_stray_that_shares_its_field_with_one_text_only_is_in_no_group():
    dogs = ["หมาจรจัดนอนขวางประตูโรงเรียน", "ปั่นผ่านหน้าวัดทีไร หมาวิ่งไล่ทุกที", "อยากให้มีคนมาฉีดวัคซีนหมากับแมวที่วัด",
            "หน้าบ้านมีหมาจรจัดฝูงใหญ่", "ผูกปลอกคอให้หมาที่ฉีดวัคซีนแล้ว", "ขอเบอร์โทรไว้บอกเทศบาล ตอนเจอหมาป่วย"]
    found = group([*dogs, "อยากให้สนามบาสมีตาข่ายใหม่"])   # a ball game is run too
    assert [one.texts for one in found.groups] == [(0, 1, 2, 3, 4, 5)] and found.unassigned == (6,)


def test_texts_that_share_a_field_and_no_word_make_a_group_and_without_a_field_none():
    rubbish = ["ถังขยะไม่พอ", "รอรถขยะนานมาก", "ขอให้แยกขยะกันจริงจัง", "กองขยะสูงเท่าตึก", "พลาสติกลอยเต็มไปหมด"]
    only, = group([*rubbish, "ยีราฟคอยาว"]).groups
    assert only.texts == (0, 1, 2, 3, 4) and only.name == "ขยะ"
    assert group(rubbish[:4]).groups == group(["ยีราฟ", "อูฐ", "ม้าลาย", "นกกระจอกเทศ", "จิงโจ้"]).groups == ()


def test_no_word_tells_a_group_that_fewer_than_three_say():
    inside = [words_of(text) for text in (*TOILETS, "ห้องน้ำมีปลาวาฬ", "วาดปลาวาฬที่ห้องน้ำ")]
    words = telling(inside, [words_of(text) for text in LIGHTS])
    assert list(words) == ["ห้องน้ำ"] and words["ห้องน้ำ"] == 1
    assert "ปลาวาฬ" in telling(inside, [words_of(text) for text in LIGHTS], said_by=2)


def test_words_are_folded_and_what_tells_nothing_is_left_out():
    assert words_of("อยากได้สนามมมมม ๆ 3 สนาม นะคะ 555") == ["สนาม", "สนาม"]
    assert words_of("WiFi โรงเรียนช้า") == ["wifi"]
    assert words_of("ห้องสมุดประชาชน") == ["ห้องสมุด"] and words_of("พอตไฟฟ้า")[0] == "พอต"
    assert words_of("ก" * 100_000) == words_of("") == []


def test_an_embedding_joins_in():
    texts = [*LIGHTS, *TOILETS]
    apart = np.eye(10)
    turned = group(texts, meanings=np.array([[1., 0], [0, 1]])[[0, 1] * 5], least=2, cut=.6)
    assert [len(one.texts) for one in group(texts, meanings=apart).groups] != [
        len(one.texts) for one in turned.groups] or turned.groups != group(texts).groups
    same = group(texts, meanings=np.repeat(np.eye(2), 5, axis=0))
    assert sorted(one.texts for one in same.groups) == [(0, 1, 2, 3, 4), (5, 6, 7, 8, 9)]


def test_the_methods_of_themes_know_neither_the_frame_nor_the_network():
    files = Path(__file__).parents[2].joinpath("saan/methods/themes").glob("*.py")
    assert not any(word in file.read_text() for file in files for word in ("django", "urllib", "requests", "socket"))
