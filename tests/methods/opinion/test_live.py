"""A map kept while votes come in is the map of all votes; packed votes are the votes."""
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.methods.opinion import Threads, map_of, resolve
from saan.methods.opinion.live import Live
from saan.methods.opinion.packed import pack, packed_rows, unpack
from saan.methods.opinion.pairs import sums_of
from tests.opinions import noise

VOTES = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 5), st.sampled_from([-1, 0, 1])), max_size=60)


def empty(statements):
    none = np.zeros(0, int)
    return resolve(none, none, none, statements=np.arange(statements))


@given(VOTES, VOTES)
def test_after_any_votes_the_sums_are_those_of_a_full_recomputation(before, after):
    start = empty(6) if not before else resolve(*map(np.array, zip(*before, strict=True)), statements=np.arange(6))
    live = Live(start)
    for vote in after:
        live.cast(*vote)
    every = before + after
    whole = empty(6) if not every else resolve(*map(np.array, zip(*every, strict=True)), statements=np.arange(6))
    assert all(np.array_equal(mine, its) for mine, its in zip(live.sums, sums_of(whole), strict=True))
    assert live.votes().people.tolist() == whole.people.tolist()


def test_a_refreshed_map_has_the_labels_of_a_new_one():
    person, statement, vote = noise(200, 12, 3, missing=.3)
    live = Live(resolve(person[:1_000], statement[:1_000], vote[:1_000], statements=np.arange(12)))
    for at in range(1_000, len(vote)):
        live.cast(int(person[at]), int(statement[at]), int(vote[at]))
    anew = map_of(Threads(resolve(person, statement, vote)))
    kept = live.map()
    assert kept.placed.people.tolist() == anew.placed.people.tolist()
    assert (kept.placed.stands == anew.placed.stands).all()
    assert kept.splits[0].label.tolist() == anew.splits[0].label.tolist()


def test_the_same_vote_again_changes_nothing_and_what_is_no_vote_is_refused():
    live = Live(empty(3))
    assert live.cast("ก", 1, 1) and not live.cast("ก", 1, 1) and live.cast("ก", 1, -1)
    with pytest.raises(ValueError, match="1, 0 or -1"):
        live.cast("ก", 1, 2)
    with pytest.raises(KeyError):
        live.cast("ก", 7, 1)


@given(st.dictionaries(st.integers(0, 65_535), st.sampled_from([-1, 0, 1]), max_size=30))
def test_packed_votes_come_back_as_they_were(votes):
    numbers = np.array(sorted(votes), int)
    back = unpack(np.array([7]), [pack(votes, votes.values())], numbers)
    assert dict(zip(back.statements[back.statement].tolist(), back.value.tolist(), strict=True)) == votes


def test_many_people_are_unpacked_and_votes_on_other_statements_left_out():
    votes = resolve(*noise(60, 9, 1, missing=.5))
    people, rows = zip(*packed_rows(votes), strict=True)
    back = unpack(np.array(people), rows, votes.statements)
    assert (back.value == votes.value).all() and (back.start == votes.start).all()
    fewer = unpack(np.array(people), rows, votes.statements[:4])
    same = votes.without(np.arange(9) >= 4)
    assert (fewer.value == same.value).all() and fewer.people.tolist() == same.people[same.seen > 0].tolist()


@pytest.mark.parametrize(("number", "vote"), [(-1, 1), (65_536, 1), (3, 2)])
def test_what_cannot_be_packed_is_refused(number, vote):
    with pytest.raises(ValueError, match="65,535"):
        pack([number], [vote])


@pytest.mark.parametrize("spoilt", [b"\0\0", b"\0\0\x09"])
def test_bytes_that_are_no_votes_are_refused(spoilt):
    with pytest.raises(ValueError, match="no packed votes"):
        unpack(np.array([1]), [spoilt], np.array([0]))
