"""Reminders: who is told that a promise is due, or late."""
from django.db import transaction

from saan.network.models import Commitment
from saan.network.queries.commitments import due_soon, overdue
from saan.notices.actions import tell
from saan.people.queries import holders_of
from saan.people.rules import Word

AT_ONCE = 100   # promises in one run


def remind() -> int:
    """Tell the partners of each agency and the town's officers once that a promise is due, and once that it is late."""
    soon, late = due_soon(AT_ONCE), overdue(AT_ONCE)
    for key, promises in (("network.due_soon", soon), ("network.overdue", late)):
        for commitment in promises:
            _remind(commitment, key)
    return len(soon) + len(late)


@transaction.atomic
def _remind(commitment: Commitment, key: str):
    town = commitment.goal.agreement.authority
    tell({*holders_of(Word.PARTNER, commitment.agency), *holders_of(Word.OFFICER, town)}, key, commitment)
