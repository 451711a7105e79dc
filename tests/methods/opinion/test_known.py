"""Whoever adds up all that is told of groups, sides, sizes and totals, never finds fewer than five."""
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy.optimize import linprog

from saan.methods.honest import SIDES, K, gate
from saan.methods.opinion.known import is_narrowed, least_telling
from saan.methods.opinion.tens import Range, figures, is_whole, tens

SIZES = some.lists(some.integers(12, 60), min_size=2, max_size=3)
LEANS = some.lists(some.tuples(some.sampled_from([.05, .1, .2, .5, .8, .9, .95]), some.booleans()), min_size=1,
                   max_size=4)


def world(sizes, leans, seed):
    """Return figures and totals of statements that everybody answered: {key: rows}, {key: totals}."""
    random, told, totals = np.random.default_rng(seed), {}, {}
    for key, (agrees, turns) in enumerate(leans):
        shares = [1 - agrees if turns and group % 2 else agrees for group in range(len(sizes))]
        rows = np.array([random.multinomial(size, [(1 - share) * .92, .08, share * .92])
                         for size, share in zip(sizes, shares, strict=True)])
        disagree, passed, agree = rows.sum(axis=0).tolist()
        its = figures(rows, (agree, disagree, passed))
        if is_whole(gate(agree, disagree, passed, agree + disagree + passed)) and its:
            told[key], totals[key] = its, (agree, disagree, passed)
    return told, totals


def least_of_most(told, totals, sizes, people):
    """Return the least of all greatest counts that somebody can deduce, by linear programming: cells, then sizes."""
    keys, groups = list(told), len(sizes)
    cells = [(key, group, side) for key in keys for group in range(groups) for side in range(3)]
    place = {cell: at for at, cell in enumerate(cells)}
    width = len(cells) + groups
    equal, right = [], []
    for key in keys:
        for side in range(3):
            row = np.zeros(width)
            row[[place[key, group, side] for group in range(groups)]] = 1
            equal.append(row), right.append(totals[key][side])
        for group in range(groups):
            row = np.zeros(width)
            row[[place[key, group, side] for side in range(3)]] = 1
            row[len(cells) + group] = -1
            equal.append(row), right.append(0)
    equal.append(np.r_[np.zeros(len(cells)), np.ones(groups)]), right.append(people)
    bounds = [tuple(told[key][group][SIDES[side]]) for key, group, side in cells] + [tuple(one) for one in sizes]
    most = []
    for at, (key, _group, side) in enumerate(cells):
        if totals[key][side]:
            found = linprog(-np.eye(width)[at], A_eq=np.array(equal), b_eq=right, bounds=bounds)
            most.append(round(-found.fun))
    return min(most, default=K)


@settings(max_examples=40, deadline=None)
@given(SIZES, LEANS, some.integers(0, 10_000))
def test_no_count_is_known_to_be_below_five_from_all_that_is_told(sizes, leans, seed):
    told, totals = world(sizes, leans, seed)
    people, anything = sum(sizes), [Range(1, sum(sizes))] * len(sizes)
    kept = least_telling([tens(size) for size in sizes], told, totals, hidden=anything, people=people, grouped=people)
    if kept.figures:
        assert least_of_most(kept.figures, totals, kept.sizes or anything, people) >= K


def test_of_80_people_in_two_groups_sizes_are_kept_back_where_they_would_tell_who_is_not_sure():
    rows = np.array([[9, 2, 39], [8, 3, 19]])   # disagree, pass, agree: of 50 and of 30
    totals = {1: (58, 17, 5)}
    told = {1: figures(rows, totals[1])}
    sizes, anything = [tens(50), tens(30)], [Range(1, 80)] * 2
    assert is_narrowed([told[1]], [totals[1]], sizes, 80, 80)
    kept = least_telling(sizes, told, totals, hidden=anything, people=80, grouped=80)
    assert kept.sizes is None and kept.figures == told
    assert least_telling(sizes, told, totals, hidden=sizes, people=80, grouped=80).figures == {}


def test_groups_of_which_nothing_small_can_be_known_are_told_with_their_sizes():
    rows = np.array([[60, 40, 210], [150, 45, 33]])
    totals = {1: (243, 210, 85)}
    told = {1: figures(rows, totals[1])}
    kept = least_telling([tens(310), tens(228)], told, totals, hidden=[Range(1, 538)] * 2, people=538, grouped=538)
    assert kept.sizes == [tens(310), tens(228)] and kept.figures == told
