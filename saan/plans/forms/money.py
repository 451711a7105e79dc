"""What is typed about money: what is set aside, paid, accepted, and taken back."""
from collections.abc import Iterable
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from saan.core.fields import Day, Names
from saan.core.refusal import Refusal
from saan.decisions.forms.proposals import Told
from saan.plans.actions.money import LONGEST, LONGEST_FUND, Row
from saan.plans.queries.money import Line
from saan.plans.queries.money import Year as Yearly
from saan.plans.rules.money import baht, satang
from saan.plans.rules.words import year_said
from saan.voices.forms.rounds import DAY_HINT


class Amount(forms.CharField):
    """Baht as people write them: 1,250.50 or ๑๒๕๐; a wrong one gets the sentence that says why."""

    def clean(self, value):
        """Return the satang."""
        try:
            return satang(super().clean(value))
        except Refusal as no:
            raise forms.ValidationError(str(no)) from None


class Kept(Told):
    """A row of money that is written once, however often it is sent."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, prefix_id: str, **options):
        super().__init__(*args, initial={"key": uuid4()}, auto_id=f"{prefix_id}_%s", **options)


class Setting(Kept):
    """What is set aside in one year of the project."""

    year = forms.TypedChoiceField(label=_("ปีงบประมาณ"), coerce=int)
    text = forms.CharField(label=_("ค่าอะไร"), max_length=LONGEST)
    satang = Amount(label=_("จำนวนเงิน (บาท)"), max_length=60, help_text=_("เช่น 1,250.50"))
    fund = forms.CharField(label=_("เงินของใคร"), max_length=LONGEST_FUND, required=False)

    def __init__(self, *args, years: Iterable[int], year: int, **options):
        super().__init__(*args, prefix_id="set", **options)
        self.initial["year"] = year
        self.fields["year"].choices = [(year, year_said(year)) for year in years]


class Spending(Kept):
    """Something that was done with an open budget line."""

    line = forms.ChoiceField(label=_("จากวงเงิน"), widget=Names)

    def __init__(self, *args, lines: Iterable[Line], **options):
        super().__init__(*args, **options)
        self._lines = {str(line.row.pk): line.row for line in lines if not line.over}
        self.fields["line"].choices = [(number, row.text) for number, row in self._lines.items()]

    def said(self) -> dict:
        """Return the row as the action takes it."""
        told = self.cleaned_data
        return told | {"line": self._lines[told["line"]], "key": str(told["key"])}


class Paying(Spending):
    """What was paid."""

    satang = Amount(label=_("จ่ายเท่าไร (บาท)"), max_length=60, help_text=_("เช่น 1,250.50"))
    paid_on = Day(label=_("จ่ายเมื่อ"), help_text=DAY_HINT)
    text = forms.CharField(label=_("ค่าอะไร งวดไหน"), max_length=LONGEST)

    def __init__(self, *args, **options):
        super().__init__(*args, prefix_id="pay", **options)


class Accepting(Spending):
    """What was delivered and accepted."""

    accepted_on = Day(label=_("ตรวจรับเมื่อ"), help_text=DAY_HINT)
    text = forms.CharField(label=_("ตรวจรับอะไร"), max_length=LONGEST)

    def __init__(self, *args, **options):
        super().__init__(*args, prefix_id="accept", **options)


class TakingBack(Told):
    """Which row was wrong, and why."""

    row = forms.ChoiceField(label=_("รายการที่ผิด"), widget=Names)
    text = forms.CharField(label=_("เพราะอะไร"), max_length=LONGEST)

    def __init__(self, *args, years: Iterable[Yearly], **options):
        super().__init__(*args, auto_id="back_%s", **options)
        self._rows = dict(_standing(years))
        self.fields["row"].choices = [(name, _label(row)) for name, row in self._rows.items()]

    @property
    def has_rows(self) -> bool:
        """Return whether anything can be taken back."""
        return bool(self._rows)

    @property
    def chosen(self) -> Row:
        """Return the row that was chosen."""
        return self._rows[self.cleaned_data["row"]]


def _standing(years):
    """Yield every row that stands, with a name that no other row has."""
    for line in (line for year in years for line in year.lines if not line.over):
        for row in (line.row, *line.payments, *line.acceptances):
            if row.reverses_id is None and not hasattr(row, "reversal"):
                yield f"{type(row).__name__.lower()}-{row.pk}", row


def _label(row):
    amount = getattr(row, "satang", None)
    return f"{row.text} ({baht(amount)})" if amount else row.text
