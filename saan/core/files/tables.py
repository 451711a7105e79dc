"""Tables as offices and people save them (CSV): their letters decoded, their rows with their place in the file."""
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from saan.core.refusal import Refusal

DELIMITERS = ",;\t"
LONG_CELL = csv.field_size_limit()   # signs
BOM, WIDE = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")
LONG = re.compile(rb"[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")   # Thai and what else UTF-8 writes long
HIGH = re.compile(rb"[\x80-\xff]")
UNREAD = _("อ่านตัวอักษรไม่ออกที่แถว %(row)s ช่องที่ %(column)s บันทึกไฟล์เป็น CSV แบบ UTF-8 แล้วลองใหม่")
ENDLESS = _("แถว %(row)s มีช่องที่ยาวเกิน %(most)s ตัวอักษร ปิดเครื่องหมายคำพูดครบไหม")
BROKEN = _("แถว %(row)s ไม่ใช่ CSV บันทึกจากตารางเป็น CSV แล้วลองใหม่")


class Row(NamedTuple):
    """A row of a table: the line of the file that it begins on (the first is 1), and its cells."""

    line: int
    cells: list[str]


def bytes_of(path: Path) -> bytes:
    """Return what is in the file, or refuse with a sentence where it cannot be opened."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refusal("core.no_file", _("เปิดไฟล์ %(file)s ไม่ได้ (%(why)s)"), status=404, file=path,
                      why=error.strerror or type(error).__name__) from None
    except ValueError:   # a name that no system has, such as one with a zero byte
        raise Refusal("core.no_file", _("เปิดไฟล์ %(file)s ไม่ได้ (%(why)s)"), status=404, file=path, why="?") from None


def text_of(file: bytes) -> str:
    """Return the text of the file: UTF-8 with or without BOM, UTF-16 with BOM, else TIS-620 (cp874).

    What is mostly UTF-8 is not taken for TIS-620 because of one spoilt letter: it is refused, as is whatever can be
    read as neither, and a zero byte, with the row and the column.
    """
    encoding = _encoding_of(file)
    file = file.removeprefix(BOM)
    try:
        text = file.decode(encoding)
    except UnicodeDecodeError as no:
        raise _unread(file[:no.start].decode(encoding, "ignore")) from None
    if "\0" in text:
        raise _unread(text.partition("\0")[0])
    return text


def rows_of(file: bytes) -> Iterator[Row]:
    """Yield the rows of the table, also empty ones (no cells); comma, semicolon or tab, whichever the first line has.

    What is no CSV is refused with its row.
    """
    text = text_of(file)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    begins = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as no:   # a cell without end, mostly
            if "limit" in str(no):
                raise Refusal("core.not_csv", ENDLESS, status=422, row=begins, most=f"{LONG_CELL:,}") from None
            raise Refusal("core.not_csv", BROKEN, status=422, row=begins) from None
        yield Row(begins, cells)
        begins = reader.line_num + 1


def delimiter_of(text: str) -> str:
    """Return what stands between the cells: whichever of comma, semicolon and tab the first line has most of."""
    return max(DELIMITERS, key=text.partition("\n")[0].count)


def _encoding_of(file):
    if file.startswith(WIDE):
        return "utf-16"
    if file.startswith(BOM) or _is_utf8(file):
        return "utf-8"
    return "cp874"


def _is_utf8(file):
    """Return whether most of what is no ASCII reads as UTF-8; of Thai in TIS-620 hardly a letter does."""
    try:
        file.decode("utf-8")
        return True
    except UnicodeDecodeError:
        read = sum(len(found) for found in LONG.findall(file))
        return 2 * read > len(HIGH.findall(file))


def _unread(before):
    line = re.split(r"\r\n|\r|\n", before)[-1]
    column = 1 + line.count(delimiter_of(before))
    row = 1 + len(re.findall(r"\r\n|\r|\n", before))
    return Refusal("core.not_text", UNREAD, status=422, row=row, column=column)
