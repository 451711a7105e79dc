"""What is typed to start a project."""
from collections.abc import Iterable
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Agency, Authority
from saan.core.dates import BUDDHIST_FROM, ERA, arabic
from saan.core.fields import Day, Names
from saan.core.names import called, offered
from saan.decisions.forms.proposals import CHOOSE, Told
from saan.network.models import Commitment
from saan.plans.rules.projects import LONGEST_TITLE
from saan.plans.rules.words import LONGEST_TEXT
from saan.voices.forms.rounds import DAY_HINT
from saan.voices.forms.voices import Words

NO_PROMISE = ("", _("ไม่ได้มาจากข้อรับปาก"))


class Year(forms.CharField):
    """A year as people write it: 2570, ๒๕๗๐ or 2027."""

    def clean(self, value):
        """Return the year as Saan keeps it (ค.ศ.)."""
        typed = arabic(super().clean(value)).replace("พ.ศ.", "").strip()
        if not (typed.isascii() and typed.isdecimal() and len(typed) == 4):
            raise forms.ValidationError(_("อ่านปีไม่ได้ เขียนเป็นเลขสี่หลัก เช่น 2570"))
        year = int(typed)
        return year - ERA if year >= BUDDHIST_FROM else year


class Starting(Told):
    """A new project: what, where, by whom, and when."""

    title = forms.CharField(label=_("ชื่อโครงการ"), max_length=LONGEST_TITLE)
    text = Words(LONGEST_TEXT, label=_("ทำอะไรบ้าง"), required=False)
    agency = forms.ChoiceField(label=_("หน่วยงานที่ทำ"), widget=Names)
    commitment = forms.ChoiceField(label=_("ข้อรับปากที่ทำตาม"), widget=Names, required=False)
    area = forms.ChoiceField(label=_("เขตพื้นที่"), widget=Names)
    year = Year(label=_("ปีงบประมาณ"), max_length=12, help_text=_("เช่น 2570"))
    starts_on = Day(label=_("วันเริ่ม"), help_text=DAY_HINT)
    ends_on = Day(label=_("วันจบ"), help_text=DAY_HINT)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, town: Authority, agencies: Iterable[Agency], commitments: Iterable[Commitment],
                 first: dict, **options):
        super().__init__(*args, initial={"key": uuid4()} | first, auto_id="%s", **options)
        self._areas = {area.code: area for area in (town.home, *town.areas.order_by("name"))}
        self._agencies = {str(agency.pk): agency for agency in agencies}
        self._commitments = {str(one.pk): one for one in commitments}
        self.fields["area"].choices = [(code, called(area)) for code, area in self._areas.items()]
        self.fields["agency"].choices = [CHOOSE, *offered(self._agencies.values())]
        if self._commitments:
            self.fields["commitment"].choices = [
                NO_PROMISE, *((number, f"{called(one.agency)}: {one.text}")
                              for number, one in self._commitments.items())]
        else:
            del self.fields["commitment"]

    def said(self) -> dict:
        """Return the project as the action takes it, without where it comes from."""
        told = self.cleaned_data
        return {name: told[name] for name in ("title", "text", "year", "starts_on", "ends_on")} | {
            "agency": self._agencies[told["agency"]], "area": self._areas[told["area"]], "key": str(told["key"]),
            "commitment": self._commitments.get(told.get("commitment", ""))}
