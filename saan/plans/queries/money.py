"""Questions about money: what is set aside, what was paid, what is left."""
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Sum

from saan.plans.models import Acceptance, BudgetLine, Payment, Project


@dataclass
class Year:
    """The money of a project in one fiscal year (ค.ศ. of its end), in satang, and the rows behind it."""

    year: int
    budget: int = 0
    paid: int = 0
    lines: list["Line"] = field(default_factory=list)

    @property
    def paid_rows(self) -> list[Payment]:
        """Every payment of the year, line by line."""
        return [payment for line in self.lines for payment in line.payments]


@dataclass
class Line:
    """A budget line with what was paid and accepted on it, oldest first."""

    row: BudgetLine
    payments: list[Payment] = field(default_factory=list)
    acceptances: list[Acceptance] = field(default_factory=list)

    @property
    def paid(self) -> int:
        """What was paid, less what was taken back."""
        return sum(payment.satang for payment in self.payments)

    @property
    def left(self) -> int:
        """What can still be paid; nothing of a line that was taken back."""
        return 0 if self.over else self.row.satang - self.paid

    @property
    def over(self) -> bool:
        """Return whether the line was taken back, or takes another one back."""
        return self.row.reverses_id is not None or hasattr(self.row, "reversal")

    @property
    def accepted(self) -> list[Acceptance]:
        """The acceptances that stand."""
        gone = {one.reverses_id for one in self.acceptances if one.reverses_id}
        return [one for one in self.acceptances if one.pk not in gone and not one.reverses_id]


def budget_of(projects: Iterable[Project]) -> dict[int, int]:
    """Return what is set aside for each project in all years together, in satang, by its number; 0 where nothing is."""
    projects = list(projects)
    sums = BudgetLine.objects.filter(project__in=projects).values_list("project").annotate(sum=Sum("satang"))
    return {project.pk: 0 for project in projects} | dict(sums)


def left_of(line: BudgetLine) -> int:
    """Return how many satang of the line were not paid yet."""
    paid = Payment.objects.filter(line=line).aggregate(sum=Sum("satang"))["sum"] or 0
    return line.satang - paid


def money_of(project: Project, viewer) -> list[Year]:
    """Return the money of the project year by year, with every row that was ever added."""
    lines = BudgetLine.objects.visible_to(viewer).filter(project=project).select_related("reversal").order_by("pk")
    shown = {line.pk: Line(line) for line in lines}
    for payment in Payment.objects.visible_to(viewer).filter(line__in=shown).select_related("reversal").order_by("pk"):
        shown[payment.line_id].payments.append(payment)
    accepted = Acceptance.objects.visible_to(viewer).filter(line__in=shown).select_related("file", "reversal")
    for acceptance in accepted.order_by("pk"):
        shown[acceptance.line_id].acceptances.append(acceptance)
    years = defaultdict(list)
    for line in shown.values():
        years[line.row.year].append(line)
    return [Year(year, sum(line.row.satang for line in years[year]), sum(line.paid for line in years[year]),
                 years[year]) for year in sorted(years)]
