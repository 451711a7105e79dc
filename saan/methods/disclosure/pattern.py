"""Lines of the lexicon turned into regular expressions.

A line is text with `(a|b)` one of, `(a|b)?` or none, `{name}` a word of a list, `{name?}` or none, `{name*}`
up to three of them, a space where words meet, `..` up to 15 letters and `...` up to 45 letters of anything.
Between two parts up to three separators may stand; white space of any kind and length is one. A Thai part neither
begins after a vowel that is written first nor ends before a vowel or tone: there another syllable would be cut
(ตบ in น็อตบาด).
"""
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from saan.methods.disclosure.shape import SEPARATORS, TONES, single

PARTS = re.compile(r"\.\.\.|\.\.|\{(\w+)([?*]?)\}|[(|]|\)\??| |[^.{(|) ]+")
JOINT = f"[{re.escape(SEPARATORS)}]{{0,3}}"
HEAD, TAIL = "(?<![เแโใไ])", "(?![\u0e30-\u0e3a\u0e47-\u0e4e])"
GAPS = {"..": ".{0,15}?", "...": ".{0,45}?"}


@dataclass(frozen=True)
class Part:
    """A piece of a line: letters, a gap, or one of several rows of parts."""
    letters: str = ""
    ways: tuple[tuple["Part", ...], ...] = ()
    least: int = 1
    most: int = 1


Row = tuple[Part, ...]
Tokens = list[re.Match[str]]


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
    return HEAD + _inside(row, bare) + TAIL


def shortest(row: Row) -> int:
    """Return how many letters the bare shape of the row has at least."""
    return sum(part.least * min(shortest(way) for way in part.ways) if part.ways else
               0 if part.letters in GAPS else len(_stripped(part.letters)) for part in row)


def needed(row: Row) -> tuple[frozenset[str], ...]:
    """Return sets of letters; a text that holds none of one set (bare, stretches once) cannot match."""
    return tuple(found for found in map(_needed, row) if found)


def is_latin(row: Row) -> bool:
    """Return whether the row holds Latin letters, which stand apart from the letters around them."""
    return any("a" <= letter <= "z" for part in row for letter in part.letters) or any(
        is_latin(way) for part in row for way in part.ways)


def _ways(tokens: Tokens, lists: Mapping[str, Row]) -> tuple[list[Row], Tokens]:
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
            ways[-1].append(Part(ways=tuple(inner), least=int(close[0] == ")")))
        elif token[1]:
            many = {"": (1, 1), "?": (0, 1), "*": (0, 3)}[token[2]]
            ways[-1].append(Part(ways=(lists[token[1]],), least=many[0], most=many[1]))
        elif token[0] != " ":
            ways[-1].append(Part(letters=token[0]))
    return [tuple(way) for way in ways], []


def _needed(part: Part) -> frozenset[str]:
    if not part.ways:
        return frozenset() if part.letters in GAPS else frozenset({single(_stripped(part.letters))})
    ways = part.ways if part.least else ()
    each = [max(needed(way), key=_rarity, default=frozenset[str]()) for way in ways]
    return frozenset[str]().union(*each) if all(each) else frozenset()


def _inside(row: Row, bare: bool) -> str:
    found = ""
    for part in row:
        if part.letters in GAPS:
            found += TAIL + GAPS[part.letters] + HEAD
        else:
            apart = TAIL + ("" if bare else JOINT) if found and not found.endswith(HEAD) else ""
            found += apart + _piece(part, bare)
    return found


def _piece(part: Part, bare: bool) -> str:
    if part.letters:
        letters = _stripped(part.letters) if bare else part.letters
        return re.escape(letters) + (re.escape(letters[-1]) + "?" if letters[-1].isalpha() else "")
    ways = list(_flat(part))
    words = [_stripped(way[0].letters) if bare else way[0].letters for way in ways if _is_word(way)]
    others = [_inside(way, bare) for way in ways if not _is_word(way)]
    inner = "|".join([_tree(words), *others] if words else others)
    if (part.least, part.most) == (1, 1):
        return f"(?:{inner})"
    return f"(?:(?:{inner}){TAIL}{'' if bare else JOINT}){{{part.least},{part.most}}}"


def _flat(part: Part) -> Iterator[Row]:
    for way in part.ways:
        if len(way) == 1 and way[0].ways and (way[0].least, way[0].most) == (1, 1):
            yield from _flat(way[0])
        else:
            yield way


def _is_word(row: Row) -> bool:
    return len(row) == 1 and bool(row[0].letters) and row[0].letters not in GAPS


def _tree(words: Iterable[str], before: str = "") -> str:
    """Write the words so that what they begin with alike is tried once; longer ones first."""
    heads: dict[str, set[str]] = {}
    for word in words:
        heads.setdefault(word[:1], set()).add(word[1:])
    ways = [re.escape(head) + _tree(rest, head) for head, rest in sorted(heads.items(), reverse=True) if head]
    if "" in heads:
        ways.append(re.escape(before) + "?" if before.isalpha() else "")
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


def _stripped(letters: str) -> str:
    return "".join(letter for letter in letters if letter not in TONES and letter not in SEPARATORS)


def _rarity(found: frozenset[str]) -> float:
    return min(len(letters) for letters in found) - len(found) / 100
