"""Eigenvectors and eigenvalues of Gram matrices: as few and as exact as the guard needs."""
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh
from scipy.sparse.linalg import eigsh

SEED = 90_017
STEPS = 16         # of Lanczos' method
WIDE = 150         # statements: above, all directions would cost more than the two that are asked for


def axes_of(gram: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return the two directions of most variance, the first one last, shape (S, 2); of a wide table by Lanczos."""
    width = len(gram)
    if width > WIDE and gram.any():   # of a table without variance any two will do
        return eigsh(gram, 2, v0=np.random.default_rng(SEED).standard_normal(width).astype(gram.dtype), tol=1e-4)[1]
    return eigh(gram, subset_by_index=[max(0, width - 2), width - 1], check_finite=False)[1]


def firsts_of(gram: Callable[[NDArray], NDArray], many: int, width: int, bound: float = 0.0) -> NDArray[np.float64]:
    """Return the first eigenvalue of each of many Gram matrices by Lanczos' method, from a fixed start, the same steps.

    Half of the steps are enough where twice what they found is below the bound: from a random start they miss more
    than half of the eigenvalue less than once in a thousand times (Kuczynski and Wozniakowski 1992, theorem 4). All
    tables take their steps side by side; one that has no further to go adds noughts, which are no first eigenvalue.
    """
    start = np.random.default_rng(SEED).standard_normal(width).astype(np.float32)
    vector = np.tile(start / np.linalg.norm(start), (many, 1))
    before, beside = np.zeros_like(vector), np.zeros(many, np.float32)
    steps = min(STEPS, width)
    inner = np.zeros((many, steps, steps))
    for step in range(steps):
        new = gram(vector)
        along = np.einsum("ij,ij->i", new, vector)
        new -= along[:, None] * vector + beside[:, None] * before
        inner[:, step, step] = along
        beside = np.sqrt(np.einsum("ij,ij->i", new, new))
        ends = beside <= 1e-5 * np.abs(np.diagonal(inner, axis1=1, axis2=2)).max(axis=1)
        beside[ends], new[ends] = 0, 0
        if step + 1 == STEPS // 2:
            values = np.linalg.eigvalsh(inner[:, :step + 1, :step + 1])[:, -1]
            if (2 * values < bound).all():
                return values
        if step + 1 < steps:
            inner[:, step, step + 1] = inner[:, step + 1, step] = beside
        before, vector = vector, new / np.where(ends, 1, beside)[:, None].astype(np.float32)
    return np.linalg.eigvalsh(inner)[:, -1]
