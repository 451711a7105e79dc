"""The nouns of plans."""
from saan.plans.models.activities import Activity, Attendance, Registration
from saan.plans.models.money import Acceptance, BudgetLine, Payment
from saan.plans.models.projects import Project
from saan.plans.models.results import Answer, Claim, Evidence, Figure, Result, Verdict, Witness

__all__ = ["Acceptance", "Activity", "Answer", "Attendance", "BudgetLine", "Claim", "Evidence", "Figure", "Payment",
           "Project", "Registration", "Result", "Verdict", "Witness"]
