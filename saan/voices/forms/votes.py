"""What one taps on the page of a round: an answer, an age band, a slip's code, a statement of one's own."""
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from saan.core.vocabulary import Band
from saan.voices.forms.voices import SKIP, Words
from saan.voices.rules import LONGEST_STATEMENT

ANSWERS = (("1", _("เห็นด้วย")), ("0", _("ไม่แน่ใจ")), ("-1", _("ไม่เห็นด้วย")))


class Answer(forms.Form):
    """One of three answers to one statement; the age band is asked with the first."""

    statement = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2 ** 63 - 1)
    v = forms.TypedChoiceField(choices=ANSWERS, coerce=int)
    age_band = forms.ChoiceField(label=_("อายุช่วงไหน"), choices=[SKIP, *Band.choices], widget=forms.RadioSelect,
                                 required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, initial={"age_band": ""}, auto_id="%s", **options)


class SlipCode(forms.Form):
    """The code of a slip, as it is printed on it."""

    slip = forms.CharField(label=_("รหัสบนใบ"), max_length=64, help_text=_("8 ตัว ตัวเล็กหรือตัวใหญ่ก็ได้ เช่น K7M4-9Q2T"),
                           error_messages={"required": _("พิมพ์รหัสจากใบที่ได้รับ")})


class Proposal(forms.Form):
    """A statement of one's own, for others to vote on after it was read."""

    text = Words(LONGEST_STATEMENT, label=_("ข้อความของหนู"), help_text=_(
        "ประโยคเดียว ไม่เกิน 140 ตัวอักษร มีคนอ่านก่อนขึ้นให้คนอื่นโหวต"),
        error_messages={"required": _("เขียนข้อความก่อน")})
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, typed: str = "", **options):
        """Take what was typed so far and is not sent yet."""
        super().__init__(*args, initial={"key": uuid4(), "text": typed}, auto_id="proposal_%s", **options)
