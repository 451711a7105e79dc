"""Questions about areas."""
from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Length

from saan.areas.models import Area
from saan.areas.rules import words_of

ABOVE = ("", "parent__", "parent__parent__")


def search(text: str, size: str | None = None, limit: int = 20) -> list[Area]:
    """Return the areas that the words may mean, the likeliest first; tone marks and capitals do not matter."""
    words = words_of(text)
    if not words:
        return []
    first, together = words[0], " ".join(words)
    found = Area.objects.filter(_in_own_name(first)).select_related("parent__parent")
    for word in words[1:]:
        found = found.filter(_anywhere(word))
    if size:
        found = found.filter(size=size)
    return list(found.annotate(rank=_rank(first, together)).order_by("rank", Length("code"), "key", "code")[:limit])


def area_of(code: str) -> Area | None:
    """Return the area of the official code, with what lies above it."""
    return Area.objects.select_related("parent__parent").filter(code=code).first()


def _in_own_name(word):
    return Q(key__contains=word) | Q(key_en__contains=word) | Q(code__startswith=word)


def _anywhere(word):
    found = Q()
    for above in ABOVE:
        found |= Q(**{f"{above}key__contains": word}) | Q(**{f"{above}key_en__contains": word})
    return found


def _rank(first, together):
    """The name itself, then names that begin with all words, then with the first one, then the rest."""
    steps = (Q(key=together) | Q(key_en=together) | Q(code=together),
             Q(key__startswith=together) | Q(key_en__startswith=together),
             Q(key=first) | Q(key_en=first), Q(key__startswith=first) | Q(key_en__startswith=first))
    whens = [When(step, then=Value(place)) for place, step in enumerate(steps)]
    return Case(*whens, default=Value(len(steps)), output_field=IntegerField())
