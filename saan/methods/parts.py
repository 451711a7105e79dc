"""Figures of the same people in parts (age groups): when they may stand, and when they may move.

Counted is (agree, disagree, pass) of each part, published (agree, all others): a third cell of a part would nearly
always hold a few. A state is the rows of all parts of one moment, so that they add up to the figures of everybody,
which are published too. No I/O. The rules are our own; docs/honest.md says what is proved.
"""
from collections.abc import Iterable, Mapping, Sequence

from saan.methods.honest import NEAR, K, gate

Row = tuple[int, ...]
State = Mapping[str, Row]


def publishable(counted: State, ways: Iterable[Mapping[str, Sequence[str]]], looks: Sequence[State],
                k: int = K) -> State | None:
    """Return the state (agree, others) that may be published of what was counted, or None.

    Nothing is, where the figures of everybody do not show how many agree (`honest.gate`): the parts would tell it.
    """
    everybody = added(counted.values())
    if gate(*everybody, sum(everybody), k).agree is None:
        return None
    return finest({name: (row[0], sum(row[1:])) for name, row in counted.items()}, ways, looks, k)


def is_clean(row: Iterable[int], k: int = K) -> bool:
    """Return whether a row may be shown whole: every cell is 0 or at least k, and no small group speaks as one.

    Together they are at least 2k, and 20 or more where all stand on one side. Nobody at all is clean too.
    """
    cells = list(row)
    return not any(cells) or (all(cell == 0 or cell >= k for cell in cells) and sum(cells) >= 2 * k
                              and not (sum(cells) in NEAR and max(cells) == sum(cells)))


def may_stand(state: State, k: int = K) -> bool:
    """Return whether every part of the state may be shown beside all others and beside the figures of everybody.

    Each part is shown whole or the state is not shown at all: a part left out would be the difference of the rest.
    """
    return all(is_clean(row, k) for row in state.values())


def may_follow(state: State, looks: Iterable[State], holds: Mapping[str, Sequence[str]], k: int = K) -> bool:
    """Return whether the state may be published after all the looks that were published before it.

    Against each look, every part is the same or what moved in it is clean itself (`is_clean` of the sizes of the
    moves): two looks never tell what fewer than k people of a part said. A state may have finer parts than a look,
    never coarser or other ones: `holds` names the rows that each part is made of.
    """
    return may_stand(state, k) and all(_clean_between(state, look, holds, k) for look in looks)


def finest(rows: State, ways: Iterable[Mapping[str, Sequence[str]]], looks: Sequence[State],
           k: int = K) -> State | None:
    """Return the first of the ways to put the rows together that may be published after the looks, or None.

    Each way says which rows each of its parts holds. ValueError where a way leaves out a row or holds one twice.
    """
    ways = list(ways)
    holds = {part: names for way in ways for part, names in way.items()}
    for way in ways:
        if sorted(name for names in way.values() for name in names) != sorted(rows):
            raise ValueError(f"every row has one place: {way}")
        state = {part: added(rows[name] for name in names) for part, names in way.items()}
        if may_follow(state, looks, holds, k):
            return state
    return None


def added(rows: Iterable[Iterable[int]]) -> Row:
    """Return the sum of the rows."""
    return tuple(sum(cells) for cells in zip(*rows, strict=True))


def _clean_between(state, look, holds, k):
    """Return whether what moved in every part of the look is nothing or clean, and the state can be told apart so."""
    for part, before in look.items():
        inside = [name for name in state if set(holds[name]) <= set(holds[part])]
        if {row for name in inside for row in holds[name]} != set(holds[part]):
            return False
        now = added(state[name] for name in inside)
        if not is_clean([abs(here - there) for here, there in zip(now, before, strict=True)], k):
            return False
    return True
