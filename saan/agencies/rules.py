"""What an authority's code may look like: pure."""
import re

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{1,11}")
KINDS = ("เทศบาลนคร", "เทศบาลเมือง", "เทศบาลตำบล", "องค์การบริหารส่วนตำบล", "อบต.", "ทต.", "ทม.", "ทน.")
LOOKS_LIKE_AN_AREA = re.compile(r"\d{2}|\d{4}|\d{6}")


def is_code(text: str, areas: set[str]) -> bool:
    """Return whether the text can name an authority over these areas.

    It has 2 to 12 letters a-z, digits or dashes; a code that reads like an area's must be one of its own areas', so
    that a link with the code leads to one town only.
    """
    return bool(CODE.fullmatch(text)) and (not LOOKS_LIKE_AN_AREA.fullmatch(text) or text in areas)


def short_name(name: str) -> str:
    """Return the name without what kind of authority it is, as it stands beside สาน: โคกม่วง of เทศบาลตำบลโคกม่วง."""
    for kind in KINDS:
        if name.startswith(kind):
            return name.removeprefix(kind).strip()[:60] or name[:60]
    return name[:60]
