"""Questions about who may vote, and about votes."""
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.db.models import Max

from saan.core.keys import fingerprint
from saan.voices.models import Consultation, Ticket, Vote

KEPT = 65_536   # passes that are remembered; a ticket never changes


class Pass(NamedTuple):
    """What a ticket says: which consultation it opens, and for which participant."""

    consultation: int
    slug: str
    participant: int


class Change(NamedTuple):
    """A vote as it stands, with the number of its last change."""

    change: int
    participant: int
    statement: int
    value: int


def pass_of(token: str) -> Pass | None:
    """Return what the token opens, or None where no ticket has it."""
    try:
        return _pass_by(token_hash(token))
    except Ticket.DoesNotExist:
        return None


def token_hash(token: str) -> str:
    """Return the keyed hash by which a ticket is found."""
    return fingerprint(settings.KEYS["token"], f"ticket {token}")


def pass_for(consultation: Consultation, participant: int) -> Pass | None:
    """Return the participant's pass to the consultation, if it has a ticket."""
    if Ticket.objects.filter(consultation=consultation, participant=participant).exists():
        return Pass(consultation.pk, consultation.slug, participant)
    return None


def has_voted(bearer: Pass) -> bool:
    """Return whether the bearer has voted on anything there."""
    return Vote.objects.filter(statement__consultation=bearer.consultation, participant=bearer.participant).exists()


def own_votes(bearer: Pass) -> dict[int, int]:
    """Return what the bearer has said to each statement there."""
    mine = Vote.objects.filter(statement__consultation=bearer.consultation, participant=bearer.participant)
    return dict(mine.values_list("statement", "value"))


def changes_since(consultation: Consultation, cursor: int, most: int = 10_000) -> list[Change]:
    """Return the votes that were cast or changed after the cursor, in the order of change; the last is the new cursor.

    A vote that changed twice appears once, at its last change; nothing smaller can turn up later.
    """
    rows = Vote.objects.filter(statement__consultation=consultation, change__gt=cursor).order_by("change")
    return [Change(*row) for row in rows.values_list("change", "participant", "statement", "value")[:most]]


def last_change(consultation: Consultation) -> int:
    """Return the number of the last change of a vote there, 0 where nobody has voted."""
    return Vote.objects.filter(statement__consultation=consultation).aggregate(last=Max("change"))["last"] or 0


@lru_cache(maxsize=KEPT)
def _pass_by(hashed):
    ticket = Ticket.objects.select_related("consultation").only(
        "consultation_id", "participant_id", "consultation__slug").get(token_hash=hashed)
    return Pass(ticket.consultation_id, ticket.consultation.slug, ticket.participant_id)
