"""Who was heard beside who lives there: the tables of a result, and in words who is missing."""
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from saan.areas.models import Area, Population
from saan.areas.queries import by_code, population_of, sources_of
from saan.core.vocabulary import Band
from saan.methods.representation import Place, compare, most_missing
from saan.voices.models import Consultation, Headcount
from saan.voices.queries.heads import portions_of, questions_of
from saan.voices.queries.results import Results

WIDEST = .15   # a share that the figures leave more open than this is not told
NAMED = 2   # of the missing, so many are named in one sentence each
YOUNG = Band.values[:-1]
SAYS = {   # whom the share is of: what is said of those who are missing, and where only the most is known
    "young": (_("%(who)s หายไป: ได้ยิน %(heard)s%% แต่มี %(living)s%% ของเด็กและเยาวชนที่นี่"),
              _("%(who)s หายไป: ได้ยินไม่เกิน %(heard)s%% แต่มี %(living)s%% ของเด็กและเยาวชนที่นี่")),
    "all": (_("%(who)s หายไป: ได้ยิน %(heard)s%% แต่มี %(living)s%% ของคนที่นี่"),
            _("%(who)s หายไป: ได้ยินไม่เกิน %(heard)s%% แต่มี %(living)s%% ของคนที่นี่"))}
OVER = {   # the same of those who were heard more than their share, and where only the least is known
    "young": (_("%(who)s พูดเกินส่วน: ได้ยิน %(heard)s%% แต่มี %(living)s%% ของเด็กและเยาวชนที่นี่"),
              _("%(who)s พูดเกินส่วน: ได้ยินอย่างน้อย %(heard)s%% แต่มี %(living)s%% ของเด็กและเยาวชนที่นี่")),
    "all": (_("%(who)s พูดเกินส่วน: ได้ยิน %(heard)s%% แต่มี %(living)s%% ของคนที่นี่"),
            _("%(who)s พูดเกินส่วน: ได้ยินอย่างน้อย %(heard)s%% แต่มี %(living)s%% ของคนที่นี่"))}
NOBODY = _("เทียบกับเด็กและเยาวชนที่อยู่ที่นี่แล้ว ยังไม่มีวัยไหนหายไปชัดเจน")
AGED = _("วัย %(band)s")
UNKNOWN = _("ยังไม่มีตัวเลขพอจะบอกว่าใครหายไป")
UNDIVIDED = _("ต้นทางไม่ได้แยกช่วงอายุ จึงยังตอบไม่ได้ว่าใครหายไป")
DISABLED = {"yes": _("คนพิการ"), "no": _("คนไม่พิการ")}


class Line(NamedTuple):
    """One group: how many were heard (None = not shown), how many live there (None = no data), and how far off.

    Where the others that are shown are everybody, nobody of this group was heard: that is told as 0, with its share.
    """

    word: str
    label: str
    heard: int | None
    living: int | None
    place: Place

    @property
    def told(self) -> bool:
        """Return whether the share heard is known well enough to be told."""
        span = self.place.heard
        return span is not None and (span[1] - span[0] <= WIDEST or bool(self.place.missing))


class Comparison(NamedTuple):
    """The groups of one way; `of` says what the shares are of, `asked` whether any figure of those heard stands."""

    way: str
    of: str
    lines: list[Line]
    asked: bool

    @property
    def has_living(self) -> bool:
        """Return whether anything is known of who lives there."""
        return any(line.living is not None for line in self.lines)

    @property
    def is_compared(self) -> bool:
        """Return whether shares of those heard stand beside shares of those who live there."""
        return any(line.place.heard is not None for line in self.lines)

    @property
    def sentences(self) -> list[str]:
        """Return in words who is missing, the farthest off first; of the young also that nobody surely is."""
        return self._missing[:NAMED] or self._nobody

    @property
    def every(self) -> list[str]:
        """Return in words each group that is off: all who are missing, then all who spoke more than their share."""
        over = [_said(line, self.way, self.of, over=True) for line in self.lines if line.place.over]
        return [*(self._missing or self._nobody), *over]

    @property
    def _missing(self):
        return [_said(self.lines[at], self.way, self.of) for at in most_missing([line.place for line in self.lines])]

    @property
    def _nobody(self):
        return [str(NOBODY)] if self.is_compared and self.way == "young" else []


class Missing(NamedTuple):
    """Everything that is known of who was heard beside who lives there; `untold` = in words that it is nothing."""

    comparisons: list[Comparison]
    sources: list[Population]
    untold: str

    @property
    def sentences(self) -> list[str]:
        """Return in words who is missing, by all ways."""
        return [sentence for one in self.comparisons for sentence in one.sentences]

    @property
    def cell(self) -> str:
        """Return in words, for a cell of a table, every group that is off by all ways, or that nothing is known."""
        return " · ".join(sentence for one in self.comparisons for sentence in one.every) or self.untold


def missing_from(consultation: Consultation, shown: Results) -> Missing:
    """Return who was heard in the round beside who lives there, by age and by what people told of themselves."""
    area, people = consultation.area, shown.people or 0
    questions = questions_of(consultation)
    told = portions_of(consultation, people, questions)
    ways = [_by_way(question, told.get(question.way), area, people) for question in questions]
    untold = UNDIVIDED if consultation.source == Consultation.Source.SHEET else UNKNOWN
    return Missing([*_by_age(area, shown), *ways], sources_of(area), str(untold))


def _by_age(area, shown):
    """Return the young among themselves, and grown-ups among all: rounds are for the young, and few others come."""
    living, heard = population_of(area), shown.heard
    counts = [heard.get(band) for band in Band.values]
    told = [count for count in heard.values() if count is not None]
    rest = max(0, (shown.people or 0) - sum(told))
    people = [living.get(band) for band in Band.values]
    young = compare(counts[:-1], people[:-1], rest) if heard else [Place() for _band in YOUNG]
    every = compare(counts, people, rest) if heard else [Place() for _band in Band.values]
    lines = [Line(band, Band(band).label, _sure(count, rest, heard), lives, place) for band, count, lives, place in
             zip(Band.values, counts, people, [*young, every[-1]], strict=True)]
    return [Comparison("young", "young", lines[:-1], bool(heard)), Comparison("grown", "all", lines[-1:], bool(heard))]


def _by_way(question, told, area, people):
    words = [word for word, _label in question.words]
    living = _living(question.way, words, area)
    counts = [told.get(word) if told else None for word in words]
    rest = max(0, people - sum(count for count in counts if count is not None))
    places = compare(counts, living, rest) if told else [Place() for _word in words]
    return Comparison(question.way, "all", [
        Line(word, str(label), _sure(count, rest, told), lives, place)
        for (word, label), count, lives, place in zip(question.words, counts, living, places, strict=True)], bool(told))


def _sure(count, rest, known):
    """Return the count, 0 where it is not shown but nobody is left who could be in it."""
    return 0 if count is None and known and not rest else count


def _living(way: str, words: Sequence[str], area: Area) -> list[int | None]:
    if way == Headcount.Way.COMMUNITY:   # who lives in a community is counted nowhere
        return [None for _word in words]
    if way == Headcount.Way.AREA:
        areas = by_code(words)
        return [_together(population_of(areas[code]).values()) for code in words]
    counted = population_of(area, way)
    return [counted.get(word) for word in words]


def _together(counts: Iterable[int | None]) -> int | None:
    counts = list(counts)
    return None if not counts or None in counts else sum(counts)


def _said(line, way, of, over=False):
    exact, open_ended = (OVER if over else SAYS)[of]
    low, high = map(_percent, line.place.heard)
    heard, sure = (low, low == high) if over else (high, low == high or high == "<1")
    aged = way in {"young", "grown"}
    who = AGED % {"band": line.label} if aged else DISABLED[line.word] if way == "disability" else line.label
    return str(exact if sure else open_ended) % {"who": who, "heard": heard, "living": _percent(line.place.living)}


def _percent(share):
    return "<1" if 0 < share < .005 else f"{share * 100:.0f}"
