"""What is uploaded is recognised by its bytes, made anew, stripped, and kept once."""
import hashlib
import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Dictionary, Name, Pdf, Stream
from PIL import Image

from saan.core import files
from saan.core.actions.files import keep
from saan.core.files import documents, kinds, pictures, shelf
from saan.core.files.kinds import DOCUMENTS, PICTURES, TEMPLATES
from saan.core.models import StoredFile
from saan.core.refusal import Refusal
from saan.core.tests.sending import active_pdf, archive, from_a_camera, locked_pdf, pdf, picture, upload, word

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Let files lie in a folder of this story's own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


def kept(content, name="ภาพ.jpg", sorts=PICTURES | DOCUMENTS):
    """Keep the content, and return the row and the bytes that lie on the shelf."""
    row = keep(upload=upload(content, name), sorts=sorts)
    return row, shelf.place_of(row.digest).read_bytes()


def no_to(content, sorts=PICTURES | DOCUMENTS, name="ภาพ.jpg"):
    """Return the code of the refusal; nothing is kept, and the sentence stands beside the file."""
    with pytest.raises(Refusal) as no:
        keep(upload=upload(content, name), sorts=sorts)
    assert no.value.status == 422 and str(no.value)
    assert [wrong.where for wrong in no.value.errors] == ["file"]
    assert not StoredFile.objects.exists()
    return no.value.code


def header_of(width, height):
    """Return the beginning of a PNG that claims to be so large, and has nothing in it."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks)


def test_a_photograph_keeps_its_picture_and_nothing_of_its_camera():
    sent = from_a_camera()
    assert b"Zarquilcam" in sent and b"GPS" not in sent and Image.open(BytesIO(sent)).getexif().get_ifd(0x8825)
    row, content = kept(sent)
    with Image.open(BytesIO(content)) as image:
        image.load()
        assert (image.format, image.size, dict(image.getexif())) == ("JPEG", (64, 48), {})
        assert not {"exif", "xmp", "comment", "icc_profile", "photoshop"} & set(image.info)
        assert image.getpixel((5, 24))[0] > 200 and image.getpixel((60, 24))[2] > 200
    assert b"arquil" not in content and b"Exif" not in content and b"http://" not in content
    assert (row.media, row.size, row.width, row.height) == ("image/jpeg", len(content), 64, 48)
    assert row.digest == hashlib.sha256(content).hexdigest()


def test_a_photograph_that_was_taken_sideways_stands_upright():
    row, content = kept(from_a_camera(orientation=6, size=(80, 40)))
    assert (row.width, row.height) == (40, 80)
    with Image.open(BytesIO(content)) as image:
        assert image.getpixel((20, 8))[0] > 200   # its left side is up now


def test_a_large_picture_is_scaled_down_and_never_stretched():
    row, _content = kept(picture(size=(3000, 600)))
    assert (row.width, row.height) == (2000, 400)


@pytest.mark.parametrize(("sort", "mode"), [
    ("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "L"), ("PNG", "LA"), ("PNG", "1"), ("PNG", "I;16"),
    ("WEBP", "RGBA"), ("GIF", "P"), ("JPEG", "CMYK"), ("JPEG", "L")])
def test_every_sort_of_picture_becomes_the_same_sort(sort, mode):
    row, content = kept(picture(sort, mode="L" if mode == "I;16" else mode) if mode != "I;16" else sixteen_bits())
    assert row.media == "image/jpeg" and content.startswith(b"\xff\xd8\xff")


def sixteen_bits():
    """Return a PNG of 16 bits of grey."""
    out = BytesIO()
    Image.new("I;16", (8, 8), 0x8080).save(out, "PNG")
    return out.getvalue()


def test_what_is_see_through_stands_on_white():
    out = BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    _row, content = kept(out.getvalue())
    with Image.open(BytesIO(content)) as image:
        assert image.getpixel((10, 10)) == (255, 255, 255)


def test_of_a_moving_picture_the_first_moment_stays():
    out = BytesIO()
    first, *rest = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue", "green")]
    first.save(out, "GIF", save_all=True, append_images=rest)
    _row, content = kept(out.getvalue())
    with Image.open(BytesIO(content)) as image:
        assert getattr(image, "n_frames", 1) == 1 and image.getpixel((10, 10))[0] > 200


def test_thirty_thousand_by_thirty_thousand_is_refused_before_it_is_unpacked():
    assert no_to(header_of(30_000, 30_000)) == "core.file_too_many_pixels"
    assert no_to(header_of(2**31 - 1, 2**31 - 1)) == "core.file_too_many_pixels"


@pytest.mark.parametrize(("content", "name"), [
    (archive(**{"a.txt": "ก"}), "ภาพ.jpg"), (b"<html><script>alert(1)</script>", "เอกสาร.pdf"), (b"MZ\x90", "ภาพ.png"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "ภาพ.svg"), (word(), "เอกสาร.pdf"), (b"hello", "ภาพ.jpg")])
def test_what_only_pretends_is_refused(content, name):
    assert no_to(content, name=name) == "core.file_kind"


def test_a_picture_cut_in_half_is_refused():
    whole = picture(size=(400, 300))
    assert no_to(whole[:len(whole) // 2]) == "core.file_broken"
    assert no_to(b"\xff\xd8\xff" + b"x" * 50) == "core.file_broken"


def test_an_empty_or_too_large_file_is_refused(monkeypatch):
    assert no_to(b"") == "core.file_empty"
    monkeypatch.setattr(kinds, "LARGEST_PICTURE", 500)
    assert no_to(picture(size=(400, 300))) == "core.file_too_large"


def test_only_what_is_asked_for_is_taken():
    assert no_to(pdf(), PICTURES) == no_to(picture(), DOCUMENTS) == no_to(picture(), TEMPLATES) == "core.file_kind"


def test_a_pdf_keeps_its_pages_and_nothing_that_acts_or_tells_of_anybody():
    row, content = kept(active_pdf(), "เอกสาร.pdf")
    assert row.media == "application/pdf"
    with Pdf.open(BytesIO(content)) as new:
        assert set(new.Root.keys()) == {"/Type", "/Pages"} and "/Info" not in new.trailer
        page, = new.pages
        assert set(page.obj.keys()) <= documents.PAGE
        seen = []
        for one in new.objects:
            keys = set(one.keys()) if isinstance(one, Dictionary | Stream) else set()
            assert not keys & {"/JS", "/AA", "/A", "/EF", "/Metadata", "/PieceInfo", "/Launch"}
            seen.append(repr(one).encode() + (one.read_raw_bytes() if isinstance(one, Stream) else b""))
        assert b"arquil" not in b"".join(seen) and "ซาร์ควิล".encode() not in b"".join(seen)
        photo = page.obj.Resources.XObject.Im0.read_raw_bytes()
        with Image.open(BytesIO(photo)) as image:
            image.load()
            assert image.size == (64, 48) and not dict(image.getexif())
    assert b"arquil" not in content


def test_a_note_on_a_page_is_drawn_into_it():
    out = BytesIO()
    with Pdf.new() as new:
        page = new.add_blank_page(page_size=(300, 200))
        look = Stream(new, b"1 0 0 rg 0 0 10 10 re f", Type=Name.XObject, Subtype=Name.Form,
                      BBox=[0, 0, 10, 10])
        page.obj.Annots = [new.make_indirect(Dictionary(
            Type=Name.Annot, Subtype=Name.Stamp, Rect=[0, 0, 10, 10], F=4,
            AP=Dictionary(N=look)))]
        new.save(out)
    _row, content = kept(out.getvalue(), "เอกสาร.pdf")
    with Pdf.open(BytesIO(content)) as new:
        assert "/Annots" not in new.pages[0].obj
        assert b"1 0 0 rg" in b"".join(one.read_bytes() for one in new.objects if isinstance(one, Stream))


@pytest.mark.parametrize("user", ["", "ลับ"])
def test_a_locked_pdf_is_refused(user):
    assert no_to(locked_pdf(user)) == "core.file_locked"


def test_a_broken_or_too_long_pdf_is_refused():
    whole = active_pdf()
    assert no_to(whole[:len(whole) * 2 // 3]) == "core.file_broken"
    assert no_to(b"%PDF-1.7\n<html>") == "core.file_broken"
    assert no_to(pdf(documents.MOST_PAGES + 1)) == "core.file_too_long"


def test_a_word_document_is_taken_only_as_a_template():
    row, content = kept(word(), "แบบ.docx", TEMPLATES)
    assert row.media == kinds.Kind.DOCX and content.startswith(b"PK")
    assert kept(word(), "แบบ.docx", TEMPLATES)[0] == row


@pytest.mark.parametrize(("parts", "code"), [
    ({"word/vbaProject.bin": "x"}, "core.file_macros"),
    ({"word/embeddings/oleObject1.bin": "x"}, "core.file_macros"),
    ({"word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
      'relationships"><Relationship Id="rId9" Type="http://x/image" Target="http://zarquil.example/spy.png" '
      'TargetMode="External"/></Relationships>'}, "core.file_outside"),
    ({"word/document.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}, "core.file_declares"),
    ({"word/media/zero.bin": "0" * 64_000_000}, "core.file_bomb"),
    ({"word/document.xml": "<broken"}, "core.file_broken")])
def test_a_word_document_that_does_more_than_stand_on_paper_is_refused(parts, code):
    assert no_to(word(**parts), TEMPLATES, "แบบ.docx") == code


def test_a_zip_that_is_no_word_document_is_refused_as_a_template():
    assert no_to(archive(**{"a.txt": "ก"}), TEMPLATES, "แบบ.docx") == "core.file_broken"


def test_the_same_bytes_are_kept_once_and_nothing_half_written_stays(folder):
    assert kept(picture())[0] == kept(picture())[0]
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1


def test_a_file_is_given_out_as_what_it_is_under_its_name():
    row, content = kept(picture())
    response = files.answer(row, "ลาน/หลังตลาด\r\n")
    assert b"".join(response) == content
    head = response.headers
    assert head["Content-Type"] == "image/jpeg" and head["X-Content-Type-Options"] == "nosniff"
    assert head["Content-Disposition"].startswith("inline; filename*=utf-8''%E0%B8%A5") and "\n" not in str(head)
    assert "sandbox" in head["Content-Security-Policy"] and "private" in head["Cache-Control"]
    response.file_to_stream.close()
    template, _bytes = kept(word(), "แบบ.docx", TEMPLATES)
    response = files.answer(template, "minutes")
    assert response.headers["Content-Disposition"] == 'attachment; filename="minutes.docx"'
    response.file_to_stream.close()


def test_a_file_that_is_lost_is_not_found():
    row, _content = kept(picture())
    Path(shelf.place_of(row.digest)).unlink()
    with pytest.raises(Http404):
        files.answer(row, "ภาพ")


@pytest.mark.slow
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_is_sent_is_made_anew_or_refused_and_never_breaks(data):
    whole = data.draw(st.sampled_from([
        picture(), picture("PNG", mode="P"), picture("GIF", mode="P"), picture("WEBP"), from_a_camera(), active_pdf(),
        pdf(2), word()]))
    cut = whole[:data.draw(st.integers(1, len(whole)))]
    spoilt = bytearray(cut)
    for _ in range(data.draw(st.integers(0, 8))):
        spoilt[data.draw(st.integers(0, len(spoilt) - 1))] = data.draw(st.integers(0, 255))
    try:
        row = keep(upload=upload(bytes(spoilt)), sorts=PICTURES | DOCUMENTS | TEMPLATES)
    except Refusal as no:
        assert no.status == 422 and no.code.startswith("core.file_")
    else:
        assert shelf.place_of(row.digest).stat().st_size == row.size


def test_a_note_of_the_camera_that_is_broken_breaks_no_picture():
    spoilt = bytearray(from_a_camera())
    spoilt[56] = 1   # an entry that claims to be longer than the file
    assert keep(upload=upload(bytes(spoilt))).media == "image/jpeg"


def test_pixels_are_measured_before_pillow_warns():
    assert Image.MAX_IMAGE_PIXELS is None and pictures.MOST_PIXELS <= 50_000_000
