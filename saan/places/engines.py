"""Where the marks of a sketch stand: places in a frame, as far apart as they really are."""
import math
from collections.abc import Iterable
from typing import NamedTuple

from saan.core.vocabulary import Level
from saan.places.models import Place

WIDTH, HEIGHT, MARGIN = 640, 300, 36   # of the sketch, in its own units
NARROWEST = .004                       # degrees: one place alone does not fill the frame


class Mark(NamedTuple):
    """One place on the sketch: its number in the list, and where it stands, in the sketch's units."""

    number: int
    place: Place
    x: float
    y: float

    @property
    def waits(self) -> bool:
        """Return whether somebody has yet to look: then it is drawn hatched."""
        return self.place.level == Level.WAITING


def marks(places: Iterable[Place]) -> list[Mark]:
    """Return the places that have a position as marks, numbered as they stand in the list."""
    pins = [(number, place) for number, place in enumerate(places, 1) if place.latitude is not None]
    if not pins:
        return []
    norths, easts = [place.latitude for _n, place in pins], [place.longitude for _n, place in pins]
    north, east = (min(norths) + max(norths)) / 2, (min(easts) + max(easts)) / 2
    squeeze = math.cos(math.radians(north))   # a degree of longitude is shorter than one of latitude
    tall = max(max(norths) - min(norths), NARROWEST)
    wide = max((max(easts) - min(easts)) * squeeze, NARROWEST)
    scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / tall)
    return [Mark(number, place, round(WIDTH / 2 + (place.longitude - east) * squeeze * scale, 1),
                 round(HEIGHT / 2 - (place.latitude - north) * scale, 1)) for number, place in pins]
