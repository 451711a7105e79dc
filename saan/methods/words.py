"""Words as people type them: cleaned, counted, folded for search, numerals turned.

All functions take and give `str`, never fail on any `str` and do no I/O. Sources: Unicode Standard Annex 29
(graphemes, \\X of the `regex` package), Annex 15 (NFC), UTS 51 (emoji joined by U+200D), block Thai (U+0E00).
"""
import unicodedata

import regex

NEWLINES = regex.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
FLAGS = r"\U0001F3F4[\U000E0020-\U000E007E]{1,7}\U000E007F"
HIDDEN = regex.compile(
    FLAGS + r"(*SKIP)(*FAIL)"
    r"|[[\p{Cc}\p{Cf}\p{Cs}\p{Noncharacter_Code_Point}]--[\n\u200c\u200d\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2]]"
    r"|[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u180b-\u180f\U000E0100-\U000E01EF]", regex.V1)
JOINERS = regex.compile(r"[\u200c\u200d]+")
SELECTORS = regex.compile(r"(?:(?<=^|\s)|(?<=[\ufe00-\ufe0f]))[\ufe00-\ufe0f]+")
SHAPED = (r"[\p{Arabic}\p{Syriac}\p{Mongolian}\p{Nko}\p{Devanagari}\p{Bengali}\p{Gurmukhi}\p{Gujarati}"
          r"\p{Oriya}\p{Tamil}\p{Telugu}\p{Kannada}\p{Malayalam}\p{Sinhala}\p{Khmer}\p{Myanmar}]")
LOOSE_JOINER = regex.compile(
    rf"(?<!{SHAPED})\u200c(?!{SHAPED})"
    rf"|(?<!{SHAPED})(?<!\p{{Extended_Pictographic}}[\ufe0f\p{{Emoji_Modifier}}]?)\u200d(?!{SHAPED})"
    rf"|(?<=[\p{{Extended_Pictographic}}\ufe0f\p{{Emoji_Modifier}}])\u200d(?!\p{{Extended_Pictographic}})(?!{SHAPED})")
PILE = regex.compile(r"(\p{M}{8})\p{M}+")
VISIBLE = regex.compile(r"[[\p{L}\p{N}\p{P}\p{S}]--[\u115f\u1160\u3164\uffa0\u2800]]", regex.V1)
CLUSTER = regex.compile(r"\X")
THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
TO_ARABIC = str.maketrans(THAI_DIGITS, "0123456789")
TO_THAI = str.maketrans("0123456789", THAI_DIGITS)
MARKS = str.maketrans("", "", "\u0e3a\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4e"
                              "\u200b\u200c\u200d\u2060\ufeff\u00ad")


def clean(text: str) -> str:
    """Return the text as it may be kept: NFC, nothing invisible, at most two blank lines, no space around.

    Dropped: C0 and C1 controls but newline (tab becomes a space), marks of direction, zero-width and other
    invisible characters, lone surrogates, combining marks beyond eight on one letter. Kept: U+200C and U+200D
    where they shape letters (Arabic, Indic scripts) or join emoji, and emoji flags made of tags. Cleaning
    twice changes nothing.
    """
    text = NEWLINES.sub("\n", text).replace("\t", " ")
    text = JOINERS.sub(lambda run: run[0][0], HIDDEN.sub("", text))
    text = SELECTORS.sub("", LOOSE_JOINER.sub("", text))
    text = PILE.sub(r"\1", unicodedata.normalize("NFC", text))
    text = regex.sub(r"[^\S\n]+(?=\n)", "", text)
    kept: str = regex.sub(r"\n{4,}", "\n\n\n", text)
    return kept.strip()


def graphemes(text: str) -> int:
    """Return how many characters a reader sees (extended grapheme clusters, Unicode Annex 29)."""
    return len(CLUSTER.findall(text))


def is_blank(text: str) -> bool:
    """Return whether a reader would see nothing: no letter, digit, sign or emoji (marks alone count not)."""
    return not VISIBLE.search(text)


def folded(text: str) -> str:
    """Return the key for search, to which a missing tone mark, การันต์ or capital letter does not matter.

    NFC; without ่ ้ ๊ ๋ ์ ็ and zero-width characters; เเ written for แ and ํา for ำ mended; Arabic numerals;
    Latin in small letters; runs of space as one space. Fold the indexed words and the words asked for alike.
    """
    text = unicodedata.normalize("NFC", text).translate(MARKS).translate(TO_ARABIC)
    return " ".join(text.replace("เเ", "แ").replace("\u0e4d\u0e32", "\u0e33").lower().split())


def arabic(text: str) -> str:
    """Return the text with Thai numerals written as Arabic ones (๒๕๖๙ to 2569)."""
    return text.translate(TO_ARABIC)


def thai(text: str) -> str:
    """Return the text with Arabic numerals written as Thai ones (2569 to ๒๕๖๙)."""
    return text.translate(TO_THAI)
