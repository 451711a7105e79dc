"""What a page says of groups in a round: the published map in words, its figures, and what is missing for one."""
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from saan.methods.opinion.drawing import LETTERS, Picture, Shape, picture_of, stone_at
from saan.methods.opinion.tens import Share, is_whole, leaves_open, share
from saan.methods.opinion.told import consensus, stances
from saan.voices.models import Consultation, OpinionMap
from saan.voices.queries.conditions import Asked, asked_of, span
from saan.voices.queries.maps import map_seen
from saan.voices.queries.results import Line, Results, results_of

AGREE = "agree"
SAYS = {"agree": _("เห็นด้วย"), "disagree": _("ไม่เห็นด้วย")}
MADE = _("กลุ่มทำจากคำตอบ ไม่ได้ทำจากว่าใครเป็นใคร สานไม่รู้ว่าใครอยู่กลุ่มไหน และคนหนึ่งคนอาจเปลี่ยนกลุ่มได้")
UNSIZED = _("ไม่บอกว่าแต่ละกลุ่มมีกี่คน เพราะถ้าบวกลบกับตัวเลขอื่น จะรู้คำตอบของคนไม่กี่คน")
IN_TENS = _("ตัวเลขของกลุ่มบอกเป็นช่วงละสิบคน บางช่องยี่สิบคน ช่วงบนแถบจึงเผื่อไว้กว้างกว่าปกติ เพื่อไม่ให้ใครรู้ว่าคนหนึ่งคนตอบอะไร")
NOTHING_UNITES = _("ยังไม่มีเรื่องไหนที่ทุกกลุ่มเห็นตรงกันชัดเจน")
NOTHING_DIVIDES = _("คนตอบยังไม่มากพอ ตัวเลขของแต่ละกลุ่มบอกเป็นช่วงละสิบคน จึงยังบอกแน่ไม่ได้ว่าแต่ละกลุ่มคิดต่างกันที่ข้อความไหน "
                    "ถ้ามีคนตอบมากกว่านี้ อาจบอกได้")
NO_FIGURES = _("ยังแสดงตัวเลขของแต่ละกลุ่มไม่ได้ เพราะอาจทำให้รู้ว่าคนไม่กี่คนตอบอะไร จึงบอกไม่ได้ว่าแต่ละกลุ่มคิดต่างกันที่ข้อความไหน")
OF_SHEET = _("ผลนี้มาจากใบนับคะแนน ไม่มีคำตอบรายคน จึงวาดแผนที่ความเห็นไม่ได้")
SAMPLED = _("คนเยอะ จึงทดสอบกับคนที่สุ่มมา %(n)s คน")
LATE = _("คนที่ตอบหรือเปลี่ยนคำตอบช่วงท้ายมีไม่ถึง 5 คน คำตอบช่วงนั้นไม่ได้อยู่ในแผนที่ เพื่อไม่ให้ใครรู้ว่าคนหนึ่งคนตอบอะไร")
PAINTS = ("p-weave", "p-voices", "p-measure", "p-wallet", "p-learn")


class Said(NamedTuple):
    """A statement on one side."""

    line: Line
    side: str

    @property
    def word(self) -> str:
        """Return the side in a word."""
        return str(SAYS[self.side])


class Group(NamedTuple):
    """A group: its letter and form, how many people it has (in tens; empty = not told), and what is typical of it."""

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
    """The groups of a round as they stand published; `shown` is False where there are none.

    `never` says why there never will be any; it is empty where they may still come.
    """

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
    never: str = ""

    @property
    def shapes(self) -> list[tuple[Shape, Group]]:
        """Return each shape of the picture with its group."""
        return list(zip(self.picture.shapes, self.groups, strict=True)) if self.picture else []

    @property
    def notes(self) -> list[str]:
        """Return in words what has to be known when quoting the groups."""
        return [*([str(MADE), str(IN_TENS)] if self.shown else []),
                *([str(UNSIZED)] if self.groups and not self.groups[0].size else []),
                *([str(SAMPLED) % {"n": f"{self.tested:,}"}] if self.tested else []),
                *([str(LATE)] if self.late else [])]

    @property
    def nothing_unites(self) -> str:
        """Return in words that nothing unites the groups that are shown; empty where something does."""
        return str(NOTHING_UNITES) if self.shown and not self.unites else ""

    @property
    def nothing_divides(self) -> str:
        """Return in words why no statement can be said to divide the groups that are shown; empty where one does."""
        if not self.shown or self.divides:
            return ""
        return str(NOTHING_DIVIDES if self.has_figures else NO_FIGURES)

    @property
    def has_figures(self) -> bool:
        """Return whether of any statement figures of the groups are told."""
        return any(one.rows for one in self.told)

    @property
    def missing(self) -> list[str]:
        """Return in words what is still needed, or why no groups will ever be told."""
        return [self.never] if self.never else [one.missing for one in self.asked if one.missing]


def groups_of(consultation: Consultation, viewer, shown: Results | None = None) -> Groups:
    """Return what is said of groups in the round; `shown` are its results, where they are at hand."""
    shown = shown or results_of(consultation, viewer)
    if consultation.source == Consultation.Source.SHEET:
        return groups_in(None, shown)._replace(asked=[], never=str(OF_SHEET))
    return groups_in(map_seen(consultation, viewer), shown)


def groups_in(drawn: OpinionMap | None, shown: Results) -> Groups:
    """Return what a published map says, in words, beside the published results of everybody."""
    if drawn is None:
        return Groups(None, False, asked_of(None, shown), [], None, "", [], [], [],
                      [Told(line, []) for line in shown.lines], 0, False)
    content, lines = drawn.content, {line.statement.pk: line for line in shown.lines}
    figures, totals = _figures(content, lines), whole(lines)
    said = stances(figures)
    groups = [_group(number, one, said.typical, lines) for number, one in enumerate(content.get("groups") or [])]
    told = {key: Told(line, _rows(figures.get(key), groups)) for key, line in lines.items()}
    together = consensus({key: row for key, row in totals.items() if key not in said.divides})
    return Groups(
        drawn.at if drawn.people else None, bool(groups), asked_of(drawn, shown), groups,
        picture_of(content["stones"], len(groups)) if groups else None, span(content["stone"]) if groups else "",
        [(Said(lines[one], side), told[one]) for one, side in said.unites], [told[one] for one in said.divides],
        [Said(lines[one], side) for one, side in together], list(told.values()), drawn.tested, drawn.late)


def whole(lines: Mapping[int, Line]) -> dict[int, tuple[int, int, int]]:
    """Return agree, disagree and pass of the statements, by key, whose published figures stand whole now."""
    return {key: (line.figures.agree, line.figures.disagree, line.figures.passed)
            for key, line in lines.items() if is_whole(line.figures)}


def _figures(content, lines):
    """Return the groups' figures that may stand beside the totals of now, which may be newer than the map's."""
    totals = whole(lines)
    found = {key: content.get("figures", {}).get(str(key)) for key in totals}
    return {key: rows for key, rows in found.items() if rows and leaves_open(rows, totals[key])}


def _group(number, one, typical, lines):
    its = typical[number] if number < len(typical) else []
    return Group(number, LETTERS[number], stone_at(0, 0, number), span(one["size"]) if one["size"] else "",
                 [Said(lines[statement], side) for statement, side in its])


def _rows(rows: Sequence[Mapping[str, Any]] | None, groups):
    return [Row(group, row, share(row, AGREE))
            for group, row in zip(groups, rows, strict=True)] if rows else []
