"""Growth: a demo holds as much as a province has in five years, written in bulk.

Actions would take an hour for it. What is written here are the rows that they would have written, and no others: each
voice was read, each theme has its members, each proposal its source and its clock, each resolution an item, a ground,
a quorum, ballots, an owner and a day, each claim its evidence, each verdict the count that makes it; every one is
tied to its causes in the order of time, and those concerned were told. So `bin/saan orphans` finds nothing afterwards.
Only where people come in (committees, seats, the next meetings) real actions are asked.
"""
from saan.demo.actions.growth.growing import grow

__all__ = ["grow"]
