"""What people may tell of themselves: every question can be left out."""
from django import forms
from django.utils.translation import gettext_lazy as _

from saan.core.fields import Names, tapped
from saan.voices.forms.voices import SKIP, TAPPED
from saan.voices.models import Headcount
from saan.voices.queries.heads import Question

Way = Headcount.Way
ASKS = {Way.SEX: _("เพศ"), Way.DISABILITY: _("มีความพิการไหม"), Way.AREA: _("อยู่แถวไหน"), Way.COMMUNITY: _("อยู่ชุมชนไหน")}


class Heads(forms.Form):
    """The questions of a round."""

    def __init__(self, *args, questions: list[Question], **options):
        super().__init__(*args, initial={question.way: "" for question in questions}, auto_id="head_%s", **options)
        for way, words in questions:
            taps = len(words) <= TAPPED
            named = [(word, tapped(label) if way in {Way.AREA, Way.COMMUNITY} and taps else label)
                     for word, label in words]
            self.fields[way] = forms.ChoiceField(
                label=ASKS[way], choices=[SKIP, *named], required=False, widget=forms.RadioSelect if taps else Names)
            self.fields[way].taps = taps

    def said(self) -> dict[str, str]:
        """Return the word that was said in each way; "" where nothing was."""
        return dict(self.cleaned_data)
