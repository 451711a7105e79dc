"""Which files Saan takes: what their first bytes say they are, and how large they may be."""
from collections.abc import Collection
from enum import StrEnum
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from saan.core.refusal import Refusal, Wrong

MEGABYTE = 1 << 20


class Kind(StrEnum):
    """What the bytes are; the value is the media type."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    GIF = "image/gif"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


PICTURES = frozenset({Kind.JPEG, Kind.PNG, Kind.WEBP, Kind.GIF})
DOCUMENTS = frozenset({Kind.PDF})
TEMPLATES = frozenset({Kind.DOCX})
LARGEST_PICTURE, LARGEST_DOCUMENT = 12 * MEGABYTE, 20 * MEGABYTE   # bytes, as they come in
HEAD = 1024   # a PDF may begin so late
NO_PICTURE = _("ไฟล์นี้ไม่ใช่รูปภาพ หรือเป็นแบบที่สานอ่านไม่ได้ ส่งเป็น JPEG, PNG, WebP หรือ GIF")
NO_DOCUMENT = _("ไฟล์นี้ไม่ใช่ PDF เปิดไฟล์แล้วบันทึกเป็น PDF ก่อนส่ง")
NEITHER = _("ไฟล์นี้ไม่ใช่รูปภาพหรือ PDF ดูข้างในแล้วไม่ตรงกับชื่อ ส่งเป็น JPEG, PNG, WebP, GIF หรือ PDF")
NO_TEMPLATE = _("ไฟล์นี้ไม่ใช่เอกสาร Word (.docx) เปิดใน Word แล้วบันทึกเป็น .docx ก่อนส่ง")


def found(file: BinaryIO) -> Kind | None:
    """Return what the first bytes say it is, or None; neither the name nor the said type is looked at."""
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Kind.WEBP
    if head.startswith((b"GIF87a", b"GIF89a")):
        return Kind.GIF
    if head.startswith(b"PK\x03\x04"):
        return Kind.DOCX
    return Kind.PDF if b"%PDF-" in head else None


def recognised(file: BinaryIO, size: int, kinds: Collection[str]) -> Kind:
    """Return what it is, or refuse what is not one of these kinds, is empty, or is too large."""
    kind = found(file)
    if size == 0:
        raise refusal("core.file_empty", _("ไฟล์นี้ว่างเปล่า เลือกไฟล์อีกครั้ง"))
    if kind is None or kind not in kinds:
        raise refusal("core.file_kind", _sentence(frozenset(kinds)))
    largest = LARGEST_PICTURE if kind in PICTURES else LARGEST_DOCUMENT
    if size > largest:
        raise refusal("core.file_too_large", _("ไฟล์นี้ใหญ่เกินไป ส่งได้ไม่เกิน %(limit)s เมกะไบต์ ย่อให้เล็กลงก่อนแล้วส่งอีกครั้ง"),
                      limit=largest // MEGABYTE)
    return kind


def refusal(code: str, sentence, **params) -> Refusal:
    """Return a no about the uploaded file, which stands beside its field."""
    no = Refusal(code, sentence, status=422, **params)
    no.errors = [Wrong("file", str(no))]
    return no


def _sentence(kinds):
    if kinds <= PICTURES:
        return NO_PICTURE
    if kinds <= TEMPLATES:
        return NO_TEMPLATE
    return NO_DOCUMENT if kinds <= DOCUMENTS else NEITHER
