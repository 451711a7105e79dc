"""Which statement somebody is asked next: the least seen and the most telling take turns, so that none starves.

Counts are people, arrays have one place for each statement (shape (S,)). No I/O, nothing is drawn at random here.
Sources: the priority of Polis (Small, Bjorkegren, Erkkilä, Shaw, Megill 2021); weighted
sampling without replacement: Efraimidis and Spirakis, Information Processing Letters 97 (2006) 181-185.
"""
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

LEAST_SEEN = 1 / 2   # the share of everybody's turns in which the order of the least seen is followed


def priority(agree: ArrayLike, disagree: ArrayLike, passed: ArrayLike,
             extremity: ArrayLike | None = None) -> NDArray[np.float64]:
    """Return how much an answer to each statement would tell, above 0: the larger, the sooner it should be asked.

    ((1 − (p+1)/(n+2)) · (E+1) · (a+1)/(n+2) · (1 + 8·2^(−n/5)))² with a agree, p passes, n = a + d + p, and E ≥ 0 the
    extremity of the statement on the map (none: 0). Statements that many pass over or few agree with tell less, those
    that set people apart more, new ones up to 81 times as much. ValueError for negative counts or extremities, or
    arrays of different lengths.
    """
    counts = np.asarray([agree, disagree, passed], dtype=float)
    spread = np.zeros(counts.shape[1]) if extremity is None else np.asarray(extremity, dtype=float)
    if spread.shape != counts.shape[1:] or np.any(counts < 0) or np.any(spread < 0):
        raise ValueError("counts and extremities are 0 or more, one for each statement")
    n = counts.sum(axis=0)
    told = (1 - (counts[2] + 1) / (n + 2)) * (counts[0] + 1) / (n + 2)
    return (told * (spread + 1) * (1 + 8 * 2 ** (-n / 5))) ** 2


def rareness(n: ArrayLike) -> NDArray[np.float64]:
    """Return the weight by which the least seen come first: (mean n + 1) / (n + 1)."""
    n = np.asarray(n, dtype=float)
    return (n.mean() + 1) / (n + 1) if n.size else n


def drawn(weights: ArrayLike, draws: ArrayLike) -> NDArray[np.intp]:
    """Return the places of the statements in the order of a draw without replacement in which heavy ones come early.

    `draws` are numbers in (0, 1], one for each statement: place by −ln(draw) / weight, the smallest first. The first is
    statement j with probability weight_j / Σ weights. ValueError unless every weight is above 0.
    """
    weights, draws = np.asarray(weights, dtype=float), np.asarray(draws, dtype=float)
    if np.any(weights <= 0):
        raise ValueError("every weight is above 0")
    return np.argsort(-np.log(draws) / weights, kind="stable")


def by_turns(one: Sequence[int], other: Sequence[int]) -> list[int]:
    """Return all places, taken by turns from the front of two orders of the same places, each place once.

    Of the first 2m places, the first m of either order are among them: so whatever the other order says, the m-th of
    `one` is asked within 2m turns.
    """
    order: dict[int, None] = {}
    for pair in zip(one, other, strict=True):
        order.update(dict.fromkeys(pair))
    return list(order)


def order_of(agree: ArrayLike, disagree: ArrayLike, passed: ArrayLike, draws: ArrayLike,
             extremity: ArrayLike | None = None) -> list[int]:
    """Return the places of the statements in one person's order: by turns the least seen and the most telling.

    `draws` of shape (2, S + 1) in (0, 1]: a row for each of the two draws; the last number of the first row says which
    of them begins. So half of the people begin with the least seen, and `LEAST_SEEN` of all turns are theirs.
    """
    draws = np.asarray(draws, dtype=float)
    n = np.sum(np.asarray([agree, disagree, passed], dtype=float), axis=0)
    seldom = drawn(rareness(n), draws[0, :-1]).tolist()
    telling = drawn(priority(agree, disagree, passed, extremity), draws[1, :-1]).tolist()
    return by_turns(seldom, telling) if draws[0, -1] <= LEAST_SEEN else by_turns(telling, seldom)
