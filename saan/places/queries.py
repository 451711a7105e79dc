"""Questions about places: which there are, which wait, where some are missing."""
from collections.abc import Collection
from typing import NamedTuple

from django.db.models import Count, Max, QuerySet

from saan.areas.models import Area
from saan.core.vocabulary import Level
from saan.methods.words import folded
from saan.people.rules import Viewer
from saan.places.models import Access, Place
from saan.places.rules import FAMILY

Town = Collection[int] | None   # the numbers of authorities, or None for every one


class Row(NamedTuple):
    """One sort of place in the table of gaps: how many at each scale, in the order of the scales, and in all."""

    sort: str
    word: str
    counts: list[tuple[str, str, int]]
    total: int


def listed(viewer: Viewer, towns: Town, sort: str = "", scale: str = "") -> QuerySet[Place]:
    """Return the open places that stand on pages, by name; a family's is only counted."""
    open_ones = _of(Place.objects.visible_to(viewer).filter(level=Level.PUBLIC), towns).exclude(scale=FAMILY)
    chosen = {name: value for name, value in (("sort", sort), ("scale", scale)) if value}
    return (open_ones.filter(closed_at=None, **chosen).select_related("area", "community", "authority")
            .annotate(looked_at=Max("looks__at")).order_by("name", "pk"))


def waiting(viewer: Viewer, towns: Town) -> QuerySet[Place]:
    """Return the places that were suggested and wait until somebody has looked, the oldest first."""
    suggested = _of(Place.objects.visible_to(viewer).filter(level=Level.WAITING, closed_at=None), towns)
    return suggested.select_related("area", "community", "authority").order_by("pk")


def gaps(towns: Town) -> list[Row]:
    """Return how many open places there are of each sort at each scale; where none is, 0 says that one is missing."""
    open_ones = _of(Place.objects.exclude(level=Level.WAITING), towns).filter(closed_at=None)
    found = {(sort, scale): count for sort, scale, count
             in open_ones.values_list("sort", "scale").annotate(count=Count("pk")).order_by()}
    rows = []
    for sort, word in Place.Sort.choices:
        counts = [(scale, label, found.get((sort, scale), 0)) for scale, label in Place.Scale.choices]
        rows.append(Row(sort, word, counts, sum(count for *_about, count in counts)))
    return rows


def facts_of(place: Place, viewer: Viewer) -> list[tuple[str, bool | None]]:
    """Return each fact about reaching and using the place: it is so, it is not, or nobody has said (None)."""
    said = dict(Access.objects.visible_to(viewer).filter(place=place).values_list("fact", "holds"))
    return [(label, said.get(fact)) for fact, label in Access.Fact.choices]


def namesake(name: str, area: Area, but: Place | None = None) -> Place | None:
    """Return a place of that name that stands, or waits, in the same area; tone marks and capitals do not matter."""
    key = folded(name)
    others = Place.objects.filter(area=area, closed_at=None).exclude(pk=but.pk if but else None)
    return next((place for place in others.order_by("pk") if folded(place.name) == key), None)


def _of(places, towns):
    return places if towns is None else places.filter(authority__in=towns)
