"""A count says only what it can: when a claim is confirmed or reopened, and what nobody may read from it."""
from collections import defaultdict
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saan.methods.honest import wilson
from saan.plans.rules.results import judge, next_figure, shown

FEW = range(1, 5)   # a group of so many must not be seen
COUNTS = st.integers(0, 400)


@pytest.mark.parametrize(("yes", "n", "word"), [
    (0, 0, "claimed"), (9, 9, "claimed"), (0, 9, "claimed"),                        # too few say nothing
    (10, 10, "confirmed"), (9, 10, "confirmed"), (8, 10, "claimed"), (7, 10, "claimed"), (5, 10, "claimed"),
    (3, 10, "claimed"), (2, 10, "claimed"), (1, 10, "reopened"), (0, 10, "reopened"),
    (9, 11, "confirmed"), (10, 12, "confirmed"), (9, 12, "claimed"), (10, 13, "claimed"), (11, 14, "confirmed"),
    (11, 15, "claimed"), (12, 15, "confirmed"), (14, 20, "claimed"), (15, 20, "confirmed"), (5, 20, "reopened"),
    (6, 20, "claimed"), (59, 100, "claimed"), (60, 100, "confirmed"), (40, 100, "reopened"), (41, 100, "claimed"),
    (162, 300, "claimed"), (181, 300, "confirmed")])
def test_the_interval_decides_and_nothing_else(yes, n, word):
    assert judge(yes, n - yes) == word


@given(COUNTS, COUNTS)
@settings(deadline=None)
def test_never_both_and_never_below_ten(yes, no):
    word = judge(yes, no)
    n = yes + no
    sure, against = wilson(yes, n)[0] > .5, wilson(no, n)[0] > .5
    assert not (sure and against)
    assert (word == "confirmed") == (sure and n >= 10)
    assert (word == "reopened") == (against and n >= 10)


@given(COUNTS, COUNTS)
@settings(deadline=None)
def test_one_more_yes_never_takes_from_yes_and_the_sides_mirror(yes, no):
    rank = {"reopened": 0, "claimed": 1, "confirmed": 2}
    if yes + no >= 10:
        assert rank[judge(yes + 1, no)] >= rank[judge(yes, no)] >= rank[judge(yes, no + 1)]
    mirrored = {"reopened": "confirmed", "confirmed": "reopened", "claimed": "claimed"}
    assert judge(no, yes) == mirrored[judge(yes, no)]


def test_a_count_below_nought_is_refused():
    with pytest.raises(ValueError, match="no count"):
        judge(-1, 12)


def seen(yes, no, unknown):
    """Return all that somebody can read from the page: what is shown, and the verdict."""
    return (*shown(yes, no, unknown), judge(yes, no))


def test_nobody_who_knows_the_rule_reads_a_group_below_five():
    """Try every row of counts: what looks the same must leave each small cell open, nought or five among the rest."""
    alike = defaultdict(set)
    for yes in range(46):
        for no in range(46 - yes):
            for unknown in range(12):
                alike[seen(yes, no, unknown)].add((yes, no, unknown))
    for rows in alike.values():
        if sum(next(iter(rows))[:2]) > 40:
            continue   # at the rim of what was tried not all that looks alike was tried
        for cells in zip(*rows, strict=True):
            assert set(cells).isdisjoint(FEW) or not set(cells) <= set(FEW), rows


def test_the_attack_finds_a_rule_that_leaks():
    """One that shows a nought and hides the few would tell, beside a verdict, that somebody spoke against it."""
    shows = {no: (no if no in {0, 5} else None) for no in range(6)}
    hidden = {no for no, what in shows.items() if what is None and judge(30, no) == "confirmed"}
    assert hidden == set(FEW)


@given(st.lists(st.sampled_from("ynu"), max_size=120))
@settings(deadline=None)
def test_no_two_looks_differ_by_fewer_than_five_answers(said):
    now, looks = [0, 0, 0], [(0, 0, 0)]
    for word in said:
        now["ynu".index(word)] += 1
        figure = next_figure(tuple(now), looks[-1])
        if figure:
            looks.append(figure)
    for before, after in pairwise(looks):
        decided, unsure = sum(after[:2]) - sum(before[:2]), after[2] - before[2]
        assert decided >= 5 or after[:2] == before[:2]
        assert unsure >= 5 or unsure == 0
    assert sum(now[:2]) - sum(looks[-1][:2]) < 5 > now[2] - looks[-1][2]


def test_what_is_shown_has_its_interval():
    told = shown(12, 8, 3)
    assert (told.n, told.yes, told.no, told.unknown) == (20, 12, 8, None)
    assert told.interval == pytest.approx((.3865815, .7811935), abs=5e-8)
    assert shown(12, 1, 0) == shown(13, 0, 0) == (13, None, None, None, None)
    assert shown(2, 2, 0) == (None, None, None, None, None)
