"""Synthetic votes from one seeded generator: stated density, unequal activity, and re-votes."""
from pathlib import Path

import numpy as np

SKEW = 1.2        # shape of the gamma that activity is drawn from
AGAIN = .03       # of all votes are cast once more, otherwise
CAMPS = .15       # how far two camps lie apart from each other, in agreeing
SEED = 2_026


def drawn(people: int, statements: int, density: float, seed: int = SEED) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return participants, statements and votes in the order in which they came.

    They are about people * statements * density, and AGAIN of them once more. Activity is gamma distributed;
    every person sees a random set of statements; re-votes come later.
    """
    random = np.random.default_rng(seed)
    activity = random.gamma(SKEW, 1, people)
    seen = np.clip(np.rint(activity / activity.mean() * statements * density), 1, statements).astype(np.int64)
    person = np.repeat(np.arange(people, dtype=np.int32), seen)
    statement = np.empty(len(person), np.int16)
    for first in range(0, people, 20_000):
        some = seen[first:first + 20_000]
        order = np.argsort(random.random((len(some), statements), dtype=np.float32), axis=1)
        start = int(seen[:first].sum())
        statement[start:start + int(some.sum())] = order[np.arange(statements)[None, :] < some[:, None]]
    agree = random.uniform(.2, .8, statements)
    sides = random.choice([-1, 1], statements) * CAMPS
    chance = agree[statement] + sides[statement] * np.where(person % 2 == 0, 1, -1)
    draw = random.random(len(person), dtype=np.float32)
    vote = np.where(draw < .1, 0, np.where(draw < .1 + .9 * chance, 1, -1)).astype(np.int8)
    order = random.permutation(len(person))
    person, statement, vote = person[order], statement[order], vote[order]
    again = random.choice(len(person), int(len(person) * AGAIN), replace=False)
    return (np.concatenate([person, person[again]]), np.concatenate([statement, statement[again]]),
            np.concatenate([vote, -vote[again]]))


def kept(folder: Path, people: int, statements: int, density: float) -> Path:
    """Return the file that holds such votes, made once."""
    file = folder / f"votes-{people}-{statements}.npz"
    if not file.exists():
        person, statement, vote = drawn(people, statements, density)
        np.savez(file, person=person, statement=statement, vote=vote)
    return file


def load(file: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the votes of the file."""
    with np.load(file) as arrays:
        return arrays["person"], arrays["statement"], arrays["vote"]
