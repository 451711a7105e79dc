"""Days as Thais write them: พ.ศ., short months, the fiscal year from 1 October. Stored days stay ค.ศ."""
import re
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import get_language

ERA = 543   # พ.ศ. = ค.ศ. + 543
MONTHS = {
    "th": ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
LONG_MONTHS = {
    "th": ("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม",
           "พฤศจิกายน", "ธันวาคม"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December"),
}
WEEKDAYS = {
    "th": ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
DAY, HOUR = 86400, 3600   # seconds
THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
BUDDHIST_FROM = 2400   # a year from here on is read as พ.ศ.


def said_day(day: date) -> str:
    """Return the day as the reader of now reads it, for a sentence."""
    return day_in(day, "th" if get_language() == "th" else "en")


def said_moment(at: datetime) -> str:
    """Return day and time of day in Thailand as the reader of now reads them, for a sentence."""
    here = timezone.localtime(at)
    return f"{said_day(here)} {time_in(here, 'th' if get_language() == 'th' else 'en')}"


def year_in(year: int, language: str) -> int:
    """Return the year as the language counts it: 2026 is 2569 in Thai."""
    return year + ERA if language == "th" else year


def day_in(day: date, language: str) -> str:
    """Return the day with a short month: 15 ธ.ค. 2569, or 15 Dec 2026."""
    return f"{day.day} {MONTHS[language][day.month - 1]} {year_in(day.year, language)}"


def short_day_in(day: date, language: str) -> str:
    """Return the day without its year: 15 ธ.ค., or 15 Dec."""
    return f"{day.day} {MONTHS[language][day.month - 1]}"


def long_day_in(day: date, language: str) -> str:
    """Return the day in full: จันทร์ 23 พฤศจิกายน 2569, or Monday 23 November 2026."""
    weekday, month = WEEKDAYS[language][day.weekday()], LONG_MONTHS[language][day.month - 1]
    return f"{weekday} {day.day} {month} {year_in(day.year, language)}"


def month_in(day: date, language: str) -> str:
    """Return the month and its year: ธันวาคม 2569, or December 2026."""
    return f"{LONG_MONTHS[language][day.month - 1]} {year_in(day.year, language)}"


def time_in(time: datetime, language: str) -> str:
    """Return the time of day as it stands in `time`: 13.30 น., or 13:30."""
    return f"{time:%H.%M} น." if language == "th" else f"{time:%H:%M}"


def span_in(seconds: float, language: str) -> str:
    """Return how long something took, in whole units: 31 ชม. or 31 h up to two days, then days; at least a minute."""
    if seconds >= 2 * DAY:
        return f"{int(seconds // DAY)} {'วัน' if language == 'th' else 'days'}"
    if seconds >= HOUR:
        return f"{int(seconds // HOUR)} {'ชม.' if language == 'th' else 'h'}"
    return f"{max(1, int(seconds // 60))} {'นาที' if language == 'th' else 'min'}"


def fiscal_year(day: date) -> int:
    """Return the fiscal year (ค.ศ. of the year in which it ends): it starts on 1 October of the year before."""
    return day.year + (day.month >= 10)


def fiscal_span(year: int) -> tuple[date, date]:
    """Return the first and the last day of the fiscal year that ends in `year` (ค.ศ.)."""
    return date(year - 1, 10, 1), date(year, 9, 30)


def arabic(text: str) -> str:
    """Return the text with Thai numerals written as 0-9."""
    return text.translate(THAI_DIGITS)


def read_day(text: str) -> date:
    """Return the day that a person wrote: 15 ธ.ค. 2569, ๑๕/๑๒/๒๕๖๙, 15 Dec 2026, 2569-12-15; else raise ValueError."""
    words = [word for word in re.split(r"[\s/,]+|(?<=\d)-", arabic(text)) if word and word not in {"วันที่", "พ.ศ."}]
    if len(words) != 3:
        raise ValueError(f"not a day: {text!r}")
    if words[0].isdecimal() and len(words[0]) == 4:
        words.reverse()
    day, month, year = int(words[0]), _month(words[1]), int(words[2])
    return date(year - ERA if year >= BUDDHIST_FROM else year, month, day)


def _month(word: str) -> int:
    if word.isdecimal():
        return int(word)
    wanted = _bare(word)
    for months in (*MONTHS.values(), *LONG_MONTHS.values()):
        for number, name in enumerate(months, 1):
            if _bare(name) == wanted:
                return number
    raise ValueError(f"not a month: {word!r}")


def _bare(word: str) -> str:
    return word.replace(".", "").lower()
