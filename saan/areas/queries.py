"""Questions about areas."""
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Length

from saan.areas.models import Area, Population
from saan.areas.rules import WAYS, people_by, words_of


def search(text: str, size: str | None = None, limit: int = 20) -> list[Area]:
    """Return the areas that the words may mean, the likeliest first; tone marks and capitals do not matter."""
    words = words_of(text)
    if not words:
        return []
    first, together = words[0], " ".join(words)
    found = Area.objects.filter(_in_own_name(first)).select_related("parent__parent")
    for word in words[1:]:
        found = found.filter(around__contains=word)
    if size:
        found = found.filter(size=size)
    return list(found.annotate(rank=_rank(first, together)).order_by("rank", Length("code"), "key", "code")[:limit])


def area_of(code: str) -> Area | None:
    """Return the area of the official code, with what lies above it."""
    return Area.objects.select_related("parent__parent").filter(code=code).first()


def by_code(codes: Iterable[str] | None = None) -> dict[str, Area]:
    """Return the areas of these codes, or all of them, by code."""
    areas = Area.objects.all() if codes is None else Area.objects.filter(code__in=set(codes))
    return {area.code: area for area in areas}


def nearest(text: str, limit: int = 5) -> list[Area]:
    """Return the subdistricts that somebody may mean who wrote a code (or a name) that there is not."""
    named = search(text, size="subdistrict", limit=limit)
    if named or not text.isdecimal():
        return named
    for digits in (4, 2, 0):
        around = Area.objects.filter(size=Area.Size.SUBDISTRICT, code__startswith=text[:digits])
        codes = sorted(around.values_list("code", flat=True), key=lambda code: abs(int(code) - int(text[:6])))[:limit]
        if codes:
            return list(Area.objects.select_related("parent__parent").filter(code__in=codes).order_by("code"))
    return []


def population_of(areas: Area | Iterable[Area], by: str = "band") -> dict[str, int | None]:
    """Return how many people live in the areas together, by band, sex or disability.

    A word is None where one of the areas has no figure for it: no data is said, never 0. Of several days the latest
    that has the figure counts.
    """
    days = _figures(areas)
    counts = {word: [_latest(word, by, figures) for figures in days.values()] for word in WAYS[by]}
    return {word: None if not each or None in each else sum(each) for word, each in counts.items()}


def sources_of(areas: Area | Iterable[Area]) -> list[Population]:
    """Return who counted the people of the areas and as of when: one figure for each, the latest first."""
    figures = Population.objects.filter(area__in=_several(areas)).order_by("-as_of", "source", "pk")
    return list({(figure.as_of, figure.source): figure for figure in figures}.values())


def _several(areas):
    return [areas] if isinstance(areas, Area) else list(areas)


def _figures(areas):
    """Return the figures of each area, by day, the latest first."""
    days = {area.pk: defaultdict(list) for area in _several(areas)}
    rows = Population.objects.filter(area__in=days).order_by("-as_of", "pk")
    for row in rows.values("area_id", "as_of", *WAYS, "count"):
        days[row["area_id"]][row["as_of"]].append(row)
    return days


def _latest(word, way, days):
    counts = (people_by(way, figures)[word] for figures in days.values())
    return next((count for count in counts if count is not None), None)


def _in_own_name(word):
    return Q(key__contains=word) | Q(key_en__contains=word) | Q(code__startswith=word)


def _rank(first, together):
    """The name itself, then names that begin with all words, then with the first one, then the rest."""
    steps = (Q(key=together) | Q(key_en=together) | Q(code=together),
             Q(key__startswith=together) | Q(key_en__startswith=together),
             Q(key=first) | Q(key_en=first), Q(key__startswith=first) | Q(key_en__startswith=first))
    whens = [When(step, then=Value(place)) for place, step in enumerate(steps)]
    return Case(*whens, default=Value(len(steps)), output_field=IntegerField())
