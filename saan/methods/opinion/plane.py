"""The plane of opinions: the two directions in which people differ most, and where everybody stands on it.

Principal components of the centred votes; who voted on few statements is moved outward by sqrt(S / n_i), so that few
votes do not read as a middle opinion (Small et al. 2021). Positions are whole numbers of 2^-20: sums of votes are
exact, so a person stands on the same spot in every partition and engine.
"""
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import eigh

from saan.methods.opinion.pairs import Sums
from saan.methods.opinion.votes import Votes

UNIT = 2 ** 20      # steps of a position on each axis
FINE = 2.0 ** 30    # steps of one vote's part in it
HALF = .5           # of all statements: with that many votes a person stands at sqrt(.5) of the way


class Plane(NamedTuple):
    """Two axes over S statements: axes (2, S) of unit length, shares (2,) of all variance, means (S,)."""

    axes: NDArray[np.float64]
    shares: NDArray[np.float64]
    means: NDArray[np.float64]

    @property
    def statements(self) -> NDArray[np.float64]:
        """Return where a person stands who agreed with that statement and saw no other, shape (S, 2)."""
        return (np.sqrt(len(self.means)) * (1 - self.means) * self.axes).T

    @property
    def extremity(self) -> NDArray[np.float64]:
        """Return how far each statement pulls, shape (S,): the length of its position."""
        return np.hypot(*self.statements.T)


def plane_of(sums: Sums) -> Plane:
    """Return the plane of the summed votes; an axis without variance is zero.

    Signs: the largest component of an axis is positive, of equal ones the first.
    """
    gram, width = sums.gram(), len(sums.means)
    total = float(np.trace(gram))
    axes, shares = np.zeros((2, width)), np.zeros(2)
    if total > 0:
        values, vectors = eigh(gram, subset_by_index=[max(0, width - 2), width - 1], check_finite=False)
        for at in range(min(2, width)):
            if values[-1 - at] > 1e-9 * total:
                axis = vectors[:, -1 - at]
                strong = np.abs(axis)
                first = np.argmax(strong > strong.max() * (1 - 1e-9))
                axes[at], shares[at] = axis * np.sign(axis[first]), values[-1 - at] / total
    return Plane(axes, shares, sums.means)


def table_of(plane: Plane) -> NDArray[np.int64]:
    """Return what each vote adds to a position, in steps of FINE: shape (2, 3 S), by statement and vote."""
    votes = np.arange(-1, 2)[None, :] - plane.means[:, None]
    return np.rint(plane.axes[:, :, None] * votes[None, :, :] * FINE).astype(np.int64).reshape(2, -1)


def places(votes: Votes, table: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where each person stands, shape (P, 2), in steps of UNIT: sqrt(S / max(1, n_i)) times their votes' sum.

    The sums are of whole numbers below 2^53, so doubles hold them exactly, in any order.
    """
    code = code_of(votes)
    said = sparse.csr_array((np.ones(len(code)), code, votes.start.astype(np.int32)),
                            shape=(len(votes.people), table.shape[1]))
    seen = votes.seen
    outward = np.sqrt(len(votes.statements) / np.maximum(1, seen)) * (UNIT / FINE)
    return np.rint((said @ np.ascontiguousarray(table.T, np.float64)) * outward[:, None]).astype(np.int64)


def code_of(votes: Votes) -> NDArray[np.int32]:
    """Return a number for each vote, (N,): 3 * statement + vote + 1."""
    code = votes.statement.astype(np.int32)
    code *= 3
    code += votes.value
    code += 1
    return code


def drawn_in(stands: NDArray[np.int64], seen: NDArray[np.int64], statements: int, inward: float) -> NDArray[np.int64]:
    """Return the places where groups are sought: who voted on little moves inward, by sqrt(n / (n + inward S)).

    sqrt(S / n_i) carries the noise of few votes as far out as what many votes say; a person with three votes would
    decide where a group ends. See docs/decisions/0015 for what it does to known conversations.
    """
    return np.rint(stands * np.sqrt(seen / np.maximum(1, seen + inward * statements))[:, None]).astype(np.int64)
