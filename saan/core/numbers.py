"""Numbers of rows as they come from outside: in a form, an address or a list."""

DIGITS = 18   # of the largest that every database takes


def number_in(text: str | None) -> int:
    """Return the whole number that the text is, 0 where it is none: no row has that."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= DIGITS else 0
