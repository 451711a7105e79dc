"""What groups say: the formulas on a table small enough to reckon by hand, and honest intervals."""
from math import sqrt

import numpy as np
import pytest

from saan.methods import honest
from saan.methods.opinion import consensus, divides, group_aware, representative, unites
from saan.methods.opinion.stances import beyond_half, beyond_rest, probability, wilson

# two groups, four statements: rows are disagree, pass, agree
TALLIES = np.array([[[2, 30, 3, 0], [0, 2, 1, 0], [38, 8, 36, 0]],
                    [[45, 3, 2, 0], [5, 2, 8, 0], [10, 55, 50, 0]]])


def two_proportions(a, n, b, m):
    a, n, b, m = a + 1, n + 1, b + 1, m + 1
    pooled = (a + b) / (n + m)
    return (a / n - b / m) / sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))


def test_estimates_add_one_to_each_count():
    assert probability(np.array([38]), np.array([40]))[0] == 39 / 42
    assert beyond_half(np.array([38]), np.array([40]))[0] == pytest.approx(2 * sqrt(41) * (39 / 41 - .5))
    z = beyond_rest(np.array([38]), np.array([40]), np.array([10]), np.array([60]))[0]
    assert z == pytest.approx(two_proportions(38, 40, 10, 60))


def test_representative_statements_stand_out_on_one_side_and_the_best_agreed_one_comes_first():
    one, other = representative(TALLIES)
    assert [(it.statement, it.side) for it in one][:2] == [(0, "agree"), (1, "disagree")]
    assert one[0].p == 39 / 42 and one[0].z == pytest.approx(two_proportions(38, 40, 10, 60))
    assert other[0].statement == 1 and other[0].side == "agree"
    assert {(it.statement, it.side) for it in other} >= {(0, "disagree")}
    assert all(it.statement != 3 for it in [*one, *other])


def test_at_most_five_and_at_least_one_statement_is_representative():
    many = np.stack([np.stack([np.full(9, 1), np.zeros(9, int), np.full(9, 40)]),
                     np.stack([np.full(9, 40), np.zeros(9, int), np.full(9, 1)])])
    assert list(map(len, representative(many))) == [5, 5]
    same = np.full((2, 3, 4), 10)
    assert list(map(len, representative(same))) == [1, 1]


def test_consensus_is_what_more_than_half_of_all_say_beyond_chance():
    shared = consensus(TALLIES.sum(axis=0))
    assert [(it.statement, it.side) for it in shared] == [(2, "agree"), (1, "agree")]
    assert shared[0].n == 100 and shared[0].interval == pytest.approx(honest.wilson(86, 100), abs=1e-6)


def test_group_aware_consensus_is_the_product_of_the_groups_estimates():
    assert group_aware(TALLIES)[2] == pytest.approx(37 / 42 * 51 / 62)


def test_what_unites_lies_above_half_in_every_group_and_what_divides_has_intervals_that_do_not_meet():
    assert [(it.statement, it.side) for it in unites(TALLIES)] == [(2, "agree")]
    apart = divides(TALLIES)
    assert [it.statement for it in apart] == [0, 1]
    assert apart[0].gap == pytest.approx(38 / 40 - 10 / 60)
    assert [(part.agree, part.disagree, part.n) for part in apart[0].parts] == [(38, 2, 40), (10, 45, 60)]
    low, high = apart[0].parts[0].interval
    assert low > apart[0].parts[1].interval[1] and (low, high) == pytest.approx(honest.wilson(38, 40), abs=1e-6)


def test_intervals_are_those_of_honest_results():
    for count, n in ((0, 0), (0, 7), (7, 7), (3, 11), (181, 300)):
        assert [float(side) for side in wilson(count, n)] == pytest.approx(honest.wilson(count, n), abs=1e-9)
