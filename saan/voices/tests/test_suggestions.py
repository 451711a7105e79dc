"""Like voices are suggested to the council, whose edits stay; what is erased leaves suggestions and words at once."""
import numpy as np
import pytest
from django.test import Client
from model2vec import StaticModel
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from saan.core.jobs import registered
from saan.trail.models import Step
from saan.voices.actions.erasures import erase
from saan.voices.actions.readings import hand_over
from saan.voices.actions.suggesting import suggest
from saan.voices.actions.suggestions import call_it, put_together, take_apart, take_up, unlearn
from saan.voices.actions.themes import gather, join
from saan.voices.jobs import suggest as run
from saan.voices.models import Keyword, Likeness, Membership, Suggesting, Suggestion, Theme
from saan.voices.queries.suggestions import keywords_of, last_suggesting, like_nothing, shown, suggestions_at, voices_of
from tests.town import refused, say, seen_by, settle, sign_in, stand

pytestmark = pytest.mark.django_db
LIGHTS = ["ไฟถนนหน้าบ้านดับ", "ถนนมืดเพราะไฟถนนเสีย", "ขอไฟถนนในซอย", "ซอยนี้ไม่มีไฟถนน", "ไฟถนนกะพริบทั้งคืน"]
TOILETS = ["ห้องน้ำเหม็น", "ห้องน้ำไม่มีสบู่", "ประตูห้องน้ำพัง", "ขอห้องน้ำเพิ่ม", "ห้องน้ำสกปรกมาก"]
ALONE = "เสียงดังจากวัดตอนตีสี่"


class Story:
    """A town in which five voices speak of lights, five of toilets, and one of something else."""

    def __init__(self):
        self.town = settle()
        self.lights, self.toilets = ([stand(self.town, text).voice for text in texts] for texts in (LIGHTS, TOILETS))
        self.alone = stand(self.town, ALONE).voice
        self.waiting = say(self.town, "ห้องน้ำรออ่าน").voice
        self.viewer = seen_by(self.town.council)
        self.by = self.town.council

    def suggest(self):
        return suggest(authority=self.town.city)

    def groups(self):
        places = {self.town.city.pk}
        return {one.name: one.it for one in shown(list(suggestions_at(places, self.viewer)), places, self.viewer)}

    def texts(self, suggestion):
        return {voice.text for voice in voices_of(suggestion, self.viewer)}

    def of(self, text):
        return Likeness.objects.get(voice__text=text).suggestion

    def words(self, suggestion):
        return list(keywords_of(suggestion, self.viewer).values_list("word", flat=True))


@pytest.fixture
def story():
    it = Story()
    it.suggest()
    return it


def test_like_voices_are_put_together_and_the_others_are_counted(story):
    assert {one: story.texts(it) for one, it in story.groups().items()} == {
        "ไฟถนน": set(LIGHTS), "ห้องน้ำ": set(TOILETS)}
    assert [voice.text for voice in like_nothing({story.town.city.pk}, story.viewer)] == [ALONE]
    assert not Likeness.objects.filter(voice=story.waiting).exists()


def test_the_job_works_only_where_something_changed(story):
    assert "voices.suggest" in {job.name for job in registered()}
    assert (story.suggest(), run()) == (False, 0)
    rows = set(Suggestion.objects.values_list("pk", flat=True))
    stand(story.town, "ห้องน้ำไกลมาก")
    assert (run(), run()) == (1, 0)
    assert set(Suggestion.objects.values_list("pk", flat=True)) == rows   # the same groups keep their addresses
    assert "ห้องน้ำไกลมาก" in story.texts(story.groups()["ห้องน้ำ"])


def test_what_the_council_renamed_stays_and_new_voices_come_to_it(story):
    call_it(suggestion=story.of(LIGHTS[0]), name="ทางสว่าง", by=story.by)
    stand(story.town, "ไฟถนนแถวตลาดเสีย")
    story.suggest()
    assert story.texts(story.groups()["ทางสว่าง"]) == {*LIGHTS, "ไฟถนนแถวตลาดเสีย"}


def test_what_the_council_merged_or_split_is_never_undone(story):
    put_together(suggestion=story.of(LIGHTS[0]), into=story.of(TOILETS[0]), by=story.by)
    both = story.of(TOILETS[0])
    door = take_apart(suggestion=both, voices=[story.toilets[2], story.lights[0]], name="ของพัง", by=story.by)
    for text in ("ห้องน้ำไกลมาก", "ไฟถนนแถวตลาดเสีย", "ประตูห้องน้ำพังอีกแล้ว"):
        stand(story.town, text)
        story.suggest()
        assert story.texts(door) >= {TOILETS[2], LIGHTS[0]}
        assert story.texts(both) >= {*LIGHTS[1:], *TOILETS[:2], *TOILETS[3:]}
    verbs = list(Step.objects.filter(kind="suggestion").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["merged", "received", "split", "parted"]


def test_a_group_becomes_a_theme_that_keeps_its_words_and_draws_new_voices(story):
    theme = take_up(suggestion=story.of(TOILETS[0]), voices=story.toilets, name="ส้วมสะอาด", by=story.by)
    assert Membership.objects.filter(theme=theme, left_at=None).count() == 5
    stand(story.town, "ห้องน้ำไกลมาก")
    story.suggest()
    group = story.groups()["ส้วมสะอาด"]
    assert (group.theme, story.texts(group), story.words(group)) == (theme, {"ห้องน้ำไกลมาก"}, ["ห้องน้ำ"])
    take_up(suggestion=group, voices=list(voices_of(group, story.viewer)), name="", by=story.by)
    assert Membership.objects.filter(theme=theme, left_at=None).count() == 6
    story.suggest()
    assert "ส้วมสะอาด" not in story.groups()


def test_a_theme_made_by_hand_teaches_too_and_takes_a_group_in(story):
    theme = gather(members=story.toilets[:4], name="ส้วม", authority=story.town.city, area=story.town.area, by=story.by)
    story.suggest()
    assert story.texts(story.groups()["ส้วม"]) == {TOILETS[4]}
    take_up(suggestion=story.of(LIGHTS[0]), voices=story.lights, name="", theme=theme, by=story.by)
    assert Theme.objects.count() == 1 and Membership.objects.filter(theme=theme, left_at=None).count() == 9
    with refused("voices.suggestion_gone"):
        call_it(suggestion=Suggestion.objects.exclude(ended_at=None).get(), name="x", by=story.by)


def test_a_word_that_was_taken_out_does_not_come_back(story):
    group = story.of(TOILETS[0])
    word = keywords_of(group, story.viewer).get()
    unlearn(keyword=word, by=story.by)
    with refused("voices.keyword_gone"):
        unlearn(keyword=word, by=story.by)
    stand(story.town, "ห้องน้ำไกลมาก")
    story.suggest()
    assert story.words(group) == [] and not Keyword.objects.filter(word="ห้องน้ำ").exists()
    assert Step.objects.filter(verb="unlearnt", ref=group.pk).exists()


@pytest.mark.parametrize("leave", [lambda s, v: erase(voice=v), lambda s, v: hand_over(voice=v, by=s.town.moderator)])
def test_a_voice_that_goes_leaves_suggestions_and_words_at_once(story, leave):
    three = [stand(story.town, text).voice for text in ("ห้องน้ำมีปลาวาฬ", "ปลาวาฬในห้องน้ำ", "ห้องน้ำปลาวาฬเหม็น")]
    story.suggest()
    group = story.of("ห้องน้ำมีปลาวาฬ")
    assert "ปลาวาฬ" in story.words(group)
    leave(story, three[0])
    assert not Likeness.objects.filter(voice=three[0]).exists()
    assert not Keyword.objects.filter(word__contains="ปลาวาฬ").exists()
    assert Keyword.objects.get(suggestion=group, word="ห้องน้ำ").said_by == 7
    story.suggest()
    assert "ปลาวาฬ" not in story.words(group) and "ห้องน้ำมีปลาวาฬ" not in story.texts(group)


def test_erased_voices_leave_themes_and_edited_groups_too(story):
    group = story.of(TOILETS[0])
    call_it(suggestion=group, name="ส้วม", by=story.by)
    for voice in story.toilets:
        erase(voice=voice)
    story.suggest()
    assert "ส้วม" not in story.groups() and not Keyword.objects.filter(suggestion=group).exists()


def test_what_somebody_gathered_by_hand_is_suggested_no_more(story):
    theme = gather(members=[story.alone], name="เสียงดัง", authority=story.town.city, area=story.town.area, by=story.by)
    group = story.of(LIGHTS[0])
    join(members=story.lights[:2], theme=theme, by=story.by)
    assert story.texts(group) == set(LIGHTS[2:])   # at once, before the job


def test_bad_choices_are_refused_and_nothing_changes(story):
    other = settle("300101")
    lights, toilets = story.of(LIGHTS[0]), story.of(TOILETS[0])
    theirs = Suggestion.objects.create(authority=other.city)
    with refused("voices.same_suggestion", 422):
        put_together(suggestion=lights, into=lights, by=story.by)
    with refused("voices.other_town", 403):
        put_together(suggestion=lights, into=theirs, by=story.by)
    with refused("voices.nothing_chosen", 422):
        take_apart(suggestion=lights, voices=[], name="x", by=story.by)
    with refused("voices.not_in_suggestion"):
        take_apart(suggestion=lights, voices=[story.toilets[0]], name="x", by=story.by)
    with refused("voices.theme_name", 422):
        call_it(suggestion=toilets, name=" ", by=story.by)
    with refused("voices.suggestion_empty"):
        take_up(suggestion=lights, voices=[], name="x", by=story.by)
    assert not Step.objects.filter(kind="suggestion").exists() and not Theme.objects.exists()


def test_of_very_many_voices_the_newest_are_looked_at_and_the_desk_says_so(story, monkeypatch):
    monkeypatch.setattr("saan.voices.queries.suggestions.MOST_FREE", 6)
    stand(story.town, "ห้องน้ำไกลมาก")
    story.suggest()
    assert last_suggesting(story.town.city, story.viewer).left_out == 6
    assert "ยังไม่ได้ดูอีก 6 เสียง" in sign_in_and_get(story, "/themes/alike")


def model_at(folder):
    """Save a real, tiny static embedding in which lights and toilets are far apart."""
    words = ["[UNK]", *LIGHTS, *TOILETS]
    tokenizer = Tokenizer(WordLevel({word: at for at, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    vectors = np.array([[.1, .1], *[[1., .1]] * 5, *[[.1, 1.]] * 5], dtype=np.float32)
    StaticModel(vectors, tokenizer, {"normalize": True}).save_pretrained(folder)


def test_an_embedding_in_the_towns_own_folder_joins_in(story, settings, tmp_path):
    settings.MEANINGS = tmp_path / "themes-model"
    model_at(settings.MEANINGS)
    assert story.suggest() is True
    last = last_suggesting(story.town.city, story.viewer)
    assert (last.meant, last.trouble) == (True, "")
    assert story.texts(story.of(LIGHTS[0])) >= set(LIGHTS) and story.texts(story.of(TOILETS[0])) >= set(TOILETS)
    assert "ใช้แบบจำลองคำของเมืองด้วย" in sign_in_and_get(story, "/themes/alike")


@pytest.mark.parametrize("spoil", ["config.json", "model.safetensors", "tokenizer.json", "all"])
def test_a_broken_folder_is_told_and_groups_are_made_without_it(story, settings, tmp_path, spoil):
    settings.MEANINGS = tmp_path / "themes-model"
    model_at(settings.MEANINGS)
    if spoil == "all":
        for part in settings.MEANINGS.iterdir():
            part.unlink()
    else:
        (settings.MEANINGS / spoil).write_bytes(b"\x00broken")
    stand(story.town, "ห้องน้ำไกลมาก")
    assert story.suggest() is True
    last = last_suggesting(story.town.city, story.viewer)
    assert (last.meant, last.trouble) == (False, Suggesting.Trouble.BROKEN)
    assert "ห้องน้ำไกลมาก" in story.texts(story.of(TOILETS[0]))
    assert "อ่านโฟลเดอร์แบบจำลองคำไม่ได้" in sign_in_and_get(story, "/themes/alike")


def test_without_the_extra_the_desk_says_what_is_missing(story, settings, tmp_path, monkeypatch):
    settings.MEANINGS = tmp_path
    (tmp_path / "saan_without.py").write_text("import a_package_that_nobody_has\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr("saan.voices.actions.suggesting.MEANT_BY", "saan_without")
    stand(story.town, "ห้องน้ำไกลมาก")
    assert story.suggest() is True
    assert "ยังไม่ได้ติดตั้งส่วนเสริม themes-model" in sign_in_and_get(story, "/themes/alike")


def sign_in_and_get(story, path):
    return sign_in(Client(), story.town.council).get(path).content.decode()
