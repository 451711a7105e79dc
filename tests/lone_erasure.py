"""A town of its own, in a database of its own: a voice is erased there, then every byte that is left is looked through.

Run as a module with SAAN_DATA (and DATABASE_URL); prints JSON. Not a test by itself: test_erasing starts it.
"""
import json
import os
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saan.web.settings")
django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from saan.core.actions.retry import hashes
from saan.core.models import RetryKey
from saan.methods.twins import shape
from saan.voices.actions.erasures import clear, erase
from saan.voices.actions.holds import close
from saan.voices.actions.readings import hand_over, let_stand
from tests.town import say, settle

WORDS = {"waiting": "กระรอกบินหลังบ้านยายแย้ม", "standing": "สะพานไม้ไผ่สีม่วงข้ามคลองน้อย",
         "handed": "ตะเกียงเจ้าพายุใต้ถุนศาลา", "kept": "ว่าวจุฬาสามตัวบนดาดฟ้า"}


def tell() -> dict:
    """Tell the story, and return where which words lie at its end."""
    call_command("migrate", verbosity=0)
    town = settle()
    said = {name: say(town, words) for name, words in WORDS.items()}
    body = RetryKey.objects.get(ref=said["waiting"].voice.pk).body_hash
    for name in ("standing", "kept"):
        let_stand(voice=said[name].voice, by=town.moderator)
    held = hand_over(voice=said["handed"].voice, by=town.moderator)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")   # samples words, where nothing keeps it from doing so
    before = found()
    looker = looking_on()
    for name in ("waiting", "standing", "handed"):
        erase(voice=said[name].voice)
    held_after_erasing = found()["handed"]
    close(hold=held, outcome="cared", by=town.lead)
    too_early = (clear(patience=300), clear(patience=300))
    looker.rollback()
    looker.close()
    cleared = clear()
    key = RetryKey.objects.filter(body_hash=body).exists() or hashes(said["waiting"].key, "")[1] == body
    return {"before": before, "held": held_after_erasing, "after": found(), "key": key,
            "too_early": too_early, "cleared": cleared, "again": clear(),
            "traces": traces(said["standing"].voice),
            "body": [path.name for path in files() if body.encode() in path.read_bytes()],
            "listed": (settings.DATA / "keys" / "erased.txt").read_text().split()[::2],
            "numbers": [str(said[name].voice.pk) for name in ("waiting", "standing", "handed")]}


def looking_on():
    """Return a second connection that goes on looking at the past, as a backup does."""
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ" if other.vendor == "postgresql" else "BEGIN")
        cursor.execute("SELECT count(*) FROM areas_area")
    return other


def found() -> dict[str, list[str]]:
    """Return, for each of the words, the files in which its bytes lie."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
    contents = {path.name: path.read_bytes() for path in files()}
    return {name: [file for file, content in contents.items() if any(form in content for form in _forms(words))]
            for name, words in WORDS.items()}


def _forms(words):
    """Return the bytes of the words as they were said, and as they are looked for."""
    return words.encode(), shape(words).encode()


def traces(voice) -> int:
    """Return how many rows of the index tell of the voice, or of a trigram that nobody said any more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT voices_gram.mark, voices, (SELECT count(*) FROM voices_posting "
                       "WHERE voices_posting.mark = voices_gram.mark) FROM voices_gram")
        empty = sum(voices < 1 or parts < 1 for _mark, voices, parts in cursor.fetchall())
        cursor.execute("SELECT count(*) FROM voices_twin WHERE voice = %s", [voice.pk])
        return empty + cursor.fetchone()[0]


def files() -> list[Path]:
    """Return the files of the database: everything in the data folder, or PostgreSQL's files of every table."""
    if connection.vendor == "sqlite":
        return [path for path in settings.DATA.rglob("*") if path.is_file()]
    with connection.cursor() as cursor:
        cursor.execute("""SELECT current_setting('data_directory') || '/' || pg_relation_filepath(oid) FROM pg_class
                       WHERE relkind IN ('r', 'i', 't') AND pg_relation_filepath(oid) IS NOT NULL""")
        return [Path(path) for path, in cursor.fetchall() if Path(path).is_file()]


if __name__ == "__main__":
    print(json.dumps(tell()))
