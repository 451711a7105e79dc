"""Finding the signs of the lexicon in a text.

Own lexicon and own rules: a sign counts unless an innocent phrase lies over it ("ตีกลอง" over "พ่อตี"), firm
ones always; a mere topic ("ข่มขืน") counts unless words of campaigns, lessons, news or stories stand around
it, a bare "help" unless words of the town do.
"""
from collections.abc import Iterable
from dataclasses import dataclass

from saan.methods.disclosure.phrases import CITY, INNOCENT, SIGNS, TALK, Phrase
from saan.methods.disclosure.shape import Shape, bare, near, single

AROUND = 60
Span = tuple[int, int]
Match = tuple[Phrase, Span]


@dataclass(frozen=True, order=True)
class Sign:
    """A sign that was found: its kind, the line of the lexicon, and text[start:end]."""
    kind: str
    phrase: str
    start: int
    end: int


def find(text: str) -> list[Sign]:
    """Return every sign of harm in the text, in the order of the text; places count characters of `text`.

    Kinds are the heads of the lexicon (violence, sexual, neglect, bullying, suicide, forced, drugs, danger,
    runaway). The text may be of any length and need not be cleaned before.
    """
    plain = near(text)
    stripped = bare(plain)
    held = _Held(single(stripped.letters))
    signs = {*_signs(plain, held, is_bare=False), *_signs(stripped, held, is_bare=True)}
    return sorted(signs, key=lambda sign: (sign.start, sign.end, sign.kind, sign.phrase))


def discloses(text: str) -> bool:
    """Return whether the text may tell of harm to a child: a first net, never a diagnosis."""
    return bool(find(text))


def warm() -> None:
    """Compile the whole lexicon now (about 3 s); otherwise each phrase is compiled when first needed."""
    for phrase in (*SIGNS, *INNOCENT, *TALK, *CITY):
        _ = phrase.in_near, phrase.in_bare


class _Held(dict[frozenset[str], bool]):
    """Whether any of some letters stand in a text; looked up once."""

    def __init__(self, letters: str) -> None:
        super().__init__()
        self.letters = letters

    def __missing__(self, wanted: frozenset[str]) -> bool:
        self[wanted] = any(letters in self.letters for letters in wanted)
        return self[wanted]


def _signs(shape: Shape, held: _Held, is_bare: bool) -> Iterable[Sign]:
    found = list(_matches(SIGNS, shape, held, is_bare))
    if not found:
        return
    innocent = [span for _, span in _matches(INNOCENT, shape, held, is_bare)]
    talk, city = ([span for _, span in _matches(cues, shape, held, is_bare)] for cues in (TALK, CITY))
    for phrase, (start, end) in found:
        around = (city if phrase.kind == "danger" else talk) if phrase.topic else []
        if any(_meet(span, start - AROUND, end + AROUND) for span in around):
            continue
        if phrase.firm or not any(_meet(span, start, end) for span in innocent):
            yield Sign(phrase.kind, phrase.line, *shape.place(start, end))


def _meet(span: Span, start: int, end: int) -> bool:
    return span[0] < end and start < span[1]


def _matches(phrases: list[Phrase], shape: Shape, held: _Held, is_bare: bool) -> Iterable[Match]:
    for phrase in phrases:
        if all(held[wanted] for wanted in phrase.needs):
            pattern = phrase.in_bare if is_bare else phrase.in_near
            if pattern:
                yield from ((phrase, match.span()) for match in pattern.finditer(shape.letters))
