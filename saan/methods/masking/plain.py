"""A text as the finders read it: Arabic digits, plain Latin signs and white space, nothing invisible, with places."""
import unicodedata
from dataclasses import dataclass

SAME = str.maketrans({
    **dict(zip("๐๑๒๓๔๕๖๗๘๙", "0123456789", strict=True)),
    **dict(zip("٠١٢٣٤٥٦٧٨٩", "0123456789", strict=True)),
    **{chr(0xFF01 + n): chr(0x21 + n) for n in range(94)},
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
                    "\u115f\u1160\u2800\u3164\uffa0", " "),
    **dict.fromkeys("\r\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029", "\n"),
})


@dataclass(frozen=True)
class Plain:
    """The letters, and for each its place in the original."""
    letters: str
    at: tuple[int, ...]


def plain(text: str) -> Plain:
    """Return the text for the finders; letters of the result and of `text` are tied by `at`."""
    kept = [(sign.translate(SAME), place) for place, sign in enumerate(text)
            if unicodedata.category(sign) not in {"Cf", "Cs"} and not "\ufe00" <= sign <= "\ufe0f"]
    return Plain("".join(sign for sign, _ in kept), tuple(place for _, place in kept))
