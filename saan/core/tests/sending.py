"""Files to send in stories: good ones, and those that pretend."""
import zipfile
from io import BytesIO

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image

SECRET = "ซาร์ควิล-zarquil"
GPS = {1: "N", 2: (7.0, 20.0, 11.5), 3: "E", 4: (100.0, 12.0, 3.25)}


def upload(content: bytes, name: str = "ภาพ.jpg", said: str = "image/jpeg") -> SimpleUploadedFile:
    """Return the bytes as they come from a browser."""
    return SimpleUploadedFile(name, content, content_type=said)


def picture(sort: str = "JPEG", size: tuple[int, int] = (64, 48), mode: str = "RGB", **more) -> bytes:
    """Return a picture that is red on its left half and blue on its right."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    out = BytesIO()
    image.convert(mode).save(out, sort, **more)
    return out.getvalue()


def from_a_camera(orientation: int = 1, size: tuple[int, int] = (64, 48)) -> bytes:
    """Return a JPEG with everything that a camera writes into it: place, day, owner, thumbnail words, a comment."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x013B] = orientation, "Zarquilcam", "zarquil"
    exif.get_ifd(0x8825).update(GPS)
    exif.get_ifd(0x8769)[0x9003] = "2026:11:21 10:00:00"
    packet = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{SECRET}</x:xmpmeta>".encode()
    return picture(size=size, exif=exif, xmp=packet, comment=SECRET.encode(), icc_profile=b"zarquil-profile" * 20)


def pdf(pages: int = 1, **saving) -> bytes:
    """Return a PDF with so many pages."""
    out = BytesIO()
    with Pdf.new() as new:
        for _ in range(pages):
            new.add_blank_page(page_size=(300, 200))
        new.save(out, **saving)
    return out.getvalue()


def active_pdf() -> bytes:
    """Return a PDF that does everything a PDF should not, and tells who made it; it shows one photograph."""
    out = BytesIO()
    with Pdf.new() as new:
        page = new.add_blank_page(page_size=(300, 200))
        script = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{SECRET}')"))
        new.Root.OpenAction = script
        new.Root.AA = Dictionary(WC=script)
        new.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), script])))
        new.attachments["zarquil.exe"] = b"MZ zarquil"
        page.obj.AA = Dictionary(O=script)
        page.obj.PieceInfo = Dictionary(Zarquil=Dictionary(Private=String(SECRET)))
        page.obj.Annots = Array([new.make_indirect(Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 50, 50],
            A=Dictionary(S=Name.Launch, F=String("zarquil.exe"))))])
        photo = Stream(new, from_a_camera(), Type=Name.XObject, Subtype=Name.Image, Width=64, Height=48,
                       BitsPerComponent=8, ColorSpace=Name.DeviceRGB, Filter=Name.DCTDecode,
                       Metadata=Stream(new, SECRET.encode()))
        page.obj.Resources = Dictionary(XObject=Dictionary(Im0=photo))
        page.obj.Contents = Stream(new, b"q 64 0 0 48 0 0 cm /Im0 Do Q")
        with new.open_metadata() as words:
            words["dc:creator"] = [SECRET]
        new.docinfo["/Author"] = SECRET
        new.save(out)
    return out.getvalue()


def locked_pdf(user: str) -> bytes:
    """Return a PDF with a password."""
    return pdf(encryption=pikepdf.Encryption(owner="zarquil", user=user))


def word(text: str = "{{ committee }}", **parts: str) -> bytes:
    """Return a Word document with one paragraph; parts are put in, or take the place of those that are there."""
    out, whole = BytesIO(), BytesIO()
    document = Document()
    document.add_paragraph(text)
    document.save(out)
    with zipfile.ZipFile(out) as made, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as new:
        for name in made.namelist():
            if name not in parts:
                new.writestr(name, made.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return whole.getvalue()


def archive(**members: str) -> bytes:
    """Return an ordinary zip."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in members.items():
            new.writestr(name, content)
    return out.getvalue()
