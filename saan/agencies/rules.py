"""What an authority's code may look like: pure."""
import re

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{1,11}")
LOOKS_LIKE_AN_AREA = re.compile(r"\d{2}|\d{4}|\d{6}")


def is_code(text: str, areas: set[str]) -> bool:
    """Return whether the text can name an authority over these areas.

    It has 2 to 12 letters a-z, digits or dashes; a code that reads like an area's must be one of its own areas', so
    that a link with the code leads to one town only.
    """
    return bool(CODE.fullmatch(text)) and (not LOOKS_LIKE_AN_AREA.fullmatch(text) or text in areas)
