"""Results on the API: as published last, by age group, and beside who lives there."""
from datetime import date, datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Body, Router, Schema

from saan.core import clock
from saan.core.refusal import Refusal
from saan.people.queries import NOBODY
from saan.voices.api.consultations import Token, found
from saan.voices.models import Consultation
from saan.voices.queries.gaps import ByAge, by_age
from saan.voices.queries.missing import missing_from
from saan.voices.queries.results import Line, Results, notes_on, results_of
from saan.voices.queries.votes import has_voted, pass_of

router = Router()
Group = Literal["child", "youth", "adult", "young", "grown"]


class Reported(Schema):
    """What may be said of one statement; a figure that is not shown or not reported is null, never 0."""

    id: int
    text: str
    agree: int | None
    disagree: int | None
    passed: Annotated[int | None, Body(serialization_alias="pass")]
    unseen: int | None
    n: int | None
    interval: list[float] | None
    majority: bool | None
    sentence: str | None
    suppressed: bool


class Compared(Schema):
    """A group of people: how many were heard and how many live there; null = not shown or no data, never 0.

    Shares are of those of the way whose group is known; `heard_share` is [least, most] of what the figures leave open,
    `off` the share heard minus the share living, `missing` whether even the most with its interval stays below.
    """

    way: Literal["young", "grown", "sex", "disability", "area", "community"]
    group: str
    heard: int | None
    living: int | None
    heard_share: list[float] | None
    living_share: float | None
    off: float | None
    missing: bool | None


class Told(Schema):
    """What stands beside every result: whence and when, what has to be known when quoting it, who was not heard.

    `heard` has a row of every group; `missing` says in words the farthest off; where that is empty because nothing is
    known of it, `missing_untold` says why.
    """

    as_of: datetime | date | None
    source: Literal["votes", "sheet"]
    door: Literal["open", "slips", "signed_in", "sheet"]
    n: int | None
    notes: list[str]
    heard: list[Compared]
    missing: list[str]
    missing_untold: str | None


class Published(Told):
    """Results as they were published last."""

    statements: list[Reported]


class Side(Schema):
    """What one age group says to a statement."""

    ages: Group
    agree: int
    others: int
    n: int
    interval: list[float]


class Weighed(Schema):
    """A share weighted by who lives there, beside the raw one; refused = why there is none."""

    raw: float | None
    share: float | None
    interval: list[float] | None
    n: int
    effective: float | None
    refused: Literal["no_data", "few", "heavy"] | None


class Gap(Schema):
    """Two age groups apart on a statement: who agrees more and less, the difference of their shares, in words too.

    `sure` = their 95 % intervals do not meet.
    """

    id: int
    more: Group
    less: Group
    width: float
    sure: bool
    sentence: str


class Aged(Schema):
    """A statement by age group; no groups = nothing may be shown; `gap` says which ages are clearly apart."""

    id: int
    text: str
    as_of: datetime | None
    groups: list[Side]
    gap: str | None
    weighted: Weighed | None


class Ages(Told):
    """All statements of a round by age group; `widest` are the up to three widest gaps, the sure ones first."""

    statements: list[Aged]
    widest: list[Gap]


@router.get("/{slug}/results", response={200: Published}, by_alias=True)
def results(request: HttpRequest, slug: str, x_participant: Token = ""):
    """Return the results as published last; while the round is open only to those who have voted."""
    here = _open_results(slug, x_participant)
    return _published(here, results_of(here, NOBODY))


@router.get("/{slug}/ages", response={200: Ages}, by_alias=True)
def ages(request: HttpRequest, slug: str, x_participant: Token = ""):
    """Return what each age group says, as published last; while the round is open only to those who have voted."""
    here = _open_results(slug, x_participant)
    ranks = by_age(here, NOBODY)
    return _told(here, results_of(here, NOBODY)) | {"statements": [_aged(line) for line in ranks.lines],
                                                    "widest": [_gap(line) for line in ranks.gaps]}


def _open_results(slug, token):
    """Return the round whose results may be looked at with this token."""
    here = found(slug)
    if here.is_open(clock.now()):
        bearer = pass_of(token) if token else None
        if bearer is None or bearer.consultation != here.pk or not has_voted(bearer):
            raise Refusal("voices.results_hidden", _("ผลเปิดให้ดูหลังโหวตแล้ว หรือเมื่อปิดรอบ"), status=403)
    return here


def _published(consultation: Consultation, shown: Results) -> dict:
    return _told(consultation, shown) | {"statements": [_line(line) for line in shown.lines]}


def _told(consultation: Consultation, shown: Results) -> dict:
    missing = missing_from(consultation, shown)
    return {"as_of": shown.as_of, "source": consultation.source, "door": consultation.door, "n": shown.people,
            "notes": [str(note) for note in notes_on(consultation, shown)], "missing": missing.sentences,
            "missing_untold": None if missing.sentences else missing.untold,
            "heard": [_compared(one.way, line) for one in missing.comparisons for line in one.lines]}


def _compared(way, line) -> dict:
    place = line.place
    return {"way": way, "group": line.word, "heard": line.heard, "living": line.living,
            "heard_share": list(place.heard) if place.heard else None, "living_share": place.living, "off": place.off,
            "missing": place.missing}


def _aged(line: ByAge) -> dict:
    groups = [{"ages": side.ages.value, "agree": side.agree, "others": side.others,
               "n": side.n, "interval": list(side.interval)} for side in line.sides]
    told = line.weighted
    return {"id": line.statement.pk, "text": line.statement.text, "as_of": line.as_of, "groups": groups,
            "gap": line.gap.sentence if line.gap else None,
            "weighted": told and {"raw": told.raw, "share": told.share, "n": told.n, "effective": told.effective,
                                  "interval": list(told.interval) if told.interval else None, "refused": told.refused}}


def _gap(line: ByAge) -> dict:
    gap = line.widest
    return {"id": line.statement.pk, "more": gap.more.ages.value, "less": gap.less.ages.value, "width": gap.width,
            "sure": gap.sure, "sentence": gap.sentence}


def _line(line: Line) -> dict:
    shown = line.figures
    return {"id": line.statement.pk, "text": line.statement.text, "agree": shown.agree, "disagree": shown.disagree,
            "passed": shown.passed, "unseen": shown.unseen, "n": shown.n,
            "interval": list(shown.interval) if shown.interval else None, "majority": shown.majority,
            "sentence": line.sentence, "suppressed": shown.suppressed}
