"""Budgets: the days on which a town's fiscal year begins and its draft has to lie before the council."""
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Authority
from saan.core.refusal import Refusal, Wrong
from saan.core.things import Thing
from saan.decisions.models import Budgeting
from saan.decisions.rules.proposals import comes_every_year
from saan.trail.actions import tie


@transaction.atomic
def set_budgeting(*, authority: Authority, year_month: int, year_day: int, draft_month: int, draft_day: int,
                  by: Thing) -> Budgeting:
    """Set on which day the town's fiscal year begins, and by which its draft has to lie before the council."""
    no_day = _("วันนี้ไม่มีในทุกปี เลือกวันและเดือนใหม่ เช่น 1 ตุลาคม")
    wrong = [Wrong(where, no_day) for where, month, day in (
        ("year_day", year_month, year_day), ("draft_day", draft_month, draft_day)) if not comes_every_year(month, day)]
    if wrong:
        raise Refusal("decisions.no_such_day", no_day, status=422, errors=wrong)
    budgeting, _new = Budgeting.objects.update_or_create(authority=authority, defaults={
        "year_month": year_month, "year_day": year_day, "draft_month": draft_month, "draft_day": draft_day})
    tie("budgeted", authority, by=by, area=authority.home.code)
    return budgeting
