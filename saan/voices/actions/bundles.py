"""Packing votes by person, beside the rows."""
from itertools import islice

import numpy as np
from django.db import transaction

from saan.core.actions import cursors
from saan.core.things import SYSTEM, Thing
from saan.methods.opinion import resolve
from saan.methods.opinion.packed import packed_rows
from saan.voices.models import Bundle, Consultation
from saan.voices.queries.bundles import bundles_of, cursor_of, packed_to, votes_between
from saan.voices.queries.votes import last_change

TOGETHER = 5_000   # rows of one statement


def pack(*, consultation: Consultation, by: Thing = SYSTEM) -> int:
    """Pack what was voted since the last time, and return for how many people; a record of its own, so it is not tied.

    What is read is all that was committed up to one change; whatever comes meanwhile is taken the next time.
    """
    after, until = packed_to(consultation), last_change(consultation)
    if until <= after:
        return 0
    person, number, value = votes_between(consultation, after, until)
    if after:   # what these people said before stands in their bundles
        before = bundles_of(consultation, np.unique(person))
        person = np.concatenate([np.repeat(before.people, before.seen), person])
        number = np.concatenate([before.statements[before.statement], number])
        value = np.concatenate([before.value, value])
    votes = resolve(person, number, value)
    with transaction.atomic():
        rest = iter(packed_rows(votes))
        while rows := list(islice(rest, TOGETHER)):
            Bundle.objects.bulk_create(
                [Bundle(consultation=consultation, participant_id=participant, packed=packed)
                 for participant, packed in rows], update_conflicts=True, update_fields=["packed"],
                unique_fields=["consultation", "participant"])
        cursors.advance(name=cursor_of(consultation), to=until)
    return len(votes.people)
