"""Putting texts together that say the like."""
from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from saan.methods.themes.linking import labels_of
from saan.methods.themes.telling import named, telling
from saan.methods.themes.tokens import fields_of, words_of
from saan.methods.themes.vectors import FIELDS, vectors
from saan.methods.words import clean

LEAST = 5      # texts of a group
CUT = .9       # 1 − likeness at which groups are no longer joined
NEAR = .05     # the least likeness of a text to the middle of its group
COMMON = 2     # others of its group that share one word or field with a text at least: no stray is drawn in
JOINS = .35    # the least likeness of a text to what a person put together, to be drawn to it by a word of its own
FAIR = .5      # the same without such a word: a field alone makes weak joins
OWN = 2        # texts of a theme that say a word at least, for it to be one of the theme's own
MOST = 5000    # different texts that are compared each with each


@dataclass(frozen=True)
class Group:
    """Texts that say the like: their positions in order, and the words that tell them from the others."""

    texts: tuple[int, ...]
    words: dict[str, float]
    name: str


@dataclass(frozen=True)
class Grouping:
    """What came of it: new groups, the largest first; what is drawn to a known theme; what is like nothing else."""

    groups: tuple[Group, ...]
    joined: dict[Hashable, tuple[int, ...]]
    unassigned: tuple[int, ...]


def group(texts: Sequence[str], *, known: Mapping[Hashable, Collection[int]] | None = None,
          seeds: Mapping[Hashable, Mapping[str, float]] | None = None, meanings: np.ndarray | None = None,
          least: int = LEAST, cut: float = CUT, near: float = NEAR, most: int = MOST,
          fields: float = FIELDS) -> Grouping:
    """Return groups of at least `least` texts that say the like, the same whatever the order of the texts.

    1. Texts without a telling word are unassigned; equal texts are one, which weighs as often as it is said.
    2. Known themes: `known` says which of the texts a person put there (they stay and are in no answer), `seeds` which
       words tell a theme, with weights. A text is drawn to the theme that it is nearest to, by the middle of its texts
       or by its words, from a likeness of .35 on where it says a word of the theme's own (a learnt one, or one that two
       of its texts say), else from .5 on.
    3. The others: average linkage (Sokal and Michener 1958) on 1 − likeness (`vectors`), cut at `cut`; groups below
       `least` fall apart. Then, up to five times, each text goes to the group whose middle (without itself) it is most
       like, as k-means does on a sphere (Dhillon and Modha 2001), and is unassigned below `near`. In the end
       a text of which no word or field is shared by two others of its group is unassigned too; not so with an
       embedding, which knows what words do not.
    Of more than `most` different texts a seeded sample of that many makes the groups (memory and time grow with the
    square), and step 3 puts the rest into them.
    `meanings`: an embedding of each text (n × d), which then makes half of the likeness. `fields`: the share of the
    word fields in the likeness of words.
    """
    known, seeds = known or {}, seeds or {}
    said = [clean(text) for text in texts]
    unique = sorted(set(said))
    words = [words_of(text) for text in unique]
    meant = None if meanings is None else _first_of_each(said, unique, meanings)
    space = vectors(words, meant, fields)
    place = {text: at for at, text in enumerate(unique)}
    theme = _drawn(space, words, {key: [place[said[at]] for at in there] for key, there in known.items()}, seeds)
    free = np.array([at for at, text in enumerate(words) if text and at not in theme], dtype=int)
    weight = Counter(place[text] for text in said)
    labels = labels_of(space[free], [words[at] for at in free], np.array([weight[at] for at in free]), least=least,
                       cut=cut, near=near, most=most, common=0 if meanings is not None else COMMON)
    of = dict(zip(free.tolist(), labels.tolist(), strict=True))
    stay = {at for there in known.values() for at in there}
    positions = [at for at in range(len(said)) if at not in stay]
    joined: dict[Hashable, list[int]] = {key: [] for key in (*known, *seeds)}
    for at in positions:
        if place[said[at]] in theme:
            joined[theme[place[said[at]]]].append(at)
    return Grouping(
        groups=_named(positions, [of.get(place[text], -1) for text in said], [words[place[text]] for text in said]),
        joined={key: tuple(there) for key, there in joined.items()},
        unassigned=tuple(at for at in positions
                         if of.get(place[said[at]], -1) < 0 and place[said[at]] not in theme))


def _first_of_each(said, unique, meanings):
    first = {text: at for at, text in reversed(list(enumerate(said)))}
    return np.asarray(meanings, dtype=float)[[first[text] for text in unique]]


def _drawn(space, words, known, seeds):
    """Return the theme that each text is drawn to, by its number among the different texts."""
    keys = list(dict.fromkeys([*known, *seeds]))
    if not keys:
        return {}
    likeness = np.zeros((len(words), len(keys)))
    for column, key in enumerate(keys):
        if known.get(key):
            middle = np.asarray(space[sorted(set(known[key]))].mean(axis=0)).ravel()
            likeness[:, column] = space @ (middle / (np.linalg.norm(middle) or 1))
        if seeds.get(key):
            likeness[:, column] = np.maximum(likeness[:, column], _by_words(words, seeds[key]))
        own = _own([words[at] for at in set(known.get(key, ()))]) | set(seeds.get(key, ()))
        shares = np.array([not own.isdisjoint(text) for text in words], dtype=bool)
        likeness[:, column] = np.where(likeness[:, column] >= np.where(shares, JOINS, FAIR), likeness[:, column], 0)
    best = likeness.argmax(axis=1)
    drawn = {at: keys[best[at]] for at in np.flatnonzero(likeness.max(axis=1)).tolist()}
    return drawn | {at: key for key, there in reversed(known.items()) for at in there}   # who says the same again, too


def _own(texts):
    """Return the words that several of the texts say."""
    said = Counter(word for text in texts for word in set(text))
    return {word for word, times in said.items() if times >= OWN}


def _by_words(words, seed):
    """Return how far the telling words of a theme make up each text of n different words: 2·their weights / (1 + n)."""
    return np.array([2 * sum(seed.get(word, 0) for word in set(text)) / (1 + len(set(text))) for text in words])


def _named(positions, labels, words):
    members: dict[int, list[int]] = {}
    for at in positions:
        if labels[at] >= 0:
            members.setdefault(labels[at], []).append(at)
    groups = []
    for there in members.values():
        mine = set(there)
        tell = telling([words[at] for at in there], [words[at] for at in positions if at not in mine])
        groups.append(Group(tuple(there), tell, named(tell) or _field(words[at] for at in there)))
    return tuple(sorted(groups, key=lambda one: (-len(one.texts), one.name, one.texts)))


def _field(words):
    """Return the field that most of the texts speak of, where no word is said by three of them."""
    counts = Counter(field for text in words for field in set(fields_of(text)))
    return min(counts, key=lambda field: (-counts[field], field)) if counts else ""
