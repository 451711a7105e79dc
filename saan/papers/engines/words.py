"""Thai in pieces that may not be broken: lines end between words, never inside one, and no sign stands alone."""
import re
import unicodedata
from itertools import chain

import regex
from pythainlp.tokenize import word_tokenize

CLOSING = {"Pe", "Pf", "Po", "Mn", "Lm"}   # kinds of signs that never begin a line
OPENING = {"Ps", "Pi"}
MARKS = "ๆฯ%°"   # these neither
LONGEST = 24     # letters; what is longer than a word could be (an address, a shout) may break anywhere
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff"
                    "\ud800-\udfff]")
PICTURES = regex.compile(r"[[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\ufe0f\u20e3]--[©®™]]",
                         regex.V1)   # the letter has none: an empty box would stand there


def lines(text: str) -> list[list[str]]:
    """Return the text line by line, as it was written but for emoji, each line in pieces; a piece " " is a space."""
    return [pieces(line) for line in PICTURES.sub("", cleaned(text)).split("\n")]


def cleaned(text: str) -> str:
    """Return the text without signs that nobody sees and no document holds."""
    return UNSEEN.sub("", str(text).replace("\r\n", "\n").replace("\r", "\n"))


def pieces(line: str) -> list[str]:
    """Return the line in pieces between which it may break."""
    found: list[str] = []
    open_quotes = set()
    for token in word_tokenize(line, engine="newmm", keep_whitespace=True) if line.strip() else []:
        if token.isspace():
            found.append(" ")
            continue
        word = re.sub(r"\s+", "\u00a0", token.strip())
        if word in {'"', "'"}:
            leads = word not in open_quotes
            open_quotes ^= {word}
        else:
            leads = None
        _put(found, word, leads)
    return list(chain.from_iterable(_cut(piece) for piece in found))


def _put(found, word, leads):
    """Put the word down: alone, after the sign that opens before it, or, a sign that closes, on what stands before."""
    before = found[-1] if found else " "
    if before != " " and (_opens(before[-1]) or _never_first(word, leads)):
        found[-1] += word
    elif before == " " and len(found) > 1 and word in MARKS:   # เด็ก ๆ
        found[-2:] = [f"{found[-2]}\u00a0{word}"]
    else:
        found.append(f"{word}\u2060" if leads else word)


def _never_first(word, leads):
    if leads is not None:
        return not leads
    return word in MARKS or unicodedata.category(word[0]) in CLOSING


def _opens(sign):
    return sign == "\u2060" or unicodedata.category(sign) in OPENING


def _cut(piece):
    letters = regex.findall(r"\X", piece.replace("\u2060", ""))
    return ["".join(letters[at:at + LONGEST]) for at in range(0, len(letters), LONGEST)]
