"""Honest results: what counts of votes allow to be said, and which of them may be shown.

Counts are whole numbers of people, shares are fractions of 1. No I/O. Sources: E. B. Wilson, "Probable
inference, the law of succession, and statistical inference", JASA 22 (1927) 209-212; primary and
complementary suppression: Willenborg and de Waal, "Elements of Statistical Disclosure Control" (2001). The
rule of the gate is our own; docs/honest.md says what is proved of it.
"""
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import Literal

Z95 = 1.959964
K = 5   # people: no smaller group may be seen
NEAR = range(4, 20)
Side = Literal["agree", "disagree", "pass"]
SIDES: tuple[Side, ...] = ("agree", "disagree", "pass")


class Verdict(StrEnum):
    """What the share of those who agree allows to be said; pages turn it into sentences."""
    CLEAR_MAJORITY = "clear_majority"   # the interval lies above one half: only here may "ส่วนใหญ่" be said
    JUST_OVER = "just_over"             # more than half of those who answered; the interval reaches one half
    EXACT_HALF = "exact_half"           # exactly half of those who answered
    UNDER = "under"                     # less than half of those who answered; the interval reaches one half
    CLEAR_MINORITY = "clear_minority"   # the interval lies below one half
    NO_ANSWERS = "no_answers"           # nobody answered


@dataclass(frozen=True)
class Result:
    """What may be shown of one statement; None is "not shown", never zero."""
    agree: int | None = None
    disagree: int | None = None
    passed: int | None = None
    unseen: int | None = None
    n: int | None = None
    interval: tuple[float, float] | None = None
    majority: bool | None = None
    verdict: Verdict | None = None
    near_all: Side | None = None
    suppressed: bool = False


def aloud(total: int, parts: Iterable[int] = (), k: int = K) -> int | None:
    """Return a count of people where it may be said, else None.

    Fewer than k are never said. Nor are more, where one of the parts that they are gathered in (a theme, a round) holds
    1 to k - 1 of them: what the other parts hold is said on their own pages, and taking it away would tell the small
    one.
    """
    return None if total < k or any(0 < part < k for part in parts) else total


def wilson(k: float, n: float, z: float = Z95) -> tuple[float, float]:
    """Return the Wilson score interval (low, high) of the share k / n, as fractions.

    (k + z²/2 ± z·√(k(n−k)/n + z²/4)) / (n + z²); of nobody (n = 0) nothing is known: (0, 1).
    ValueError unless 0 <= k <= n and z > 0.
    """
    if not 0 <= k <= n or z <= 0:
        raise ValueError(f"no share: {k} of {n}, z = {z}")
    if n == 0:
        return 0.0, 1.0
    middle, spread = k + z * z / 2, z * sqrt(k * (n - k) / n + z * z / 4)
    low = 0.0 if k == 0 else (middle - spread) / (n + z * z)
    high = 1.0 if k == n else (middle + spread) / (n + z * z)
    return low, high


def is_majority(k: int, n: int) -> bool:
    """Return whether k of n is a majority beyond chance: the Wilson 95 % interval begins above one half."""
    return wilson(k, n)[0] > .5


def verdict(agree: int, n: int) -> Verdict:
    """Return what may be said of `agree` people out of the n who answered; ValueError as in `wilson`."""
    low, high = wilson(agree, n)
    if n == 0:
        return Verdict.NO_ANSWERS
    if 2 * agree == n:
        return Verdict.EXACT_HALF
    if 2 * agree > n:
        return Verdict.CLEAR_MAJORITY if low > .5 else Verdict.JUST_OVER
    return Verdict.CLEAR_MINORITY if high < .5 else Verdict.UNDER


def gate(agree: int, disagree: int, passed: int, n_outer: int, k: int = K) -> Result:
    """Return the figures of a statement that may be shown when no group smaller than k may be seen.

    n = agree + disagree + passed; n_outer = people with any vote in the consultation. Fewer than k: nothing.
    Otherwise n and unseen (n_outer − n) stand, and cells go as `hidden` says; where agree goes, interval,
    majority and verdict go with it. Where 3 < n < 20 and all stand on one side, every cell goes and `near_all`
    names the side: a page says "nearly all", so that nobody is told for certain what each of them said.
    ValueError for a negative count, n_outer < n or k < 1.
    """
    cells = (agree, disagree, passed)
    n = sum(cells)
    if min(cells) < 0 or n_outer < n or k < 1:
        raise ValueError(f"no result: {cells} of {n_outer}, k = {k}")
    return _shown(cells, n, n_outer - n, k)


def gate_sheet(agree: int | None, disagree: int | None, passed: int | None, n: int, k: int = K) -> Result:
    """Return what may be shown of a statement on a tally sheet of n people; a count of None is not reported.

    n is known to everybody, so the people of whom nothing is reported (n − the rest) are a cell of their own
    that must not be small either. Otherwise as `gate`; unseen is None, for a sheet does not tell it.
    ValueError for a negative count, more answers than people or k < 1.
    """
    cells = (agree, disagree, passed)
    rest = n - sum(cell for cell in cells if cell is not None)
    if rest < 0 or k < 1 or any(cell is not None and cell < 0 for cell in cells):
        raise ValueError(f"no result: {cells} of {n}, k = {k}")
    return _shown((*cells, rest), n, None, k)


def hidden(cells: Iterable[int], k: int = K) -> frozenset[int]:
    """Return the positions of the cells that go when the sum of all cells is known.

    Sum below 2k: all of them. Otherwise, if any cell is 1..k−1: all cells of 1..k; then the next larger
    cells, equal ones together, until at least two are hidden and together they are more than k. Zeros stand.
    """
    cells = list(cells)
    if sum(cells) < 2 * k:
        return frozenset(range(len(cells)))
    if not any(0 < cell < k for cell in cells):
        return frozenset()
    gone: list[int] = []
    for size in sorted({max(cell, k) for cell in cells if cell}):
        gone = [cell for cell in cells if 0 < cell <= size]
        if len(gone) >= 2 and sum(gone) > k:
            break
    return frozenset(at for at, cell in enumerate(cells) if 0 < cell <= max(gone))


def _shown(cells: Sequence[int | None], n: int, unseen: int | None, k: int) -> Result:
    if n < k:
        return Result(suppressed=True)
    known = [at for at, cell in enumerate(cells) if cell is not None]
    counts = [cell for cell in cells if cell is not None]
    most = max(counts)
    if n in NEAR and most == n:
        side = known[counts.index(most)]
        near = SIDES[side] if side < len(SIDES) else None
        return Result(unseen=unseen, n=n, near_all=near, suppressed=True)
    gone = {known[at] for at in hidden(counts, k)}
    agree, disagree, passed = (None if at in gone else cells[at] for at in range(len(SIDES)))
    if agree is None:
        return Result(None, disagree, passed, unseen, n, suppressed=bool(gone))
    return Result(agree, disagree, passed, unseen, n, wilson(agree, n), is_majority(agree, n),
                  verdict(agree, n), suppressed=bool(gone))
