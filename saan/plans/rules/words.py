"""What is written about plans: checked, with a no that names its field; and a year as its reader counts."""
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from saan.core.dates import year_in
from saan.core.refusal import Refusal, Wrong
from saan.methods.words import clean, graphemes, is_blank
from saan.voices.rules import refuse_private

LONGEST_TEXT = 4000   # graphemes


def line_of(words: str, where: str, most: int, needed: bool = True) -> str:
    """Return one line as it may be kept and shown to everybody, of at most so many signs, or say what is wrong."""
    words = clean(words)
    if (needed and is_blank(words)) or len(words) > most or "\n" in words:
        raise wrong("plans.line", _("เขียนบรรทัดเดียว ไม่เกิน %(most)s ตัวอักษร"), where, most=most)
    refuse_private(words, where)
    return words


def text_of(words: str, where: str = "text") -> str:
    """Return a longer text as it may be kept and shown to everybody, or say what is wrong."""
    words = clean(words)
    if graphemes(words) > LONGEST_TEXT:
        raise wrong("plans.text", _("เล่าไม่เกิน %(most)s ตัวอักษร"), where, most=LONGEST_TEXT)
    refuse_private(words, where, contacts=False)   # an office may give its own number
    return words


def wrong(code: str, sentence: str, where: str, **params) -> Refusal:
    """Return the no to one field of a form."""
    no = Refusal(code, sentence, status=422, **params)
    no.errors = [Wrong(where, str(no))]
    return no


def year_said(year: int) -> int:
    """Return the year (ค.ศ.) as the reader counts it: 2569 in Thai, 2026 in English."""
    return year_in(year, "th" if get_language() == "th" else "en")
