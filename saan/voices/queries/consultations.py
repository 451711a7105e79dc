"""Questions about consultations and their statements."""
from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from django.conf import settings
from django.db.models import Max, Q

from saan.agencies.models import Authority
from saan.core import clock
from saan.core.keys import fingerprint
from saan.methods.opinion.turns import order_of
from saan.voices.models import Burst, Consultation, Figure, Slip, Statement, Ticket

NO_MAP: Mapping[int, float] = MappingProxyType({})
BURST = 60   # tokens of one network within one hour that the council is told of


def rounds_of(area: str, viewer, authority: str = "") -> list[Consultation]:
    """Return the rounds that have begun in an area (code of a province, district or subdistrict), the newest first."""
    rounds = Consultation.objects.visible_to(viewer).filter(area__code__startswith=area, opens_at__lte=clock.now())
    if authority:
        rounds = rounds.filter(authority__code=authority)
    return list(rounds.select_related("area", "authority").order_by("-opens_at", "-pk"))


def rounds_at(authority: Authority, viewer) -> list[Consultation]:
    """Return every round of an authority, also those that are still to open."""
    rounds = Consultation.objects.visible_to(viewer).filter(authority=authority)
    return list(rounds.select_related("area", "authority").order_by("-opens_at", "-pk"))


def round_of(slug: str, viewer) -> Consultation | None:
    """Return the round of that slug."""
    rounds = Consultation.objects.visible_to(viewer).select_related("area", "authority").filter(slug=slug)
    return next(iter(rounds), None)   # the slug is unique; `first` would pay for an order


def past_their_day() -> list[Consultation]:
    """Return the rounds whose promised day is over and which nobody has closed."""
    over = Q(closed_at=None, closes_at__lte=clock.now(), source=Consultation.Source.VOTES)
    return list(Consultation.objects.filter(over))


def statements_of(consultation: Consultation, viewer) -> list[Statement]:
    """Return what can be voted on in the round, in the neutral order of its numbers."""
    standing = Statement.objects.visible_to(viewer).filter(consultation=consultation, withdrawn_at=None)
    return list(standing.exclude(text="").order_by("number"))


def in_fair_order(consultation: Consultation, statements: Iterable[Statement], seed: str, since: datetime,
                  extremity: Mapping[int, float] = NO_MAP) -> list[Statement]:
    """Return the statements in one participant's own random order: by turns the least seen and the most telling.

    The order stays the same for the participant: it rests on the seed and on what was published before `since`.
    `extremity` is how far out each statement stands on the opinion map; where it is not known, 0.
    """
    statements = list(statements)
    counts = _answers(consultation, since)
    agree, disagree, passed = zip(*(counts.get(each.pk, (0, 0, 0)) for each in statements)) if statements else [()] * 3
    draws = [[*(_draw(seed, f"{turn}{each.pk}") for each in statements), _draw(seed, f"{turn}first")]
             for turn in ("", "telling ")]
    far = [extremity.get(each.pk, 0) for each in statements]
    return [statements[at] for at in order_of(agree, disagree, passed, draws, far)]


def ticket_time(consultation: Consultation, participant: int) -> datetime:
    """Return since when the participant takes part in the round; now where it has not begun."""
    ticket = Ticket.objects.filter(consultation=consultation, participant=participant).first()
    return ticket.made_at if ticket else clock.now()


def bursts_of(consultation: Consultation, viewer) -> list[Burst]:
    """Return the hours in which one network made unusually many tokens, for those who keep watch over the round."""
    return list(Burst.objects.visible_to(viewer).filter(consultation=consultation).order_by("-hour", "-tokens"))


def slips_of(consultation: Consultation) -> tuple[int, int]:
    """Return how many slips were printed and how many of them were used."""
    slips = Slip.objects.filter(consultation=consultation)
    return slips.count(), slips.exclude(used_at=None).count()


def _answers(consultation, since):
    """Return how many people agreed, disagreed and passed on each statement, as last published before that time."""
    last = Figure.objects.filter(publication__consultation=consultation, publication__at__lte=since)
    newest = last.values("statement").annotate(newest=Max("pk")).values("newest")
    figures = Figure.objects.filter(pk__in=newest).values_list("statement", "agree", "disagree", "passed")
    return {statement: counts for statement, *counts in figures}


def _draw(seed, what):
    """Return a number in (0, 1] that nobody can foresee and that is always the same for this seed."""
    drawn = fingerprint(settings.KEYS["token"], f"order {seed} {what}")
    return (int(drawn[:13], 16) + 1) / 16 ** 13
