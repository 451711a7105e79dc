"""What children and grown-ups think of the same statement: published figures side by side, and the widest gaps."""
from collections.abc import Mapping
from datetime import datetime
from itertools import combinations
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from saan.areas.models import Population
from saan.areas.queries import population_of, sources_of
from saan.methods import honest
from saan.methods.representation import Weighted, weighted
from saan.voices.models import GROUP, AgeFigure, Ages, Consultation, Statement
from saan.voices.queries.ages import HOLDS, ages_of
from saan.voices.queries.consultations import statements_of
from saan.voices.queries.publishing import last_publication

WIDEST, NARROW = 3, .005
WHO = {   # the youngest first
    Ages.CHILD: _("เด็ก"), Ages.YOUNG: _("คนอายุไม่เกิน 25 ปี"), Ages.YOUTH: _("เยาวชน"), Ages.GROWN: _("คนอายุ 18 ปีขึ้นไป"),
    Ages.ADULT: _("ผู้ใหญ่")}
GAP = _("%(more)sเห็นด้วย %(high)s%% %(less)sเห็นด้วย %(low)s%% ห่างกัน %(gap)s จุด เผื่อความคลาดเคลื่อนแล้วก็ยังต่างกัน")
UNSURE = _("%(more)sเห็นด้วย %(high)s%% %(less)sเห็นด้วย %(low)s%% ห่างกัน %(gap)s จุด แต่ยังไม่แน่ว่าต่างกันจริง "
           "เพราะถ้าเผื่อความคลาดเคลื่อน ช่วงของสองวัยยังทับกัน")
WEIGHS = {
    "": _("ถ้าให้แต่ละวัยนับเท่ากับที่อยู่ที่นี่จริง จะได้ %(share)s%% (ถ่วงน้ำหนักตามอายุ ช่วง 95%% %(low)s–%(high)s%%) "
          "นับจริงได้ %(raw)s%%"),
    "no_data": _("ยังถ่วงน้ำหนักไม่ได้ เพราะไม่มีตัวเลขว่าแต่ละวัยอยู่ที่นี่กี่คน"),
    "few": _("ไม่ถ่วงน้ำหนัก เพราะบางวัยยังแทบไม่มีใครตอบ"),
    "heavy": _("ไม่ถ่วงน้ำหนัก เพราะเสียงหนึ่งเสียงของบางวัยจะต้องนับแทนคนเกินห้าคน")}


class Side(NamedTuple):
    """What one age group says to a statement."""

    ages: Ages
    agree: int
    others: int

    @property
    def n(self) -> int:
        """Return how many answered."""
        return self.agree + self.others

    @property
    def share(self) -> float:
        """Return the share of those who agree."""
        return self.agree / self.n

    @property
    def interval(self) -> tuple[float, float]:
        """Return the Wilson 95 % interval of that share."""
        return honest.wilson(self.agree, self.n)

    @property
    def who(self) -> str:
        """Return the group in one word."""
        return str(WHO[self.ages])


class Gap(NamedTuple):
    """Two age groups: the one that agrees more first."""

    more: Side
    less: Side

    @property
    def width(self) -> float:
        """Return how far the shares of those who agree are apart."""
        return self.more.share - self.less.share

    @property
    def sure(self) -> bool:
        """Return whether their intervals do not meet.

        Intervals that do not meet at 95 % are a hard test: by chance one pair in some two hundred would be apart.
        """
        return self.less.interval[1] < self.more.interval[0]

    @property
    def sentence(self) -> str:
        """Return in words who agrees more, how far apart they are, and whether that is sure."""
        return str(GAP if self.sure else UNSURE) % {
            "more": self.more.who, "high": _percent(self.more.share), "less": self.less.who,
            "low": _percent(self.less.share), "gap": _percent(self.width)}


class ByAge(NamedTuple):
    """A statement with what each age group says; no sides = nothing may be shown yet.

    `suppressed`: whether that is because of small numbers; None = no data, nobody's age was counted at all.
    """

    statement: Statement
    as_of: datetime | None
    sides: list[Side]
    weighted: Weighted | None
    suppressed: bool | None = False

    @property
    def gap(self) -> Gap | None:
        """Return the widest sure gap between two groups, None where all intervals meet."""
        return self.widest if self.widest and self.widest.sure else None

    @property
    def widest(self) -> Gap | None:
        """Return the widest gap between two groups, a sure one before all others; None where all agree alike.

        What is not half a point wide is told as no gap.
        """
        gaps = [Gap(*sorted(pair, key=lambda side: -side.share)) for pair in combinations(self.sides, 2)]
        return max((gap for gap in gaps if gap.width >= NARROW), key=_order, default=None)

    @property
    def weighing(self) -> str:
        """Return in words what weighting would say beside the raw share, or why there is none."""
        told = self.weighted
        if told.refused:
            return str(WEIGHS[told.refused])
        return str(WEIGHS[""]) % {"share": _percent(told.share), "raw": _percent(told.raw),
                                  "low": _percent(told.interval[0]), "high": _percent(told.interval[1])}


class Ranks(NamedTuple):
    """All statements of a round by age, those of the widest gaps, and who says how many of each age live there."""

    lines: list[ByAge]
    gaps: list[ByAge]   # the sure ones first
    sources: list[Population]

    @property
    def sure(self) -> list[ByAge]:
        """Return those of the widest gaps that are sure."""
        return [line for line in self.gaps if line.gap]

    @property
    def shown(self) -> bool:
        """Return whether anything may be shown."""
        return any(line.sides for line in self.lines)

    @property
    def weighted(self) -> bool:
        """Return whether any weighted share is shown."""
        return any(line.weighted and line.weighted.share is not None for line in self.lines)


def by_age(consultation: Consultation, viewer) -> Ranks:
    """Return what each age group says to each statement of the round, as published, and the three widest gaps."""
    figures, living = ages_of(consultation), _living(consultation)
    few = True if last_publication(consultation) else None   # a sheet tells no ages
    lines = [_line(each, figures.get(each.pk, {}), living, few) for each in statements_of(consultation, viewer)]
    apart = sorted((line for line in lines if line.widest), key=lambda line: _order(line.widest), reverse=True)
    return Ranks(lines, apart[:WIDEST], sources_of(consultation.area))


def _order(gap):
    return gap.sure, gap.width


def _line(statement, figures: Mapping[str, AgeFigure], living, few):
    rows = [figures[ages] for ages in WHO if ages in figures]
    sides = [Side(Ages(row.ages), row.agree, row.others) for row in rows if row.agree + row.others]
    if len(sides) < 2:
        return ByAge(statement, None, [], None, few)
    people = [_sum(living[group] for group in HOLDS[row.ages]) for row in rows]
    told = weighted([row.agree for row in rows], [row.agree + row.others for row in rows], people)
    return ByAge(statement, rows[0].publication.at, sides, told)


def _living(consultation):
    """Return how many people of each age group live there; None = no data."""
    bands = population_of(consultation.area)
    return {group: _sum(bands[band] for band, one in GROUP.items() if band and one == group)
            for group in (Ages.CHILD, Ages.YOUTH, Ages.ADULT)}


def _sum(counts):
    counts = list(counts)
    return None if None in counts else sum(counts)


def _percent(share):
    return f"{share * 100:.0f}"
