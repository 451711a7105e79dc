"""What an officer types about an agreement, and about what a party promises."""
from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Agency
from saan.core.fields import Day, Names, tapped
from saan.core.names import called, offered
from saan.core.uploads import Uploading
from saan.network.models import Goal
from saan.network.rules import LONGEST_PROMISE, LONGEST_TITLE

DAY_HINT = _("เช่น 15 ธ.ค. 2569")


class Signing(Uploading):
    """An agreement: who signed what, for how long, and the signed document."""

    title = forms.CharField(label=_("ชื่อข้อตกลง"), max_length=LONGEST_TITLE)
    title_en = forms.CharField(label=_("ชื่อภาษาอังกฤษ"), max_length=LONGEST_TITLE, required=False)
    parties = forms.MultipleChoiceField(
        label=_("หน่วยงานที่ลงนาม"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("ข้อตกลงต้องมีอย่างน้อยสองหน่วยงาน")})
    goals = forms.CharField(label=_("เป้าหมายร่วม"), widget=forms.Textarea, max_length=10_000,
                            help_text=_("บรรทัดละหนึ่งข้อ เรียงตามลำดับในข้อตกลง"),
                            error_messages={"required": _("ใส่เป้าหมายร่วมอย่างน้อยหนึ่งข้อ บรรทัดละข้อ")})
    signed_on = Day(label=_("วันลงนาม"), help_text=DAY_HINT)
    starts_on = Day(label=_("เริ่มมีผลวันที่"), help_text=DAY_HINT)
    ends_on = Day(label=_("วันสุดท้าย"), help_text=DAY_HINT)

    def __init__(self, *args, agencies: Iterable[Agency], **options):
        super().__init__(*args, auto_id="%s", **options)
        self._agencies = {str(agency.pk): agency for agency in agencies}
        self.fields["parties"].choices = [(pk, tapped(name)) for pk, name in offered(self._agencies.values())]
        self.fields["file"].required, self.fields["file"].label = False, _("เอกสารที่ลงนาม")

    def said(self) -> dict:
        """Return the agreement as the action takes it, without its document."""
        told = self.cleaned_data
        return {name: told[name] for name in ("title", "title_en", "signed_on", "starts_on", "ends_on")} | {
            "parties": [self._agencies[pk] for pk in told["parties"]], "goals": told["goals"].splitlines()}


class Extending(forms.Form):
    """A later last day."""

    ends_on = Day(label=_("วันสุดท้ายใหม่"), help_text=DAY_HINT)


class Promising(forms.Form):
    """What a party promises towards a goal, and until when."""

    goal = forms.ChoiceField(label=_("เพื่อเป้าหมาย"), widget=Names)
    agency = forms.ChoiceField(label=_("หน่วยงานไหน"), widget=Names)
    text = forms.CharField(label=_("รับปากว่าจะทำอะไร"), widget=forms.Textarea, max_length=LONGEST_PROMISE)
    due_on = Day(label=_("ภายในวันที่"), help_text=DAY_HINT)

    def __init__(self, *args, goals: Iterable[Goal], agencies: Iterable[Agency], **options):
        super().__init__(*args, auto_id="%s", **options)
        self._goals = {str(goal.pk): goal for goal in goals}
        self._agencies = {str(agency.pk): agency for agency in agencies}
        self.fields["goal"].choices = [
            (pk, f"{goal.number}. {called(goal, 'text')}") for pk, goal in self._goals.items()]
        self.fields["agency"].choices = offered(self._agencies.values())

    def said(self) -> dict:
        """Return the promise as the action takes it."""
        told = self.cleaned_data
        return {"goal": self._goals[told["goal"]], "agency": self._agencies[told["agency"]], "text": told["text"],
                "due_on": told["due_on"]}
