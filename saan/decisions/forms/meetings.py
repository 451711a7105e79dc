"""What the secretary types about meetings: when and where, who is there, and what comes on the agenda."""
from collections.abc import Iterable
from datetime import datetime, time

from django import forms
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from saan.core.dates import arabic
from saan.core.fields import Day, Names
from saan.decisions.forms.proposals import Told
from saan.decisions.models import Ballot, Presence, Proposal
from saan.decisions.queries.chairs import Chair
from saan.decisions.rules.meetings import LONGEST_MINUTES, LONGEST_TEXT
from saan.voices.forms.voices import Words

NO_PROPOSAL = ("", _("วาระอื่น ใส่ชื่อข้างล่าง"))
UNSAID = ("", _("ยังไม่ตอบ"))
NO_VOTE = ("", _("ยังไม่ลงมติ"))
FIELDS = {"meets_at": "meets_on", "ends_at": "until"}   # of the action: of the form


class Hour(forms.CharField):
    """A time of day as people write it: 13.30, 13:30, ๑๓.๓๐ น."""

    def clean(self, value):
        """Return the time, or None where nothing was written."""
        typed = arabic(super().clean(value)).replace("น.", "").strip().replace(".", ":")
        if not typed:
            return None
        try:
            hours, _sign, minutes = typed.partition(":")
            return time(int(hours), int(minutes or 0))
        except ValueError:
            raise forms.ValidationError(_("อ่านเวลาไม่ได้ เขียนแบบ 13.30")) from None


class Calling(Told):
    """When and where a committee meets."""

    meets_on = Day(label=_("วันประชุม"), help_text=_("เช่น 15 ธ.ค. 2569"))
    at = Hour(label=_("เริ่ม"), initial="13.30", max_length=12)
    until = Hour(label=_("เลิก"), required=False, max_length=12)
    where = forms.CharField(label=_("สถานที่"), max_length=160)

    def __init__(self, *args, **options):
        super().__init__(*args, auto_id="call_%s", **options)

    def said(self) -> dict:
        """Return the meeting as the action takes it."""
        told = self.cleaned_data
        ends = told["until"] and make_aware(datetime.combine(told["meets_on"], told["until"]))
        return {"meets_at": make_aware(datetime.combine(told["meets_on"], told["at"])), "ends_at": ends or None,
                "where": told["where"]}

    def refused(self, no) -> None:
        """Show what was refused at the fields of the form."""
        no.errors = [wrong._replace(where=FIELDS.get(wrong.where, wrong.where)) for wrong in no.errors]
        super().refused(no)


class Tabling(Told):
    """What comes on the agenda by hand: a proposal, or a point with a title."""

    proposal = forms.ChoiceField(label=_("ข้อเสนอ"), widget=Names, required=False)
    title = forms.CharField(label=_("ชื่อวาระ"), max_length=800, required=False)

    def __init__(self, *args, proposals: Iterable[Proposal], **options):
        super().__init__(*args, auto_id="table_%s", **options)
        self._proposals = {str(one.pk): one for one in proposals}
        self.fields["proposal"].choices = [NO_PROPOSAL, *((pk, one.title) for pk, one in self._proposals.items())]

    def clean(self) -> dict:
        """Need one of the two, so that nothing typed is passed over."""
        told = super().clean()
        if told.get("proposal") and told.get("title"):
            self.add_error("title", _("เลือกข้อเสนอไว้และพิมพ์ชื่อวาระด้วย เก็บไว้อย่างเดียว: ลบชื่อวาระ หรือเลือก “วาระอื่น”"))
        return told

    def said(self) -> dict:
        """Return the point as the action takes it."""
        told = self.cleaned_data
        return {"title": told["title"], "proposal": self._proposals.get(told["proposal"])}


class Attending(Told):
    """How each member takes part, one row a member."""

    def __init__(self, *args, chairs: list[Chair], **options):
        super().__init__(*args, auto_id="%s", **options)
        self.chairs = chairs
        for chair in chairs:
            known = chair.presence
            self.fields[f"word-{chair.term.pk}"] = forms.ChoiceField(
                label=chair.term.person.name, choices=[UNSAID, *Presence.Word.choices], required=False,
                initial=known.word if known else "")
            self.fields[f"deputy-{chair.term.pk}"] = forms.CharField(
                label=_("ชื่อผู้แทน"), max_length=120, required=False, initial=known.deputy if known else "")

    def rows(self) -> list:
        """Return each member with the two fields of their row."""
        return [(chair, self[f"word-{chair.term.pk}"], self[f"deputy-{chair.term.pk}"]) for chair in self.chairs]

    def said(self) -> list:
        """Return what was said of those of whom something was."""
        told = self.cleaned_data
        return [(chair.term, told[f"word-{chair.term.pk}"], told[f"deputy-{chair.term.pk}"]) for chair in self.chairs
                if told[f"word-{chair.term.pk}"]]


class Voting(Told):
    """How each member who is there votes on a point, one row a member; whoever has an interest has none."""

    def __init__(self, *args, chairs: list[Chair], ballots: dict[int, str], **options):
        super().__init__(*args, auto_id="%s", **options)
        self.chairs = chairs
        for chair in chairs:
            self.fields[f"vote-{chair.term.pk}"] = forms.ChoiceField(
                label=chair.term.person.name, choices=[NO_VOTE, *Ballot.Word.choices], required=False,
                initial=ballots.get(chair.term.pk, ""))

    def clean(self) -> dict:
        """Need a vote."""
        told = super().clean()
        if not any(told.values()):
            self.add_error(None, _("ยังไม่ได้เลือกคะแนนของใคร เลือกอย่างน้อยหนึ่งคน แล้วบันทึกอีกครั้ง"))
        return told

    def said(self) -> list:
        """Return the votes that were given."""
        return [(chair.term, self.cleaned_data[f"vote-{chair.term.pk}"]) for chair in self.chairs
                if self.cleaned_data[f"vote-{chair.term.pk}"]]


class Reasoning(Told):
    """Why a meeting is cancelled."""

    reason = forms.CharField(label=_("ยกเลิกเพราะอะไร"), max_length=200)

    def __init__(self, *args, **options):
        super().__init__(*args, auto_id="cancel_%s", **options)


class Amending(Told):
    """What has to be put right after a meeting was closed."""

    text = Words(LONGEST_TEXT, label=_("สิ่งที่แก้ไขหรือเพิ่มเติม"), help_text=_("รายงานเดิมไม่ถูกแตะ ข้อความนี้ต่อท้ายพร้อมชื่อและเวลา"))

    def __init__(self, *args, **options):
        super().__init__(*args, auto_id="amend_%s", **options)


class Writing(Told):
    """The minutes whole, and the draft on which they were written."""

    text = Words(LONGEST_MINUTES, label=_("รายงานการประชุม"), help_text=_("ไม่เกิน 200,000 ตัวอักษร ยาวเกินก็ไม่หาย จะบอกให้ตัด"))
    on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, **options):
        super().__init__(*args, auto_id="%s", **options)
