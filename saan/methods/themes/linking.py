"""Linking texts by their likeness: clusters first, then each text where it is nearest, and no strays."""
import random
from collections import Counter
from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp
from scipy.cluster.hierarchy import fcluster, linkage

from saan.methods.themes.tokens import fields_of

SHARED = 2     # texts of a group that share one word at least; where none do, as many as make a group share a field
TURNS = 5      # times that every text is put where it is nearest
SEED = 2569
FIELD = "field"   # marks a field among the words that a text tells


def labels_of(space: sp.csr_matrix, words: Sequence[list[str]], weight: np.ndarray, *, least: int, cut: float,
              near: float, most: int, common: int) -> np.ndarray:
    """Return the group of each row, −1 for none; the rows are different texts in an order of their own.

    This is the third step of `group`, which says what the numbers mean; `weight` is how often each text was said.
    """
    if not len(weight):
        return np.zeros(0, dtype=int)
    sample = np.arange(len(weight))
    if len(weight) > most:
        sample = np.array(sorted(random.Random(SEED).sample(range(len(weight)), most)))
    tells = [{*said, *((FIELD, field) for field in fields_of(said))} for said in words]
    labels = np.full(len(weight), -1)
    labels[sample] = _linked(space[sample], cut)
    labels = _without_loose(labels, tells, weight, least)
    for _turn in range(TURNS):
        moved = _without_loose(_nearest(space, weight, labels, near), tells, weight, least)
        if (moved == labels).all():
            break
        labels = moved
    return _without_strays(labels, tells, weight, least, common)


def _linked(space, cut):
    if space.shape[0] == 1:
        return np.zeros(1, dtype=int)
    size = space.shape[0]
    distances = np.empty(size * (size - 1) // 2)
    begins = 0
    for at in range(0, size, 512):   # row by row the whole square would be held twice
        block = 1 - (space[at:at + 512] @ space.T).toarray()
        for row in range(block.shape[0]):
            rest = block[row, at + row + 1:]
            distances[begins:begins + len(rest)] = rest
            begins += len(rest)
    return fcluster(linkage(np.clip(distances, 0, None), "average"), cut, "distance") - 1


def _nearest(space, weight, labels, near):
    """Return the group whose middle each text is most like; the text itself is taken out of its own middle."""
    groups = np.unique(labels[labels >= 0])
    if not len(groups):
        return labels
    belongs = sp.csr_matrix((weight[labels >= 0], (labels[labels >= 0], np.flatnonzero(labels >= 0))),
                            shape=(labels.max() + 1, len(labels)))
    sums = (belongs @ space)[groups]
    squares = np.asarray(sums.multiply(sums).sum(axis=1)).ravel()
    dots = np.asarray((space @ sums.T).todense())
    likeness = dots / np.sqrt(np.where(squares > 0, squares, 1))
    own = np.flatnonzero(labels >= 0)
    column = np.searchsorted(groups, labels[own])
    length = np.asarray(space[own].multiply(space[own]).sum(axis=1)).ravel()
    others = dots[own, column] - weight[own] * length
    left = squares[column] - 2 * weight[own] * dots[own, column] + weight[own] ** 2 * length
    alone = left < 1e-9   # the group says nothing else than this text
    likeness[own, column] = np.where(alone, 1, others / np.sqrt(np.where(alone, 1, left)))
    likeness = likeness.round(9)   # what is equal stays equal however it was summed
    return np.where(likeness.max(axis=1) >= near, groups[likeness.argmax(axis=1)], -1)


def _without_loose(labels, tells, weight, least):
    """Return the labels without groups that are too small, or whose texts share neither a word nor a field."""
    sizes, shared = _told(labels, tells, weight)
    firm = [label for label in sorted(sizes) if sizes[label] >= least and any(
        times >= (least if isinstance(one, tuple) else SHARED) for one, times in shared[label].items())]
    number = {label: at for at, label in enumerate(firm)}
    return np.array([number.get(label, -1) for label in labels.tolist()], dtype=int)


def _without_strays(labels, tells, weight, least, common):
    """Return the labels without texts of which too few others of their group share a word or a field."""
    sizes, shared = _told(labels, tells, weight)
    kept = [label if label >= 0 and max(shared[label][one] for one in told) - times >= min(common, sizes[label] - times)
            else -1 for label, told, times in zip(labels.tolist(), tells, weight.tolist(), strict=True)]
    return _without_loose(np.array(kept, dtype=int), tells, weight, least)


def _told(labels, tells, weight):
    """Return how many texts each group has, and how many of them tell each word and each field."""
    sizes: Counter[int] = Counter()
    shared: dict[int, Counter] = {}
    for label, told, times in zip(labels.tolist(), tells, weight.tolist(), strict=True):
        if label >= 0:
            sizes[label] += times
            shared.setdefault(label, Counter()).update(dict.fromkeys(told, times))
    return sizes, shared
