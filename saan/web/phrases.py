"""What Saan says: every phrase that stands in the code and templates of a room, found without gettext's programs."""
import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.template.base import Lexer, TokenType
from django.utils.text import smart_split
from django.utils.translation import trim_whitespace

SAAN = Path(__file__).parents[1]
CATALOGUE = Path("locale/en/LC_MESSAGES/django.po")
APART = {"migrations", "tests", "locale", "__pycache__"}
SINGLE, PLURAL, CONTEXT, BOTH = (0,), (0, 1), (1,), (1, 2)   # where the words stand among the arguments
CALLS = {
    "_": SINGLE, "gettext": SINGLE, "gettext_lazy": SINGLE, "gettext_noop": SINGLE,
    "ngettext": PLURAL, "ngettext_lazy": PLURAL, "pgettext": CONTEXT, "pgettext_lazy": CONTEXT,
    "npgettext": BOTH, "npgettext_lazy": BOTH}
INLINE = re.compile(r"""_\((?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\)""")
PLACE = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{\w*\}")


class Phrase(NamedTuple):
    """One thing that is said: its words, their plural, and the context that sets it apart from the same words."""

    words: str
    plural: str = ""
    context: str = ""


def rooms() -> list[Path]:
    """Return the folders of all rooms."""
    return sorted(path.parent for path in SAAN.glob("*/__init__.py"))


def phrases_of(room: Path) -> set[Phrase]:
    """Return everything that a room says."""
    code = [path for path in room.rglob("*.py") if not APART & set(path.relative_to(room).parts)]
    pages = [path for path in (room / "templates").rglob("*") if path.is_file()]
    said = [in_code(path.read_text()) for path in code] + [in_page(path.read_text()) for path in pages]
    return set().union(*said)


def places(words: str) -> set[str]:
    """Return what is filled into the words when they are said: %(name)s, %s, {name}."""
    return {found.group() for found in PLACE.finditer(words.replace("%%", ""))}


def in_code(source: str) -> set[Phrase]:
    """Return the phrases of Python code."""
    return {phrase for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) for phrase in _called(node)}


def in_page(source: str) -> set[Phrase]:
    """Return the phrases of a template; a component's attributes are part of it."""
    tokens = iter(Lexer(source).tokenize())
    found = set()
    for token in tokens:
        if token.token_type is TokenType.BLOCK:
            name, *bits = smart_split(token.contents)
            if name == "comment":
                _skip(tokens)
            elif name in ("translate", "trans"):
                found |= _translated(bits)
            elif name in ("blocktranslate", "blocktrans"):
                found.add(_block(tokens, bits))
                continue
        if token.token_type in (TokenType.BLOCK, TokenType.VAR):
            found |= {Phrase(_escaped(one or other)) for one, other in INLINE.findall(token.contents)}
    return found


def _called(node: ast.Call) -> Iterator[Phrase]:
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    where = CALLS.get(name)
    if where is None or len(node.args) <= max(where):
        return
    words = [argument.value if isinstance(argument, ast.Constant) else None for argument in node.args]
    if all(isinstance(words[place], str) for place in where):
        context = words[0] if where in (CONTEXT, BOTH) else ""
        yield Phrase(words[where[0]], words[where[1]] if len(where) == 2 else "", context)


def _translated(bits):
    quoted = bits[0]
    if quoted[0] not in "\"'":
        return set()   # a variable: its words stand elsewhere
    context = bits[bits.index("context") + 1][1:-1] if "context" in bits else ""
    return {Phrase(_escaped(quoted[1:quoted.rindex(quoted[0])]), context=context)}


def _block(tokens, bits):
    parts, current = [[]], 0
    for token in tokens:
        word = token.contents.split(maxsplit=1)[0] if token.token_type is TokenType.BLOCK else ""
        if word.startswith("end"):
            break
        if word == "plural":
            parts.append([])
            current = 1
        else:
            parts[current].append(_inside(token))
    words = ["".join(part) for part in parts]
    if "trimmed" in bits:
        words = [trim_whitespace(part) for part in words]
    context = bits[bits.index("context") + 1][1:-1] if "context" in bits else ""
    return Phrase(words[0], words[1] if len(words) == 2 else "", context)


def _inside(token):
    return f"%({token.contents})s" if token.token_type is TokenType.VAR else _escaped(token.contents)


def _escaped(words):
    return words.replace("%", "%%")   # as Django looks a template's words up


def _skip(tokens):
    for token in tokens:
        if token.token_type is TokenType.BLOCK and token.contents.startswith("endcomment"):
            return
