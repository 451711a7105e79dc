"""Money of a project, in satang: what is planned, what was paid, what was accepted. Confirmations never touch it.

All three are only added; the database refuses every change. What was wrong is corrected by one more row, which takes
the whole of one row back: `reverses` names it, its satang are those with a minus, its text says why.
"""
from django.db import models
from django.db.models import Q

from saan.core.acts import Act
from saan.core.models import StoredFile
from saan.people.models import Gated
from saan.plans.models.projects import Project

GIVEN = Q(satang__gt=0, reverses=None)
TAKEN_BACK = Q(satang__lt=0, reverses__isnull=False)


class BudgetLine(Gated, Act):
    """What is set aside for a project in one fiscal year."""

    tenant = "project__authority"
    project = models.ForeignKey(Project, models.PROTECT, related_name="lines")
    year = models.PositiveSmallIntegerField()   # fiscal year, ค.ศ. of its end
    text = models.CharField(max_length=200)
    fund = models.CharField(max_length=120, blank=True)   # whose money it is
    satang = models.BigIntegerField()
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversal")

    class Meta:
        constraints = (models.CheckConstraint(condition=GIVEN | TAKEN_BACK, name="a_line_holds_money"),)


class Payment(Gated, Act):
    """That money of a line was paid; only added, never changed."""

    tenant = "line__project__authority"
    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="payments")
    paid_on = models.DateField()
    text = models.CharField(max_length=200)
    satang = models.BigIntegerField()
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversal")

    class Meta:
        constraints = (models.CheckConstraint(condition=GIVEN | TAKEN_BACK, name="a_payment_is_money"),)


class Acceptance(Gated, Act):
    """That the office accepted what was delivered (ตรวจรับ); only added, never changed."""

    tenant = "line__project__authority"
    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="acceptances")
    accepted_on = models.DateField()
    text = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="acceptances")
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversal")
