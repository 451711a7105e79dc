"""Fiscal years as a town counts them."""
from datetime import date, datetime

from django.utils import timezone

from saan.agencies.models import Authority
from saan.decisions.queries.budgets import budgeting_of
from saan.people.queries import NOBODY
from saan.plans.models import Project
from saan.plans.rules.projects import year_of


def fiscal_year_at(authority: Authority, when: date | datetime) -> int:
    """Return the fiscal year (ค.ศ. of its end) of the day there; it begins on 1 October unless the town said so."""
    day = timezone.localdate(when) if isinstance(when, datetime) else when
    days = budgeting_of(authority, NOBODY)
    return year_of(day, days.year_month, days.year_day)


def years_of(project: Project) -> range:
    """Return the fiscal years (ค.ศ. of their ends) that the project runs in."""
    town = project.authority
    return range(fiscal_year_at(town, project.starts_on), fiscal_year_at(town, project.ends_on) + 1)
