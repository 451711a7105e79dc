"""Questions about budgets: which one can still be made, and which meeting is the last that makes it."""
from datetime import date
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import get_language

from saan.agencies.models import Authority
from saan.core import clock
from saan.core.dates import year_in
from saan.decisions.models import Budgeting, Meeting, Turn
from saan.decisions.rules.proposals import DRAFT, YEAR_START, budget_days, last_meeting

OVER = (Turn.Word.CLOSED, Turn.Word.CANCELLED)
LOOKED_AT = 200   # planned meetings of a town


class Chance(NamedTuple):
    """The budget that a proposal can still get into: its year (ค.ศ.), the day of its draft, the last meeting before."""

    year: int
    draft_on: date
    meeting: Meeting | None

    @property
    def said_year(self) -> int:
        """Return the fiscal year as the reader's language counts it."""
        return year_in(self.year, get_language() or "th")


def budgeting_of(authority: Authority, viewer) -> Budgeting:
    """Return the town's days of the budget; where it has set none, those of the law."""
    mine = Budgeting.objects.visible_to(viewer).filter(authority=authority).first()
    return mine or Budgeting(authority_id=authority.pk, year_month=YEAR_START[0], year_day=YEAR_START[1],
                             draft_month=DRAFT[0], draft_day=DRAFT[1])


def budget_of(authority: Authority, viewer) -> Chance:
    """Return the budget that can still be made there, and the last planned meeting of a committee that makes it."""
    days = budgeting_of(authority, viewer)
    start, draft = (days.year_month, days.year_day), (days.draft_month, days.draft_day)
    today = clock.today()
    planned = Meeting.objects.visible_to(viewer).filter(committee__authority=authority, meets_at__gte=clock.now())
    coming = planned.exclude(turns__word__in=OVER).select_related("committee").order_by("meets_at", "pk")[:LOOKED_AT]
    meetings = {timezone.localdate(meeting.meets_at): meeting for meeting in coming}
    last = last_meeting(meetings, today, start, draft)
    return Chance(*budget_days(today, start, draft), meetings.get(last))
