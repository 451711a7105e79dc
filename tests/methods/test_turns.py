"""What is asked next tells much, and no statement starves for it."""
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saan.methods.opinion.turns import by_turns, drawn, order_of, priority, rareness

TRUTH = {   # statement: how likely one agrees, disagrees, passes
    "wanted": (.8, .1, .1), "split": (.5, .5, 0), "unclear": (.1, .1, .8), "unwanted": (.05, .9, .05)}
STATEMENTS = [*TRUTH] * 6   # 24 of them
PEOPLE, EACH, STEP = 600, 6, 20


def asked(seed, extremity=None, follow="turns"):
    """Let people come who answer six statements each; return how often each statement was asked."""
    dice, size = np.random.default_rng(seed), len(STATEMENTS)
    chances = np.array([TRUTH[name] for name in STATEMENTS])
    counts, known = np.zeros((3, size), dtype=int), np.zeros((3, size), dtype=int)
    for person in range(PEOPLE):
        if person % STEP == 0:
            known = counts.copy()   # what is published lags behind
        draws = 1 - dice.random((2, size + 1))
        order = order_of(*known, draws, extremity) if follow == "turns" else drawn(
            priority(*known, extremity) if follow == "priority" else rareness(known.sum(axis=0)), draws[0, :-1])
        for place in order[:EACH]:
            counts[dice.choice(3, p=chances[place]), place] += 1
    return counts.sum(axis=0)


def test_the_priority_is_the_formula():
    assert priority([3], [1], [2], [.5]) == pytest.approx([((1 - 3 / 8) * 1.5 * 4 / 8 * (1 + 8 * 2 ** -1.2)) ** 2])
    assert priority([0], [0], [0]) == pytest.approx([(.5 * .5 * 9) ** 2])


def test_the_priority_is_not_the_same_for_all_statements():
    """It must rest on each of its figures: a constant would look right on every page."""
    lean = {"agree": [10], "disagree": [10], "passed": [0], "extremity": [1]}
    for name, more in {"agree": 14, "disagree": 14, "passed": 4, "extremity": 1.5}.items():
        assert priority(**lean) != pytest.approx(priority(**lean | {name: [more]}))
    many = priority([40, 5, 20, 0], [5, 40, 20, 0], [5, 5, 10, 0], [.2, .2, 1, 0])
    assert len(set(many.round(9).tolist())) == 4


def test_new_statements_and_those_that_set_people_apart_come_before_those_passed_over():
    new, apart, plain, passed = priority([0, 20, 20, 5], [0, 20, 20, 5], [0, 0, 0, 30], [0, 1, 0, 0])
    assert new > apart > plain > passed


def test_figures_that_cannot_be_are_refused():
    for wrong in ({"agree": [-1]}, {"extremity": [-.1]}, {"extremity": [0, 0]}):
        with pytest.raises(ValueError, match="statement"):
            priority(**{"agree": [1], "disagree": [1], "passed": [1]} | wrong)
    with pytest.raises(ValueError, match="above 0"):
        drawn([1, 0], [.5, .5])


@given(st.integers(0, 30), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_both_orders_have_their_turns(size, dice):
    one, other = list(range(size)), list(range(size))
    dice.shuffle(one)
    dice.shuffle(other)
    turns = by_turns(one, other)
    assert sorted(turns) == list(range(size))
    for m in range(size + 1):
        assert set(one[:m]) | set(other[:m]) <= set(turns[:2 * m])


def test_a_heavy_one_is_drawn_first_as_often_as_it_weighs():
    dice = np.random.default_rng(7)
    first = [drawn([3, 1], 1 - dice.random(2))[0] for _time in range(4000)]
    assert first.count(0) / 4000 == pytest.approx(.75, abs=.03)


@pytest.mark.parametrize("seed", range(3))
def test_no_statement_starves(seed):
    """Every statement is asked at least half as often as if all were asked alike, though few find it telling."""
    alike = PEOPLE * EACH / len(STATEMENTS)
    assert asked(seed).min() >= alike / 2
    assert asked(seed, follow="priority").min() < alike / 4   # by the priority alone some would


def test_what_tells_more_is_asked_more():
    often = {name: [count for each, count in zip(STATEMENTS, asked(5), strict=True) if each == name] for name in TRUTH}
    assert min(often["wanted"]) > max(often["unclear"])
    assert np.mean(often["split"]) > 1.2 * np.mean(often["unwanted"])


def test_a_statement_far_out_on_the_map_is_asked_more():
    far = [2 if name == "split" else 0 for name in STATEMENTS]
    split = np.array(STATEMENTS) == "split"
    assert asked(9, far)[split].sum() > 1.15 * asked(9)[split].sum()


def test_nothing_to_ask_is_no_fault():
    assert order_of([], [], [], [[1], [1]]) == []
