"""Two plain shapes of a text, each letter knowing where it stood in the original."""
import re
import unicodedata
from dataclasses import dataclass

SAME = str.maketrans({
    **dict(zip("๐๑๒๓๔๕๖๗๘๙", "0123456789", strict=True)),
    **{chr(0xFF01 + n): chr(0x21 + n).lower() for n in range(94)},
    **dict.fromkeys("كڪ", "ک"), **dict.fromkeys("يىې", "ی"), **dict.fromkeys("ڬݢگ", "ګ"), "ة": "ه",
    **dict.fromkeys("’‘`´", "'"),
})
LEET = str.maketrans("@4310$57!", "aaeiossti")
TONES = "\u0e3a\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4e"
SEPARATORS = " .,-_*~!?/\\|+=#^'\"()[]{}<>:;…·•–—“”ๆฯ♡♥"
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")   # drawn as nothing, though Unicode calls them signs
_NEVER_TWICE = frozenset("ะาำ\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e45" + TONES)
_SPELLED = re.compile(r"(?<![a-z])[a-z](?:[ .*_\-]{1,2}[a-z](?![a-z])){2,}")
_UNWRITTEN = re.compile("[\ufe00-\ufe0f\u064b-\u0652\u0640]")
_LEET_AT = re.compile(r"(?<=[a-z])[@4310$57!](?=[a-z@4310$57!]*[a-z])|(?<!\S)[@$](?=[a-z])")


@dataclass(frozen=True)
class Shape:
    """A shape of a text: its letters, and for each the place in the original."""
    letters: str
    at: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where letters[start:end] stand in the original text."""
        return self.at[start], self.at[end - 1] + 1


def near(text: str) -> Shape:
    """Return the text in small letters, without invisible characters, with stretched letters and leet undone.

    White space of any kind and length (line breaks, tabs, wide spaces) is one space. Thai vowels and tones never
    stand twice; a letter that stands three times or more is left twice; เเ is แ, ํา is ำ; s.p.e.l.l.e.d Latin
    words are joined; Arabic letters that look alike are one.
    """
    letters, at = _visible(text)
    plain = _LEET_AT.sub(lambda sign: sign[0].translate(LEET), "".join(letters))
    skip = {place for word in _SPELLED.finditer(plain) for place in range(*word.span())
            if not plain[place].isalpha()}
    kept: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(plain):
        if place in skip or _stretches(kept, letter):
            continue
        if letter == "เ" and kept and kept[-1] == "เ":
            kept[-1] = "แ"
        elif letter == "า" and kept and kept[-1] == "\u0e4d":
            kept[-1] = "ำ"
        else:
            kept.append(letter)
            places.append(at[place])
    return Shape("".join(kept), tuple(places))


def bare(shape: Shape) -> Shape:
    """Return the shape without tone marks and without anything that separates."""
    kept = [(letter, at) for letter, at in zip(shape.letters, shape.at, strict=True)
            if letter not in TONES and letter not in SEPARATORS]
    return Shape("".join(letter for letter, _ in kept), tuple(at for _, at in kept))


def single(letters: str) -> str:
    """Return the letters with every stretch of the same one written once."""
    return re.sub(r"(.)\1+", r"\1", letters)


def _visible(text: str) -> tuple[list[str], list[int]]:
    letters: list[str] = []
    at: list[int] = []
    for place, sign in enumerate(text):
        for letter in " " if _is_white(sign) else unicodedata.normalize("NFC", sign).translate(SAME).lower():
            unseen = unicodedata.category(letter) in {"Cf", "Cc", "Cs", "Cn"} or _UNWRITTEN.match(letter)
            if not unseen and not (letter == " " and letters[-1:] == [" "]):
                letters.append(letter)
                at.append(place)
    return letters, at


def _is_white(sign: str) -> bool:
    return sign.isspace() or sign in _BLANK


def _stretches(kept: list[str], letter: str) -> bool:
    if not kept or kept[-1] != letter:
        return False
    if letter in _NEVER_TWICE:
        return True
    return len(kept) > 1 and kept[-2] == letter and letter.isalpha()
