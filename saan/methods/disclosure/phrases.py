"""The lexicon, read once when the module is imported."""
import re
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files

from saan.methods.disclosure.pattern import Row, alternatives, expression, is_latin, needed, parse, shortest
from saan.methods.disclosure.shape import near

BARE_FROM = 5
ASIDE = ("innocent", "talk", "city")


@dataclass(frozen=True)
class Phrase:
    """A line of the lexicon: what it is a sign of, and how it is found in either shape."""
    kind: str
    line: str
    row: Row = field(repr=False)
    topic: bool
    firm: bool
    needs: tuple[frozenset[str], ...] = field(repr=False)

    @cached_property
    def in_near(self) -> re.Pattern[str]:
        """The expression for the near shape; Latin words stand alone."""
        found = expression(self.row, bare=False)
        return re.compile(f"(?<![a-z])(?:{found})(?![a-z])" if is_latin(self.row) else found)

    @cached_property
    def in_bare(self) -> re.Pattern[str] | None:
        """The expression for the bare shape, or None where it would be too short to trust."""
        least = 1 if self.kind in ASIDE else BARE_FROM
        if is_latin(self.row) or shortest(self.row) < least:
            return None
        return re.compile(expression(self.row, bare=True))


def read(text: str) -> list[Phrase]:
    """Return the phrases of a lexicon: [kind] heads, @name = a|b lists, ~topics, !firm lines, # remarks."""
    lists: dict[str, Row] = {}
    phrases: list[Phrase] = []
    kind = ""
    for number, line in enumerate(map(str.strip, text.splitlines()), 1):
        if line.startswith("@"):
            name, words = line[1:].split("=", 1)
            rows = [parse(_shaped(word.strip()), lists) for word in words.split("|")]
            lists[name.strip()] = alternatives(rows)
        elif line.startswith("["):
            kind = line.strip("[]")
        elif line and not line.startswith("#"):
            if not kind:
                raise ValueError(f"line {number} stands under no kind")
            row = parse(_shaped(line.lstrip("~!")), lists)
            phrases.append(Phrase(kind, line.lstrip("~!"), row, line[0] == "~", line[0] == "!", needed(row)))
    return phrases


def _shaped(line: str) -> str:
    return near(line).letters


_FOLDER = files(__package__).joinpath("lexicon")
_ALL = read("\n".join(_FOLDER.joinpath(f"{name}.txt").read_text("utf-8") for name in (
    "lists", "thai", "dialects", "english", "malay", "innocent")))
SIGNS = [phrase for phrase in _ALL if phrase.kind not in ASIDE]
INNOCENT = [phrase for phrase in _ALL if phrase.kind == "innocent"]
TALK = [phrase for phrase in _ALL if phrase.kind == "talk"]
CITY = [phrase for phrase in _ALL if phrase.kind == "city"]
KINDS = tuple(dict.fromkeys(phrase.kind for phrase in SIGNS))
