"""Questions about agencies."""
from django.db.models import Q

from saan.agencies.models import Authority
from saan.areas.models import Area


def authorities_at(area: Area) -> list[Authority]:
    """Return the authorities that govern the area, a part of it or what it lies in, by name."""
    above = [area.code[:digits] for digits in (2, 4) if digits < len(area.code)]
    governs = Q(areas__code__startswith=area.code) | Q(areas__code__in=above)
    return list(Authority.objects.filter(governs).distinct().order_by("name", "pk"))


def authority_by(code: str) -> Authority | None:
    """Return the authority of this code."""
    return Authority.objects.filter(code__iexact=code).first()
