"""What is typed about resolutions: what was resolved, how far it is, and why it is closed."""
from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Agency
from saan.core.fields import Day, Names
from saan.core.names import offered
from saan.decisions.forms.proposals import CHOOSE, Told
from saan.decisions.models import Closing, Proposal
from saan.decisions.rules.meetings import LONGEST_TEXT
from saan.voices.forms.voices import Words

NO_OWNER = _("ยังไม่ได้เลือกผู้รับผิดชอบ มติต้องมีหนึ่งหน่วยงานที่ตอบแทนเด็กได้")
NO_DAY = _("ยังไม่มีกำหนดเสร็จ ใส่วันที่ เช่น 31 มี.ค. 2570")


class Resolving(Told):
    """A resolution: it cannot be saved without one responsible agency and a due date."""

    text = Words(LONGEST_TEXT, label=_("ข้อความมติ"))
    owner = forms.ChoiceField(label=_("ผู้รับผิดชอบ (หน่วยงานเดียว)"), widget=Names, error_messages={"required": NO_OWNER})
    due_on = Day(label=_("กำหนดเสร็จ"), help_text=_("เช่น 31 มี.ค. 2570"), error_messages={"required": NO_DAY})
    proposals = forms.MultipleChoiceField(label=_("ตอบข้อเสนออื่นด้วย"), required=False)

    def __init__(self, *args, agencies: Iterable[Agency], proposals: Iterable[Proposal], **options):
        super().__init__(*args, auto_id="resolve_%s", **options)
        self._agencies = {str(agency.pk): agency for agency in agencies}
        self.others = {str(one.pk): one for one in proposals}
        self.fields["owner"].choices = [CHOOSE, *offered(self._agencies.values())]
        self.fields["proposals"].choices = [(pk, one.title) for pk, one in self.others.items()]

    @property
    def ticked(self) -> set[int]:
        """Return the further proposals that were ticked, so that a mistake keeps them."""
        return {int(pk) for pk in self.data.getlist("proposals") if pk in self.others} if self.is_bound else set()

    def said(self) -> dict:
        """Return the resolution as the action takes it."""
        told = self.cleaned_data
        return {"text": told["text"], "owner": self._agencies[told["owner"]], "due_on": told["due_on"],
                "proposals": [self.others[pk] for pk in told["proposals"]]}


class Reporting(Told):
    """How far a resolution is."""

    text = Words(LONGEST_TEXT, label=_("ตอนนี้ถึงไหนแล้ว"), help_text=_("ทำอะไรไปแล้ว เหลืออะไร ติดอะไร ทุกคนอ่านได้"))
    done = forms.BooleanField(label=_("ทำเสร็จแล้ว ไม่มีอะไรเหลือ ให้ที่ประชุมปิดมตินี้"), required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, auto_id="report_%s", **options)


class Ending(Told):
    """Why a resolution comes back no more."""

    word = forms.ChoiceField(label=_("ที่ประชุมตัดสินว่า"), choices=Closing.Word.choices, widget=forms.RadioSelect)
    reason = Words(LONGEST_TEXT, label=_("เห็นจากอะไร หรือยุติเพราะอะไร"))

    def __init__(self, *args, done: bool = False, **options):
        super().__init__(*args, auto_id="end_%s", **options)
        if done:
            self.fields["word"].initial = Closing.Word.DONE
