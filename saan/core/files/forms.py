"""Word documents as templates: whole, of a sane size, without macros and without anything fetched from elsewhere."""
import zipfile
import zlib
from io import BytesIO
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _
from lxml import etree

from saan.core.files.kinds import MEGABYTE, NO_TEMPLATE, refusal

MOST_PARTS, MOST_BYTES = 500, 60 * MEGABYTE   # unpacked
BODY = "word/document.xml"
HYPERLINK = "/hyperlink"   # the only thing outside that a document may point at: somebody has to click it
DAY = (2000, 1, 1, 0, 0, 0)
MACROS = _("เอกสารนี้มีมาโคร บันทึกเป็น .docx ธรรมดาที่ไม่มีมาโครก่อนส่ง")
OUTSIDE = _("เอกสารนี้ดึงของจากที่อื่น (รูปหรือแบบที่ลิงก์ไว้) ใส่รูปลงในเอกสารเอง แล้วบันทึกใหม่ก่อนส่ง")
BOMB = _("เอกสารนี้คลายออกมาแล้วใหญ่เกินไป ลดจำนวนหรือขนาดรูปก่อนส่ง")
DECLARED = _("เอกสารนี้มีส่วนประกาศ DTD ที่ Word ไม่เคยเขียน เปิดใน Word แล้วบันทึกเป็น .docx ใหม่ก่อนส่ง")
FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, LookupError, RuntimeError,
          NotImplementedError, etree.XMLSyntaxError)


def remade(file: BinaryIO) -> bytes:
    """Return the document packed anew, part by part as it was."""
    out = BytesIO()
    try:
        with zipfile.ZipFile(file) as sent, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            _weigh(sent)
            for part in sent.infolist():
                if not part.is_dir():
                    content = sent.read(part)
                    _look_into(part.filename, content)
                    new.writestr(zipfile.ZipInfo(part.filename, DAY), content, zipfile.ZIP_DEFLATED)
    except FAULTS as fault:
        raise refusal("core.file_broken", NO_TEMPLATE) from fault
    return out.getvalue()


def _weigh(sent):
    names = [part.filename for part in sent.infolist()]
    if len(names) > MOST_PARTS or sum(part.file_size for part in sent.infolist()) > MOST_BYTES:
        raise refusal("core.file_bomb", BOMB)
    if BODY not in names or "[Content_Types].xml" not in names or len(set(names)) < len(names):
        raise refusal("core.file_broken", NO_TEMPLATE)


def _look_into(name, content):
    low = name.lower()
    if "vbaproject" in low or "/activex/" in low or "/embeddings/" in low or "macroenabled" in low:
        raise refusal("core.file_macros", MACROS)
    if not low.endswith((".xml", ".rels")):
        return
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:   # no Word writes one; entities unpack without end
        raise refusal("core.file_declares", DECLARED)
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    if root.getroottree().docinfo.internalDTD is not None:   # the same in another encoding
        raise refusal("core.file_declares", DECLARED)
    if low == "[content_types].xml" and b"macroEnabled" in content:
        raise refusal("core.file_macros", MACROS)
    if low.endswith(".rels") and any(
            one.get("TargetMode") == "External" and not (one.get("Type") or "").endswith(HYPERLINK) for one in root):
        raise refusal("core.file_outside", OUTSIDE)
