"""Questions about voices that say the same: only those that stand, of the same town, through the viewer."""
from collections.abc import Collection, Sequence
from typing import NamedTuple

from saan.agencies.models import Authority
from saan.methods import honest
from saan.methods.twins import ALIKE, Near, grams, nearest, shape, without_copies
from saan.voices.engines.twins import beside
from saan.voices.models import Membership, Theme, Voice

OFFERED = 3        # voices shown beside what is written
LOOKED_AT = 200    # voices that are compared letter by letter
AT_THE_DESK = 60   # the same beside each of a page of waiting voices
POSTINGS_AT_THE_DESK = 3000


class Twin(NamedTuple):
    """A voice that stands and is like another, and the theme it belongs to, where it belongs to one."""

    voice: Voice
    theme: Theme | None = None


def like(text: str, town: Authority, viewer, most: int = OFFERED) -> list[Voice]:
    """Return the voices of the town that are most like the text, none of them twice in the same words."""
    of = shape(text)
    near = nearest(grams(of), beside([(town.pk, of)], LOOKED_AT)[0])
    return _standing([without_copies(near)], viewer, {town.pk}, most)[0]


def others(text: str, town: Authority, viewer, but: int | None = None) -> int | None:
    """Return how many other people said the same in this town, as far as their voices stand; None = too few to say.

    Who is known to have said it twice counts once. `but` is the voice that has just been sent: it counts for nobody.
    """
    of = shape(text)
    near = nearest(grams(of), beside([(town.pk, of)], LOOKED_AT)[0], ALIKE)
    numbers = [one.number for one in near if one.number != but]
    rows = Voice.objects.visible_to(viewer).to_offer().filter(authority=town, pk__in=numbers)
    return honest.aloud(len({(person and f"p{person}") or (participant and f"t{participant}") or pk
                             for pk, person, participant in rows.values_list("pk", "person", "participant")}))


def twins_of(voices: Sequence[Voice], viewer) -> dict[int, list[Twin]]:
    """Return for each of the waiting voices the nearest that stand in its town, with their themes; five questions."""
    shapes = [shape(voice.text) for voice in voices]
    asked = [(voice.authority_id, of) for voice, of in zip(voices, shapes, strict=True)]
    found = beside(asked, AT_THE_DESK, POSTINGS_AT_THE_DESK)
    near = [without_copies(nearest(grams(of), among)) for of, among in zip(shapes, found, strict=True)]
    lists = _standing(near, viewer, {voice.authority_id for voice in voices}, OFFERED)
    shown = {one for some in lists for one in some}
    inside = Membership.objects.visible_to(viewer).filter(voice__in=shown, left_at=None).select_related("theme")
    themes = {row.voice_id: row.theme for row in inside}
    return {voice.pk: [Twin(one, themes.get(one.pk)) for one in some]
            for voice, some in zip(voices, lists, strict=True)}


def _standing(lists: Sequence[Sequence[Near]], viewer, towns: Collection[int], most: int) -> list[list[Voice]]:
    """Return the first few voices of each list that stand and that this viewer may read."""
    numbers = {one.number for some in lists for one in some[:4 * most]}
    rows = Voice.objects.visible_to(viewer).to_offer().filter(pk__in=numbers, authority__in=towns)
    known = {voice.pk: voice for voice in rows}
    return [[known[one.number] for one in some[:4 * most] if one.number in known][:most] for some in lists]
