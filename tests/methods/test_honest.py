"""Numbers are said as they are, and no small group can be read from them."""
from collections import defaultdict
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saan.methods.honest import Result, Verdict, gate, gate_sheet, hidden, is_majority, verdict, wilson


@pytest.mark.parametrize(("k", "n", "low", "high"), [
    (181, 300, .5470046, .6570492), (193, 300, .5876298, .6954126), (150, 300, .4437795, .5562205),
    (12, 20, .3865815, .7811935), (0, 10, 0, .2775328), (10, 10, .7224672, 1), (1, 1, .2065493, 1),
])
def test_the_interval_is_wilsons(k, n, low, high):
    assert wilson(k, n) == pytest.approx((low, high), abs=5e-8)


@given(st.integers(0, 5000), st.integers(0, 5000))
@settings(deadline=None)
def test_the_interval_holds_the_share_and_mirrors(k, more):
    n = k + more
    low, high = wilson(k, n)
    assert 0 <= low <= (k / n if n else .5) <= high <= 1
    assert wilson(n - k, n) == pytest.approx((1 - high, 1 - low))


def test_nobody_tells_nothing_and_no_share_is_refused():
    assert wilson(0, 0) == (0, 1)
    for k, n, z in ((-1, 5, 2), (6, 5, 2), (1, 5, 0)):
        with pytest.raises(ValueError, match="no share"):
            wilson(k, n, z)


def test_korat_has_two_clear_majorities_and_one_exact_half():
    said = {agree: verdict(agree, 300) for agree in (181, 163, 162, 150, 193)}
    assert said == {181: Verdict.CLEAR_MAJORITY, 163: Verdict.JUST_OVER, 162: Verdict.JUST_OVER,
                    150: Verdict.EXACT_HALF, 193: Verdict.CLEAR_MAJORITY}
    assert [agree for agree in said if is_majority(agree, 300)] == [181, 193]


def test_the_other_side_is_said_as_plainly():
    assert verdict(107, 300) == Verdict.CLEAR_MINORITY
    assert verdict(149, 300) == Verdict.UNDER
    assert verdict(0, 0) == Verdict.NO_ANSWERS


@pytest.mark.parametrize(("cells", "shown"), [
    ((12, 5, 3), (12, None, None)),     # the 3 goes, and the 5 with it
    ((40, 30, 20), (40, 30, 20)),
    ((40, 30, 0), (40, 30, 0)),         # nobody is no small group
    ((40, 3, 0), (None, None, 0)),
    ((3, 5, 12), (None, None, 12)),
    ((30, 3, 2), (None, None, None)),   # 3 and 2 together are only 5: both would be known to be below 5
    ((30, 4, 2), (30, None, None)),
    ((4, 10, 10), (None, None, None)),  # equal ones go together: which one went would tell the 4
    ((5, 5, 1), (None, None, None)),
    ((6, 5, 1), (6, None, None)),
    ((3, 3, 3), (None, None, None)),
    ((20, 0, 0), (20, 0, 0)),
])
def test_small_cells_go_with_what_would_reveal_them(cells, shown):
    result = gate(*cells, n_outer=100)
    assert (result.agree, result.disagree, result.passed) == shown
    assert (result.n, result.unseen) == (sum(cells), 100 - sum(cells))
    assert result.suppressed == (None in shown)
    rest = (result.interval, result.majority, result.verdict)
    assert (None in rest) == (rest == (None, None, None)) == (result.agree is None)
    assert result.near_all is None


def test_a_shown_agreement_comes_with_its_interval():
    clear = Verdict.CLEAR_MAJORITY
    assert gate(181, 100, 19, 310) == Result(181, 100, 19, 10, 300, wilson(181, 300), True, clear)


@pytest.mark.parametrize(("cells", "side"), [
    ((12, 0, 0), "agree"), ((0, 19, 0), "disagree"), ((0, 0, 18), "pass"), ((5, 0, 0), "agree"),
])
def test_nearly_all_of_few_are_told_without_counts(cells, side):
    n = sum(cells)
    assert gate(*cells, n_outer=30) == Result(unseen=30 - n, n=n, near_all=side, suppressed=True)


@pytest.mark.parametrize("cells", [(4, 1, 0), (11, 1, 0), (0, 1, 18), (18, 0, 1)])
def test_of_all_but_one_nothing_is_said(cells):
    result = gate(*cells, n_outer=30)
    assert (result.near_all, result.agree) == (None, None if cells[0] else 0)
    assert (result.verdict is None) == (result.agree is None)


@pytest.mark.parametrize("cells", [(0, 0, 0), (4, 0, 0), (1, 1, 2)])
def test_of_fewer_than_five_nothing_is_told(cells):
    assert gate(*cells, n_outer=30) == Result(suppressed=True)


def test_sensitive_topics_hide_more():
    assert gate(40, 7, 9, 60, k=5).suppressed is False
    result = gate(40, 7, 9, 60, k=10)
    assert (result.agree, result.disagree, result.passed, result.suppressed) == (40, None, None, True)


@pytest.mark.parametrize("bad", [(-1, 5, 5, 20, 5), (5, 5, 5, 14, 5), (5, 5, 5, 20, 0)])
def test_no_result_is_refused(bad):
    with pytest.raises(ValueError, match="no result"):
        gate(*bad)


def test_a_sheet_shows_what_was_reported_and_nothing_else():
    korat = gate_sheet(181, None, None, 300)
    assert korat == Result(181, None, None, None, 300, wilson(181, 300), True, Verdict.CLEAR_MAJORITY)
    assert gate_sheet(3, None, None, 300) == Result(n=300, suppressed=True)
    assert gate_sheet(297, None, None, 300) == Result(n=300, suppressed=True)
    assert gate_sheet(90, 208, None, 300) == Result(n=300, disagree=208, suppressed=True)
    assert gate_sheet(None, 90, None, 300) == Result(disagree=90, n=300)
    assert gate_sheet(None, None, None, 300) == Result(n=300)
    with pytest.raises(ValueError, match="no result"):
        gate_sheet(180, 130, None, 300)


SHOWERS = {2: lambda cells, k: gate_sheet(cells[0], None, None, sum(cells), k),
           3: lambda cells, k: gate(*cells, n_outer=sum(cells) + 3, k=k),
           4: lambda cells, k: gate_sheet(*cells[:3], sum(cells), k)}


@cache
def seen_alike(n, parts, k):
    """Return for each result every row of cells of n people that shows it: all that an attacker can know."""
    rows = [()]
    for _ in range(parts - 1):
        rows = [(*row, cell) for row in rows for cell in range(n - sum(row) + 1)]
    alike = defaultdict(list)
    for row in rows:
        cells = (*row, n - sum(row))
        alike[SHOWERS[parts](cells, k)].append(cells)
    return alike


def leaks(n, parts, k):
    """Return the positions that an attacker can pin to one value of 1..k-1, or bound within 1..k-1."""
    return [(alike[0], at) for alike in seen_alike(n, parts, k).values() for at in range(parts)
            if {cells[at] for cells in alike} <= set(range(1, k))]


@pytest.mark.parametrize(("parts", "k", "largest"), [
    (3, 5, 36), (3, 10, 34), (2, 5, 60), (4, 5, 20), (3, 2, 12), (3, 3, 15),
])
def test_nobody_who_knows_the_rule_learns_of_a_small_group(parts, k, largest):
    assert [leak for n in range(k, largest + 1) for leak in leaks(n, parts, k)] == []


@given(st.integers(2, 14), st.integers(0, 60))
@settings(deadline=None, max_examples=30)
def test_nor_for_any_other_size_of_group(k, n):
    assert n < k or leaks(n, 3, k) == []


def test_the_attack_itself_finds_a_rule_that_leaks(monkeypatch):
    def naive(cells, k):
        return tuple(None if 0 < cell < k else cell for cell in cells)
    monkeypatch.setitem(SHOWERS, 3, naive)
    seen_alike.cache_clear()
    assert ((0, 3, 17), 1) in leaks(20, 3, 5)
    seen_alike.cache_clear()


@given(st.lists(st.integers(0, 400), min_size=2, max_size=4), st.integers(1, 12))
@settings(deadline=None)
def test_at_least_two_are_hidden_and_every_small_one(cells, k):
    gone = hidden(cells, k)
    assert {at for at, cell in enumerate(cells) if 0 < cell < k} <= gone
    assert len(gone) != 1
    assert not gone or sum(cells) < 2 * k or sum(cells[at] for at in gone) > k
