"""Finding the signs of the lexicon in a text.

Own lexicon and own rules: a sign counts unless an innocent phrase lies over it ("ตีกลอง" over "พ่อตี"); a mere topic
("ข่มขืน") counts unless the words around it are of campaigns, lessons, news or stories.
"""
from collections.abc import Iterable
from dataclasses import dataclass

from saan.methods.disclosure.phrases import INNOCENT, SIGNS, TALK, Phrase
from saan.methods.disclosure.shape import Shape, bare, near, single

AROUND = 60


@dataclass(frozen=True, order=True)
class Sign:
    """A sign that was found: its kind, the line of the lexicon, and text[start:end]."""
    kind: str
    phrase: str
    start: int
    end: int


def find(text: str) -> list[Sign]:
    """Return every sign of harm in the text, in the order of the text; places count characters of `text`.

    Kinds are the heads of the lexicon (violence, sexual, neglect, bullying, suicide, forced, drugs, danger, runaway).
    The text may be of any length and need not be cleaned before.
    """
    plain = near(text)
    stripped = bare(plain)
    held = single(stripped.letters)
    signs = {sign for shape in (plain, stripped) for sign in _signs(shape, held, shape is stripped)}
    return sorted(signs, key=lambda sign: (sign.start, sign.end, sign.kind, sign.phrase))


def discloses(text: str) -> bool:
    """Return whether the text may tell of harm to a child: a first net, never a diagnosis."""
    return bool(find(text))


def _signs(shape: Shape, held: str, is_bare: bool) -> Iterable[Sign]:
    found = list(_matches(SIGNS, shape, held, is_bare))
    if not found:
        return
    innocent = [span for _, span in _matches(INNOCENT, shape, held, is_bare)]
    talk = [span for _, span in _matches(TALK, shape, held, is_bare)]
    for phrase, (start, end) in found:
        if any(left < end and start < right for left, right in innocent):
            continue
        if phrase.topic and any(left < end + AROUND and start - AROUND < right for left, right in talk):
            continue
        yield Sign(phrase.kind, phrase.line, *shape.place(start, end))


def _matches(phrases: list[Phrase], shape: Shape, held: str, is_bare: bool) -> Iterable[tuple[Phrase, tuple[int, int]]]:
    for phrase in phrases:
        if phrase.needs and not any(letters in held for letters in phrase.needs):
            continue
        pattern = phrase.in_bare if is_bare else phrase.in_near
        for match in pattern.finditer(shape.letters) if pattern else ():
            if match.end() > match.start():
                yield phrase, match.span()
