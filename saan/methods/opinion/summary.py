"""The map in plain values, as programs read it: what `bin/saan opinion --json` writes."""
from typing import Any

import numpy as np
from numpy.typing import NDArray

from saan.methods.opinion.guard import Verdict
from saan.methods.opinion.mapping import Engine, Map, tallies
from saan.methods.opinion.stances import Shared, consensus, divides, group_aware, representative, unites


def summary(found: Map, verdict: Verdict, engine: Engine, *, votes: int, forced: bool = False) -> dict[str, Any]:
    """Return the map in numbers, text, lists and dicts; groups and labels are None where the guard refuses them.

    `votes` is how many were cast. `forced` gives them all the same, for checking; `guard.shown` stays false. Where
    there is nobody to group, what is forced is empty.
    """
    split = verdict.split if verdict.shown or forced else None
    counts = tallies(engine, found, split) if split is not None else None
    ids = [plain(at) for at in found.statements]
    return {
        "participants": int(found.sums.people), "statements": len(ids), "votes": votes,
        "grouped": len(found.grouped),
        "groups": ([] if forced else None) if counts is None else _groups(counts, split, ids),
        "labels": ({} if forced else None) if split is None else {
            str(person): int(label) for person, label in zip(found.placed.people[found.grouped].tolist(),
                                                             split.label.tolist(), strict=True)},
        "guard": {"shown": verdict.shown, "p": verdict.p, "reasons": verdict.reasons,
                  "conditions": [condition._asdict() for condition in verdict.conditions],
                  "tested_on": verdict.tested},
        "consensus": [_shared(one, ids) for one in consensus(found.sums.counts)],
        "unites": [] if counts is None else [_shared(one, ids) for one in unites(counts)],
        "divides": [] if counts is None else [
            {"statement": ids[one.statement], "gap": one.gap,
             "by_group": [{"group": group, **part._asdict()} for group, part in enumerate(one.parts)]}
            for one in divides(counts)],
        "group_aware": None if counts is None else [
            {"statement": ids[at], "consensus": float(value)} for at, value in enumerate(group_aware(counts))],
    }


def plain(value: Any) -> Any:
    """Return the value without its array type."""
    return value.item() if isinstance(value, np.generic) else value


def _groups(counts: NDArray[np.int64], split, ids):
    typical = representative(counts) if len(counts) > 1 else [[] for _group in counts]
    return [{"id": group, "size": int(size),
             "representative": [one._replace(statement=ids[one.statement])._asdict() for one in typical[group]]}
            for group, size in enumerate(split.sizes)]


def _shared(one: Shared, ids):
    return {"statement": ids[one.statement], "side": one.side, "n": one.n, "interval": list(one.interval)}
