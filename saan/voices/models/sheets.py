"""Tally sheets: paper totals, entered twice before they count."""
from django.db import models

from saan.core.acts import Act
from saan.people.models import Gated
from saan.voices.models.consultations import Consultation
from saan.voices.models.statements import Statement


class Sheet(Gated):
    """The paper totals of a consultation: how many people are on it, who counted, and on which day."""

    tenant = "consultation__authority"
    consultation = models.OneToOneField(Consultation, models.PROTECT, related_name="sheet")
    people = models.PositiveIntegerField(null=True)   # null until both counts agree
    source = models.CharField(max_length=200)
    counted_on = models.DateField()
    adopted_at = models.DateTimeField(null=True)


class Count(Gated, Act):
    """One of the times that the sheet is typed in, at least two; every value ever typed stays, with who and when."""

    tenant = "sheet__consultation__authority"
    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="counts")
    turn = models.PositiveSmallIntegerField()
    people = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["sheet", "turn"], name="one_count_a_turn"),
            models.CheckConstraint(condition=models.Q(turn__gte=1), name="turns_begin_at_one"))


class Totals(Gated):
    """Agree, disagree and pass of one statement; null = not reported, never 0."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="+")
    agree = models.PositiveIntegerField(null=True)
    disagree = models.PositiveIntegerField(null=True)
    passed = models.PositiveIntegerField(null=True)

    class Meta:
        abstract = True


class CountLine(Totals):
    """One statement's totals as typed in one turn."""

    tenant = "count__sheet__consultation__authority"
    count = models.ForeignKey(Count, models.PROTECT, related_name="lines")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["count", "statement"], name="one_line_a_turn"),)


class SheetLine(Totals):
    """One statement's totals after both turns agreed."""

    tenant = "sheet__consultation__authority"
    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="lines")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["sheet", "statement"], name="one_line_a_sheet"),)
