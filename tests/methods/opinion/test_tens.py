"""Figures of groups beside exact totals: whatever the votes, nobody knows one to lie within 0-4."""
from collections import defaultdict
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from saan.methods.honest import SIDES, gate
from saan.methods.opinion.tens import figures, leaves_open, share, spans, tens

counts = some.integers(0, 400)
FEW = 5


def worlds(groups, total, *, all_are_grouped):
    """Yield every way in which those of one side may be spread over the groups, and over people of no group."""
    for counts in product(range(total + 1), repeat=groups):
        if sum(counts) == total or (not all_are_grouped and sum(counts) < total):
            yield counts


def alike(tell, groups, total, **how):
    """Return the worlds by what is told of them."""
    found = defaultdict(list)
    for counts in worlds(groups, total, **how):
        found[tell(counts, total)].append(counts)
    return found


def found_out(found):
    """Return what is told of worlds in which one group surely holds fewer than five."""
    return [told for told, counts in found.items() if any(max(cell) < FEW for cell in zip(*counts, strict=True))]


def as_told(counts, total):
    """Return the spans, to be looked up by."""
    return tuple(spans(counts, total))


def in_tens(counts, total):
    """Return what the plain rule would tell."""
    return tuple(map(tens, counts))


def withheld(counts, total):
    """Return what would be told if the small one were withheld only where it would be found out."""
    lows = [tens(count).low for count in counts]
    return None if 0 in lows and total - sum(lows) < FEW else in_tens(counts, total)


def test_a_count_is_told_among_ten():
    assert [tens(count) for count in (0, 9, 10, 57)] == [(0, 9), (0, 9), (10, 19), (50, 59)]
    assert spans([57, 31], 88) == [(50, 59), (30, 39)]


def test_where_the_rest_would_be_small_the_largest_is_told_among_twenty():
    assert spans([61, 2], 63) == spans([55, 8], 63) == [(50, 69), (0, 9)]
    assert spans([50, 13], 63) == [(50, 59), (10, 19)]
    assert spans([12, 0], 12) == spans([6, 6], 12) == [(0, 19), (0, 19)]
    assert spans([58, 7], 65) == [(50, 59), (0, 9)]


def test_beside_totals_that_lag_behind_nothing_is_told():
    assert spans([40, 30], 69) is None
    assert figures(np.array([[5, 5, 40], [5, 5, 30]]), (69, 10, 10)) is None


@pytest.mark.parametrize("total", range(5, 46))
@pytest.mark.parametrize("all_are_grouped", [True, False])
def test_whoever_knows_total_and_rule_never_knows_one_of_two_groups_to_hold_fewer_than_five(total, all_are_grouped):
    assert found_out(alike(as_told, 2, total, all_are_grouped=all_are_grouped)) == []


@pytest.mark.parametrize("total", [5, 9, 10, 12, 14, 15, 20, 23, 24, 27, 31])
@pytest.mark.parametrize("all_are_grouped", [True, False])
def test_nor_one_of_three(total, all_are_grouped):
    assert found_out(alike(as_told, 3, total, all_are_grouped=all_are_grouped)) == []


def test_the_attack_finds_plain_tens_wanting():
    assert found_out(alike(in_tens, 2, 63, all_are_grouped=True))


def test_withholding_what_would_be_found_out_tells_it_too():
    """Where it is known from sizes which of two groups is the smaller, silence alone would say that it holds few."""
    silent = alike(withheld, 2, 63, all_are_grouped=True)[None]
    assert max(other for one, other in silent if one > other) < FEW


@settings(max_examples=400, deadline=None)
@given(some.lists(some.integers(0, 130), min_size=2, max_size=5), some.integers(0, 30))
def test_of_any_groups_each_may_hold_five_and_more(cells, rest):
    """Whatever was voted: for each group there is another world that looks the same in which it holds five or more."""
    total = sum(cells) + rest
    if total < FEW:
        return
    told = spans(cells, total)
    lows = [span.low for span in told]
    for group, low in enumerate(lows):
        world, left = list(lows), total - sum(lows)
        for at in [group, *(at for at in range(len(lows)) if at != group)]:
            world[at] += min(9, left)
            left -= world[at] - lows[at]
        assert world[group] >= FEW, (cells, low)
        assert spans(world, total) == told
        assert rest or not left   # where everybody is in a group, so they are in that world


@settings(max_examples=200, deadline=None)
@given(some.lists(some.tuples(counts, counts, counts), min_size=2, max_size=5), some.integers(0, 20))
def test_what_is_told_holds_the_count_and_moves_by_ten_and_more(rows, rest):
    rows = np.array(rows)
    totals = tuple((rows.sum(axis=0) + rest)[[2, 0, 1]].tolist())
    told = figures(rows, totals)
    assert leaves_open(told, totals) or min(filter(None, totals), default=9) < FEW
    cells = [row[side] for row in told for side in SIDES]
    assert all(low <= count <= high and low % 10 == 0 and high - low in {9, 19}
               for (low, high), count in zip(cells, (int(row[at]) for row in rows for at in (2, 0, 1)), strict=True))


@settings(max_examples=300, deadline=None)
@given(some.lists(some.tuples(counts, counts), min_size=2, max_size=5), some.integers(5, 500), some.integers(0, 60))
def test_beside_newer_totals_figures_stand_only_where_they_narrow_none(cells, agree, more):
    rows = np.array([(disagree, 30, agrees) for agrees, disagree in cells])
    then = rows.sum(axis=0)
    told = figures(rows, tuple(then[[2, 0, 1]].tolist()))
    now = (agree, int(then[0]) + more, int(then[1]) + more)
    if leaves_open(told, now):
        for side, total in zip(SIDES, now, strict=True):
            left = total - sum(row[side][0] for row in told)
            assert left >= 0
            assert total == 0 or all(row[side][0] + left >= FEW for row in told)


def test_few_of_one_mind_look_like_any_other_few():
    few, mixed = np.array([[0, 0, 12], [0, 0, 9]]), np.array([[1, 0, 11], [5, 0, 9]])
    assert figures(few, (21, 6, 0)) == figures(mixed, (21, 6, 0))


def test_the_interval_holds_whatever_the_count_is():
    row = {"agree": [20, 39], "disagree": [0, 9], "pass": [0, 9]}
    shown = share(row, "agree")
    for agree, disagree, passed in product(range(20, 40), range(10), range(10)):
        exact = gate(agree, disagree, passed, agree + disagree + passed, k=1).interval
        assert shown.interval[0] <= exact[0] and exact[1] <= shown.interval[1]
    assert .5 < shown.about < .9
