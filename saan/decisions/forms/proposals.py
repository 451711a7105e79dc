"""What people type about proposals: a new one, an answer, to whom it is passed on, and the days of the budget."""
from collections.abc import Iterable
from uuid import uuid4

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Agency, Authority
from saan.core.dates import LONG_MONTHS
from saan.core.fields import Names
from saan.core.names import called, offered
from saan.core.refusal import Refusal
from saan.decisions.models import Budgeting, Response
from saan.decisions.rules.proposals import LONGEST_ANSWER, LONGEST_TEXT, LONGEST_TITLE
from saan.voices.forms.voices import Words

CHOOSE = ("", _("เลือกหน่วยงาน"))


class Told(forms.Form):
    """A form to which what an action refused can be added, each at its field; what was typed is kept."""

    def refused(self, no: Refusal) -> None:
        """Show why it was refused; what is no matter of what was typed, or of when, goes on to the outermost door."""
        if no.status not in {409, 422}:
            raise no
        known = [wrong for wrong in no.errors if wrong.where in self.fields]
        for wrong in known:
            self.add_error(wrong.where, str(wrong.sentence))
        if not known:
            self.add_error(None, str(no))


class Placed(Told):
    """Something with a title and words, at a part of the town."""

    title = forms.CharField(label=_("หัวข้อ"), max_length=LONGEST_TITLE * 4,
                            help_text=_("บรรทัดเดียว เช่น ไฟทางเดินหลังตลาด"))
    text = Words(LONGEST_TEXT, label=_("ขออะไร และเพราะอะไร"))
    area = forms.ChoiceField(label=_("เขตพื้นที่"), widget=Names, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, town: Authority, **options):
        super().__init__(*args, initial={"key": uuid4()}, auto_id="%s", **options)
        self._areas = {area.code: area for area in (town.home, *town.areas.order_by("name"))}
        if len(self._areas) < 2:
            del self.fields["area"]
        else:
            self.fields["area"].choices = [(code, called(area)) for code, area in self._areas.items()]

    def placed(self) -> dict:
        """Return title, words, place and key as an action takes them; without a choice it is where the town sits."""
        told = self.cleaned_data
        area = self._areas.get(told.get("area", "")) or next(iter(self._areas.values()))
        return {"title": told["title"], "text": told["text"], "area": area, "key": str(told["key"])}


class Proposing(Placed):
    """A proposal of the council or an officer, to one agency."""

    agency = forms.ChoiceField(label=_("หน่วยงานที่ต้องตอบ"), widget=Names, help_text=_("หนึ่งหน่วยงาน ตอบครั้งแรกภายใน 30 วัน"))

    def __init__(self, *args, agencies: Iterable[Agency], **options):
        super().__init__(*args, **options)
        self._agencies = _offer(self.fields["agency"], agencies)

    def said(self) -> dict:
        """Return the proposal as the action takes it, without what it stands on."""
        return self.placed() | {"agency": self._agencies[self.cleaned_data["agency"]]}


class Own(Placed):
    """What somebody proposes themselves; nobody asks for a name."""

    text = Words(label=_("อยากให้ทำอะไร"), help_text=_("ไม่ต้องใส่ชื่อจริง ชื่อโรงเรียน หรือเบอร์โทรของใคร"))

    def with_new_key(self) -> None:
        """Let the form be sent as another voice than the one that its key has already sent."""
        self.data = self.data.copy()
        self.data["key"] = str(uuid4())


class Replying(Told):
    """What the responsible agency answers."""

    word = forms.ChoiceField(label=_("คำตอบ"), choices=Response.Word.choices, widget=forms.RadioSelect)
    text = Words(LONGEST_ANSWER, label=_("บอกเพิ่ม"), required=False, help_text=_(
        "ถ้ายังทำไม่ได้ ต้องบอกเหตุผล เด็กทุกคนที่พูดเรื่องนี้จะได้อ่าน"))
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **options):
        super().__init__(*args, initial={"key": uuid4()}, auto_id="reply_%s", **options)

    def said(self) -> dict:
        """Return the answer as the action takes it."""
        return {"word": self.cleaned_data["word"], "text": self.cleaned_data["text"]}


class PassingOn(Told):
    """To which agency a proposal is passed on, and why."""

    to_agency = forms.ChoiceField(label=_("ส่งต่อให้"), widget=Names)
    reason = Words(LONGEST_ANSWER, label=_("เพราะอะไรจึงไม่ใช่เรื่องของเรา"))
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, agencies: Iterable[Agency], **options):
        super().__init__(*args, initial={"key": uuid4()}, auto_id="pass_%s", **options)
        self._agencies = _offer(self.fields["to_agency"], agencies)

    def said(self) -> dict:
        """Return where it goes and why, as the action takes it."""
        return {"to_agency": self._agencies[self.cleaned_data["to_agency"]], "reason": self.cleaned_data["reason"]}


class Budgets(Told):
    """The days of the budget: a day and a month each."""

    year_day = forms.IntegerField(label=_("ปีงบประมาณเริ่มวันที่"), min_value=1, max_value=31)
    year_month = forms.TypedChoiceField(label=_("เดือนที่ปีงบประมาณเริ่ม"), coerce=int)
    draft_day = forms.IntegerField(label=_("ร่างงบต้องถึงสภาภายในวันที่"), min_value=1, max_value=31)
    draft_month = forms.TypedChoiceField(label=_("เดือนที่ร่างงบต้องถึงสภา"), coerce=int)

    def __init__(self, *args, budgeting: Budgeting, **options):
        now = {name: getattr(budgeting, name) for name in ("year_day", "year_month", "draft_day", "draft_month")}
        super().__init__(*args, initial=now, auto_id="%s", **options)
        months = LONG_MONTHS["th" if get_language() == "th" else "en"]
        for name in ("year_month", "draft_month"):
            self.fields[name].choices = list(enumerate(months, 1))


def _offer(field, agencies):
    known = {str(agency.pk): agency for agency in agencies}
    field.choices = [CHOOSE, *offered(known.values())]
    return known
