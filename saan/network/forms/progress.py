"""What is told of a promise: by the agency that it was begun or kept, by the council whether that is so."""
from django import forms
from django.utils.translation import gettext_lazy as _

from saan.core.uploads import Uploading
from saan.network.models import Progress
from saan.network.rules import LONGEST_WORDS, may_follow

Word = Progress.Word
BY_AGENCY = ((Word.BEGUN, _("เริ่มทำแล้ว")), (Word.CLAIMED, _("ทำเสร็จแล้ว")))
BY_COUNCIL = ((Word.CONFIRMED, _("จริง")), (Word.REOPENED, _("ยังไม่จริง")))
CHOOSE = {"required": _("แตะเลือกหนึ่งอย่างก่อน")}


class Offering:
    """A choice of words of which a fresh form offers those that may be said now.

    What is sent may hold any of them: somebody may have been quicker, and the action says what stands by now.
    """

    words = ()

    def offer(self, last: str) -> None:
        """Offer only what may follow the last word."""
        self.fields["word"].choices = [choice for choice in self.words if may_follow(choice[0], last)]

    def _take(self, last):
        self.fields["word"].choices = self.words
        if not self.is_bound:
            self.offer(last)


class Telling(Offering, Uploading):
    """That the agency has begun or kept its promise, in words, and with a picture or document where there is one."""

    word = forms.ChoiceField(label=_("ไปถึงไหนแล้ว"), widget=forms.RadioSelect, error_messages=CHOOSE)
    text = forms.CharField(label=_("ทำอะไรไปแล้วบ้าง"), widget=forms.Textarea, max_length=LONGEST_WORDS, required=False,
                           help_text=_("ถ้าทำเสร็จแล้ว บอกว่าทำอะไร ที่ไหน เมื่อไร ทุกคนจะได้อ่าน และสภาเด็กจะดูว่าจริงไหม"))

    words = BY_AGENCY

    def __init__(self, *args, last: str, **options):
        super().__init__(*args, auto_id="%s", **options)
        self._take(last)
        self.fields["file"].required, self.fields["file"].label = False, _("ภาพหรือเอกสารประกอบ")


class Judging(Offering, forms.Form):
    """Whether what the agency says is so."""

    word = forms.ChoiceField(label=_("เกิดขึ้นจริงไหม"), widget=forms.RadioSelect, error_messages=CHOOSE)
    text = forms.CharField(label=_("เห็นอะไร"), widget=forms.Textarea, max_length=LONGEST_WORDS, required=False,
                           help_text=_("ถ้ายังไม่จริง บอกว่ายังขาดอะไร"))

    words = BY_COUNCIL

    def __init__(self, *args, last: str, **options):
        super().__init__(*args, auto_id="%s", **options)
        self._take(last)
