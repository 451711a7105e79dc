"""Who is missing is said where it is sure, and weighting is refused where it would invent."""
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saan.methods.honest import wilson
from saan.methods.representation import compare, most_missing, weighted, wilson_of


def test_a_group_is_missing_where_its_interval_ends_below_its_share():
    places = compare([4, 60, 36], [220, 480, 300])
    assert [place.missing for place in places] == [True, False, False]
    assert [place.over for place in places] == [False, True, False]
    assert places[0].heard == (.04, .04)
    assert places[0].off == pytest.approx(-.18)
    assert places[0].ratio == pytest.approx(.04 / .22)
    assert most_missing(places) == [0]


def test_a_small_difference_is_not_called_missing():
    assert not any(place.missing or place.over for place in compare([18, 82], [22, 78]))


def test_of_a_count_that_is_not_shown_only_the_most_it_can_be_is_said():
    hidden = compare([None, 60, 40], [500, 300, 200], rest=7)[0]
    assert hidden.heard == (0, 7 / 107)
    assert hidden.missing
    assert hidden.off == pytest.approx(7 / 107 - .5)
    assert not compare([None, 6, 4], [500, 300, 200], rest=7)[0].missing   # it may be seven of seventeen


def test_those_who_did_not_say_are_left_out():
    assert compare([30, 10], [50, 50], rest=60)[0].heard == (.75, .75)


@pytest.mark.parametrize(("heard", "living"), [([4, 6], [None, 9]), ([0, 0], [4, 9]), ([4, 6], [0, 0])])
def test_without_figures_nothing_is_compared(heard, living):
    assert [(place.heard, place.missing) for place in compare(heard, living)] == [(None, None)] * 2


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 5000), st.booleans()), min_size=2, max_size=7),
       st.integers(0, 30))
@settings(deadline=None)
def test_a_claim_about_shown_figures_holds_for_every_count_behind_them(groups, lag):
    """Whatever the hidden counts are, a group that is called missing (or over) would be called so knowing them."""
    truth, living = [count for count, _people, _shown in groups], [people for _count, people, _shown in groups]
    shown = [count if is_shown else None for count, _people, is_shown in groups]
    rest = sum(truth) - sum(count for count in shown if count is not None) + lag
    for place, count, people in zip(compare(shown, living, rest), truth, living, strict=True):
        if place.missing and sum(truth):
            assert wilson(count, sum(truth))[1] < people / sum(living)
        if place.over:
            assert wilson(count, sum(truth))[0] > people / sum(living)
        if place.heard and sum(truth):
            assert place.heard[0] - 1e-12 <= count / sum(truth) <= place.heard[1] + 1e-12


def test_weighting_lets_every_group_count_as_it_lives_there():
    told = weighted([40, 10], [50, 50], [25, 75])
    assert told.share == pytest.approx(.25 * .8 + .75 * .2)
    assert (told.raw, told.n) == (.5, 100)
    assert told.weights == pytest.approx((.5, 1.5))
    assert told.effective == pytest.approx(100 ** 2 / (50 * .25 + 50 * 2.25))
    assert told.interval == pytest.approx(wilson_of(.35, 80))


def test_weights_of_one_change_nothing():
    told = weighted([30, 12], [50, 50], [500, 500])
    assert (told.share, told.effective) == (pytest.approx(told.raw), pytest.approx(100))
    assert told.interval == pytest.approx(wilson(42, 100))


@pytest.mark.parametrize(("n", "living", "why"), [
    ([50, 50], [10, None], "no_data"), ([50, 50], [0, 0], "no_data"), ([50, 4], [50, 50], "few"),
    ([50, 0], [50, 50], "few"), ([50, 10], [50, 0], "few"), ([95, 5], [50, 50], "heavy")])
def test_weighting_is_refused_with_its_reason(n, living, why):
    told = weighted([0, 0], n, living)
    assert (told.refused, told.share, told.interval) == (why, None, None)
    assert told.raw == 0


def test_a_group_that_nobody_lives_in_and_nobody_was_heard_of_is_left_out():
    assert weighted([20, 0, 10], [40, 0, 40], [50, 0, 50]).share == pytest.approx(.375)


def test_counts_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="no shares"):
        weighted([5], [4], [10])
    with pytest.raises(ValueError, match="no counts"):
        compare([-1], [4])
    with pytest.raises(ValueError):
        compare([1, 2], [4])
