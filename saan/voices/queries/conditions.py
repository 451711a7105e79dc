"""What is asked for before groups are shown, in words: what was found of it, and what is missing."""
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from saan.methods.opinion.guard import ENOUGH, PEOPLE
from saan.methods.opinion.mapping import LEAST
from saan.voices.models import OpinionMap
from saan.voices.queries.results import Results

ASKS = {
    "people": _("คนที่ตอบตั้งแต่ %(least)s ข้อความขึ้นไป (หรือครบทุกข้อความ) อย่างน้อย 50 คน"),
    "statements": _("ข้อความที่มีคนตอบ 10 คนขึ้นไป อย่างน้อย %(asks)s ข้อความ"),
    "separation": _("สลับคำตอบแบบสุ่ม 99 ครั้งแล้ว ของจริงแยกกันชัดกว่า (p ไม่เกิน .05)"),
    "smallest_group": _("กลุ่มเล็กสุดมีอย่างน้อย %(asks)s คน (10 คน และ 10%% ของทุกคน)"),
    "stability": _("สุ่มคนครึ่งหนึ่งมาลองใหม่ ก็ยังได้กลุ่มเดิม (0.5 ขึ้นไปจาก 1)"),
}
MISSING = {
    "separation": _("คำตอบยังกระจายเหมือนสุ่ม แยกเป็นกลุ่มไม่ได้"),
    "smallest_group": _("ถ้าแบ่งตอนนี้ กลุ่มเล็กสุดจะเล็กเกินไป"),
    "stability": _("ถ้าลองใหม่กับคนอีกชุด กลุ่มจะเปลี่ยนไป"),
}
ORDER = ("people", "statements", "separation", "smallest_group", "stability")


class Asked(NamedTuple):
    """One condition: what it asks, what was found (empty = not tested), whether it is met (None = not tested)."""

    words: str
    found: str
    met: bool | None
    missing: str   # what is still needed, in words


def asked_of(drawn: OpinionMap | None, shown: Results) -> list[Asked]:
    """Return the conditions of a published map, or of a round without one."""
    if drawn is None:
        return _untested(shown)
    conditions = {one["code"]: one for one in drawn.conditions}
    if not conditions:
        return _untested(shown)
    least = int(conditions["statements"]["asks"])   # of statements, and of the votes of each person
    return [_told(conditions[code], shown, least) for code in ORDER if code in conditions]


def unmet_of(conditions: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return in words which of a verdict's conditions are not met, and which of them were not tested."""
    least = next(int(one["asks"]) for one in conditions if one["code"] == "statements")
    unmet = [one for one in conditions if not one["met"]]
    return [str(ASKS[one["code"]]) % {"asks": one["asks"], "least": least}
            + (f" ({_('ยังไม่ได้ทดสอบ')})" if one["found"] is None else "") for one in unmet]


def span(cell: Sequence[int]) -> str:
    """Return a count as it is told: 20–29."""
    return f"{cell[0]:,}–{cell[1]:,}"


def _told(one, shown, least):
    found, met = one["found"], one["met"]
    words = str(ASKS[one["code"]]) % {"asks": one["asks"], "least": least}
    if found is None:
        return Asked(words, "", True if met else None, "")
    said = span(found) if isinstance(found, list) else f"{found:g}"
    return Asked(words, said, met, "" if met else _missing(one, shown, least))


def _missing(one, shown, least):
    """Return in words what one condition still needs."""
    if one["code"] == "people":
        return _people_missing(shown.people or 0, min(least, len(shown.lines)), most=one["found"][1])
    if one["code"] == "statements":
        return _statements_missing(int(one["asks"] - one["found"]))
    return str(MISSING[one["code"]])


def _people_missing(people, least, most):
    """Return how many people are missing at the least, and that of those who came many have to go on; most is told."""
    said, more = [], PEOPLE - people
    if more > 0:
        said.append(ngettext("ต้องมีคนตอบอีกอย่างน้อย %(n)s คน", "ต้องมีคนตอบอีกอย่างน้อย %(n)s คน", more) % {"n": more})
    if most < min(people, PEOPLE):
        said.append(str(_("หลายคนตอบยังไม่ถึง %(least)s ข้อความ ชวนให้ตอบต่อ")) % {"least": least})
    return " · ".join(said)


def _statements_missing(more):
    return ngettext("ต้องมีข้อความที่คนตอบพอ อีก %(n)s ข้อความ", "ต้องมีข้อความที่คนตอบพอ อีก %(n)s ข้อความ", more) % {"n": more}


def _untested(shown):
    """Return the conditions of a round without a map: what published figures tell of them already.

    Nobody knows yet how many votes each person cast: enough people may have come, but not that they answered enough.
    """
    people, enough = shown.people or 0, sum((line.figures.n or 0) >= ENOUGH for line in shown.lines)
    told = [Asked(str(ASKS["people"]) % {"least": LEAST}, f"{people:,}" if 0 < people < PEOPLE else "",
                  False if people < PEOPLE else None,
                  _people_missing(people, LEAST, most=people)),
            Asked(str(ASKS["statements"]) % {"asks": LEAST}, f"{enough}", enough >= LEAST,
                  "" if enough >= LEAST else _statements_missing(LEAST - enough))]
    return [*told, *(Asked(str(ASKS[code]) % {"asks": 10}, "", None, "") for code in ORDER[2:])]
