"""The words of common.txt under their heads, and expressions for them."""
import re
from importlib.resources import files


def _lists() -> dict[str, list[str]]:
    """Read the heads [name] and the words under them."""
    lists: dict[str, list[str]] = {}
    for line in files(__package__).joinpath("common.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            words = lists.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            words.extend(line.split())
    return lists


def any_of(words: list[str]) -> str:
    """Return an expression for any of the words, longer ones first, that does not cut a syllable."""
    return f"(?:{'|'.join(map(re.escape, sorted(set(words), key=len, reverse=True)))})(?![ะ-ฺ็-๎])"


LISTS = _lists()
COMMON, AFTER, REAL = (re.compile(any_of(LISTS[head])) for head in ("common", "after", "names"))
