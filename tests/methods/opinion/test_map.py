"""The map: the formulas to the letter, the same labels however the votes come, and agreement with known groups."""
from math import sqrt

import numpy as np
import pytest

from saan.methods.opinion import Threads, map_of, polis_compatible, resolve, tallies
from saan.methods.opinion.guard import alike
from saan.methods.opinion.plane import UNIT
from tests.opinions import BESIDE, HERE, camps, conversation, noise

OFFICIAL = ("scoop-hivemind.taxes", "scoop-hivemind.biodiversity", "austria-climate.2vkxcncppn.2022-07-07")


def agreement(found, split, official):
    people = found.placed.people[found.grouped]
    known = [row for row, person in enumerate(people) if int(person) in official]
    return alike(split.label[known], np.array([official[int(people[row])] for row in known]))


def dense(votes):
    table = np.full((len(votes.people), len(votes.statements)), np.nan)
    table[np.repeat(np.arange(len(votes.people)), votes.seen), votes.statement] = votes.value
    return table


def test_plane_and_places_are_principal_components_moved_outward_by_missing_votes():
    votes = resolve(*noise(120, 14, 3, missing=.4))
    table = dense(votes)
    mean = np.nanmean(table, axis=0)
    centred = np.where(np.isnan(table), 0, table - mean)
    _u, strength, axes = np.linalg.svd(centred, full_matrices=False)
    found = map_of(Threads(votes))
    assert np.allclose(found.plane.means, mean)
    assert np.allclose(np.abs(found.plane.axes @ axes[:2].T), np.eye(2), atol=1e-9)
    assert np.allclose(found.plane.shares, strength[:2] ** 2 / (strength ** 2).sum())
    for row, seen in enumerate(votes.seen):
        stands = sqrt(14 / max(1, seen)) * centred[row] @ found.plane.axes.T
        assert np.allclose(found.placed.stands[row] / UNIT, stands, atol=1e-5)
    assert np.allclose(found.plane.statements[2], sqrt(14) * (1 - mean[2]) * found.plane.axes[:, 2])
    assert np.allclose(found.plane.extremity, np.hypot(*found.plane.statements.T))


def test_the_largest_component_of_an_axis_is_positive():
    for seed in range(5):
        axes = map_of(Threads(resolve(*noise(80, 9, seed)))).plane.axes
        assert all(axis[np.argmax(np.abs(axis))] > 0 for axis in axes)


def test_labels_are_the_same_in_every_order_partition_and_number_of_threads():
    (person, statement, vote), _camp = camps(2, 4, people=3_000)
    first = map_of(Threads(resolve(person, statement, vote)))
    order = np.random.default_rng(0).permutation(len(vote))
    again = resolve(person[order], statement[order], vote[order])
    for workers in (1, 3, 7):
        engine = Threads(again, workers)
        found = map_of(engine)
        assert found.splits[0].label.tolist() == first.splits[0].label.tolist()
        assert tallies(engine, found, found.splits[0]).sum() == len(vote)


def test_ids_may_be_words_and_parts_may_come_in_any_order():
    class Scattered(Threads):
        def __init__(self, votes):
            super().__init__(votes)
            rows = np.random.default_rng(1).permutation(len(votes.people))
            self._parts = [votes.only(rows[:100]), votes.only(rows[100:])]

    (person, statement, vote), _camp = camps(2, 9)
    votes = resolve(np.array([f"ก{at:04}" for at in person]), np.array([f"s{at}" for at in statement]), vote)
    one, other = map_of(Threads(votes)), map_of(scattered := Scattered(votes))
    assert one.placed.people.tolist() == other.placed.people.tolist()
    assert one.splits[0].label.tolist() == other.splits[0].label.tolist()
    counts = [tallies(engine, found, found.splits[0]) for engine, found in ((Threads(votes), one), (scattered, other))]
    assert (counts[0] == counts[1]).all()


def test_who_voted_on_fewer_than_seven_statements_is_not_grouped_and_the_most_active_top_up():
    votes = resolve(np.repeat(np.arange(40), 9), np.tile(np.arange(9), 40), np.tile([1, -1, 1], 120))
    few = votes.without(np.array([False] * 6 + [True] * 3))
    assert len(map_of(Threads(votes)).grouped) == 40
    assert len(map_of(Threads(few)).grouped) == 40   # of six statements all six are enough
    thin = resolve(*noise(60, 20, 2, missing=.85))
    found = map_of(Threads(thin))
    assert len(found.grouped) == max(15, int((thin.seen >= 7).sum()))


@pytest.mark.parametrize("k", [2, 3])
def test_planted_camps_are_found_with_their_number(k):
    right = []
    for seed in range(12):
        votes, camp = camps(k, seed)
        split = map_of(Threads(resolve(*votes))).splits[0]
        right.append(len(split.centres) == k and alike(split.label, camp) > .3)
    assert sum(right) >= 11


@pytest.mark.parametrize("votes", [
    ([1], [1], [1]), ([1, 2, 3], [1, 1, 1], [1, -1, 0]), ([1] * 8, list(range(8)), [1, -1] * 4),
    (list(range(60)) * 8, np.repeat(np.arange(8), 60), [0] * 480),
    (list(range(60)) * 8, np.repeat(np.arange(8), 60), [1] * 480)])
def test_one_person_one_statement_all_passes_and_all_alike_have_a_map_without_groups(votes):
    found = map_of(Threads(resolve(*map(np.array, votes))))
    assert found.small
    assert np.isfinite(found.plane.axes).all()


def test_nobody_at_all_has_an_empty_map():
    found = map_of(Threads(resolve(*(np.zeros(0, int) for _array in range(3)))))
    assert found.splits == [] and len(found.grouped) == 0


def test_groups_are_those_that_polis_gave_where_polis_agrees_with_itself():
    votes, official = conversation(HERE / "scoop-hivemind.taxes")
    found = map_of(Threads(votes))
    assert agreement(found, found.splits[0], official) >= .90


def test_a_rejected_statement_is_passed_by_everybody_where_polis_is_followed():
    votes, official = conversation(HERE / "15-per-hour-seattle")
    rejected = np.arange(54) % 3 == 0
    found, zeroed = polis_compatible(votes, rejected)
    assert (zeroed.seen >= rejected.sum()).all() and len(zeroed.people) == len(votes.people)
    assert not found.sums.counts[[0, 2]][:, rejected].any()
    assert len(found.grouped) == int((votes.seen >= 7).sum())
    plain, same = polis_compatible(votes, np.zeros(54, bool))
    assert (same.value == votes.value).all() and agreement(plain, plain.splits[0], official) > .5


@pytest.mark.slow
@pytest.mark.skipif(not BESIDE.is_dir(), reason="the whole data lie not beside")
def test_of_the_whole_data_beside_the_stable_conversations_agree():
    for name in OFFICIAL:
        votes, official = conversation(BESIDE / name)
        found = map_of(Threads(votes))
        assert agreement(found, found.splits[0], official) >= .90, name
