"""The opinion map: who thinks alike, drawn from votes, and shown only where the groups are more than chance.

    votes = resolve(participant, statement, vote, at)          # the last vote of each pair; rows in any order
    engine = Threads(votes)                                    # or parts on other machines: the same functions travel
    found = map_of(engine)                                     # sums, plane, places, groups
    verdict = guarded(found, votes)                            # may the groups be shown?
    counts = tallies(engine, found, verdict.split)             # who says what, by group
    representative(counts), unites(counts), divides(counts), consensus(found.sums.counts)

Votes are 1 agree, 0 pass, -1 disagree; what was not seen is missing, not a pass. Shapes: P people, S statements, N
votes, k groups. Source of the convention: Small, Bjorkegren, Erkkilä, Shaw, Megill, "Polis: Scaling deliberation by
mapping high dimensional opinion spaces", RECERCA 26(2), 2021; each module names its own formulas. Pure: no input or
output, no clock, no randomness that is not seeded; the same votes give the same labels in whatever order, partition
or engine, for everything is summed as whole numbers before it is divided.
"""
from saan.methods.opinion.guard import Condition, Verdict, guarded
from saan.methods.opinion.mapping import Map, Threads, map_of, polis_compatible, tallies
from saan.methods.opinion.stances import consensus, divides, group_aware, representative, unites
from saan.methods.opinion.votes import Votes, resolve

__all__ = ["Condition", "Map", "Threads", "Verdict", "Votes", "consensus", "divides", "group_aware", "guarded",
           "map_of", "polis_compatible", "representative", "resolve", "tallies", "unites"]
