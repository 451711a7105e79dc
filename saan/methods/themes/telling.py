"""Which words tell a group from everything else that is said."""
from collections import Counter
from collections.abc import Sequence
from math import log2

SAID_BY = 3   # texts that must say a word, so that it is nobody's own
MOST = 12     # words of one group
FAR = 1.5     # times as often as elsewhere


def telling(inside: Sequence[list[str]], outside: Sequence[list[str]], *, said_by: int = SAID_BY,
            most: int = MOST) -> dict[str, float]:
    """Return the words that tell those inside from those outside, each with its weight, at most 1; the heaviest first.

    Takes the words of each text (`words_of`). A word said by a of n texts inside and b of m outside is
    (a + .5)/(n + 1) : (b + .5)/(m + 1) times as often inside; from 1.5 times on it counts, by a/n·log2 of that,
    divided by the largest.
    A word that fewer than `said_by` texts say is left out: it could be one child's own.
    """
    here, there = Counter(_each(inside)), Counter(_each(outside))
    scores = {}
    for word, count in here.items():
        times = (count + .5) / (len(inside) + 1) / ((there[word] + .5) / (len(outside) + 1))
        if count >= said_by and times >= FAR:
            scores[word] = count / len(inside) * log2(times)
    first = sorted(scores, key=lambda word: (-scores[word], -len(word), word))[:most]
    return {word: round(scores[word] / scores[first[0]], 3) for word in first}


def named(words: Sequence[str], most: int = 3) -> str:
    """Return a name of the first words, without those that stand inside another."""
    kept: list[str] = []
    for word in words:
        if not any(word in other or other in word for other in kept):
            kept.append(word)
    return " · ".join(kept[:most])


def _each(texts):
    return (word for words in texts for word in set(words))
