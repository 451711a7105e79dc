"""Putting a backup back: verified whole, in one transaction, into an empty town only."""
import shutil
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from saan.core import backups
from saan.core.backups import archive, tables
from saan.core.models import Cursor
from saan.core.refusal import Refusal

BATCH = 500


def restore(*, file: Path, tell: Callable[[str], None]) -> dict:
    """Put the backup into this empty town and return its manifest; where it is refused, nothing has changed."""
    manifest = archive.verified(file)
    call_command("migrate", verbosity=0)
    _need_same_tables(manifest)
    home = Path(settings.MEDIA_ROOT)
    _need_empty(home)
    try:
        with zipfile.ZipFile(file) as opened, transaction.atomic():
            Cursor.objects.all().delete()   # a worker that already looks after the empty town
            _fill(opened, manifest, tell)
            _compare(manifest, tell)
            archive.unpack(opened, manifest, home)
            backups.erase_again()
    except BaseException:
        shutil.rmtree(home, ignore_errors=True)
        raise
    return manifest


def _need_same_tables(manifest):
    here = [[model._meta.db_table, [field.column for field in tables.columns(model)]] for model in tables.kept()]
    there = [[table["table"], table["columns"]] for table in manifest["tables"]]
    if here != there or manifest["migrations"] != tables.migrations():
        raise Refusal("core.backup_other_tables", _("ไฟล์สำรองนี้มาจากสานรุ่นที่มีตารางต่างจากรุ่นนี้ "
                                                    "กู้คืนด้วยรุ่นที่สร้างไฟล์นี้ก่อน แล้วค่อยอัปเดต"))


def _need_empty(home):
    filled = [model._meta.db_table for model in tables.kept() if model is not Cursor and model._base_manager.exists()]
    if filled or (home.is_dir() and any(home.iterdir())):
        raise Refusal("core.restore_not_empty", _("ที่นี่มีข้อมูลอยู่แล้ว (%(where)s) จึงไม่กู้คืนทับ "
                                                  "ใช้โฟลเดอร์ใหม่ (SAAN_DATA) หรือฐานข้อมูลเปล่า"),
                      where=", ".join(filled[:3]) or home)


def _fill(opened, manifest, tell):
    last_numbers = {table["table"]: table["last_number"] for table in manifest["tables"]}
    quote = connection.ops.quote_name
    for model in tables.kept():
        name, names = model._meta.db_table, [quote(field.column) for field in tables.columns(model)]
        insert = f"INSERT INTO {quote(name)} ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))})"
        lines, done = archive.rows(opened, name), 0
        with connection.cursor() as cursor:
            while batch := [tables.values(model, line) for line in islice(lines, BATCH)]:
                cursor.executemany(insert, batch)
                done += len(batch)
                tell(f"{name}: {done:,}")
        tables.number_on(model, last_numbers[name])
    connection.check_constraints()


def _compare(manifest, tell):
    """Read everything back: counts and hashes must be those of the backup."""
    expected = {table["table"]: (table["rows"], table["sha256"]) for table in manifest["tables"]}
    for model in tables.kept():
        name = model._meta.db_table
        if archive.digest_of(_told(tables.lines(model), name, tell)) != expected[name]:
            raise Refusal("core.restore_differs", _("ตาราง %(table)s ที่กู้คืนไม่ตรงกับไฟล์สำรอง จึงยกเลิกทั้งหมด"), table=name)


def _told(lines: Iterator[bytes], name, tell) -> Iterator[bytes]:
    for number, line in enumerate(lines, start=1):
        if number % tables.CHUNK == 0:
            tell(f"{name}: {number:,}")
        yield line
