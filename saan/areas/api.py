"""Areas on the API."""
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema

from saan.areas.models import Area
from saan.areas.queries import search

router = Router()


class Found(Schema):
    """An area, named alone and in full."""

    code: str
    size: Literal["province", "district", "subdistrict"]
    name: str
    name_en: str
    full: str
    full_en: str

    @staticmethod
    def resolve_full(area: Area) -> str:
        """Return the Thai name with what lies above it."""
        return area.full_name("th")

    @staticmethod
    def resolve_full_en(area: Area) -> str:
        """Return the English name with what lies above it."""
        return area.full_name("en")


class Findings(Schema):
    """Areas, the likeliest first."""

    items: list[Found]


@router.get("", response=Findings)
def areas(request: HttpRequest, q: Annotated[str, Query(max_length=200)] = "",
          size: Literal["province", "district", "subdistrict"] | None = None,
          limit: Annotated[int, Query(ge=1, le=50)] = 20):
    """Return areas by name or official code, as one types: tone marks, capitals and ต. อ. จ. do not matter."""
    return {"items": search(q, size=size, limit=limit)}
