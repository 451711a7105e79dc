"""What of a map may be told: figures in tens, of which nobody works out one to four people."""
from collections import defaultdict
from functools import cache
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from saan.methods.honest import gate
from saan.methods.opinion import Threads, guarded, map_of, resolve
from saan.methods.opinion.told import conditions, figures, share, stones_of, tens, told, whole
from tests.opinions import camps, noise

FEW = range(1, 5)
counts = some.integers(0, 400)


def drawn(votes, **how):
    """Return the map of the votes, its verdict and engine."""
    found = map_of(Threads(votes), **how)
    return found, guarded(found, votes), Threads(votes)


def is_open(values) -> bool:
    """Return whether the values leave it open that it is nobody, or five and more (or as many the other way)."""
    return any(abs(value) not in FEW for value in values)


def test_a_count_is_told_among_ten():
    assert [tens(count) for count in (0, 9, 10, 57)] == [(0, 9), (0, 9), (10, 19), (50, 59)]


def test_the_interval_holds_whatever_the_count_in_the_ten_is():
    row = {"agree": [20, 29], "disagree": [0, 9], "pass": [0, 9]}
    shown = share(row, "agree")
    for agree, disagree, passed in product(range(20, 30), range(10), range(10)):
        exact = gate(agree, disagree, passed, agree + disagree + passed, k=1).interval
        assert shown.interval[0] <= exact[0] and exact[1] <= shown.interval[1]
    assert .5 < shown.about < .9


def test_few_of_one_mind_look_like_any_other_few():
    assert figures(np.array([[0, 0, 12]])) == figures(np.array([[1, 0, 11]])) == figures(np.array([[9, 9, 10]]))
    assert figures(np.array([[3, 0, 0]])) == figures(np.array([[0, 0, 0]]))


def test_what_is_told_of_a_refused_map_holds_no_groups():
    found, verdict, engine = drawn(resolve(*noise(120, 10, 4)))
    answer = told(found, verdict, engine, set(range(10)))
    assert answer["groups"] is None and answer["figures"] == {} and answer["stones"] == []
    assert {one["code"] for one in conditions(verdict) if not one["met"]} >= {"separation"}


def test_conditions_tell_people_in_tens():
    _found, verdict, _engine = drawn(resolve(*camps(2, 1, people=38)[0]))
    people = next(one for one in conditions(verdict) if one["code"] == "people")
    assert (people["asks"], people["found"], people["met"]) == (50, [30, 39], False)


@pytest.mark.parametrize("people", [60, 300, 2_000])
def test_every_stone_is_five_people_and_more(people):
    found, verdict, _engine = drawn(resolve(*camps(2, 3, people=people)[0]))
    stones, size = stones_of(found, verdict.split)
    assert size.low >= 5
    assert len(stones) * size.low <= people <= len(stones) * size.high
    assert len(stones) <= 120
    assert {abs(side) <= 100 for stone in stones for side in stone[1:]} == {True}


@settings(max_examples=150, deadline=None)
@given(some.lists(some.tuples(counts, counts, counts), min_size=1, max_size=5))
def test_two_looks_at_a_figure_differ_by_nothing_or_by_ten_and_more(rows):
    """Whatever was counted: what is told has steps of ten, and a single count is never told as 1 to 4."""
    said = [cell for row in figures(np.array(rows)) for cell in row.values()]
    assert all(one == other or abs(one[0] - other[0]) >= 10 for one in said for other in said)
    assert all(low <= count <= high for (low, high), count in zip(
        said, (row[at] for row in rows for at in (2, 0, 1)), strict=True))


def test_whoever_knows_the_totals_and_everything_shown_never_knows_a_group_to_hold_one_to_four():
    """Every row of counts of two groups, all of whom are grouped: worlds that look alike leave each cell open."""
    said = cache(lambda agree, disagree: repr(figures(np.array([[disagree, 0, agree]]))))
    alike = defaultdict(list)
    for agree, disagree in product(range(26), repeat=2):
        if not whole(np.array([[disagree], [0], [agree]]))[0]:
            continue   # beside it nothing is told
        for one in product(range(agree + 1), range(disagree + 1)):
            other = agree - one[0], disagree - one[1]
            alike[agree, disagree, said(*one), said(*other)].append((*one, *other))
    assert len(alike) > 1_000
    for seen, worlds in alike.items():
        assert all(map(is_open, zip(*worlds, strict=True))), seen


@settings(max_examples=300, deadline=None)
@given(some.lists(some.integers(0, 60), min_size=2, max_size=5), some.integers(0, 30))
def test_beside_a_total_of_one_side_each_group_and_the_rest_stay_open(cells, rest):
    """Also where some people belong to no group, and whether or not the reader knows that there are none of them."""
    ranges, total = [tens(cell) for cell in cells], sum(cells) + rest
    for at, own in enumerate(ranges):
        low = sum(one.low for one in ranges) - own.low
        high = sum(one.high for one in ranges) - own.high
        values = [value for value in range(own.low, own.high + 1) if low <= total - value]
        assert is_open(values)
        if not rest:
            assert is_open([value for value in values if total - value <= high])
    left = range(max(0, total - sum(one.high for one in ranges)), total - sum(one.low for one in ranges) + 1)
    assert is_open(left)


@settings(max_examples=300, deadline=None)
@given(some.integers(0, 80), some.integers(0, 80))
def test_what_moved_between_two_looks_stays_open(before, after):
    one, two = tens(before), tens(after)
    assert is_open(range(two.low - one.high, two.high - one.low + 1))


def test_the_attack_finds_fives_wanting():
    """Told in fives, beside exact totals, a group of three would be found out."""
    alike = defaultdict(set)
    for one, other in product(range(30), range(30)):
        alike[one + other, one // 5, other // 5].add(other)
    assert any(not is_open(values) for values in alike.values())
