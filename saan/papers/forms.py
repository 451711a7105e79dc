"""What an officer sends: a template made in Word."""
from django.utils.translation import gettext_lazy as _

from saan.core.files import TEMPLATES
from saan.core.uploads import Uploading


class Replacing(Uploading):
    """A Word document that a paper is filled into."""

    sorts = TEMPLATES

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["file"].label = _("แบบของเรา (.docx)")
        self.fields["file"].help_text = _("เริ่มจากแบบที่ใช้อยู่ แก้ใน Word แล้วส่งกลับมา ชื่อในปีกกาคู่จะถูกแทนด้วยข้อความจริง")
