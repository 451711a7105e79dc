"""What a page says of groups in a round: the published map in words, its figures, and what is missing for one."""
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from saan.methods.opinion.drawing import LETTERS, Picture, Shape, picture_of, stone_at
from saan.methods.opinion.guard import ENOUGH, PEOPLE
from saan.methods.opinion.mapping import LEAST
from saan.methods.opinion.tens import Share, is_whole, leaves_open, share
from saan.methods.opinion.told import consensus, stances
from saan.voices.models import Consultation, OpinionMap
from saan.voices.queries.maps import map_seen
from saan.voices.queries.results import Line, Results, results_of

AGREE = "agree"
SAYS = {"agree": _("เห็นด้วย"), "disagree": _("ไม่เห็นด้วย")}
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
MADE = _("กลุ่มทำจากคำตอบ ไม่ได้ทำจากว่าใครเป็นใคร สานไม่รู้ว่าใครอยู่กลุ่มไหน และคนหนึ่งคนอาจเปลี่ยนกลุ่มได้")
IN_TENS = _("ตัวเลขของกลุ่มบอกเป็นช่วงละสิบคน บางช่องยี่สิบคน ช่วงบนแถบจึงเผื่อไว้กว้างกว่าปกติ เพื่อไม่ให้ใครรู้ว่าคนหนึ่งคนตอบอะไร")
SAMPLED = _("คนเยอะ จึงทดสอบกับคนที่สุ่มมา %(n)s คน")
ORDER = ("people", "statements", "separation", "smallest_group", "stability")
PAINTS = ("p-weave", "p-voices", "p-measure", "p-wallet", "p-learn")


class Asked(NamedTuple):
    """One condition: what it asks, what was found (empty = not tested), whether it is met (None = not tested)."""

    words: str
    found: str
    met: bool | None
    missing: str   # what is still needed, in words


class Said(NamedTuple):
    """A statement on one side."""

    line: Line
    side: str

    @property
    def word(self) -> str:
        """Return the side in a word."""
        return str(SAYS[self.side])


class Group(NamedTuple):
    """A group: its letter and form, how many people it has (in tens), and what is typical of it."""

    number: int
    letter: str
    mark: str   # the path of its stone, around 0 0
    size: str
    typical: list[Said]

    @property
    def paint(self) -> str:
        """Return the class that paints it, everywhere the same."""
        return PAINTS[self.number % len(PAINTS)]


class Row(NamedTuple):
    """What one group says to one statement, in tens, and the share of those who agree."""

    group: Group
    cells: Mapping[str, Sequence[int]]
    share: Share

    @property
    def agree(self) -> str:
        """Return how many agree: 20–29."""
        return span(self.cells["agree"])

    @property
    def disagree(self) -> str:
        """Return how many disagree."""
        return span(self.cells["disagree"])

    @property
    def passed(self) -> str:
        """Return how many are not sure."""
        return span(self.cells["pass"])


class Told(NamedTuple):
    """A statement with what everybody and each group says; no rows = figures of the groups are not shown."""

    line: Line
    rows: list[Row]


class Groups(NamedTuple):
    """The groups of a round as they stand published; `shown` is False where there are none."""

    as_of: datetime | None
    shown: bool
    asked: list[Asked]
    groups: list[Group]
    picture: Picture | None
    stone: str
    unites: list[tuple[Said, Told]]
    divides: list[Told]
    consensus: list[Said]
    told: list[Told]
    tested: int
    late: bool

    @property
    def shapes(self) -> list[tuple[Shape, Group]]:
        """Return each shape of the picture with its group."""
        return list(zip(self.picture.shapes, self.groups, strict=True)) if self.picture else []

    @property
    def notes(self) -> list[str]:
        """Return in words what has to be known when quoting the groups."""
        return [*([str(MADE), str(IN_TENS)] if self.shown else []),
                *([str(SAMPLED) % {"n": f"{self.tested:,}"}] if self.tested else [])]

    @property
    def missing(self) -> list[str]:
        """Return in words what is still needed."""
        return [one.missing for one in self.asked if one.missing]


def groups_of(consultation: Consultation, viewer, shown: Results | None = None) -> Groups:
    """Return what is said of groups in the round; `shown` are its results, where they are at hand."""
    shown = shown or results_of(consultation, viewer)
    drawn = map_seen(consultation, viewer) if consultation.source == Consultation.Source.VOTES else None
    return groups_in(drawn, shown)


def groups_in(drawn: OpinionMap | None, shown: Results) -> Groups:
    """Return what a published map says, in words, beside the published results of everybody."""
    if drawn is None:
        return Groups(None, False, _untested(shown), [], None, "", [], [], [], [Told(line, []) for line in shown.lines],
                      0, False)
    content, lines = drawn.content, {line.statement.pk: line for line in shown.lines}
    figures, totals = _figures(content, lines), _whole(lines)
    said = stances(figures)
    groups = [_group(number, one, said.typical, lines) for number, one in enumerate(content.get("groups") or [])]
    told = {key: Told(line, _rows(figures.get(key), groups)) for key, line in lines.items()}
    together = consensus({key: row for key, row in totals.items() if key not in said.divides})
    return Groups(
        drawn.at if drawn.people else None, bool(groups), _asked(drawn, shown), groups,
        picture_of(content["stones"], len(groups)) if groups else None, span(content["stone"]) if groups else "",
        [(Said(lines[one], side), told[one]) for one, side in said.unites], [told[one] for one in said.divides],
        [Said(lines[one], side) for one, side in together], list(told.values()), drawn.tested, drawn.late)


def span(cell: Sequence[int]) -> str:
    """Return a count as it is told: 20–29."""
    return f"{cell[0]:,}–{cell[1]:,}"


def _whole(lines):
    """Return agree, disagree and pass of the statements whose published figures stand whole now."""
    return {key: (line.figures.agree, line.figures.disagree, line.figures.passed)
            for key, line in lines.items() if is_whole(line.figures)}


def _figures(content, lines):
    """Return the groups' figures that may stand beside the totals of now, which may be newer than the map's."""
    totals = _whole(lines)
    found = {key: content.get("figures", {}).get(str(key)) for key in totals}
    return {key: rows for key, rows in found.items() if rows and leaves_open(rows, totals[key])}


def _group(number, one, typical, lines):
    its = typical[number] if number < len(typical) else []
    return Group(number, LETTERS[number], stone_at(0, 0, number), span(one["size"]),
                 [Said(lines[statement], side) for statement, side in its])


def _rows(rows: Sequence[Mapping[str, Any]] | None, groups):
    return [Row(group, row, share(row, AGREE))
            for group, row in zip(groups, rows, strict=True)] if rows else []


def _asked(drawn, shown):
    conditions = {one["code"]: one for one in drawn.conditions}
    if not conditions:
        return _untested(shown)
    least = int(conditions["statements"]["asks"])   # of statements, and of the votes of each person
    return [_told(conditions[code], shown, least) for code in ORDER if code in conditions]


def _told(one, shown, least):
    found, met = one["found"], one["met"]
    words = str(ASKS[one["code"]]) % {"asks": one["asks"], "least": least}
    if found is None:
        return Asked(words, "", None, "")
    said = span(found) if isinstance(found, list) else f"{found:g}"
    return Asked(words, said, met, "" if met else _missing(one, shown, least))


def _missing(one, shown, least):
    """Return in words what one condition still needs."""
    if one["code"] == "people":
        return _people_missing(shown.people or 0, least, most=one["found"][1])
    if one["code"] == "statements":
        return _statements_missing(int(one["asks"] - one["found"]))
    return str(MISSING[one["code"]])


def _people_missing(people, least, most):
    """Return how many people are missing at the least, and that of those who came many have to go on; most is told."""
    said, more = [], PEOPLE - people
    if more > 0:
        said.append(ngettext("ต้องมีคนตอบอีก %(n)s คน", "ต้องมีคนตอบอีก %(n)s คน", more) % {"n": more})
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
