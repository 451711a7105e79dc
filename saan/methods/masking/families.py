"""Whether a Thai word is an everyday one or may be a family name.

Behind a role ("ครูสมชาย …") a family name and the next words of the sentence look alike. The rule: แซ่ and ณ begin a
family name; words that are made of everyday words only, or begin with one, are none, unless the one they begin with
is soft ("มี", "รัก") and a piece of family names follows ("รักวงศ์ไทย"); any other word of 3 to 24 letters is one,
of more than 13 only with such a piece.
"""
import re

from saan.methods.masking.lists import AFTER, LISTS, REAL, any_of

EVERYDAY = [*LISTS["common"], *LISTS["after"], *LISTS["everyday"]]
FIRM = re.compile(any_of([word for word in EVERYDAY if word not in LISTS["soft"] and len(word) > 2]))
SOFT = re.compile(any_of([*LISTS["soft"], *(word for word in EVERYDAY if len(word) == 2)]))
ONLY_EVERYDAY = re.compile(f"(?:{any_of([*EVERYDAY, *LISTS['soft']])})+")
ELEMENT = re.compile("|".join(map(re.escape, LISTS["elements"])))
OWN_HEAD = re.compile(r"แซ่ ?(?=[ก-ฮเ-ไ])|ณ ?(?=[ก-ฮเ-ไ])")
LONGEST, LONGEST_PLAIN = 24, 13


def is_everyday(word: str) -> bool:
    """Return whether the word is made of everyday words, or begins with one that begins no name."""
    return not REAL.match(word) and bool(FIRM.match(word) or ONLY_EVERYDAY.fullmatch(word[:LONGEST]))


def is_family(word: str) -> bool:
    """Return whether the word, which stands behind a given name, may be a family name."""
    word = word[:family_end(word)]
    own = OWN_HEAD.match(word)
    if own:
        return not is_everyday(word[own.end():])
    if not 3 <= len(word) <= LONGEST or is_everyday(word):
        return False
    soft = SOFT.match(word)
    if not soft:
        return len(word) <= LONGEST_PLAIN or bool(ELEMENT.search(word))
    return bool(ELEMENT.search(word, soft.end())) and not FIRM.match(word, soft.end())


def is_plainly_family(word: str) -> bool:
    """Return whether the word holds a piece of family names too: enough for one that stands on the next line."""
    return is_family(word) and bool(ELEMENT.search(word))


def family_end(word: str) -> int:
    """Return where the family name ends: before everyday words that fill the rest ("วงศ์ทอง|ตีหนู", "รักเรียน")."""
    return next((at for at in range(3, min(len(word), 2 * LONGEST) - 1)
                 if AFTER.match(word, at) and ONLY_EVERYDAY.fullmatch(word, at, at + LONGEST)
                 and not ONLY_EVERYDAY.fullmatch(word, 0, at)), len(word))
