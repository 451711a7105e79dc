"""The shape of an upload: a file, and for pictures that somebody has looked for children's faces."""
from collections.abc import Collection

from django import forms
from django.utils.translation import gettext_lazy as _

from saan.core.files.kinds import DOCUMENTS, PICTURES, found

FACES = _("ไม่มีใบหน้าเด็กที่จำได้ในภาพนี้")
LOOK_FIRST = _("ดูภาพอีกครั้ง แล้วติ๊กว่าไม่มีใบหน้าเด็กที่จำได้ ถ้ามี ใช้ภาพอื่นหรือเบลอหน้าก่อน")


class Uploading(forms.Form):
    """A file, and the tick that belongs to a picture; a form that takes a file begins with this one.

    The action reads the file (`saan.core.actions.files.keep`); here nobody looks further than its first bytes.
    """

    sorts: Collection[str] = PICTURES | DOCUMENTS   # what may be sent
    file = forms.FileField(label=_("รูปภาพหรือ PDF"), error_messages={
        "required": _("ยังไม่ได้เลือกไฟล์"), "empty": _("ไฟล์นี้ว่างเปล่า เลือกไฟล์อีกครั้ง"),
        "invalid": _("ไฟล์มาไม่ถึง เลือกไฟล์แล้วส่งอีกครั้ง"), "missing": _("ไฟล์มาไม่ถึง เลือกไฟล์แล้วส่งอีกครั้ง")})
    faces_checked = forms.BooleanField(label=FACES, required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["file"].widget.attrs["accept"] = ",".join(sorted(map(str, self.sorts)))
        if not PICTURES & set(self.sorts):
            del self.fields["faces_checked"]

    def clean(self) -> dict:
        """Return what was sent; a picture on which nobody has looked for faces is not taken."""
        told = super().clean()
        file = told.get("file")
        if file and "faces_checked" in self.fields and not told.get("faces_checked") and found(file.file) in PICTURES:
            self.add_error("faces_checked", LOOK_FIRST)
        return told
