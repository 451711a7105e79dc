"""The guard: groups in chance are refused, planted camps are shown, and what is refused says why."""
import numpy as np
import pytest

from saan.methods.opinion import Threads, guarded, map_of, resolve
from saan.methods.opinion.guard import alike
from saan.methods.opinion.samples import Crowd, Sample, wanted
from tests.opinions import HERE, camps, conversation, noise

SHAPES = [(300, 5, {}), (100, 12, {}), (300, 20, {}), (300, 5, {"unequal": True}), (100, 12, {"missing": .6}),
          (300, 20, {"missing": .6}), (300, 20, {"unequal": True})]


def verdict_on(votes, least=7):
    votes = votes if hasattr(votes, "people") else resolve(*votes)
    return guarded(map_of(Threads(votes), least=least), votes, least=least)


@pytest.mark.slow
@pytest.mark.one_database
@pytest.mark.parametrize(("people", "statements", "uneven"), SHAPES)
def test_pure_chance_is_refused_in_all_but_eight_of_a_hundred_sets(people, statements, uneven):
    least = 2 if statements == 5 else 7
    shown = sum(verdict_on(noise(people, statements, seed, **uneven), least).shown for seed in range(200))
    assert shown <= 16


@pytest.mark.slow
@pytest.mark.one_database
@pytest.mark.parametrize(("k", "share"), [(2, .95), (3, .90)])
def test_planted_camps_are_shown_with_their_number(k, share):
    found = [verdict_on(camps(k, seed)[0]) for seed in range(200)]
    assert sum(one.shown and len(one.split.centres) == k for one in found) >= share * 200


def test_two_planted_camps_are_shown_and_twelve_sets_of_chance_are_not():
    assert verdict_on(camps(2, 1)[0]).shown
    assert sum(verdict_on(noise(100, 12, seed)).shown for seed in range(12)) <= 2


@pytest.mark.parametrize("statements", [12, 160])
def test_a_half_of_one_mind_among_camps_of_one_mind_finds_one_group_and_the_others_decide(statements):
    def camps_of(dissenting):
        said = np.where(np.isin(np.arange(60), dissenting), -1, 1)
        return resolve(np.repeat(np.arange(60), statements), np.tile(np.arange(statements), 60),
                       np.repeat(said, statements))

    votes = camps_of(range(10))
    with Crowd(0) as crowd:
        agreed, *_others = Sample(map_of(Threads(votes)), votes).halves(crowd)
    found = verdict_on(camps_of(np.setdiff1d(np.arange(60), agreed.rows)[:10]))
    assert found.shown and sorted(found.split.sizes) == [10, 50]


def test_a_conversation_of_26_people_is_refused_and_not_tested():
    votes, _official = conversation(HERE / "london.youth.policing")
    refused = verdict_on(votes)
    assert not refused.shown and refused.p is None and "people" in refused.reasons
    assert [one.code for one in refused.conditions] == [
        "people", "statements", "separation", "smallest_group", "stability"]
    assert refused.conditions[0].found == 24


def test_a_conversation_with_two_sides_is_shown():
    votes, _official = conversation(HERE / "scoop-hivemind.taxes")
    shown = verdict_on(votes)
    assert shown.shown and shown.p == .01 and shown.reasons == [] and shown.tested == shown.people == 293


def test_seven_statements_are_asked_for_unless_another_number_is_named():
    people, statements, votes = camps(2, 3, statements=6)[0]
    assert verdict_on((people, statements, votes)).reasons[0] == "statements"
    assert verdict_on((people, statements, votes), least=2).shown


def test_a_group_of_a_few_does_not_count():
    random = np.random.default_rng(1)
    votes = np.where(random.random((200, 10)) < .1, 0, np.where(random.random((200, 10)) < .97, 1, -1))
    votes[:6] = -1
    person, statement = np.nonzero(np.ones(votes.shape))
    refused = verdict_on((person, statement, votes[person, statement]))
    assert not refused.shown


def test_above_three_thousand_people_the_test_runs_on_a_sample_of_that_size_that_does_not_change():
    votes = resolve(*camps(2, 1, people=4_000)[0])
    found = map_of(Threads(votes))
    assert len(wanted(found)) == 3_000 and (wanted(found) == wanted(found)).all()
    one, other = guarded(found, votes), guarded(found, votes)
    assert one.shown and one.tested == 3_000 and one.people == 4_000
    assert [condition.found for condition in one.conditions] == [condition.found for condition in other.conditions]


def test_the_adjusted_rand_index_is_one_for_the_same_groups_and_about_nothing_by_chance():
    label = np.arange(600) % 3
    assert alike(label, (label + 1) % 3) == 1
    assert alike(np.zeros(5, int), np.zeros(5, int)) == 1
    assert abs(alike(label, np.random.default_rng(0).integers(0, 3, 600))) < .05
