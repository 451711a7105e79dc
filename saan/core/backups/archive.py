"""The archive: one zip with a member per table, every uploaded file, and a manifest that is written last."""
import hashlib
import hmac
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from saan.core import clock
from saan.core.backups import tables, versions
from saan.core.refusal import Refusal

FORMAT = 1
MANIFEST = "manifest.json"
BLOCK = 1 << 20
OTHER_FORMAT = _("ไฟล์สำรองนี้เป็นรูปแบบ %(found)s แต่สานรุ่นนี้อ่านรูปแบบ %(known)s ใช้สานรุ่นที่สร้างไฟล์นี้เพื่อกู้คืน")
BROKEN = _("ไฟล์ %(file)s ไม่ครบหรือถูกแก้ไข จึงไม่กู้คืน และยังไม่มีอะไรถูกเปลี่ยน")
FAULTS = (   # what reading a spoilt zip comes to
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, LookupError, TypeError, RuntimeError)


def written(file: Path, tell: Callable[[str], None]) -> dict:
    """Write the archive of the town as it is at this moment, whole or not at all, and return its manifest.

    The tables are those that the database has, also where its migrations are yet to come.
    """
    apps = versions.models_after(versions.applied())
    if apps is None:
        raise Refusal("core.backup_later", versions.LATER, data=settings.DATA, unknown=", ".join(versions.unknown()))
    part = file.with_name(f"{file.name}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive, tables.snapshot():
                manifest = _about() | {"tables": [_table(archive, model, tell) for model in tables.kept(apps)],
                                       "files": [*_files(archive, tell)]}
                archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def verified(file: Path) -> dict:
    """Read the whole archive and return its manifest; refuse what is cut, changed, or of another kind or version."""
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = json.loads(archive.read(MANIFEST))
            if manifest["format"] != FORMAT:
                raise Refusal("core.backup_version", OTHER_FORMAT, found=manifest["format"], known=FORMAT)
            listed = [(_row_member(table["table"]), table) for table in manifest["tables"]]
            listed += [(_file_member(entry["path"]), entry) for entry in manifest["files"]]
            wrong = [name for name, entry in listed if _digest(archive, name) != entry["sha256"]]
            if wrong or {name for name, entry in listed} | {MANIFEST} != set(archive.namelist()):
                raise ValueError(f"changed: {wrong}")
    except FileNotFoundError:
        raise Refusal("core.backup_missing", _("ไม่พบไฟล์ %(file)s"), file=file) from None
    except FAULTS as fault:
        raise Refusal("core.backup_broken", BROKEN, file=file) from fault
    return manifest


def rows(archive: zipfile.ZipFile, table: str) -> Iterator[bytes]:
    """Return the lines of a table."""
    with archive.open(_row_member(table)) as member:
        yield from member


def unpack(archive: zipfile.ZipFile, manifest: dict, folder: Path) -> None:
    """Lay the uploaded files into the folder."""
    for entry in manifest["files"]:
        target = folder / entry["path"]
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(_file_member(entry["path"])) as member, target.open("wb") as out:
            while block := member.read(BLOCK):
                out.write(block)


def digest_of(lines: Iterator[bytes]) -> tuple[int, str]:
    """Return how many lines there are, and the SHA-256 over them."""
    count, digest = 0, hashlib.sha256()
    for line in lines:
        count += 1
        digest.update(line)
    return count, digest.hexdigest()


def key_marks() -> dict[str, str]:
    """Return a mark of each key: it shows whether a key is the same, and tells nothing about it."""
    return {name: hmac.new(key, b"which key is this", hashlib.sha256).hexdigest()[:16]
            for name, key in settings.KEYS.items()}


def _about():
    return {"format": FORMAT, "taken_at": clock.now().isoformat(timespec="seconds"), "keys": key_marks(),
            "migrations": versions.applied()}


def _table(archive: zipfile.ZipFile, model: type[Model], tell) -> dict:
    name = model._meta.db_table
    with archive.open(_row_member(name), "w", force_zip64=True) as member:
        count, digest = digest_of(_passing(tables.lines(model), member, name, tell))
    return {"table": name, "columns": [field.column for field in tables.columns(model)], "rows": count,
            "sha256": digest, "last_number": tables.last_number(model)}


def _passing(lines, member, name, tell):
    for number, line in enumerate(lines, start=1):
        member.write(line)
        if number % tables.CHUNK == 0:
            tell(f"{name}: {number:,}")
        yield line


def _files(archive, tell):
    home = Path(settings.MEDIA_ROOT)
    for path in sorted(path for path in home.rglob("*") if path.is_file() and not path.name.startswith(".")):
        name = path.relative_to(home).as_posix()
        tell(name)
        digest = hashlib.sha256()
        try:
            source = path.open("rb")
        except FileNotFoundError:   # erased while we read
            continue
        with source, archive.open(_file_member(name), "w", force_zip64=True) as member:
            while block := source.read(BLOCK):
                digest.update(block)
                member.write(block)
        yield {"path": name, "sha256": digest.hexdigest()}


def _digest(archive, name):
    digest = hashlib.sha256()
    with archive.open(name) as member:
        while block := member.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _row_member(table):
    return f"rows/{table}.jsonl"


def _file_member(path):
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts:
        raise ValueError(f"{path} leads out of the archive")
    return f"files/{path}"
