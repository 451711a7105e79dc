"""Rounds in which many people have voted: written in bulk, as the votes that they would have cast."""
from itertools import count

import numpy as np

from saan.core import clock
from saan.core.actions import cursors
from saan.people.models import Participant
from saan.voices.actions.publishing import publish
from saan.voices.models import Vote
from saan.voices.tests.town import opened, town

_people = count(1)


def voted_in_bulk(here, values) -> list[int]:
    """Let newcomers vote: one row of values to each, one column to each statement; None = not seen. Return who."""
    people = Participant.objects.bulk_create(
        Participant(authority=here.authority, token_hash=f"bulk {next(_people)}") for _row in values)
    cells = [(person, statement, int(value)) for person, row in zip(people, values, strict=True)
             for statement, value in zip(here.statements, row, strict=False) if value is not None]
    change = cursors.take(name="votes", count=len(cells)) - len(cells)
    Vote.objects.bulk_create(
        Vote(participant=person, statement=statement, value=value, at=clock.now(), change=change + at)
        for at, (person, statement, value) in enumerate(cells, 1))
    return [person.pk for person in people]


def camp_values(people: int, statements: int = 10, *, agrees: float = .85, passes: float = .1, seed: int = 5):
    """Return what two camps of one size say: each agrees with its half of the statements; all agree with the last."""
    random, camp = np.random.default_rng(seed), np.arange(people) % 2
    apart = camp[:, None] == np.arange(statements)[None, :] % 2
    agree = random.random((people, statements)) < np.where(apart, agrees, 1 - agrees)
    agree[:, -1] = random.random(people) < .95
    values = np.where(random.random(agree.shape) < passes, 0, np.where(agree, 1, -1))
    return values.tolist()


def two_camps(people: int = 120, statements: int = 10, *, slug: str = "camps", here=None, **how):
    """Return a round in which two camps have voted, its figures published."""
    here = opened(here or town(), slug=slug, statements=statements)
    voted_in_bulk(here, camp_values(people, statements, **how))
    publish(consultation=here.it)
    return here
