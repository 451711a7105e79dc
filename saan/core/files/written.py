"""Writing files that somebody named, all of them or none."""
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from django.utils.translation import gettext as _

from saan.core.refusal import Refusal


def refuse_overwriting(written: Sequence[Path | None], read: Sequence[Path | None]) -> None:
    """Refuse to write over what is read, or two answers into one file; None is no file."""
    taken = {path.resolve() for path in read if path}
    for path in filter(None, written):
        if path.resolve() in taken:
            raise Refusal("core.written_over", _("ไฟล์ %(file)s ถูกใช้แล้ว ตั้งชื่อไฟล์ผลลัพธ์เป็นชื่ออื่น"), status=422, file=path)
        if not path.exists() or path.is_file():   # into a pipe or the terminal both may go
            taken.add(path.resolve())


def write_all(files: Mapping[Path, str]) -> None:
    """Write every file under another name first and then give each its own; refuse where one cannot be written.

    So nobody finds half a file, nor one of two. What is no ordinary file (a pipe, the terminal) is written as it is.
    """
    waiting: dict[Path, Path] = {}
    try:
        for path, text in files.items():
            named = path
            beside = path if path.exists() and not path.is_file() else path.with_name(f".{path.name}.{os.getpid()}")
            if beside != path:
                waiting[beside] = path
            beside.write_text(text, encoding="utf-8")
        for beside, path in waiting.items():
            named = path
            beside.replace(path)
    except (OSError, ValueError) as error:   # ValueError: a name that no system has
        raise Refusal("core.no_file", _("เขียนไฟล์ %(file)s ไม่ได้ (%(why)s)"), status=409, file=named,
                      why=getattr(error, "strerror", None) or "?") from None
    finally:
        for beside in waiting:
            with suppress(OSError, ValueError):
                beside.unlink(missing_ok=True)
