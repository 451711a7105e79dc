"""Texts as a table brings them: a column `text`, or one column without a head."""
import re

from django.utils.translation import gettext_lazy as _

from saan.core.files.tables import rows_of
from saan.core.refusal import Refusal

TEXT = ("text", "ข้อความ")
HEAD = re.compile(r"[a-z_][\w-]*", re.IGNORECASE)   # a name of a column and no sentence: one word in Latin letters
THAI = re.compile(r"[ก-๙]")


def read_texts(file: bytes) -> list[str]:
    """Return the text of each record, in their order; an empty line is an empty text.

    Whatever other columns there are is left alone. Without a column `text`, and of more than one column, the table is
    refused with the row and the columns that were found.
    """
    rows = list(rows_of(file))
    head = [cell.strip().lower() for cell in rows[0].cells] if rows else []
    at = next((head.index(name) for name in TEXT if name in head), None)
    if sum(cell in TEXT for cell in head) > 1:
        raise Refusal("core.column_twice", _("แถว 1 มีช่องของข้อความสองช่อง เก็บช่อง text ไว้ช่องเดียว"), status=422)
    if at is None:
        at = 0
        _refuse_columns(rows, head)
    else:
        rows = rows[1:]
    if not rows:
        raise Refusal("core.no_texts", _("ไฟล์นี้ไม่มีข้อความเลย ใส่หนึ่งข้อความต่อแถว ตั้งแต่แถว 2 ในช่อง text"), status=422)
    return [row.cells[at].strip() if at < len(row.cells) else "" for row in rows]


def _refuse_columns(rows, head):
    wide = next((row for row in rows if len(row.cells) > 1), None)
    named = len(head) == 1 and HEAD.fullmatch(head[0]) and any(THAI.search("".join(row.cells)) for row in rows[1:])
    if wide is None and not named:
        return
    row = wide if wide and wide is not rows[0] else rows[0]
    raise Refusal("core.no_text_column", _(
        "แถว %(row)s มีช่อง “%(columns)s” แต่ไม่มีช่อง text ตั้งชื่อช่องของข้อความในแถวแรกว่า text หรือส่งไฟล์ที่มีช่องเดียว"), status=422,
        row=row.line, columns=", ".join(cell[:30] for cell in row.cells[:8]))
