"""What the secretary types about committees: a new one, who sits where, and who has an interest."""
from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Agency
from saan.core.dates import said_day
from saan.core.fields import Day, Names
from saan.core.names import offered
from saan.decisions.forms.proposals import Told
from saan.decisions.models import Seat, Term
from saan.methods.words import clean
from saan.people.models import Person
from saan.voices.forms.voices import Words

NEWCOMER = ("", _("คนที่ยังไม่อยู่ในรายชื่อ"))
NO_AGENCY = ("", _("ไม่ได้นั่งแทนหน่วยงานไหน"))
CHOOSE = ("", _("เลือกหน่วยงาน"))
SEATS_HINT = _("บรรทัดละหนึ่งที่นั่ง ถ้านั่งแทนหน่วยงาน ใส่ชื่อหน่วยงานหลังเครื่องหมาย | เช่น ผู้แทนโรงเรียน | โรงเรียนบ้านเหนือ")


class SettingUp(Told):
    """A new committee."""

    name = forms.CharField(label=_("ชื่อคณะกรรมการ"), max_length=160)
    name_en = forms.CharField(label=_("ชื่อภาษาอังกฤษ"), max_length=160, required=False)
    quorum = forms.IntegerField(label=_("องค์ประชุม ร้อยละของผู้ดำรงตำแหน่ง"), min_value=1, max_value=100, initial=50)
    seats = Words(20_000, label=_("ที่นั่ง"), help_text=SEATS_HINT)

    def __init__(self, *args, agencies: Iterable[Agency], **options):
        super().__init__(*args, auto_id="%s", **options)
        self._agencies = {name: agency for agency in agencies for name in (agency.name_en, agency.name) if name}

    def clean_seats(self) -> list[tuple[str, Agency | None]]:
        """Return each seat with its agency; an agency that nobody enlisted is named."""
        seats = []
        for line in self.cleaned_data["seats"].split("\n"):
            title, stands, agency = (part.strip() for part in line.partition("|"))
            if stands and agency not in self._agencies:
                raise forms.ValidationError(_("ไม่มีหน่วยงานชื่อ “%(name)s” ตรวจชื่ออีกครั้ง"), params={"name": agency[:80]})
            if title or stands:
                seats.append((title, self._agencies.get(agency)))
        return seats


class Seating(Told):
    """Who sits on a seat, from when until when: somebody who works here, or a newcomer by name."""

    seat = forms.ChoiceField(label=_("ที่นั่ง"), widget=Names)
    person = forms.ChoiceField(label=_("ใคร"), widget=Names, required=False)
    name = forms.CharField(label=_("ชื่อคนใหม่"), max_length=120, required=False)
    email = forms.EmailField(label=_("อีเมลของคนใหม่"), required=False, help_text=_("ใช้ส่งคำเชิญประชุม"),
                             error_messages={"invalid": _("อีเมลนี้ไม่ถูกต้อง ใส่แบบ somchai@example.org")})
    starts_on = Day(label=_("วันแรกของวาระ"), help_text=_("เช่น 15 ธ.ค. 2569"))
    ends_on = Day(label=_("วันสุดท้ายของวาระ"), required=False)

    def __init__(self, *args, seats: Iterable[Seat], people: Iterable[Person], **options):
        super().__init__(*args, auto_id="%s", **options)
        self._seats = {str(seat.pk): seat for seat in seats}
        self._people = {str(person.pk): person for person in people}
        self.fields["seat"].choices = [(pk, f"{seat.number}. {seat.title}") for pk, seat in self._seats.items()]
        self.fields["person"].choices = [NEWCOMER, *((pk, person.name) for pk, person in self._people.items())]

    def clean(self) -> dict:
        """Need somebody: chosen, or named."""
        told = super().clean()
        if not told.get("person") and not clean(told.get("name", "")) and "person" not in self.errors:
            self.add_error("name", _("เลือกคนจากรายชื่อ หรือใส่ชื่อคนใหม่"))
        if told.get("person") and (told.get("name") or told.get("email")):
            self.add_error("name", _(
                "เลือกคนจากรายชื่อไว้และใส่ชื่อคนใหม่ด้วย เก็บไว้อย่างเดียว: ลบชื่อกับอีเมล หรือเลือก “คนที่ยังไม่อยู่ในรายชื่อ”"))
        return told

    def said(self) -> dict:
        """Return the term as an action takes it; with a person, or with a newcomer's name and address."""
        told = self.cleaned_data
        who = ({"person": self._people[told["person"]]} if told["person"] else
               {"name": told["name"], "email": told["email"]})
        return who | {"seat": self._seats[told["seat"]], "starts_on": told["starts_on"], "ends_on": told["ends_on"]}


class Correcting(Told):
    """The days of a term, where they were wrong."""

    term = forms.ChoiceField(label=_("วาระของใคร"), widget=Names)
    starts_on = Day(label=_("วันแรกที่ถูกต้อง"), help_text=_("เช่น 15 ธ.ค. 2569"))
    ends_on = Day(label=_("วันสุดท้ายที่ถูกต้อง"), required=False)

    def __init__(self, *args, terms: Iterable[Term], **options):
        super().__init__(*args, auto_id="correct_%s", **options)
        self._terms = {str(term.pk): term for term in terms}
        self.fields["term"].choices = [(pk, self._said(term)) for pk, term in self._terms.items()]

    def said(self) -> dict:
        """Return the term and its days as the action takes them."""
        return self.cleaned_data | {"term": self._terms[self.cleaned_data["term"]]}

    @staticmethod
    def _said(term):
        last = said_day(term.ends_on) if term.ends_on else ""
        return f"{term.seat.number}. {term.person.name}: {said_day(term.starts_on)} – {last}".rstrip()


class Renaming(Told):
    """Another name of a committee."""

    name = forms.CharField(label=_("ชื่อคณะกรรมการ"), max_length=160, widget=forms.TextInput({"lang": "th"}))
    name_en = forms.CharField(label=_("ชื่อภาษาอังกฤษ"), max_length=160, required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, auto_id="rename_%s", **options)

    def said(self) -> dict:
        """Return the name as the action takes it."""
        return self.cleaned_data


class Adding(Told):
    """One more seat; its number says which it is to be, so that a form that was sent twice adds one."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=9999)
    title = forms.CharField(label=_("ตำแหน่ง"), max_length=120)
    agency = forms.ChoiceField(label=_("นั่งแทนหน่วยงาน"), widget=Names, required=False)

    def __init__(self, *args, agencies: Iterable[Agency], **options):
        super().__init__(*args, auto_id="add_%s", **options)
        self._agencies = {str(agency.pk): agency for agency in agencies}
        self.fields["agency"].choices = [NO_AGENCY, *offered(self._agencies.values())]

    def said(self) -> dict:
        """Return the seat as the action takes it."""
        return self.cleaned_data | {"agency": self._agencies.get(self.cleaned_data["agency"])}


class Dissolving(Told):
    """Why a committee ends."""

    reason = forms.CharField(label=_("จบเพราะอะไร"), max_length=200, help_text=_("ทุกคนอ่านได้"))

    def __init__(self, *args, **options):
        super().__init__(*args, auto_id="disband_%s", **options)

    def said(self) -> dict:
        """Return the reason as the action takes it."""
        return self.cleaned_data


class Declaring(Told):
    """In which agency a member has an interest."""

    term = forms.ChoiceField(label=_("กรรมการ"), widget=Names)
    agency = forms.ChoiceField(label=_("มีส่วนได้เสียกับหน่วยงาน"), widget=Names)
    reason = forms.CharField(label=_("เกี่ยวข้องอย่างไร"), max_length=200, help_text=_("เช่น เป็นผู้รับจ้าง ทุกคนอ่านได้"))

    def __init__(self, *args, terms, agencies: Iterable[Agency], **options):
        super().__init__(*args, auto_id="declare_%s", **options)
        self._terms = {str(term.pk): term for term in terms}
        self._agencies = {str(agency.pk): agency for agency in agencies}
        self.fields["term"].choices = [(pk, term.person.name) for pk, term in self._terms.items()]
        self.fields["agency"].choices = [CHOOSE, *offered(self._agencies.values())]

    def said(self) -> dict:
        """Return what is declared as the action takes it."""
        told = self.cleaned_data
        return {"term": self._terms[told["term"]], "agency": self._agencies[told["agency"]], "reason": told["reason"]}
