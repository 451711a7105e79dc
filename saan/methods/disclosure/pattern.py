"""Lines of the lexicon turned into regular expressions.

A line is text with `(a|b)` one of, `(a|b)?` or none, `{name}` a word of a list, `{name?}` or none, `{name*}` up to
three of them, a space where words meet, `..` up to 15 letters and `...` up to 45 letters of anything on one line.
Between two parts up to three separators may stand.
"""
import re
from collections.abc import Mapping
from dataclasses import dataclass

from saan.methods.disclosure.shape import SEPARATORS, TONES, single

PARTS = re.compile(r"\.\.\.|\.\.|\{(\w+)([?*]?)\}|[(|]|\)\??| |[^.{(|) ]+")
JOINT = f"[{re.escape(SEPARATORS)}]{{0,3}}"
GAPS = {"..": ".{0,15}?", "...": ".{0,45}?"}


@dataclass(frozen=True)
class Part:
    """A piece of a line: letters, a gap, or one of several rows of parts."""
    letters: str = ""
    ways: tuple[tuple["Part", ...], ...] = ()
    least: int = 1
    most: int = 1


Row = tuple[Part, ...]


def parse(line: str, lists: Mapping[str, Row]) -> Row:
    """Return the parts of a line; KeyError for an unknown list, ValueError for a line that cannot be read."""
    tokens = list(PARTS.finditer(line))
    hollow = any(token[0][0] not in ".{(|) " and not _stripped(token[0]) for token in tokens)
    if hollow or "".join(token[0] for token in tokens) != line:
        raise ValueError(f"cannot be read: {line}")
    ways, rest = _ways(tokens, lists)
    if rest or len(ways) != 1:
        raise ValueError(f"brackets do not close: {line}")
    return ways[0]


def alternatives(rows: list[Row]) -> Row:
    """Return one part that is any of the rows."""
    return (Part(ways=tuple(rows)),)


def expression(row: Row, bare: bool) -> str:
    """Return the regular expression of the row for the near or the bare shape."""
    joint = "" if bare else JOINT
    return joint.join(piece for piece in (_piece(part, bare) for part in row) if piece)


def shortest(row: Row) -> int:
    """Return how many letters the bare shape of the row has at least."""
    return sum(part.least * min(shortest(way) for way in part.ways) if part.ways else
               0 if part.letters in GAPS else len(_stripped(part.letters)) for part in row)


def needed(row: Row) -> frozenset[str]:
    """Return letters one of which any text must hold (each stretch once, bare) to match; empty if unknown."""
    best: frozenset[str] = frozenset()
    for part in row:
        if part.ways:
            each = [needed(way) for way in part.ways] if part.least else []
            found = frozenset().union(*each) if each and all(each) else frozenset()
        else:
            found = frozenset() if part.letters in GAPS else frozenset({single(_stripped(part.letters))})
        if found and (not best or _rarity(found) > _rarity(best)):
            best = found
    return best


def is_latin(row: Row) -> bool:
    """Return whether the row holds Latin letters, which stand apart from the letters around them."""
    return any("a" <= letter <= "z" for part in row for letter in part.letters) or any(
        is_latin(way) for part in row for way in part.ways)


def _ways(tokens: list[re.Match[str]], lists: Mapping[str, Row]) -> tuple[list[Row], list[re.Match[str]]]:
    ways: list[list[Part]] = [[]]
    while tokens:
        token, *tokens = tokens
        if token[0].startswith(")"):
            return [tuple(way) for way in ways], [token, *tokens]
        if token[0] == "|":
            ways.append([])
        elif token[0] == "(":
            inner, tokens = _ways(tokens, lists)
            if not tokens:
                return [], [token]
            close, *tokens = tokens
            ways[-1].append(Part(ways=tuple(inner), least=0 if close[0] == ")?" else 1))
        elif token[1]:
            many = {"": (1, 1), "?": (0, 1), "*": (0, 3)}[token[2]]
            ways[-1].append(Part(ways=(lists[token[1]],), least=many[0], most=many[1]))
        elif token[0] != " ":
            ways[-1].append(Part(letters=token[0]))
    return [tuple(way) for way in ways], []


def _piece(part: Part, bare: bool) -> str:
    if part.letters in GAPS:
        return GAPS[part.letters]
    if part.letters:
        letters = _stripped(part.letters) if bare else part.letters
        last = letters[-1]
        return re.escape(letters) + (re.escape(last) + "?" if last.isalpha() else "")
    inner = "|".join(dict.fromkeys(expression(way, bare) for way in part.ways))
    if (part.least, part.most) == (1, 1):
        return f"(?:{inner})"
    return f"(?:(?:{inner}){'' if bare else JOINT}){{{part.least},{part.most}}}"


def _stripped(letters: str) -> str:
    return "".join(letter for letter in letters if letter not in TONES and letter not in SEPARATORS)


def _rarity(found: frozenset[str]) -> float:
    return min(len(letters) for letters in found) - len(found) / 100
