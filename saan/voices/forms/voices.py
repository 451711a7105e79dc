"""What a speaker types and taps."""
from collections.abc import Mapping
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Authority
from saan.core.fields import Names, tapped
from saan.core.names import called
from saan.core.vocabulary import Band
from saan.methods.words import clean
from saan.voices.models import Voice
from saan.voices.rules import LONGEST

SKIP = ("", _("ไม่ตอบก็ได้"))
TAPPED = 12   # so many communities are shown as taps, more as a list


class Words(forms.CharField):
    """Words as they are typed, cleaned at once; how long they may be the action says: it counts what people see."""

    def __init__(self, longest: int = LONGEST, **options):
        super().__init__(strip=False, widget=forms.Textarea, **options)
        self.max_length = longest   # shown beside the field; the validator would count code points

    def to_python(self, value):
        """Return the words without what nobody sees."""
        return clean(value or "")


class Speaking(forms.Form):
    """A voice: what kind, the words, and what may be skipped."""

    kind = forms.ChoiceField(label=_("เรื่องแบบไหน"), choices=Voice.Sort.choices, widget=forms.RadioSelect,
                             error_messages={"required": _("แตะเลือกหนึ่งอย่างก่อน")})
    text = Words(label=_("เล่าให้ฟังหน่อย"), help_text=_("ไม่ต้องใส่ชื่อจริง ชื่อโรงเรียน หรือเบอร์โทรของใคร"),
                 error_messages={"required": _("ยังไม่มีข้อความ พิมพ์สั้น ๆ ก็ได้ เช่น อยากให้ลานหน้าตลาดมีไฟ")})
    age_band = forms.ChoiceField(label=_("อายุช่วงไหน"), choices=[SKIP, *Band.choices], widget=forms.RadioSelect,
                                 required=False)
    area = forms.ChoiceField(label=_("อยู่ตำบลไหน"), widget=Names, required=False)
    community = forms.ChoiceField(label=_("อยู่ชุมชนไหน"), widget=Names, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, town: Authority, at: str = "", typed: Mapping[str, str] | None = None, **options):
        """Take the town, its subdistrict where a link chose one, and what was typed so far and is not sent yet."""
        nothing_said = {"age_band": "", "community": "", "area": at, "key": uuid4()}
        so_far = {name: typed[name] for name in self.base_fields if name in typed} if typed else {}
        super().__init__(*args, initial=nothing_said | so_far, auto_id="%s", **options)
        self.areas = {area.code: area for area in town.areas.order_by("name")} or {town.home.code: town.home}
        self.communities = {str(one.pk): one for one in town.communities.order_by("name")}
        self._offer("area", {code: called(area) for code, area in self.areas.items()}, least=2)
        if self.taps_community:
            self.fields["community"].widget = forms.RadioSelect()
        show = tapped if self.taps_community else str
        self._offer("community", {pk: show(one.name) for pk, one in self.communities.items()}, least=1)

    @property
    def taps_community(self) -> bool:
        """Return whether the communities are few enough to be tapped."""
        return len(self.communities) <= TAPPED

    def said(self) -> dict:
        """Return what was said, as the action takes it; without a subdistrict it is where the authority sits."""
        told = self.cleaned_data
        area = self.areas.get(told.get("area", "")) or next(iter(self.areas.values()))
        return {"text": told["text"], "sort": told["kind"], "band": told["age_band"], "area": area,
                "community": self.communities.get(told.get("community", "")), "key": str(told["key"] or uuid4())}

    def with_new_key(self) -> None:
        """Let the form be sent as another voice than the one that its key has already sent."""
        self.data = self.data.copy()
        self.data["key"] = str(uuid4())

    def _offer(self, name, choices, least):
        if len(choices) < least:
            del self.fields[name]
        else:
            self.fields[name].choices = [SKIP, *choices.items()]
