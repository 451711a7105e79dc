"""Votes of a round as arrays: packed beside the rows, and what came in since."""
import numpy as np
from django.db import connection

from saan.core.actions import cursors
from saan.methods.opinion import Votes, resolve
from saan.methods.opinion.packed import unpack
from saan.voices.models import Bundle, Consultation, Vote

SIZE = 100_000   # rows that are fetched at a time
ASKED = 500      # people that are asked for at a time


def votes_of(consultation: Consultation, numbers: list[int]) -> Votes:
    """Return the votes on the statements of these numbers as they stand now; the ids are participants and numbers."""
    numbers = np.array(sorted(numbers), np.int64)
    packed = _packed(consultation, numbers)
    late = votes_between(consultation, packed_to(consultation), None)
    late = tuple(array[np.isin(late[1], numbers)] for array in late)
    if not len(late[0]):
        return packed
    person = np.repeat(packed.people, packed.seen)
    return resolve(np.concatenate([person, late[0]]), np.concatenate([numbers[packed.statement], late[1]]),
                   np.concatenate([packed.value, late[2]]), statements=numbers)


def bundles_of(consultation: Consultation, people: np.ndarray) -> Votes:
    """Return what the bundles of these participants hold; the ids are participants (ascending) and numbers."""
    rows = []
    for first in range(0, len(people), ASKED):
        rows += Bundle.objects.filter(consultation=consultation, participant__in=people[first:first + ASKED].tolist()
                                      ).order_by("participant").values_list("participant", "packed")
    return _unpacked(rows, np.array(sorted(consultation.statements.values_list("number", flat=True)), np.int64))


def packed_to(consultation: Consultation) -> int:
    """Return up to which change of votes the round is packed."""
    return cursors.position(name=cursor_of(consultation))


def cursor_of(consultation: Consultation) -> str:
    """Return the name under which it is kept how far the round is packed."""
    return f"bundles {consultation.pk}"


def votes_between(consultation: Consultation, after: int, until: int | None) -> tuple[np.ndarray, ...]:
    """Return participants, numbers of statements and votes that changed after one change and not after another."""
    late = Vote.objects.filter(statement__consultation=consultation, change__gt=after)
    if until is not None:
        late = late.filter(change__lte=until)
    rows = late.values_list("participant", "statement__number", "value").iterator(SIZE)
    table = np.fromiter((cell for row in rows for cell in row), np.int64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2].astype(np.int8)


def _packed(consultation, numbers):
    """Plain SQL: through the ORM, making a hundred thousand rows would take longer than the map."""
    table = Bundle._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT participant_id, packed FROM {table} WHERE consultation_id = %s ORDER BY participant_id",
                       [consultation.pk])
        return _unpacked(cursor.fetchall(), numbers)


def _unpacked(rows, numbers):
    people, packed = zip(*rows, strict=True) if rows else ((), ())
    return unpack(np.array(people, np.int64), packed, numbers)
