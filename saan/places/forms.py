"""What somebody says of a place."""
import re

from django import forms
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Authority
from saan.core.dates import THAI_DIGITS
from saan.core.fields import Names
from saan.core.names import called, offered
from saan.places.models import Access, Place
from saan.places.rules import LONGEST_ABOUT, LONGEST_HOURS, LONGEST_NAME, NAMELESS

UNSAID, YES, NO = "", "yes", "no"
SAYS = {UNSAID: None, YES: True, NO: False}
SAID = {None: UNSAID, True: YES, False: NO}
CHOOSE = {"required": _("แตะเลือกหนึ่งอย่าง"), "invalid_choice": _("เลือกจากรายการ")}
UNREADABLE = _("อ่านตำแหน่งไม่ได้ ใส่ตัวเลขสองตัวคั่นด้วยจุลภาค เช่น 7.2011, 100.5952 หรือเว้นว่างไว้")


class Position(forms.CharField):
    """Two numbers as maps give them: latitude, longitude."""

    def to_python(self, value):
        """Return the two numbers, or None where nothing is said."""
        typed = (value or "").translate(THAI_DIGITS).strip()
        if not typed:
            return None
        parts = [part for part in re.split(r"[,;\s]+", typed.strip("()[] ")) if part]
        if len(parts) != 2 or not all(re.fullmatch(r"[+-]?\d{1,4}(\.\d{1,20})?", part) for part in parts):
            raise forms.ValidationError(UNREADABLE)
        return float(parts[0]), float(parts[1])


class Placing(forms.Form):
    """A place: what it is called, what sort it is and for whom, where, and how easy it is to reach."""

    name = forms.CharField(label=_("ชื่อที่คนแถวนั้นเรียก"), max_length=LONGEST_NAME * 4,
                           error_messages={"required": NAMELESS})
    name_en = forms.CharField(label=_("ชื่อภาษาอังกฤษ"), max_length=LONGEST_NAME * 4, required=False)
    sort = forms.ChoiceField(label=_("เป็นพื้นที่แบบไหน"), choices=Place.Sort.choices, widget=forms.RadioSelect,
                             error_messages=CHOOSE)
    scale = forms.ChoiceField(label=_("อยู่ระดับไหน"), choices=Place.Scale.choices, widget=forms.RadioSelect,
                              error_messages=CHOOSE,
                              help_text=_("พื้นที่ในครอบครัวนับไว้เฉย ๆ ไม่ปักหมุดและไม่แสดงชื่อ"))
    area = forms.ChoiceField(label=_("อยู่ตำบลไหน"), widget=Names, error_messages=CHOOSE)
    community = forms.ChoiceField(label=_("อยู่ชุมชนไหน"), widget=Names, required=False,
                                  error_messages=CHOOSE)
    position = Position(label=_("ตำแหน่ง (ละติจูด, ลองจิจูด)"), required=False,
                        help_text=_("คัดลอกจากแอปแผนที่ เช่น 7.2011, 100.5952"))
    about = forms.CharField(label=_("ทำอะไรที่นี่ได้บ้าง"), widget=forms.Textarea, required=False,
                            max_length=LONGEST_ABOUT * 4)
    hours = forms.CharField(label=_("เปิดเมื่อไร"), max_length=LONGEST_HOURS * 4, required=False)

    def __init__(self, *args, town: Authority, place: Place | None = None, **options):
        super().__init__(*args, initial=_initial(place), auto_id="%s", **options)
        self.fields["about"].max_length = LONGEST_ABOUT   # shown beside the field; the action counts what people see
        self.areas = {area.code: area for area in town.areas.order_by("name")} or {town.home.code: town.home}
        self.communities = {str(one.pk): one for one in town.communities.order_by("name")}
        self.fields["area"].choices = [(code, called(one)) for code, one in self.areas.items()]
        self.fields["community"].choices = [("", _("ไม่บอก")), *offered(self.communities.values())]
        if not self.communities:
            del self.fields["community"]
        for fact, label in Access.Fact.choices:
            self.fields[f"access_{fact}"] = forms.ChoiceField(
                label=label, required=False, choices=[(UNSAID, _("ไม่รู้")), (YES, _("ใช่")), (NO, _("ไม่"))])
        if place:
            said = {fact: SAID[holds] for fact, holds in place.access.values_list("fact", "holds")}
            self.initial |= {f"access_{fact}": value for fact, value in said.items()}

        if place:
            for field in self.fields.values():
                field.show_hidden_initial = True   # only what was changed on the page is changed

    @property
    def shown(self) -> list[tuple[str, object]]:
        """Return what the page shows as it stands now, by the name under which it comes back with the form."""
        return [(self.add_initial_prefix(name), self.initial.get(name, "")) for name, field in self.fields.items()
                if field.show_hidden_initial]

    def clean(self) -> dict:
        """Return what was said; what somebody else changed meanwhile is not written over unseen."""
        for name in self.changed_data:
            showed, stands = self.data.get(self.add_initial_prefix(name)), str(self.initial.get(name) or "")
            if showed is not None and _one(stands) not in {_one(showed), _one(self.data.get(name, ""))}:
                self.add_error(name, _("มีคนแก้ช่องนี้ระหว่างที่หน้านี้เปิดอยู่ ตอนนี้คือ “%(stands)s” ถ้ายังจะแก้ กดเก็บอีกครั้ง") % {
                    "stands": stands or _("ว่าง")})
        return self.cleaned_data

    @property
    def facts(self) -> list[forms.BoundField]:
        """Return the questions about reaching and using the place."""
        return [self[name] for name in self.fields if name.startswith("access_")]

    def about_it(self) -> dict:
        """Return what was said, as the action takes it; of a place that is known only what was changed."""
        told, known = self.cleaned_data, any(field.show_hidden_initial for field in self.fields.values())
        said = {**{name: told[name] for name in ("name", "name_en", "sort", "scale", "position", "about", "hours")},
                "area": self.areas[told["area"]], "community": self.communities.get(told.get("community", ""))}
        access = {fact: SAYS[told[f"access_{fact}"]] for fact in Access.Fact.values}
        if known:
            said = {name: value for name, value in said.items() if name in self.changed_data}
            access = {fact: holds for fact, holds in access.items() if f"access_{fact}" in self.changed_data}
        return said | {"access": access}


def _one(text):
    return "\n".join(text.strip().splitlines())


def _initial(place):
    if place is None:
        return {}
    at = "" if place.latitude is None else f"{place.latitude}, {place.longitude}"
    return {name: getattr(place, name) for name in ("name", "name_en", "sort", "scale", "about", "hours")} | {
        "area": place.area.code, "community": str(place.community_id or ""), "position": at}
