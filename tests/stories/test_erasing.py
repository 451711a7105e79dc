"""A child takes its words back."""
import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.db import connection

from saan.core.models import RetryKey
from saan.notices.models import Notice
from saan.trail.models import Step
from saan.voices.actions.erasures import again, erase
from saan.voices.actions.holds import close
from saan.voices.actions.themes import gather
from saan.voices.actions.voices import look_up
from saan.voices.engines.erasures import erased, list_erased
from saan.voices.models import Membership, Voice
from saan.voices.queries.voices import queue, shown
from tests.town import refused, say, seen_by, settle, stand

ROOT = Path(__file__).parents[2]
SECRET = "พ่อเลี้ยงโดนทำร้ายหนู"


@pytest.fixture
def town(db, tmp_path, settings):
    settings.DATA = tmp_path
    (tmp_path / "keys").mkdir()
    return settle()


def test_the_words_and_the_speaker_go_and_that_a_voice_was_there_remains(town):
    said = stand(town, "อยากได้ห้องสมุด", by=town.officer)
    theme = gather(members=[said.voice], name="อ่าน", authority=town.city, area=town.area, by=town.council)
    erase(voice=said.voice)
    said.voice.refresh_from_db()
    assert (said.voice.text, said.voice.person, said.voice.participant) == ("", None, None)
    assert Membership.objects.filter(voice=said.voice, theme=theme, left_at=None).exists()
    assert [step.verb for step in Step.objects.filter(kind="voice").order_by("pk")] == ["spoken", "erased"]
    assert not Step.objects.filter(kind="voice").exclude(by_kind="voice").exists()
    assert RetryKey.objects.get(scope="voice").body_hash == ""
    assert list(shown(seen_by(town.council))) == []


def test_afterwards_code_and_key_say_that_it_is_gone(town):
    said = say(town)
    erase(voice=said.voice)
    for later in (lambda: look_up(code=said.code, network="n"), lambda: say(town, key=said.key),
                  lambda: say(town, "อย่างอื่น", key=said.key), lambda: erase(voice=said.voice)):
        with refused("voices.gone", 410):
            later()
    assert list(queue(seen_by(town.council))) == []


def test_erasing_a_held_voice_answers_the_same_and_the_hold_keeps_its_words_until_it_is_closed(town):
    said = say(town, SECRET)
    erase(voice=said.voice)
    with refused("voices.gone", 410):
        look_up(code=said.code, network="n")
    hold = said.voice.holds.get()
    assert hold.words == SECRET
    close(hold=hold, outcome="released", by=town.lead)
    hold.refresh_from_db()
    said.voice.refresh_from_db()
    assert (hold.words, said.voice.text, said.voice.level) == ("", "", "restricted")
    assert list(queue(seen_by(town.council))) == []


def test_a_restored_backup_brings_no_erased_words_back(town):
    erased, kept = stand(town, "ลบแล้ว"), stand(town, "ยังอยู่")
    before = dict(Voice.objects.filter(pk=erased.voice.pk).values().get())
    erase(voice=erased.voice)
    Voice.objects.filter(pk=erased.voice.pk).update(**before)   # what a backup from before brings back
    assert again() == 1
    erased.voice.refresh_from_db()
    kept.voice.refresh_from_db()
    assert (erased.voice.text, kept.voice.text) == ("", "ยังอยู่")
    assert again() == 0


def test_a_number_that_was_given_again_after_a_restore_is_not_erased(town):
    said = say(town)
    list_erased(said.voice.pk, "f" * 64)   # the voice that had this number before
    assert again() == 0
    said.voice.refresh_from_db()
    assert said.voice.text


def test_a_list_cut_short_by_a_power_cut_is_read_as_far_as_it_goes(town):
    said = say(town)
    erase(voice=said.voice)
    with (django_settings.DATA / "keys" / "erased.txt").open("a") as file:
        file.write("7")
    assert erased() == {(said.voice.pk, said.voice.code_hash)}


def test_nobody_is_told_of_what_was_erased(town):
    erase(voice=say(town).voice)
    assert not Notice.objects.exists()


@pytest.mark.slow
def test_no_byte_of_the_words_is_left(db, tmp_path):
    told = _alone(tmp_path)
    assert all(told["before"][name] for name in ("waiting", "standing", "handed", "kept"))
    assert told["held"], "the hold keeps its words until it is closed"
    assert {name: files for name, files in told["after"].items() if files and name != "kept"} == {}
    assert told["after"]["kept"], "what was not erased is still there"
    assert (told["key"], told["body"], told["cleared"], told["again"]) == (False, [], 1, 0)
    assert told["too_early"] == [1, 1], "while somebody looks at the past it is not done, and stays to be done"
    assert told["listed"] == told["numbers"]
    assert told["traces"] == 0, "the index of words tells nothing of it either"


def _alone(folder):
    """Run the story in a database of its own, and return what it found."""
    environment = os.environ | {"SAAN_DATA": str(folder)}
    if connection.vendor == "sqlite":
        return _run({name: value for name, value in environment.items() if name != "DATABASE_URL"})
    about = connection.settings_dict
    with connection._nodb_cursor() as cursor:
        cursor.execute("CREATE DATABASE saan_erasing")
    try:
        place = f"{quote(about['USER'])}:{quote(about['PASSWORD'])}@:{about['PORT'] or 5432}"
        url = f"postgresql://{place}/saan_erasing?host={quote(about['HOST'], safe='')}"
        return _run(environment | {"DATABASE_URL": url})
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute("DROP DATABASE saan_erasing WITH (FORCE)")


def _run(environment):
    done = subprocess.run([sys.executable, "-m", "tests.lone_erasure"], cwd=ROOT, env=environment, capture_output=True,
                          text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])
