"""Twins: whether two short messages say the same, by the runs of three letters that they share.

All functions are pure and never fail on any `str`. A text is first brought to its *shape*: `words.folded` (tone marks,
การันต์, Thai numerals, capitals), then everything that is no letter, mark or digit goes (spaces, full stops, emoji), so
does ๆ, a letter written several times counts once, and what every wish begins or ends with ("อยากให้มี", "ขอ", "ครับ")
goes too: else two short wishes for different things would be much alike. Two shapes are as alike as Dice's coefficient
of their sets of trigrams: 2·|A∩B| / (|A| + |B|), from 0 to 1. Sources: L. R. Dice, "Measures of the amount of ecologic
association between species", Ecology 26 (1945) 297-302; R. C. Angell, G. E. Freund and P. Willett, "Automatic spelling
correction using a trigram similarity measure", Information Processing & Management 19 (1983) 255-261. Which trigrams to
look for first, and the two thresholds, are our own: docs/twins.md says how they were measured.
"""
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from zlib import crc32

import regex

from saan.methods.words import folded

ALIKE = .5      # from here on two messages are counted as saying the same
NEAR = .35      # from here on one is worth showing beside the other
APART = 4       # letters between the beginnings of two trigrams that tell of different words
LEAST = 4       # trigrams that are looked for in any case, however common
MOST = 12       # and at most
POSTINGS = 30_000   # so many texts the trigrams looked for may stand in, added up, where they are more than LEAST
UNSPOKEN = regex.compile(r"[^\p{L}\p{M}\p{Nd}]+|ๆ")
AGAIN = regex.compile(r"([\p{L}\p{M}])\1+")
FRAME = regex.compile(   # folded, so without tone marks
    r"อยาก(?: ?จะ)?(?: ?(?:ใหมี|ให|ได|มี))?"
    r"|(?:^|(?<= ))(?:ชวย|ขอ(?:ใหมี|ให|ใหม)?)"
    r"|(?:ครับ|คับ|งับ|คะ|(?<!ช)นะ|จา|หนอย|ดวย|เลย|สักที|มาก|ไดไหม)+(?= |$)")


class Near(NamedTuple):
    """A message that is near another: its number, how alike they are, from 0 to 1, and its shape."""

    number: int
    likeness: float
    shape: str


def shape(text: str) -> str:
    """Return what is compared of a text; empty where it has neither letter nor digit."""
    spoken = AGAIN.sub(r"\1", UNSPOKEN.sub(" ", folded(text)))
    told = FRAME.sub("", spoken).replace(" ", "") or spoken.replace(" ", "")   # "อยากได้" alone is kept as it is
    return AGAIN.sub(r"\1", told)


def grams(of: str) -> frozenset[str]:
    """Return the trigrams of a shape; one of fewer than three letters is its own only one."""
    if len(of) < 3:
        return frozenset((of,) if of else ())
    return frozenset([of[at:at + 3] for at in range(len(of) - 2)])


def mark(gram: str, among: int = 0) -> int:
    """Return the number under which a trigram is counted among the messages of one place: CRC-32, signed."""
    return crc32(f"{among} {gram}".encode("utf-8", "surrogatepass")) - (1 << 31)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return Dice's coefficient of two sets of trigrams: 1 for the same, 0 where they share none or one is empty."""
    both = len(one) + len(other)
    return 2 * len(one & other) / both if one and other else 0.0


def telling(of: str, counts: Mapping[str, int], least: int = LEAST, postings: int = POSTINGS) -> list[str]:
    """Return the trigrams of a shape to look for, the rarest first: `least`, and more while few texts hold them.

    `counts` says in how many texts each stands; one that stands in none finds none and is left out. Those that lie
    apart in the shape come before those that overlap, which say the same again.
    """
    known = [at for at in range(max(1, len(of) - 2)) if counts.get(of[at:at + 3], 0) > 0]
    known.sort(key=lambda at: (counts[of[at:at + 3]], at))
    apart: list[int] = []
    for at in known:
        if all(abs(at - other) >= APART for other in apart):
            apart.append(at)
    chosen: dict[str, None] = {}
    together = 0
    for at in [*apart, *known]:
        gram = of[at:at + 3]
        if gram in chosen:
            continue
        together += counts[gram]
        if len(chosen) >= least and together > postings:
            break
        chosen[gram] = None
        if len(chosen) == MOST:
            break
    return list(chosen)


def nearest(of: frozenset[str], among: Iterable[tuple[int, str]], least: float = NEAR) -> list[Near]:
    """Return those of the numbered shapes that are at least so alike, the most alike first, then the newest."""
    found = (Near(number, likeness(of, grams(shape)), shape) for number, shape in among)
    return sorted((one for one in found if one.likeness >= least), key=lambda one: (-one.likeness, -one.number))


def without_copies(near: Iterable[Near]) -> list[Near]:
    """Return the first of each shape: what ten people said in the same words is one."""
    first: dict[str, Near] = {}
    for one in near:
        first.setdefault(one.shape, one)
    return list(first.values())
