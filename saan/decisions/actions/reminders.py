"""Agendas that follow what is open, and those who owe a resolution told in time, and once when it is late."""
from datetime import date, timedelta

from django.db import transaction

from saan.core import clock
from saan.core.actions import cursors
from saan.core.things import SYSTEM
from saan.decisions.actions.agenda import refresh
from saan.decisions.actions.resolutions import ask_owner
from saan.decisions.models import Committee, Meeting
from saan.decisions.queries.resolutions import falling_due, owners_of
from saan.decisions.rules.meetings import SOON
from saan.notices.actions import tell
from saan.people.queries import holders_of
from saan.people.rules import Word

REMINDED = "decisions.reminded"   # the last day, as an ordinal, of which reminders went out


def refresh_all() -> int:
    """Let the agenda of each committee's next meeting follow what is open; return how many changed."""
    waiting = Committee.objects.filter(pk__in=Meeting.objects.to_come().values("committee"))
    return sum(refresh(committee=committee) for committee in waiting)


@transaction.atomic
def remind_all() -> int:
    """Tell those who owe a resolution two weeks before its day, and once when its day is over, the secretary too."""
    today, last = clock.today(), cursors.position(name=REMINDED)
    if last >= today.toordinal():
        return 0
    since = date.fromordinal(last) if last else date.min + timedelta(days=1)
    soon = falling_due(max(today, since + timedelta(days=SOON + 1)), today + timedelta(days=SOON))
    late = falling_due(since, today - timedelta(days=1))
    for resolution in soon:
        tell(owners_of(resolution), "decisions.due_soon", resolution)
        ask_owner(resolution=resolution, by=SYSTEM)
    for resolution in late:
        authority = resolution.meeting.committee.authority
        tell({*owners_of(resolution), *holders_of(Word.OFFICER, authority)}, "decisions.late", resolution)
        ask_owner(resolution=resolution, by=SYSTEM)
    cursors.advance(name=REMINDED, to=today.toordinal())
    return len(soon) + len(late)
