"""Choices that are names: a Thai name on an English page says that it is Thai."""
import re

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

THAI = re.compile("[\u0e00-\u0e7f]")


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
