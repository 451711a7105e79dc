"""How days, numbers, names and people's own words are said on a page."""
import re
from datetime import date, datetime

from django.template import Library
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from saan.core import clock, dates
from saan.core.names import called
from saan.core.shares import points, shares
from saan.plans.rules import money

register = Library()
register.filter(shares)
register.filter(points)

THAI = re.compile("[\u0e00-\u0e7f]")
SCRIPTS = (("th", THAI), ("und-Arab", re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufeff]")),
           ("en", re.compile("[A-Za-z]")))   # Jawi and Arabic share their letters


@register.filter
def day(when: date | datetime | None) -> str:
    """Return the day as the reader's language writes it: 15 ธ.ค. 2569, or 15 Dec 2026."""
    return _said(when, dates.day_in)


@register.filter
def short_day(when: date | datetime | None) -> str:
    """Return the day without its year."""
    return _said(when, dates.short_day_in)


@register.filter
def long_day(when: date | datetime | None) -> str:
    """Return the day with its weekday and whole month."""
    return _said(when, dates.long_day_in)


@register.filter
def month(when: date | datetime | None) -> str:
    """Return the month and its year."""
    return _said(when, dates.month_in)


@register.filter
def hour(when: datetime | None) -> str:
    """Return the time of day in Thailand: 13.30 น., or 13:30."""
    return "" if when is None else dates.time_in(timezone.localtime(when), _language())


@register.filter
def moment(when: datetime | None) -> SafeString | str:
    """Return day and time in a <time> that a machine can read."""
    if when is None:
        return ""
    return format_html('<time datetime="{}">{} {}</time>', when.isoformat(timespec="minutes"), day(when), hour(when))


@register.filter
def fiscal_year(when: date | datetime) -> int:
    """Return the fiscal year as the reader's language counts it."""
    return dates.year_in(dates.fiscal_year(_day_of(when)), _language())


@register.filter
def ago(when: datetime) -> str:
    """Return how long ago it was: 31 ชม., or 31 h."""
    return dates.span_in((clock.now() - when).total_seconds(), _language())


@register.filter
def until(when: datetime) -> str:
    """Return how long it still is; what is past is said as long past (see `ago`)."""
    return dates.span_in(abs((when - clock.now()).total_seconds()), _language())


@register.filter
def in_minutes(seconds: int) -> int:
    """Return seconds as whole minutes, at least one."""
    return max(1, -(-seconds // 60))


@register.filter
def number(count: int | None) -> str:
    """Return a whole number with its thousands apart; nothing for no number."""
    return "" if count is None else f"{count:,}"


@register.filter
def as_year(year: int) -> int:
    """Return a year that is kept as ค.ศ. as the reader's language counts it: 2570, or 2027."""
    return dates.year_in(year, _language())


@register.filter
def baht(satang: int | None) -> str:
    """Return satang as baht: 1,250.50; nothing for no money known."""
    return "" if satang is None else money.baht(satang)


@register.filter
def percent(fraction: float | None, places: int = 1) -> str:
    """Return a fraction as percent: .6033 as 60.3%."""
    return "" if fraction is None else f"{fraction * 100:.{places}f}%"


@register.filter
def said(words: str | None) -> SafeString | str:
    """Return a person's own words as plain text, marked with their language and direction."""
    if not words:
        return ""
    return format_html('<span class="words" lang="{}" dir="auto">{}</span>', _spoken(words), words)


@register.filter
def named(thing: object, field: str = "name") -> SafeString | str:
    """Return a thing's name in the reader's language (`name`, `name_en`), a Thai one in English marked."""
    name = called(thing, field)
    return format_html('<span lang="th">{}</span>', name) if _language() != "th" and THAI.search(name) else name


@register.filter
def plain(thing: object, field: str = "name") -> str:
    """Return a thing's name without marks, for titles and attributes; nothing where it has no name in the language."""
    name = called(thing, field)
    return "" if _language() != "th" and THAI.search(name) else name


@register.filter
def spelled(code: str) -> str:
    """Return a code with its signs apart, so that a screen reader says each: K 7 M 4, 9 Q 2 T."""
    return ", ".join(" ".join(group) for group in str(code).split("-"))


def _said(when, how):
    return "" if when is None else how(_day_of(when), _language())


def _day_of(when):
    return timezone.localdate(when) if isinstance(when, datetime) else when


def _language():
    return "th" if get_language() == "th" else "en"


def _spoken(words):
    for language, signs in SCRIPTS:
        if signs.search(words):
            return language
    return "th"
