"""Figures by age group tell nothing of fewer than k people: alone, beside the totals, or after one another."""
from collections import defaultdict
from itertools import chain, combinations, pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saan.methods.honest import gate
from saan.methods.parts import added, finest, is_clean, may_follow, publishable

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


def states(most, least=None):
    """Return every state of two parts, with at most so many of everybody to each answer, and at least these.

    The bound is on everybody, whose figures are published: a bound on a part would itself tell something.
    """
    least = least or ((0, 0),) * 3
    answers = [[(child, adult) for child in range(few, bound + 1) for adult in range(fewer, bound + 1 - child)]
               for bound, (few, fewer) in zip(most, least, strict=True)]
    return [dict(zip(ALL, zip(*cells, strict=True), strict=True)) for cells in product(*answers)]


def cells_of(state):
    """Return all cells of a state: of each part, and the others who answered it, then of everybody."""
    rows = [*state.values(), added(state.values())]
    return [cell for row in rows for cell in (*row, sum(row[1:]))]


def looked(now, looks, k):
    """Return what is published of a moment: everybody's figures behind the gate, and the parts where they may stand."""
    total = added(now.values())
    figures = gate(*total, sum(total), k)
    parts = publishable(now, (ALL, TWO), looks, k)
    return (figures, parts and tuple(sorted(parts.items()))), parts


def known(worlds, k):
    """Return the cells that are surely small: in a part, and in everybody."""
    small = {at for at, cells in enumerate(zip(*worlds, strict=True)) if all(0 < cell < k for cell in cells)}
    return {at for at in small if at % 12 < 8}, {at for at in small if at % 12 >= 8}


def attacked(histories, k):
    """Look at every history as anybody can: no cell of a part, nor its move, may be known to be 1 to k - 1 people.

    Worlds that look alike are put together; some of them must leave the cell open to 0 or to k and more. Left out are
    histories in which the figures of everybody alone tell such a cell (docs/honest.md, "what is not proved").
    """
    alike, without, told = defaultdict(list), defaultdict(list), 0
    for history in histories:
        looks, seen = [], []
        for now in history:
            look, parts = looked(now, looks, k)
            looks += [parts] if parts else []
            seen.append(look)
        cells = [cells_of(now) for now in history]
        moves = [later - before for one in pairwise(cells) for before, later in zip(*one, strict=True)]
        world = (*chain.from_iterable(cells), *moves)
        alike[tuple(seen)].append(world)
        without[tuple(figures for figures, _parts in seen)].append(world)
        told += bool(looks)
    bare = {key: known(worlds, k)[1] for key, worlds in without.items()}
    for seen, worlds in alike.items():
        assert bare[tuple(figures for figures, _parts in seen)] or not known(worlds, k)[0], seen
    assert told > 10


@pytest.mark.parametrize(("k", "most"), [(2, (5, 5, 4)), (3, (7, 7, 4))])
def test_one_look_tells_of_no_small_group(k, most):
    attacked([[state] for state in states(most)], k)


@pytest.mark.parametrize("most", [(5, 5, 0), pytest.param((5, 5, 1), marks=pytest.mark.slow)])
def test_two_looks_tell_of_no_small_group(most):
    attacked([[first, second] for first in states(most)
              for second in states(most, list(zip(*first.values(), strict=True)))], 2)


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


def test_the_attack_finds_a_rule_that_leaks(monkeypatch):
    monkeypatch.setattr("saan.methods.parts.may_stand", lambda _state, _k: True)
    with pytest.raises(AssertionError):
        attacked([[state] for state in states((5, 5, 4))], 2)


def test_where_the_figures_of_everybody_hide_how_many_agree_the_parts_do_not_tell_it():
    counted = {"child": (25, 0, 0), "adult": (10, 3, 2)}
    assert gate(35, 3, 2, 40).agree is None
    assert publishable(counted, [ALL, TWO], []) is None
    assert publishable(counted | {"adult": (10, 3, 3)}, [ALL, TWO], []) == {"child": (25, 0), "adult": (10, 6)}
