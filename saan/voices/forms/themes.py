"""What those who weave type: names, choices, replies."""
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from saan.core.fields import Names
from saan.voices.forms.voices import Words
from saan.voices.models import Statement, Theme, Voice
from saan.voices.rules import LONGEST_NAME, LONGEST_REPLY

NEW = ("", _("เรื่องใหม่"))


class Gathering(forms.Form):
    """Voices and statements that were ticked, and the theme they go to: a new one, or one that is under way."""

    theme = forms.ChoiceField(label=_("รวมเข้ากับ"), widget=Names, required=False)
    name = forms.CharField(label=_("ชื่อเรื่องใหม่"), required=False, max_length=LONGEST_NAME * 4)
    voice = forms.MultipleChoiceField(required=False)
    statement = forms.MultipleChoiceField(required=False)

    def __init__(self, *args, voices: list[Voice], statements: list[Statement], themes: list[Theme], **options):
        super().__init__(*args, auto_id="%s", **options)
        self._members = {"voice": {str(one.pk): one for one in voices},
                         "statement": {str(one.pk): one for one in statements}}
        self._themes = {str(theme.pk): theme for theme in themes}
        self.fields["theme"].choices = [NEW, *((pk, theme.name) for pk, theme in self._themes.items())]
        for name, members in self._members.items():
            self.fields[name].choices = [(pk, pk) for pk in members]

    @property
    def members(self) -> list[Voice | Statement]:
        """Return what was ticked."""
        return [self._members[name][pk] for name in self._members for pk in self.cleaned_data[name]]

    @property
    def ticked(self) -> set[int]:
        """Return the numbers of the voices that were ticked, so that a mistake keeps them."""
        typed = self.data.getlist("voice") if self.is_bound else []
        return {int(pk) for pk in typed if pk in self._members["voice"]}

    @property
    def chosen(self) -> Theme | None:
        """Return the theme that was chosen, or None for a new one."""
        return self._themes.get(self.cleaned_data["theme"])


class Answering(forms.Form):
    """A reply to everybody in a theme."""

    text = Words(LONGEST_REPLY, label=_("ตอบทุกคนในเรื่องนี้"), help_text=_(
        "บอกว่าทำแล้ว กำลังทำ ยังทำไม่ได้เพราะอะไร หรือส่งต่อให้ใคร คนที่พูดเรื่องนี้ทุกคนจะได้อ่าน"))
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **options):
        super().__init__(*args, initial={"key": uuid4()}, auto_id="reply_%s", **options)
