"""The overview on the API."""
from datetime import datetime
from typing import Annotated

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema

from saan.areas.queries import area_of
from saan.insight.queries.overview import overview_of
from saan.people.queries import NOBODY

router = Router()


class Heard(Schema):
    """How many of a band were heard, in steps of five (null below five), and how many live there (null: no data)."""

    band: str
    heard: int | None
    population: int | None


class Overview(Schema):
    """What was heard in an area and what came of it; `on_time_share` is of the resolutions that were due by now."""

    as_of: datetime
    voices: int
    themes: int
    proposals: int
    resolutions: int
    on_time_share: float | None
    claimed: int
    confirmed: int
    missing: list[Heard]


@router.get("", response=Overview)
def overview(request: HttpRequest, area: Annotated[str, Query(pattern=r"^([0-9]{2}){0,3}$")] = ""):
    """Return the overview of a province, district or subdistrict by its official code; of all where none is given."""
    place = area_of(area) if area else None
    if area and place is None:
        raise Http404
    return overview_of(place, NOBODY)._asdict()
