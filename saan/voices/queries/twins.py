"""Questions about voices and statements that say the same: only those that stand, of the same town or round."""
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import QuerySet

from saan.agencies.models import Authority
from saan.methods import honest
from saan.methods.twins import ALIKE, Near, grams, nearest, shape, without_copies
from saan.voices.engines.twins import beside
from saan.voices.models import Consultation, Membership, Statement, Theme, Voice
from saan.voices.queries.consultations import statements_of

OFFERED = 3        # voices shown beside what is written
SPARE = 4          # times as many are asked for: the viewer may not read all of them
LOOKED_AT = 120    # voices that are compared letter by letter for the nearest
COUNTED = 200      # and where they are counted
AT_THE_DESK = 60   # the same beside each of a page of waiting voices
POSTINGS_AT_THE_DESK = 3000


class Twin(NamedTuple):
    """A voice that stands and is like another, and the theme it belongs to, where it belongs to one."""

    voice: Voice
    theme: Theme | None = None


def like(text: str, town: Authority, viewer, most: int = OFFERED) -> list[Voice]:
    """Return the voices of the town that are most like the text, none of them twice in the same words."""
    near = without_copies(_near(text, town, LOOKED_AT))[:SPARE * most]
    known = {voice.pk: voice for voice in _offered(near, viewer)}
    return [known[one.number] for one in near if one.number in known][:most]


def like_in_round(text: str, consultation: Consultation, viewer, most: int = OFFERED) -> list[Statement]:
    """Return the statements of the round that are most like the text; they are few, so each is compared."""
    known = {one.pk: one for one in statements_of(consultation, viewer)}
    near = without_copies(nearest(grams(shape(text)), ((pk, shape(one.text)) for pk, one in known.items())))
    return [known[one.number] for one in near[:most]]


def others(text: str, town: Authority, viewer, but: int | None = None) -> int | None:
    """Return how many other people said the same in this town, as far as their voices stand; None = too few to say.

    Who is known to have said it twice counts once. `but` is the voice that has just been sent: it counts for nobody.
    """
    near = [one for one in _near(text, town, COUNTED) if one.likeness >= ALIKE and one.number != but]
    speakers = _offered(near, viewer).values_list("person", "participant", "pk")
    return honest.aloud(len({(person, participant) if person or participant else pk
                             for person, participant, pk in speakers}))


def twins_of(voices: Sequence[Voice], viewer) -> dict[int, list[Twin]]:
    """Return for each of the waiting voices the nearest that stand in its town, with their themes; five questions."""
    shapes = [shape(voice.text) for voice in voices]
    asked = [(voice.authority_id, of) for voice, of in zip(voices, shapes, strict=True)]
    lists = [without_copies(nearest(grams(of), among))[:SPARE * OFFERED] for of, among in zip(
        shapes, beside(asked, AT_THE_DESK, POSTINGS_AT_THE_DESK), strict=True)]
    known = {one.pk: one for one in _offered((near for some in lists for near in some), viewer)}
    inside = Membership.objects.visible_to(viewer).filter(voice__in=known, left_at=None).select_related("theme")
    themes = {row.voice_id: row.theme for row in inside}
    return {voice.pk: [Twin(known[near.number], themes.get(near.number)) for near in some
                       if near.number in known][:OFFERED] for voice, some in zip(voices, lists, strict=True)}


def _near(text: str, town: Authority, most: int) -> list[Near]:
    of = shape(text)
    return nearest(grams(of), beside([(town.pk, of)], most)[0])


def _offered(near: Iterable[Near], viewer) -> QuerySet[Voice]:
    """Return those that stand and that this viewer may read.

    The town was asked for already; asked for once more, SQLite would go through all voices of the town.
    """
    return Voice.objects.visible_to(viewer).to_offer().filter(pk__in={one.number for one in near})
