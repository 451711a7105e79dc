"""Votes and their sums: the last vote counts, and whole numbers come out the same in every order and partition."""
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saan.methods.opinion.mapping import sums_of
from saan.methods.opinion.pairs import added, block_sums
from saan.methods.opinion.votes import resolve

CELLS = st.lists(st.tuples(st.integers(0, 12), st.integers(-3, 9), st.sampled_from([-1, 0, 1]), st.integers(0, 5)),
                 min_size=1, max_size=90)


def standing(cells, timed):
    last = {}
    for row, (person, statement, vote, at) in enumerate(cells):
        if (person, statement) not in last or (at if timed else row) >= last[person, statement][1]:
            last[person, statement] = vote, at if timed else row
    return {pair: vote for pair, (vote, _at) in last.items()}


def as_table(votes):
    person = np.repeat(np.arange(len(votes.people)), votes.seen)
    return {(int(votes.people[i]), int(votes.statements[j])): int(v)
            for i, j, v in zip(person, votes.statement, votes.value, strict=True)}


@given(CELLS, st.booleans())
def test_of_a_person_and_a_statement_the_last_vote_counts(cells, timed):
    person, statement, vote, at = map(np.array, zip(*cells, strict=True))
    assert as_table(resolve(person, statement, vote, at if timed else None)) == standing(cells, timed)


@given(CELLS)
def test_many_votes_whose_numbers_do_not_fit_one_word_are_resolved_alike(cells):
    person, statement, vote, at = map(np.array, zip(*cells, strict=True))
    wide = resolve(person, statement, vote, at)
    far = resolve(person * 2 ** 40, statement, vote, at)
    assert (wide.value == far.value).all() and (wide.start == far.start).all()


@given(CELLS, st.booleans())
@settings(max_examples=60)
def test_sums_are_those_of_the_whole_table_dense_or_sparse(cells, dense):
    person, statement, vote, _at = map(np.array, zip(*cells, strict=True))
    votes = resolve(person, statement, vote)
    said = np.zeros((len(votes.people), len(votes.statements)), int)
    seen = np.zeros_like(said)
    rows = np.repeat(np.arange(len(votes.people)), votes.seen)
    said[rows, votes.statement], seen[rows, votes.statement] = votes.value, 1
    sums = block_sums(votes, dense)
    assert (sums.votes == said.T @ said).all() and (sums.half == said.T @ seen).all()
    assert (sums.both == seen.T @ seen).all() and (sums.n == seen.sum(axis=0)).all()
    centred = np.where(seen, said - sums.means, 0)
    assert np.allclose(sums.gram(), centred.T @ centred)


def test_parts_add_up_to_the_same_bits():
    random = np.random.default_rng(5)
    votes = resolve(random.integers(0, 700, 9_000), random.integers(0, 40, 9_000), random.integers(-1, 2, 9_000))
    whole = sums_of(votes)
    for size in (1, 33, 699):
        parts = added(map(sums_of, votes.split(size)))
        assert all((mine == its).all() for mine, its in zip(whole[1:], parts[1:], strict=True))
        assert parts.people == whole.people


def test_a_statement_left_out_takes_its_votes_along_and_leaves_people():
    votes = resolve(np.array([1, 1, 2, 3, 3]), np.array([10, 11, 10, 11, 12]), np.array([1, -1, 0, 1, 1]))
    rest = votes.without(np.array([True, False, False]))
    assert as_table(rest) == {(1, 11): -1, (3, 11): 1, (3, 12): 1}
    assert rest.seen.tolist() == [1, 0, 2]


@pytest.mark.parametrize("bad", [np.array([2]), np.array([.5]), np.array([-3])])
def test_a_vote_that_is_none_is_refused(bad):
    with pytest.raises(ValueError, match="1, 0 or -1"):
        resolve(np.array([1]), np.array([1]), bad)


def test_arrays_of_unequal_length_and_unknown_statements_are_refused():
    with pytest.raises(ValueError, match="same length"):
        resolve(np.array([1, 2]), np.array([1]), np.array([1]))
    with pytest.raises(ValueError, match="not among"):
        resolve(np.array([1]), np.array([9]), np.array([1]), statements=np.array([1, 2]))


@pytest.mark.parametrize("ids", [np.array([-30_000, 30_000, -30_000], np.int16), np.array([-100, 100, 3], np.int8),
                                 np.array([200, 3, 200], np.uint8),
                                 np.array([2 ** 63 + 1, 2 ** 63, 2 ** 63], np.uint64)])
def test_ids_of_narrow_or_wide_numbers_stay_who_they_are(ids):
    votes = resolve(ids, np.array([1, 2, 2], np.int16), np.array([1, -1, 0], np.int8))
    assert votes.people.tolist() == sorted(set(ids.tolist()))
