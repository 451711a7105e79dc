"""Pictures made anew: upright, scaled down, and with nothing in them but what is seen."""
import struct
import threading
from io import BytesIO
from typing import BinaryIO
from warnings import catch_warnings

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from saan.core.files.kinds import Kind, refusal

MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2000   # pixels, of what is kept
QUALITY = 85
READ = ("JPEG", "PNG", "WEBP", "GIF")   # what some telephones write as .jpg (MPO) opens as JPEG
FAULTS = (   # what reading a spoilt picture comes to
    OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, OverflowError, MemoryError, struct.error)
BROKEN = _("รูปนี้เสียหรือมาไม่ครบ เปิดดูในเครื่องก่อน แล้วส่งอีกครั้ง")
TOO_MANY = _("รูปนี้ละเอียดเกินไป (%(width)s × %(height)s จุด) ย่อให้ไม่เกิน 50 ล้านจุดก่อนแล้วส่งอีกครั้ง")

Image.MAX_IMAGE_PIXELS = None   # measured below from the header, before anything is unpacked: a no, not a warning
_one_at_a_time = threading.Lock()   # an unpacked picture takes up to 200 MB


def remade(file: BinaryIO) -> tuple[bytes, Kind, int, int]:
    """Return the picture as a new JPEG with its kind, width and height; of a moving one its first moment."""
    try:
        with (_one_at_a_time, catch_warnings(action="ignore"),   # of what a camera wrote wrongly: none of it is kept
              Image.open(file, formats=READ) as picture):
            _measure(picture)
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))   # a JPEG is unpacked no larger than needed
            seen = _flat(ImageOps.exif_transpose(picture))
            seen.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            plain = Image.new("RGB", seen.size)   # carries over the pixels and nothing else
            plain.paste(seen)
            out = BytesIO()
            plain.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    except FAULTS as fault:
        raise refusal("core.file_broken", BROKEN) from fault
    return out.getvalue(), Kind.JPEG, *plain.size


def _measure(picture):
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise refusal("core.file_too_many_pixels", TOO_MANY, width=f"{width:,}", height=f"{height:,}")


def _flat(picture):
    """Return the picture in plain colours, where it is see-through on white."""
    if picture.mode.startswith("I"):   # 16 bits of grey
        return picture.convert("I").point(lambda value: value / 257).convert("L").convert("RGB")
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    ground = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(ground, clear).convert("RGB")
