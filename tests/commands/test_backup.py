"""bin/saan backup and restore: taken under load, restored elsewhere, and never half."""
import json
import shutil
import zipfile

import pytest
from django.apps import apps
from django.db import connection

from saan.core import backups
from saan.core.backups import archive, tables
from saan.core.refusal import Refusal
from saan.voices.engines.twins import TABLES
from tests.commands.towns import SERVER, Town

WRITES = """
number = 0
while True:
    enrol(name=f"คนที่ {number} \\U0001f642", by=SYSTEM)
    number += 1
    print(number, flush=True)
"""
BROKEN = "ไม่ครบหรือถูกแก้ไข"
WORDS = "อยากได้สนามเด็กเล่นริมคลอง"
GIVES = """
from hashlib import sha256
from saan.core import files
from saan.core.models import StoredFile
for row in StoredFile.objects.order_by("pk"):
    print(row.digest, row.media, sha256(b"".join(files.answer(row, "ภาพ"))).hexdigest())
"""
KEEPS = """
from saan.core.actions.files import keep
from saan.core.tests.sending import from_a_camera, pdf, upload
keep(upload=upload(from_a_camera())); keep(upload=upload(pdf(2)))
""" + GIVES
COUNTS = "print(Person.objects.count(), Step.objects.filter(kind='person').count())"


@pytest.fixture(scope="session")
def town(tmp_path_factory):
    """A town with three people and an uploaded file; it stays as it is."""
    town = Town(tmp_path_factory.mktemp("town") / "home")
    assert town.saan("migrate", "-v0", "--skip-checks").returncode == 0
    town.does("for name in ('มะลิ', \"D'Arc ; --\", 'أحمد'): enrol(name=name, by=SYSTEM)")
    (town.folder / "files" / "works").mkdir(parents=True)
    (town.folder / "files" / "works" / "ภาพ.png").write_bytes(b"\x89PNG" * 1000)
    return town


@pytest.fixture(scope="session")
def taken(town, tmp_path_factory):
    """A backup of the town."""
    file = tmp_path_factory.mktemp("taken") / "town.zip"
    done = town.saan("backup", file)
    assert done.returncode == 0, done.stderr
    return file


@pytest.fixture
def own(taken, tmp_path):
    """The same town, for this story alone."""
    own = Town(tmp_path / "own")
    assert own.saan("restore", taken).returncode == 0
    return own


@pytest.fixture
def elsewhere(tmp_path):
    """A place where no town is yet."""
    return Town(tmp_path / "elsewhere")


def manifest(file):
    """Return what the archive says of itself."""
    return json.loads(zipfile.ZipFile(file).read("manifest.json"))


def rewritten(file, changed, **members):
    """Write the archive anew with other members."""
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, members.get(name, old.read(name)))
    return changed


def is_refused(place, file, words):
    """Fail unless the archive is refused with these words and nothing was touched."""
    done = place.saan("restore", file)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert place.tables() == [] and not (place.folder / "files").exists()


def test_what_was_taken_under_load_is_whole_elsewhere(own, elsewhere, tmp_path):
    writer = own.goes_on(WRITES)
    try:
        for _ in range(20):
            writer.stdout.readline()
        done = own.saan("backup", tmp_path / "busy.zip")
        assert done.returncode == 0, done.stderr
        assert int(writer.stdout.readline()) >= 20   # nobody had to wait until it was over
    finally:
        writer.kill()
        writer.communicate()
    assert elsewhere.saan("restore", tmp_path / "busy.zip").returncode == 0
    people, steps = map(int, elsewhere.does(COUNTS).split())
    assert people == steps >= 23
    assert (elsewhere.folder / "files" / "works" / "ภาพ.png").read_bytes() == b"\x89PNG" * 1000


@pytest.mark.one_database
def test_a_file_that_was_uploaded_lies_elsewhere_byte_for_byte_under_its_row(own, elsewhere, tmp_path):
    said = own.does(KEEPS)
    half = own.folder / "files" / ".half-written"
    half.write_bytes(b"not yet")
    assert own.saan("backup", tmp_path / "town.zip").returncode == 0
    assert elsewhere.saan("restore", tmp_path / "town.zip").returncode == 0
    assert elsewhere.does(GIVES) == said
    assert not (elsewhere.folder / "files" / ".half-written").exists()


def test_a_backup_of_the_restored_town_is_the_same(taken, own, tmp_path):
    own.saan("backup", tmp_path / "again.zip")
    first, second = manifest(taken), manifest(tmp_path / "again.zip")
    assert first["tables"] == second["tables"] and first["files"] == second["files"]


def test_the_restored_town_goes_on_counting_and_its_trail_still_only_grows(own, elsewhere, tmp_path):
    own.does("from saan.core.actions import retry\n"
             "for key in 'abc': retry.once(scope='test', key=key, body='', make=lambda: 1)\n"
             "retry.forget_old(days=-1)")
    own.saan("backup", tmp_path / "town.zip")
    elsewhere.saan("restore", tmp_path / "town.zip")
    said = elsewhere.does("from django.db import DatabaseError\n"
                          "from saan.core.actions import retry; from saan.core.models import RetryKey\n"
                          "retry.once(scope='test', key='d', body='', make=lambda: 1)\n"
                          "try: Step.objects.all().delete()\n"
                          "except DatabaseError as no: print(RetryKey.objects.get().pk, no)")
    assert said.startswith("4 the trail only grows")


@pytest.mark.one_database
def test_a_file_cut_in_half_is_refused_and_nothing_is_touched(taken, elsewhere, tmp_path):
    whole = taken.read_bytes()
    (tmp_path / "half.zip").write_bytes(whole[:len(whole) // 2])
    is_refused(elsewhere, tmp_path / "half.zip", BROKEN)


@pytest.mark.one_database
def test_a_changed_row_is_refused_and_nothing_is_touched(taken, elsewhere, tmp_path):
    row = zipfile.ZipFile(taken).read("rows/people_person.jsonl").replace("มะลิ".encode(), "มะลิลา".encode())
    is_refused(elsewhere, rewritten(taken, tmp_path / "row.zip", **{"rows/people_person.jsonl": row}), BROKEN)


@pytest.mark.one_database
def test_wherever_a_file_is_cut_or_changed_it_is_refused_or_says_the_same(taken, tmp_path):
    whole, spoilt = taken.read_bytes(), tmp_path / "spoilt.zip"
    for place in range(0, len(whole), len(whole) // 200):
        spoilt.write_bytes(whole[:place])
        with pytest.raises(Refusal):
            archive.verified(spoilt)
        spoilt.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1:])
        try:
            assert archive.verified(spoilt) == manifest(taken)   # a date in a header, say
        except Refusal as no:
            assert no.code == "core.backup_broken"


@pytest.mark.one_database
@pytest.mark.parametrize(("change", "words"), [
    ({"format": 99}, "รูปแบบ 99"), ({"migrations": ["core.0001_initial"]}, "ตารางต่าง"),
    ({"files": [{"path": "../outside", "sha256": ""}]}, BROKEN)])
def test_a_file_of_another_kind_is_refused(taken, elsewhere, tmp_path, change, words):
    changed = rewritten(taken, tmp_path / "other.zip", **{"manifest.json": json.dumps(manifest(taken) | change)})
    done = elsewhere.saan("restore", changed)
    assert done.returncode == 2 and words in done.stderr
    assert elsewhere.tables() == []


def test_nothing_is_put_on_top_of_a_town(town, taken):
    done = town.saan("restore", taken)
    assert done.returncode == 2 and "มีข้อมูลอยู่แล้ว" in done.stderr
    assert town.does("print(Person.objects.count())") == "3"


@pytest.mark.one_database
def test_a_file_that_is_there_is_not_written_over(town, taken):
    before = taken.read_bytes()
    assert town.saan("backup", taken).returncode == 2
    assert taken.read_bytes() == before


@pytest.mark.one_database
def test_the_keys_stay_at_home_and_which_are_missing_is_said(town, taken, elsewhere):
    keys = [path.read_text().strip() for path in (town.folder / "keys").iterdir()]
    with zipfile.ZipFile(taken) as opened:
        assert not [key for key in keys for name in opened.namelist() if key.encode() in opened.read(name)]
    said = elsewhere.saan("restore", taken).stderr
    assert str(elsewhere.folder / "keys") in said and "receipt" in said


def test_words_erased_after_the_backup_do_not_come_back_where_the_keys_were_kept(tmp_path):
    here, there = Town(tmp_path / "here"), Town(tmp_path / "there")
    here.saan("migrate", "-v0", "--skip-checks")
    here.does(f"from tests.town import say, settle\nsay(settle(), {WORDS!r})")
    here.saan("backup", tmp_path / "town.zip")
    here.does("from saan.voices.actions.erasures import erase; from saan.voices.models import Voice\n"
              "erase(voice=Voice.objects.get())")
    shutil.copytree(here.folder / "keys", there.folder / "keys")
    done = there.saan("restore", tmp_path / "town.zip")
    assert (done.returncode, done.stderr) == (0, "")   # the same keys: nothing is missing
    assert there.does("from saan.voices.models import Voice\n"
                      "voice = Voice.objects.get(); print([voice.text, bool(voice.erased_at)])") == "['', True]"
    there.saan("tick")
    assert WORDS.encode() in zipfile.ZipFile(tmp_path / "town.zip").read("rows/voices_voice.jsonl")
    assert [path for path in there.folder.rglob("*") if path.is_file() and WORDS.encode() in path.read_bytes()] == []


@pytest.mark.skipif(not SERVER, reason="both databases are at hand only in the run on PostgreSQL")
def test_a_town_moves_from_one_database_to_the_other_and_back(tmp_path):
    small, large, back = (Town(tmp_path / name, embedded=name != "large") for name in ("small", "large", "back"))
    small.saan("migrate", "-v0", "--skip-checks")
    small.does("for name in ('มะลิ', 'อาหมัด'): enrol(name=name, by=SYSTEM)")
    for here, there, name in ((small, large, "up.zip"), (large, back, "down.zip")):
        assert here.saan("backup", tmp_path / name).returncode == 0
        assert there.saan("restore", tmp_path / name).returncode == 0
        assert there.does(COUNTS) == "2 2"


def test_what_was_erased_since_is_erased_again_after_a_restore(monkeypatch):
    done = []
    monkeypatch.setattr(backups, "_after", [])
    backups.after_restore(lambda: done.append("erased"))
    backups.after_restore("saan.core.actions.forgetting.forget")
    monkeypatch.setattr("saan.core.actions.forgetting.forget", lambda: done.append("made anew"))
    backups.put_right()
    assert done == ["erased", "made anew"]


@pytest.mark.django_db
def test_every_table_is_in_the_backup_or_known_to_be_made_anew():
    kept = {model._meta.db_table for model in tables.kept()}
    anew = {model._meta.db_table for label in tables.LEFT_OUT
            for model in apps.get_app_config(label).get_models(include_auto_created=True)}
    rest = set(connection.introspection.table_names()) - kept - anew - {"django_migrations"}
    assert rest == set(TABLES), "what is derived is made anew after a restore"
    leading = [field for model in tables.kept() for field in tables.columns(model) if field.is_relation]
    assert [str(field) for field in leading if field.related_model._meta.app_label in tables.LEFT_OUT] == []
