"""The votes of a few people, drawn from all parts: what the guard tests on, and nothing else is gathered."""
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from saan.methods.opinion.mapping import Engine, Map
from saan.methods.opinion.samples import wanted
from saan.methods.opinion.votes import Votes, starts


def votes_wanted(engine: Engine, found: Map) -> Votes:
    """Return the votes that `guarded` needs: of the people its tests run on."""
    return joined(engine.each(those_in, found.placed.people[wanted(found)]))


def those_in(part: Votes, people: NDArray) -> Votes:
    """Return these people (ids, ascending), as far as they are in the part; this function travels to the parts."""
    return part.only(np.flatnonzero(np.isin(part.people, people, assume_unique=True)))


def joined(parts: Iterable[Votes]) -> Votes:
    """Return the people of all parts as one, in ascending order of their ids; nobody may be in two parts."""
    parts = list(parts)
    people = np.concatenate([part.people for part in parts])
    whole = parts[0]._replace(
        people=people, start=starts(np.concatenate([part.seen for part in parts])),
        statement=np.concatenate([part.statement for part in parts]),
        value=np.concatenate([part.value for part in parts]))
    return whole.only(np.argsort(people, kind="stable"))
