"""How two versions of minutes come together: line by line, from what both began with. No text is ever dropped."""
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

EXACT = 5000   # lines up to which each is compared with each; in longer minutes lines that come often are no anchors


class Line(NamedTuple):
    """A line of a comparison: "same", "theirs", "yours" or "gone" (it stood before, and one of them took it out)."""

    word: str
    text: str


def merged(before: str, theirs: str, yours: str) -> str:
    """Return what both wrote, in one text: where only one changed, their change; where both did, both, theirs first.

    What one of them took out and the other left alone goes; what the other changed stays as changed.
    """
    return "\n".join(line for stood, one, two in _regions(before, theirs, yours) for line in _both(stood, one, two))


def compared(before: str, theirs: str, yours: str) -> list[Line]:
    """Return what they changed and what you changed, against what both began with, as lines to be read."""
    return [line for stood, one, two in _regions(before, theirs, yours) for line in _told(stood, one, two)]


def _regions(before, theirs, yours):
    """Yield the text in pieces, each as it stood, as they have it and as you have it."""
    old = before.split("\n")
    sides = [_changes(old, text.split("\n")) for text in (theirs, yours)]
    at = 0
    while at <= len(old):
        end = _reach(at, sides)
        if any(at in side for side in sides):
            yield old[at:end], *(_piece(old, side, at, end) for side in sides)
        if end == at:
            line = old[at:at + 1]
            if line:
                yield line, line, line
            at += 1
        else:
            at = end


def _changes(old, new):
    """Return each change as start: (end, lines)."""
    codes = SequenceMatcher(None, old, new, autojunk=len(new) > EXACT).get_opcodes()
    return {i: (j, new[k:m]) for word, i, j, k, m in codes if word != "equal"}


def _reach(at, sides):
    """Return where the changes end that begin at this line or run into one another from there."""
    end, grown = at, True
    while grown:
        stops = (stop for side in sides for start, (stop, _new) in side.items() if start == at or at < start < end)
        furthest = max(stops, default=at)
        grown, end = furthest > end, max(end, furthest)
    return end


def _piece(old, side, start, end):
    """Return what one side made of the lines from start to end."""
    lines: list[str] = []
    at = start
    while at < end or at == start:
        stop, new = side.get(at, (at, []))
        lines += new
        if stop == at:
            lines += old[at:min(at + 1, end)]
        at = max(stop, at + 1)
    return lines


def _both(stood: Sequence[str], theirs: list[str], yours: list[str]) -> list[str]:
    if list(stood) == yours or theirs == yours:
        return theirs
    if list(stood) == theirs:
        return yours
    first = 0
    while first < min(len(theirs), len(yours)) and theirs[first] == yours[first]:
        first += 1
    last = 0
    while last < min(len(theirs), len(yours)) - first and theirs[-1 - last] == yours[-1 - last]:
        last += 1
    tail = theirs[len(theirs) - last:]
    return theirs[:len(theirs) - last] + yours[first:len(yours) - last] + tail


def _told(stood, theirs, yours):
    if list(stood) == theirs == yours:
        return [Line("same", text) for text in stood]
    both = theirs == yours
    lines = [Line("gone", text) for text in stood if text not in theirs or text not in yours]
    lines += [Line("same" if both or text in stood and text in yours else "theirs", text) for text in theirs]
    return lines if both else lines + [Line("yours", text) for text in yours if text not in theirs]
