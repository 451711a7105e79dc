"""What those who run rounds type: a new round, its statements, slips, and the totals of a sheet."""
from datetime import datetime, time, timedelta

from django import forms
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Authority
from saan.core.fields import Day, Names
from saan.voices.forms.voices import Words
from saan.voices.models import Consultation, Statement, Theme
from saan.voices.queries.sheets import Line
from saan.voices.rules import LONGEST_STATEMENT

DOORS = [choice for choice in Consultation.Door.choices if choice[0] != Consultation.Door.SHEET]
NO_THEME = ("", _("ไม่ได้มาจากประเด็น"))
DAY_HINT = _("เช่น 15 ธ.ค. 2569")
SIDES = {"agree": _("เห็นด้วย ข้อ %(n)s"), "disagree": _("ไม่เห็นด้วย ข้อ %(n)s"), "passed": _("ไม่แน่ใจ ข้อ %(n)s")}


class Opening(forms.Form):
    """A new round."""

    title = forms.CharField(label=_("ชื่อรอบ"), max_length=160)
    title_en = forms.CharField(label=_("ชื่อภาษาอังกฤษ"), max_length=160, required=False)
    slug = forms.CharField(label=_("ลิงก์สั้น"), max_length=60,
                           help_text=_("ตัวอักษรอังกฤษตัวเล็ก ตัวเลข และขีด เช่น khok-muang-2569"))
    area = forms.ChoiceField(label=_("เขตพื้นที่"))
    source = forms.ChoiceField(label=_("นับจากอะไร"), choices=Consultation.Source.choices, widget=forms.RadioSelect,
                               initial=Consultation.Source.VOTES, help_text=_("เลือกแล้วเปลี่ยนไม่ได้ โหวตกับใบนับไม่รวมกัน"))
    door = forms.ChoiceField(label=_("ใครตอบได้"), choices=DOORS, widget=forms.RadioSelect,
                             initial=Consultation.Door.OPEN, help_text=_("สำหรับรอบโหวต"))
    closes_on = Day(label=_("ปิดรับสิ้นวันที่"), required=False, help_text=DAY_HINT)

    def __init__(self, *args, town: Authority, **options):
        super().__init__(*args, auto_id="%s", **options)
        self._areas = {area.code: area for area in (town.home, *town.areas.order_by("name"))}
        self.fields["area"].choices = [(code, area.full_name()) for code, area in self._areas.items()]

    def said(self) -> dict:
        """Return the round as the action takes it; it closes when the day is over."""
        told, day = self.cleaned_data, self.cleaned_data["closes_on"]
        closes_at = make_aware(datetime.combine(day + timedelta(days=1), time())) if day else None
        return {name: told[name] for name in ("title", "title_en", "slug", "source")} | {
            "area": self._areas[told["area"]], "door": told["door"], "closes_at": closes_at}


class Posing(forms.Form):
    """A statement to vote on, from a theme or of the council's own."""

    text = Words(LONGEST_STATEMENT, label=_("ข้อความใหม่"),
                 help_text=_("ประโยคเดียวที่เห็นด้วยหรือไม่เห็นด้วยได้ ไม่เกิน 140 ตัวอักษร"))
    theme = forms.ChoiceField(label=_("มาจากประเด็น"), widget=Names, required=False)

    def __init__(self, *args, themes: list[Theme], **options):
        super().__init__(*args, auto_id="pose_%s", **options)
        self._themes = {str(theme.pk): theme for theme in themes}
        self.fields["theme"].choices = [NO_THEME, *((pk, theme.name) for pk, theme in self._themes.items())]

    @property
    def chosen(self) -> Theme | None:
        """Return the theme that was chosen."""
        return self._themes.get(self.cleaned_data["theme"])


class Printing(forms.Form):
    """How many slips to print."""

    count = forms.IntegerField(label=_("กี่ใบ"), min_value=1, max_value=1000, initial=40)


class Beginning(forms.Form):
    """Where a sheet comes from."""

    source = forms.CharField(label=_("ใบนับมาจากไหน"), max_length=200)
    counted_on = Day(label=_("นับเมื่อวันที่"), help_text=DAY_HINT)


class Counting(forms.Form):
    """The totals of a sheet, statement by statement; what was not reported is left empty, it is not 0."""

    people = forms.IntegerField(label=_("คนบนใบทั้งหมด"), min_value=1, max_value=1_000_000)

    def __init__(self, *args, statements: list[Statement], **options):
        super().__init__(*args, auto_id="%s", **options)
        self._statements = statements
        for statement in statements:
            for side in Line._fields:
                self.fields[f"{side}-{statement.pk}"] = forms.IntegerField(
                    required=False, min_value=0, label=SIDES[side] % {"n": statement.number})

    def rows(self) -> list[tuple]:
        """Return each statement with its three fields, for the table."""
        return [(statement, [self[f"{side}-{statement.pk}"] for side in Line._fields])
                for statement in self._statements]

    def lines(self) -> dict[int, Line]:
        """Return the totals as the action takes them."""
        return {statement.pk: Line(*(self.cleaned_data[f"{side}-{statement.pk}"] for side in Line._fields))
                for statement in self._statements}

