"""Parquet parts to try the opinion map with, and what two engines must come to alike."""
import numpy as np
import pyarrow as pa
from pyarrow import parquet

from saan.methods.opinion import guarded, map_of, tallies
from saan.methods.opinion.digests import labels_digest, statistics_digest
from saan.methods.opinion.drawn import votes_wanted

GOOD = {"participant": [1, 2], "statement": [1, 1], "vote": [1, -1]}


def shuffled(votes, seed=1):
    order = np.random.default_rng(seed).permutation(len(votes[0]))
    return [column[order] for column in votes]


def digests(engine):
    """Return the digests of the map and of its counts by group, as the guard lets it stand."""
    found = map_of(engine)
    verdict = guarded(found, votes_wanted(engine, found))
    counts = tallies(engine, found, verdict.split)
    return (statistics_digest(found), labels_digest(found, verdict.split), verdict.shown, verdict.p,
            counts.tolist())


def files(folder, **columns):
    folder.mkdir(parents=True, exist_ok=True)
    parquet.write_table(pa.table(columns), folder / f"{len(list(folder.iterdir()))}.parquet")
    return folder
