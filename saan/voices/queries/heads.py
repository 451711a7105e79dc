"""What people may tell of themselves: who is asked what, and the headcounts as they may be shown."""
from typing import NamedTuple

from django.db.models import Max

from saan.areas.models import Area
from saan.core.names import called
from saan.core.vocabulary import Band, Disability, Sex
from saan.methods import honest
from saan.people.models import Participant
from saan.voices.models import Consultation, Headcount, Portion, Telling
from saan.voices.queries.votes import Pass, has_voted

Way = Headcount.Way
ASKED = (Band.FROM_11, Band.FROM_15, Band.FROM_18, Band.FROM_20, Band.OVER_25)   # nobody younger, nobody unsure
STEP = 5   # people
LONGEST = 80   # parts of a town that can be chosen from


class Question(NamedTuple):
    """What may be asked: the way, and the words that answer it, each with what a page says for it."""

    way: str
    words: list[tuple[str, str]]


def questions_of(consultation: Consultation) -> list[Question]:
    """Return what a round asks people about themselves: sex, disability, and which part where there are several."""
    return [Question(Way.SEX.value, Sex.choices), Question(Way.DISABILITY.value, Disability.choices),
            *_parts(consultation)]


def is_asked(bearer: Pass) -> bool:
    """Return whether the bearer is asked: has voted, said a band from eleven years on, and was not asked before."""
    ticket = {"ticket__consultation": bearer.consultation, "ticket__participant": bearer.participant}
    if Telling.objects.filter(**ticket).exists():
        return False
    old_enough = Participant.objects.filter(pk=bearer.participant, band__in=ASKED).exists()
    return old_enough and has_voted(bearer)


def portions_due(consultation: Consultation) -> dict[tuple[str, str], int]:
    """Return the headcounts that have grown by at least five people since they were last published."""
    before = _published(consultation)
    now = Headcount.objects.filter(consultation=consultation).values_list("way", "word", "people")
    return {(way, word): people for way, word, people in now if people - before.get((way, word), 0) >= STEP}


def portions_of(consultation: Consultation, people: int, questions: list[Question]) -> dict[str, dict[str, int | None]]:
    """Return by way and word how many said so, as far as it may be shown; None = not shown, too few.

    Those who said nothing are a cell of their own. A way of which nothing was published is left out.
    """
    counts = _published(consultation)
    found = {}
    for way, words in questions:
        cells = [counts.get((way, word), 0) for word, _label in words]
        gone = honest.hidden([*cells, max(0, people - sum(cells))])
        if any(cells):
            found[way] = {word: None if at in gone else cells[at] or None for at, (word, _label) in enumerate(words)}
    return found


def _published(consultation):
    newest = Portion.objects.filter(publication__consultation=consultation).order_by().values("way", "word").annotate(
        newest=Max("pk")).values("newest")
    return {(way, word): people for way, word, people in
            Portion.objects.filter(pk__in=newest).values_list("way", "word", "people")}


def _parts(consultation):
    """Return the question for the part of the round's area: the areas below it, else its communities."""
    own = consultation.authority.areas.filter(parent=consultation.area_id)
    below = list(own.order_by("code")[:LONGEST]) or list(
        Area.objects.filter(parent=consultation.area_id).order_by("code")[:LONGEST])
    if len(below) > 1:
        return [Question(Way.AREA.value, [(area.code, called(area)) for area in below])]
    here = consultation.authority.communities.filter(area=consultation.area_id).order_by("name")[:LONGEST]
    named = [(str(community.pk), community.name) for community in here]
    return [Question(Way.COMMUNITY.value, named)] if len(named) > 1 else []
