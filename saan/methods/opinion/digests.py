"""Digests: two runs came to the same whole numbers and the same groups, told by two short lines of text.

SHA-256 over the exact bytes (whole numbers of 64 bits, little-endian, ids ascending): in whichever order, partition or
engine the votes come, the same votes give the same digest, and one vote more or less another.
"""
import hashlib
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from saan.methods.opinion.groups import Split
from saan.methods.opinion.mapping import Map


def statistics_digest(found: Map) -> str:
    """Return the digest of the sums: people, statements (ascending), and every count and product of theirs."""
    return _digest([_ids(found.statements), *map(np.asarray, found.sums)])


def labels_digest(found: Map, split: Split) -> str:
    """Return the digest of who is in which group, people in ascending order of their ids."""
    return _digest([_ids(found.placed.people[found.grouped]), split.label])


def _ids(ids: NDArray) -> NDArray:
    """Return ids as whole numbers; ids of text as the bytes of the text, each closed by a zero."""
    if ids.dtype.kind in "iu":
        return ids
    return np.frombuffer("".join(f"{one}\0" for one in ids.tolist()).encode(), np.uint8)


def _digest(arrays: Iterable[NDArray]) -> str:
    digest = hashlib.sha256()
    for array in arrays:
        digest.update(f"{array.shape}\n".encode())
        digest.update(np.ascontiguousarray(array, "<i8").data)
    return digest.hexdigest()
