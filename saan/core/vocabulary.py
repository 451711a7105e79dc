"""Fixed words that several rooms share, each with what a page says for it."""
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Band(TextChoices):
    """Age bands: protection and the youth council change at 18, personal data at 20 (promises.md)."""

    UNDER_7 = "under7", _("ต่ำกว่า 7 ปี")
    FROM_7 = "7-10", _("7–10 ปี")
    FROM_11 = "11-14", _("11–14 ปี")
    FROM_15 = "15-17", _("15–17 ปี")
    FROM_18 = "18-19", _("18–19 ปี")
    FROM_20 = "20-25", _("20–25 ปี")
    OVER_25 = "over25", _("มากกว่า 25 ปี")


class Sex(TextChoices):
    """Sex, asked as an option and kept only as counts."""

    FEMALE = "female", _("หญิง")
    MALE = "male", _("ชาย")


class Disability(TextChoices):
    """Disability, asked as an option and kept only as counts; empty = not asked or not counted apart."""

    YES = "yes", _("พิการ")
    NO = "no", _("ไม่พิการ")


class Level(TextChoices):
    """Who may read a row: the gate in `people` says which roles open which level."""

    PUBLIC = "public", _("ทุกคนอ่านได้")
    WAITING = "waiting", _("รอพี่ ๆ อ่านก่อน")
    RETURNED = "returned", _("ยังขึ้นไม่ได้")
    OFFICE = "office", pgettext_lazy("ระดับ", "เจ้าหน้าที่")
    RESTRICTED = "restricted", _("ผู้ดูแลความปลอดภัยเด็ก")
