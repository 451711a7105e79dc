"""What of a map may be told: words that the told figures bear out, conditions in tens, stones of five and more."""
import pytest

from saan.methods.opinion import Threads, guarded, map_of, resolve
from saan.methods.opinion.told import conditions, consensus, stances, stones_of, told
from tests.opinions import camps, noise

ALL = {"agree": [40, 49], "disagree": [0, 9], "pass": [0, 9]}
NOBODY = {"agree": [0, 9], "disagree": [40, 49], "pass": [0, 9]}
SOME = {"agree": [20, 29], "disagree": [20, 29], "pass": [0, 9]}


def drawn(votes, **how):
    """Return the map of the votes, its verdict and engine."""
    found = map_of(Threads(votes), **how)
    return found, guarded(found, votes), Threads(votes)


def test_what_is_said_of_groups_follows_from_what_is_told_of_them():
    said = stances({"all": [ALL, ALL], "apart": [ALL, NOBODY], "few": [SOME, SOME], "none": [NOBODY, NOBODY]})
    assert said.unites == [("all", "agree"), ("none", "disagree")]
    assert said.divides == ["apart"]
    assert said.typical == [[("apart", "agree")], [("apart", "disagree")]]
    assert stances({}) == ([], [], [])


def test_a_group_may_have_nothing_that_is_typical():
    assert stances({"few": [SOME, SOME]}).typical == [[], []]


def test_everybody_leans_one_way_only_beyond_chance():
    totals = {"just": (16, 14, 0), "clear": (25, 5, 0), "no": (4, 40, 6), "passes": (30, 0, 30)}
    assert consensus(totals) == [("clear", "agree"), ("no", "disagree")]


def test_what_is_told_of_a_refused_map_holds_no_groups():
    found, verdict, engine = drawn(resolve(*noise(120, 10, 4)))
    answer = told(found, verdict, engine, {at: (40, 40, 40) for at in range(10)})
    assert answer["groups"] is None and answer["figures"] == {} and answer["stones"] == []
    assert {one["code"] for one in conditions(verdict) if not one["met"]} >= {"separation"}


def test_conditions_tell_people_in_tens():
    _found, verdict, _engine = drawn(resolve(*camps(2, 1, people=38)[0]))
    people = next(one for one in conditions(verdict) if one["code"] == "people")
    assert (people["asks"], people["found"], people["met"]) == (50, [30, 39], False)


def test_who_only_topped_a_map_up_is_not_counted_among_those_who_voted_enough():
    person, statement, vote = camps(2, 1, people=40)[0]
    few = statement < 3
    _found, verdict, _engine = drawn(resolve(person[few], statement[few] * 4, vote[few]))
    assert verdict.people == verdict.conditions[0].found == 40   # of three statements, all three are enough
    few = (statement < 3) | (person < 4)
    found, verdict, _engine = drawn(resolve(person[few], statement[few], vote[few]))
    assert (len(found.grouped), verdict.conditions[0].found) == (15, 4)
    assert conditions(verdict)[0]["found"] == [0, 9]


@pytest.mark.parametrize("people", [60, 300, 2_000])
def test_every_stone_is_five_people_and_more(people):
    found, verdict, _engine = drawn(resolve(*camps(2, 3, people=people)[0]))
    stones, size = stones_of(found, verdict.split)
    assert size.low >= 5
    assert len(stones) * size.low <= people <= len(stones) * size.high
    assert len(stones) <= 120
    assert {abs(side) <= 100 for stone in stones for side in stone[1:]} == {True}
