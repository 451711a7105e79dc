"""What is typed about activities: when and where, and the minutes that volunteers gave."""
from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from django import forms
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from saan.core.fields import Day, Names
from saan.core.names import offered
from saan.core.refusal import Refusal
from saan.decisions.forms.meetings import Hour
from saan.decisions.forms.proposals import Told
from saan.places.models import Place
from saan.plans.models import Attendance
from saan.plans.rules.activities import LEAST_ROOM, LONGEST_TITLE, MOST_MINUTES, MOST_ROOM
from saan.plans.rules.words import LONGEST_TEXT
from saan.voices.forms.rounds import DAY_HINT
from saan.voices.forms.voices import Words

NO_PLACE = ("", _("ไม่อยู่ในรายการ เขียนไว้ในรายละเอียด"))
FIELDS = {"starts_at": "on", "ends_at": "until"}   # of the action: of the form


class Planning(Told):
    """A new activity of a project."""

    title = forms.CharField(label=_("ชื่อกิจกรรม"), max_length=LONGEST_TITLE)
    text = Words(LONGEST_TEXT, label=_("ทำอะไร ต้องเตรียมอะไรมา"), required=False)
    place = forms.ChoiceField(label=_("ที่ไหน"), widget=Names, required=False)
    on = Day(label=_("วันไหน"), help_text=DAY_HINT)
    at = Hour(label=_("เริ่ม"), max_length=12, help_text=_("เช่น 9.00"))
    until = Hour(label=_("จบ"), max_length=12, help_text=_("เช่น 12.00"))
    room = forms.IntegerField(label=_("รับกี่คน"), required=False, min_value=LEAST_ROOM, max_value=MOST_ROOM,
                              help_text=_("เว้นว่างไว้ถ้ามาได้ทุกคน"))
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, places: Iterable[Place], **options):
        super().__init__(*args, initial={"key": uuid4()}, auto_id="%s", **options)
        self._places = {str(place.pk): place for place in places}
        self.fields["place"].choices = [NO_PLACE, *offered(self._places.values())]

    def said(self) -> dict:
        """Return the activity as the action takes it."""
        told = self.cleaned_data
        return {name: told[name] for name in ("title", "text", "room")} | {
            "place": self._places.get(told["place"]), "key": str(told["key"]),
            "starts_at": make_aware(datetime.combine(told["on"], told["at"])),
            "ends_at": make_aware(datetime.combine(told["on"], told["until"]))}

    def refused(self, no: Refusal) -> None:
        """Show what was refused at the fields of the form."""
        no.errors = [wrong._replace(where=FIELDS.get(wrong.where, wrong.where)) for wrong in no.errors]
        super().refused(no)


class Minutes(forms.Form):
    """The minutes of everybody who came, a field for each."""

    def __init__(self, *args, attendances: Iterable[Attendance], names: dict[int, str], **options):
        super().__init__(*args, auto_id="%s", **options)
        self._attendances = {f"m{row.pk}": row for row in attendances}
        for name, row in self._attendances.items():
            self.fields[name] = forms.IntegerField(
                label=_("นาทีของ %(who)s") % {"who": names[row.pk]}, min_value=0, max_value=MOST_MINUTES, required=False,
                initial=row.minutes or None, show_hidden_initial=True)   # what the page showed: others write too

    def rows(self) -> list[tuple]:
        """Return everybody who came, each with the field and the name under which the page says what it showed."""
        return [(row, self[name], self.add_initial_prefix(name)) for name, row in self._attendances.items()]

    def clean(self) -> dict:
        """Return what was typed; minutes that somebody else wrote meanwhile are not written over unseen."""
        told = super().clean()
        for name, row in self._attendances.items():
            typed = told.get(name) or 0
            if name in self.changed_data and typed != row.minutes and self._showed(name) != row.minutes:
                self.add_error(name, _("มีคนใส่ไว้แล้ว %(minutes)s นาที ระหว่างที่หน้านี้เปิดอยู่ ถ้ายังจะแก้ กดบันทึกอีกครั้ง") % {
                    "minutes": row.minutes})
        return told

    def changed(self) -> list[tuple[Attendance, int]]:
        """Return those whose minutes were changed on the page."""
        told = [(row, self.cleaned_data[name] or 0) for name, row in self._attendances.items()
                if name in self.changed_data]
        return [(row, minutes) for row, minutes in told if minutes != row.minutes]

    def _showed(self, name):
        shown = self.data.get(self.add_initial_prefix(name), "")
        return int(shown) if shown.isdecimal() else 0
