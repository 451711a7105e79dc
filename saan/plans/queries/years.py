"""Fiscal years as a town counts them."""
from datetime import date, datetime

from django.utils import timezone

from saan.agencies.models import Authority
from saan.decisions.models import Budgeting
from saan.plans.models import Project
from saan.plans.rules.projects import year_of


def fiscal_year_at(authority: Authority, when: date | datetime) -> int:
    """Return the fiscal year (ค.ศ. of its end) of the day there; it begins on 1 October unless the town said so."""
    day = timezone.localdate(when) if isinstance(when, datetime) else when
    own = Budgeting.objects.filter(authority=authority).first()
    return year_of(day, own.year_month, own.year_day) if own else year_of(day)


def years_of(project: Project) -> range:
    """Return the fiscal years (ค.ศ. of their ends) that the project runs in."""
    town = project.authority
    return range(fiscal_year_at(town, project.starts_on), fiscal_year_at(town, project.ends_on) + 1)
