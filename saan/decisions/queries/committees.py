"""Questions about committees: who sits on them on a day, and where somebody has an interest."""
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Prefetch, Q, QuerySet

from saan.agencies.models import Agency, Authority
from saan.core import clock
from saan.decisions.models import Committee, Interest, Seat, Term
from saan.people.models import Person


class Sitting(NamedTuple):
    """A seat, who sits on it now, and its other terms, the latest first."""

    seat: Seat
    term: Term | None
    others: list[Term]


def committees_at(places: set[int] | None, viewer) -> QuerySet[Committee]:
    """Return the committees of these authorities, or of all."""
    found = Committee.objects.visible_to(viewer).select_related("authority", "disbanding").order_by(
        "authority__name", "name", "pk")
    return found if places is None else found.filter(authority__in=places)


def committee_of(number: int, viewer) -> Committee | None:
    """Return the committee of this number."""
    return Committee.objects.visible_to(viewer).select_related("authority__home", "disbanding").filter(
        pk=number).first()


def sittings_of(committee: Committee, viewer) -> list[Sitting]:
    """Return the seats with who sits there today, what they declared, and who did or will."""
    terms = Term.objects.visible_to(viewer).standing().select_related("person").order_by("-starts_on").prefetch_related(
        Prefetch("interests", Interest.objects.visible_to(viewer).filter(ended_at=None).select_related("agency")))
    seats = Seat.objects.visible_to(viewer).filter(committee=committee).select_related("agency").order_by("number")
    today = clock.today()
    found = []
    for seat in seats.prefetch_related(Prefetch("terms", terms)):
        now = next((term for term in seat.terms.all() if holds_on(term, today)), None)
        found.append(Sitting(seat, now, [term for term in seat.terms.all() if term != now]))
    return found


def terms_on(committee: Committee, day: date) -> list[Term]:
    """Return the terms that hold on that day, by seat."""
    holding = Term.objects.standing().filter(Q(ends_on=None) | Q(ends_on__gte=day), seat__committee=committee,
                                             starts_on__lte=day)
    return list(holding.select_related("seat__agency", "person").order_by("seat__number"))


def holds_on(term: Term, day: date) -> bool:
    """Return whether the term holds on that day, its last one included."""
    return term.starts_on <= day and (term.ends_on is None or day <= term.ends_on)


def term_of(number: int, viewer) -> Term | None:
    """Return the term of this number."""
    found = Term.objects.visible_to(viewer).standing().filter(pk=number)
    return found.select_related("seat__committee__authority__home", "person").first()


def interests_in(agencies: Iterable[Agency | int | None], terms: Iterable[Term]) -> list[Interest]:
    """Return what these members declared where one of the agencies is concerned, and which still stands."""
    wanted = [getattr(agency, "pk", agency) for agency in agencies if agency]
    if not wanted:
        return []
    stands = Interest.objects.filter(ended_at=None, agency__in=wanted, term__in=[term.pk for term in terms])
    return list(stands.select_related("agency", "term__person"))


def declared_by(terms: Iterable[Term]) -> list[Interest]:
    """Return all that these members ever declared, also what has ended."""
    mine = Interest.objects.filter(term__in=[term.pk for term in terms])
    return list(mine.select_related("agency", "term__person"))


def sits_on(person: int, committee: Committee) -> bool:
    """Return whether the person sits on the committee today."""
    return any(term.person_id == person for term in terms_on(committee, clock.today()))


def sat_by(person: Person, day: date) -> list[Term]:
    """Return the terms that the person holds on that day, anywhere."""
    holding = Term.objects.standing().filter(Q(ends_on=None) | Q(ends_on__gte=day), person=person, starts_on__lte=day)
    return list(holding.select_related("seat__committee__authority"))


def ever_seated(authority: Authority) -> QuerySet[Person]:
    """Return everybody who sits, sat or will sit on a committee of the authority."""
    return Person.objects.filter(terms__in=Term.objects.standing().filter(
        seat__committee__authority=authority.pk)).distinct().order_by("name", "pk")


def interest_of(number: int, viewer) -> Interest | None:
    """Return the interest of this number."""
    found = Interest.objects.visible_to(viewer).filter(pk=number)
    return found.select_related("term__seat__committee__authority__home").first()
