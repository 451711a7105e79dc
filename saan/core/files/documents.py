"""PDFs made anew: their pages and nothing else, no script, attachment, action, or word about who made them."""
from io import BytesIO
from typing import BinaryIO

import pikepdf
from django.utils.translation import gettext_lazy as _
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from saan.core.files.kinds import MEGABYTE, refusal

MOST_PAGES = 200
PAGE = {   # what a page is made of; links, forms and notes on it are drawn into it and then left out
    "/Type", "/Parent", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Rotate", "/UserUnit",
    "/Resources", "/Contents", "/Group"}
TOLD_APART = {   # on whatever object: who made it and when, what it carries along, what it does
    "/Metadata", "/PieceInfo", "/LastModified", "/AF", "/EF", "/AA", "/OpenAction", "/JS", "/OPI", "/StructParents",
    "/StructParent", "/SpiderInfo"}
BROKEN = _("PDF นี้เสียหรือมาไม่ครบ เปิดแล้วบันทึกเป็น PDF ใหม่ก่อนส่ง")
LOCKED = _("PDF นี้ล็อกไว้ด้วยรหัส เอารหัสออกก่อนแล้วส่งอีกครั้ง")
LONG = _("PDF นี้มี %(pages)s หน้า ส่งได้ไม่เกิน %(most)s หน้า แบ่งเป็นหลายไฟล์ก่อนส่ง")
FAULTS = (pikepdf.PdfError, OSError, ValueError, TypeError, LookupError, AttributeError, RuntimeError, MemoryError,
          ArithmeticError)

pikepdf.settings.set_qpdf_limits(   # a small file that unpacks without end
    flate_max_memory=128 * MEGABYTE, dct_max_memory=128 * MEGABYTE, png_max_memory=128 * MEGABYTE,
    tiff_max_memory=128 * MEGABYTE, run_length_max_memory=128 * MEGABYTE, doc_max_warnings=50)


def remade(file: BinaryIO) -> bytes:
    """Return the PDF as a new one that shows the same pages."""
    try:
        with Pdf.open(file, attempt_recovery=False, suppress_warnings=True) as sent, Pdf.new() as new:
            if sent.is_encrypted:
                raise refusal("core.file_locked", LOCKED)
            if not 0 < len(sent.pages) <= MOST_PAGES:
                raise refusal("core.file_too_long", LONG, pages=len(sent.pages), most=MOST_PAGES)
            sent.generate_appearance_streams()
            sent.flatten_annotations("all")
            new.pages.extend(sent.pages)
            _strip(new)
            out = BytesIO()
            new.save(out, deterministic_id=True, fix_metadata_version=False,
                     stream_decode_level=pikepdf.StreamDecodeLevel.none)
    except pikepdf.PasswordError as fault:
        raise refusal("core.file_locked", LOCKED) from fault
    except FAULTS as fault:
        raise refusal("core.file_broken", BROKEN) from fault
    return out.getvalue()


def _strip(pdf):
    for page in pdf.pages:
        _keep_only(page.obj, PAGE)
    for one in pdf.objects:
        _clean(one)
    if Name.Info in pdf.trailer:
        del pdf.trailer[Name.Info]
    _keep_only(pdf.Root, {"/Type", "/Pages"})


def _clean(one):
    """Take off what is told apart, here and in what stands directly inside; numbered objects come by themselves."""
    if isinstance(one, Dictionary | Stream):
        for key in TOLD_APART & set(one.keys()):
            del one[key]
        if isinstance(one, Stream) and one.get(Name.Filter) == Name.DCTDecode:
            one.write(_without_words(one.read_raw_bytes()), filter=Name.DCTDecode, decode_parms=one.get("/DecodeParms"))
        inside = [part for _key, part in one.items()]
    elif isinstance(one, Array):
        inside = list(one)
    else:
        return
    for part in inside:
        if isinstance(part, Dictionary | Array) and not part.is_indirect:
            _clean(part)


def _keep_only(one, keys):
    for key in set(one.keys()) - keys:
        del one[key]


def _without_words(jpeg):
    """Return the JPEG without what a camera or a person wrote into it (EXIF, XMP, comments); its pixels stay."""
    kept, at = [jpeg[:2]], 2
    while jpeg[at:at + 1] == b"\xff" and jpeg[at + 1:at + 2] not in {b"\xda", b""}:
        size = 2 + int.from_bytes(jpeg[at + 2:at + 4], "big")
        mark = jpeg[at + 1]
        if mark != 0xFE and (not 0xE1 <= mark <= 0xEF or mark == 0xEE):   # Adobe's mark tells how colours are meant
            kept.append(jpeg[at:at + size])
        at += size
    return b"".join([*kept, jpeg[at:]])
