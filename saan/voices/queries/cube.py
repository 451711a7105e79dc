"""What the cube may tell: who was heard on each statement, by band, behind the gate of small counts."""
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings

from saan.core.extras import extra
from saan.core.models import Cursor
from saan.core.vocabulary import Band
from saan.methods import honest
from saan.voices.models import Consultation, Vote

BANDS = ("", *Band.values)
DAILY = "voices.parquet"   # the cursor: up to which change votes stand in Parquet


def folder() -> Path:
    """Return where votes lie as Parquet, and the cube: in the data folder, and never where something is served from."""
    return settings.DATA / "parquet"


def with_votes_since(change: int) -> list[Consultation]:
    """Return the rounds that have votes after that change."""
    changed = Vote.objects.filter(change__gt=change).values("statement__consultation").distinct()
    return list(Consultation.objects.filter(pk__in=changed).select_related("area").order_by("pk"))


def votes_between(consultation: Consultation, since: int, until: int) -> Iterable[tuple]:
    """Yield the votes of the round that changed after `since` and up to `until`: participant, number, value, at, band.
    """
    votes = Vote.objects.filter(statement__consultation=consultation, change__gt=since, change__lte=until)
    return votes.values_list("participant", "statement__number", "value", "at", "participant__band").iterator(10_000)


def written_at() -> datetime | None:
    """Return when votes were last written to Parquet, None where they never were."""
    return Cursor.objects.filter(name=DAILY).values_list("at", flat=True).first()


def answered_by_band(consultation: Consultation) -> dict[int, dict[str, int | None]] | None:
    """Return for each statement how many people of each band answered, as far as it may be said; None: no cube of it.

    Only of a round that is closed, for in one that goes on two looks would tell of the one person between them.
    """
    if consultation.closed_at is None or (written_at() or consultation.opens_at) < consultation.closed_at:
        return None
    cube = extra("analytics", "saan.voices.engines.cube")
    counts = cube.answered(folder(), consultation.slug)
    return None if counts is None else {statement: told(bands) for statement, bands in counts.items()}


def told(bands: Mapping[str, int]) -> dict[str, int | None]:
    """Return what may be said of how many people are in each band: in whole fives, None = not said.

    A small cell goes, and others with it so that the known total gives nothing away. What stands is rounded down to
    fives: the published total leaves out up to four late votes, and an exact count beside it would point at them.
    """
    cells = [bands.get(band, 0) for band in BANDS]
    gone = honest.hidden(cells)
    return {band: None if at in gone else cells[at] // honest.K * honest.K for at, band in enumerate(BANDS)}
