"""Votes to try the opinion map with: pure chance, planted camps, and open conversations."""
import csv
from pathlib import Path
from typing import NamedTuple

import numpy as np

from saan.methods.opinion import Votes, resolve

HERE = Path(__file__).parent / "data" / "polis"
BESIDE = Path(__file__).parents[2] / "shared" / "data" / "polis"
COUNTED = "n-disagree"


class Conversation(NamedTuple):
    """A conversation as Polis exported it: its votes, and the group that Polis gave to each person."""

    votes: Votes
    official: dict[int, int]


def conversation(folder: Path) -> Conversation:
    """Return the conversation of the folder, read from its matrix by nothing but the csv module."""
    with (folder / "participants-votes.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    first, group = head.index(COUNTED) + 1, head.index("group-id")
    cells = [(int(row[0]), int(head[at]), int(float(row[at])))
             for row in rows for at in range(first, len(head)) if row[at]]
    return Conversation(resolve(*(np.array(column) for column in zip(*cells, strict=True))),
                        {int(row[0]): int(row[group]) for row in rows if row[group] != ""})


def noise(people: int, statements: int, seed: int, *, missing: float = 0, unequal: bool = False):
    """Return votes that know nothing of each other: (participant, statement, vote)."""
    random = np.random.default_rng(seed)
    odds = random.dirichlet([2, 1, 2], statements)
    votes = np.stack([random.choice([-1, 0, 1], people, p=odds[at]) for at in range(statements)], axis=1)
    gone = np.clip(random.beta(1.2, .8, people), .05, .98) if unequal else np.full(people, missing)
    person, statement = np.nonzero(random.random(votes.shape) >= gone[:, None])
    return person, statement, votes[person, statement]


def camps(k: int, seed: int, people: int = 300, statements: int = 12):
    """Return the votes of k camps, .7 against .3 agreeing and one in ten passing, and who is in which camp.

    Two camps: every statement divides them. Three: each statement sets one against the two others.
    """
    random, camp = np.random.default_rng(seed), np.arange(people) % k
    sets = [at % 2 if k == 2 else at // (statements // 3) for at in range(statements)]
    apart = camp[:, None] == np.array(sets)
    agrees = random.random((people, statements)) < np.where(apart, .7, .3)
    votes = np.where(random.random(agrees.shape) < .1, 0, np.where(agrees, 1, -1))
    person, statement = np.nonzero(np.ones(votes.shape))
    return (person, statement, votes[person, statement]), camp
