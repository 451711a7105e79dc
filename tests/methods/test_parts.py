"""Figures by age group tell nothing of fewer than k people: alone, beside the totals, or after one another."""
from collections import defaultdict
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saan.methods.honest import gate
from saan.methods.parts import added, finest, is_clean, may_follow

ALL, TWO = {"child": ["child"], "adult": ["adult"]}, {"all": ["child", "adult"]}
HOLDS = ALL | TWO


@pytest.mark.parametrize(("row", "clean"), [
    ((0, 0, 0), True), ((5, 5, 0), True), ((12, 5, 6), True), ((20, 0, 0), True),
    ((4, 9, 0), False), ((19, 0, 0), False), ((5, 0, 0), False), ((30, 1, 0), False), ((5, 4, 0), False)])
def test_a_row_is_shown_whole_or_not_at_all(row, clean):
    assert is_clean(row) is clean


def test_parts_are_put_together_until_none_is_small():
    ways = [ALL, TWO]
    assert finest({"child": (9, 6, 0), "adult": (5, 7, 5)}, ways, []) == {"child": (9, 6, 0), "adult": (5, 7, 5)}
    assert finest({"child": (9, 6, 0), "adult": (5, 3, 5)}, ways, []) == {"all": (14, 9, 5)}
    assert finest({"child": (9, 6, 0), "adult": (5, 3, 0)}, ways, []) == {"all": (14, 9, 0)}
    assert finest({"child": (9, 3, 0), "adult": (5, 0, 0)}, ways, []) is None
    with pytest.raises(ValueError, match="one place"):
        finest({"child": (9, 6, 0), "adult": (5, 7, 5)}, [{"child": ["child"]}], [])


def test_what_moved_in_a_part_is_nothing_or_clean():
    look = {"child": (9, 6, 0), "adult": (6, 6, 0)}
    assert may_follow({"child": (9, 6, 0), "adult": (11, 11, 0)}, [look], HOLDS)
    assert not may_follow({"child": (10, 6, 0), "adult": (11, 11, 0)}, [look], HOLDS)   # one child
    assert not may_follow({"child": (9, 6, 0), "adult": (16, 6, 0)}, [look], HOLDS)     # ten of one mind
    assert may_follow({"child": (9, 6, 0), "adult": (26, 6, 0)}, [look], HOLDS)
    assert not may_follow({"child": (4, 11, 0), "adult": (6, 6, 0)}, [{"child": (9, 6, 0), "adult": (9, 6, 0)}], HOLDS)


def test_every_look_that_ever_was_counts():
    looks = [{"all": (20, 20, 0)}, {"all": (30, 30, 0)}]
    assert may_follow({"all": (36, 36, 0)}, looks, HOLDS)
    assert not may_follow({"all": (22, 20, 0)}, looks, HOLDS)


def test_parts_become_finer_and_never_coarser():
    rows = {"child": (25, 15, 0), "adult": (10, 10, 5)}
    assert may_follow(rows, [{"all": (20, 20, 0)}], HOLDS)
    assert not may_follow({"all": (60, 60, 60)}, [rows], HOLDS)


def states(most, least=(0, 0, 0, 0)):
    """Return every state of two parts with two answers, at most so many of everybody to one answer, and at least these.

    The bound is on everybody, whose figures are published: a bound on a part would itself tell something.
    """
    every = product(*(range(few, most + 1) for few in least))
    return [{"child": (a, b, 0), "adult": (c, d, 0)} for a, b, c, d in every if a + c <= most and b + d <= most]


def cells_of(state):
    """Return the cells of a state that may hold anybody: of each part, then of everybody."""
    return [cell for row in (*state.values(), added(state.values())) for cell in row[:2]]


def looked(now, looks, k):
    """Return what is published of a moment: everybody's figures behind the gate, and the parts where they may stand."""
    total = added(now.values())
    figures = gate(*total, sum(total), k)
    parts = finest(now, (ALL, TWO), looks, k)
    return (figures, sum(total) >= k, parts and tuple(sorted(parts.items()))), parts


@pytest.mark.parametrize(("k", "most"), [(2, 6), (3, 12)])
def test_whoever_sees_everything_cannot_tell_a_small_group(k, most):
    """Every pair of moments that there can be: no cell of a part, nor its move, is known to be 1 to k - 1 people.

    Worlds that look alike are put together; some of them must leave the cell open to 0 or to k and more. Left out is
    what the figures of everybody tell without any parts (docs/honest.md, "what is not proved").
    """
    alike, without = defaultdict(list), defaultdict(list)
    for first in states(most):
        seen, parts = looked(first, [], k)
        for second in states(most, cells_of(first)[:4]) if k == 2 else [first]:
            again, _parts = looked(second, [parts] if parts else [], k)
            one, other = cells_of(first), cells_of(second)
            world = (*one, *other, *(now - then for then, now in zip(one, other, strict=True)))
            alike[seen, again].append(world)
            without[seen[:2], again[:2]].append(world)

    def known(worlds):
        """Return the cells that are surely small, each as (moment, answer), in a part and in everybody."""
        small = {at for at, cells in enumerate(zip(*worlds, strict=True)) if all(0 < cell < k for cell in cells)}
        return {(at // 6, at % 2) for at in small if at % 6 < 4}, {(at // 6, at % 2) for at in small if at % 6 > 3}
    bare = {key: known(worlds)[1] for key, worlds in without.items()}
    told = 0
    for (seen, again), worlds in alike.items():
        told += seen[2] is not None or again[2] is not None
        assert known(worlds)[0] <= bare[seen[:2], again[:2]], (seen, again)
    assert told > 10


ROW = st.tuples(*[st.sampled_from((0, 0, 1, 4, 5, 6, 11, 25))] * 3)
BAND = {"child": ["child"], "youth": ["youth"], "adult": ["adult"]}
FIRST = {"child": ["child"], "grown": ["youth", "adult"]}
LAST = {"young": ["child", "youth"], "adult": ["adult"]}


@given(st.lists(st.fixed_dictionaries({name: ROW for name in BAND}), min_size=2, max_size=7))
@settings(deadline=None, max_examples=400)
def test_no_two_looks_of_any_history_tell_of_fewer_than_five(steps):
    """Every look is taken from every other one, by each part that both tell of, and looked at alone."""
    now, looks = {name: (0, 0, 0) for name in BAND}, []
    for step in steps:
        now = {name: added((row, step[name])) for name, row in now.items()}
        state = finest(now, (BAND, FIRST, LAST), looks)
        looks += [state] if state else []
    sums = [{part: added(look[name] for name in names) for part, names in _told(look).items()} for look in looks]
    for one in sums:
        assert all(is_clean(row) for row in one.values())
    for one, other in combinations(sums, 2):
        for part in one.keys() & other.keys():
            assert is_clean([abs(here - there) for here, there in zip(one[part], other[part], strict=True)])


def _told(look):
    """Return the parts that a look tells of, alone or added up, each with what is added."""
    holds = BAND | FIRST | LAST | {"all": [*BAND]}
    inside = {part: [name for name in look if set(holds[name]) <= set(rows)] for part, rows in holds.items()}
    return {part: names for part, names in inside.items()
            if {row for name in names for row in holds[name]} == set(holds[part]) and part != "all"}


def test_the_attack_finds_a_rule_that_leaks():
    """Parts that are shown whatever they hold would be found out."""
    leaks = defaultdict(set)
    for state in states(3):
        total = added(state.values())
        leaks[gate(*total, sum(total), 3), state["child"]].add(state["adult"][0])
    assert any(all(0 < cell < 3 for cell in cells) for cells in leaks.values())
