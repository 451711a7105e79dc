"""Who was heard beside who lives there: how far off, who is missing, and what weighting would say.

Counts are people, shares are fractions of 1. No I/O. Sources: interval: Wilson (1927), see `honest`; weights: Holt
and Smith, "Post stratification", JRSS A 142 (1979) 33-46; effective number: Kish, "Survey Sampling" (1965) 11.7.
"""
from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, inf

from saan.methods.honest import Z95, K, wilson

HEAVIEST = 5   # a voice that would count more than five times is no weighting but an invention


@dataclass(frozen=True)
class Place:
    """One group: its share of those who live there, and its share of those who were heard; None = no data.

    `heard` is (low, high): the same number twice where the count is shown, else what the shown counts leave open.
    `off` is share heard minus share living, in fractions: how far off at the least, so 0 where open counts reach it.
    """
    living: float | None = None
    heard: tuple[float, float] | None = None
    off: float | None = None
    ratio: float | None = None      # heard / living, at the value nearest to 1
    missing: bool | None = None     # the interval of the share heard lies below the share living
    over: bool | None = None        # it lies above


@dataclass(frozen=True)
class Weighted:
    """A share weighted so that every group counts as it lives there; never shown without the raw one beside it."""
    share: float | None = None
    raw: float | None = None
    interval: tuple[float, float] | None = None
    n: int = 0
    effective: float | None = None          # Kish: (Σ w)² / Σ w², in people
    weights: tuple[float, ...] = ()         # one for each group
    refused: str | None = None              # why there is none: "no_data", "few", "heavy"


def compare(heard: Sequence[int | None], living: Sequence[int | None], rest: int = 0) -> list[Place]:
    """Return for each group its share of those heard beside its share of those who live there.

    heard, living of shape (groups,); a count heard that is None is not shown: it lies between 0 and `rest`, the people
    of whom no group is shown, which no two such groups share. Where every count is shown `rest` is left out: they did
    not say. Shares are of those whose group is known. A group is `missing` where even the highest count that is open to
    it has a Wilson 95 % interval that ends below its share of the living, `over` where the lowest begins above. Without
    figures for all groups of who lives there, or with nobody heard, nothing is compared.
    ValueError for negative counts or sequences of different lengths.
    """
    pairs = list(zip(heard, living, strict=True))
    if rest < 0 or any(count is not None and count < 0 for pair in pairs for count in pair):
        raise ValueError(f"no counts of people: {pairs}, {rest}")
    known = sum(count for count in heard if count is not None)
    total = None if any(count is None for count in living) else sum(living)
    slack = rest if any(count is None for count in heard) else 0
    if not total or known + slack == 0:
        return [Place(living=count / total if total else None) for count in living]
    return [_placed(count, people / total, known, slack) for count, people in pairs]


def weighted(agree: Sequence[int], n: Sequence[int], living: Sequence[int | None], k: int = K) -> Weighted:
    """Return the share of those who agree, every group weighted by how many of it live there: Σ_h W_h · a_h / n_h.

    agree, n, living of shape (groups,): counts of people; W_h = N_h / Σ N. A voice of group h counts
    w_h = W_h / (n_h / n). The effective number is Kish's (Σ n_h w_h)² / Σ n_h w_h², and the interval Wilson's at that
    number, rounded down: weighting costs certainty. Refused, with the reason: "no_data" where a figure of who lives
    there is missing, "few" where people live there of whom fewer than k were heard (or nobody lives there who was
    heard), "heavy" where a voice would count more than five times. ValueError for more agreeing than answering.
    """
    if any(not 0 <= a <= b for a, b in zip(agree, n, strict=True)):
        raise ValueError(f"no shares: {agree} of {n}")
    people, total = sum(n), 0 if any(count is None for count in living) else sum(living)
    raw = sum(agree) / people if people else None
    if not total:
        return Weighted(raw=raw, n=people, refused="no_data")
    groups = [group for group in zip(agree, n, living, strict=True) if group[1] or group[2]]
    if any(b < k or not count for _a, b, count in groups):
        return Weighted(raw=raw, n=people, refused="few")
    weights = tuple(count / total * people / b if b else 0. for b, count in zip(n, living, strict=True))
    if max(weights) > HEAVIEST:
        return Weighted(raw=raw, n=people, weights=weights, refused="heavy")
    share = fsum(count / total * a / b for a, b, count in groups)
    effective = people ** 2 / fsum(b * weight ** 2 for b, weight in zip(n, weights, strict=True))
    return Weighted(share, raw, wilson_of(share, effective), people, effective, weights)


def wilson_of(share: float, n: float, z: float = Z95) -> tuple[float, float]:
    """Return Wilson's interval of a share of an effective number of people, which need not be whole."""
    return wilson(min(max(share, 0.), 1.) * n, n, z)


def _placed(count, share, known, slack):
    """Return where a group stands; what is open is taken so that it speaks against every claim."""
    low, high = (0, slack) if count is None else (count, count)
    most, least = known + high - low, known + slack   # of how many, for the highest share and for the lowest
    heard = low / least, high / most if most else 0.
    nearest = min(max(share, heard[0]), heard[1])
    ratio = None if not share else nearest / share
    return Place(share, heard, nearest - share, ratio, missing=wilson(high, most)[1] < share,
                 over=wilson(low, least)[0] > share)


def most_missing(places: Sequence[Place]) -> list[int]:
    """Return the places of the groups that are missing, the farthest off first."""
    return sorted((at for at, place in enumerate(places) if place.missing),
                  key=lambda at: (places[at].off if places[at].off is not None else inf, at))
