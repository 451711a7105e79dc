"""Fields that several rooms' forms share: days as people write them, and choices that are names."""
import re

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from saan.core.dates import read_day

THAI = re.compile("[\u0e00-\u0e7f]")


class Day(forms.CharField):
    """A day as people write it, in พ.ศ. or ค.ศ."""

    def clean(self, value):
        """Return the day, or None where nothing was written."""
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return read_day(typed)
        except ValueError:
            raise forms.ValidationError(_("อ่านวันที่ไม่ได้ เขียนแบบ 15 ธ.ค. 2569")) from None


class Names(forms.Select):
    """A list of names; each says its language."""

    def create_option(self, name, value, label, selected, index, **more):
        """Return the option, marked where its name is Thai; the first one is a word of Saan's own."""
        option = super().create_option(name, value, label, selected, index, **more)
        if value and THAI.search(str(label)):
            option["attrs"]["lang"] = "th"
        return option


def tapped(name: str) -> SafeString | str:
    """Return a name as the label of a tap."""
    return format_html('<span lang="th">{}</span>', name) if THAI.search(name) else name
