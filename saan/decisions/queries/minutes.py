"""Questions about minutes: the draft that stands, and every one that was ever written."""
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import QuerySet

from saan.agencies.models import Agency, Authority
from saan.core.acts import Act
from saan.decisions.models import Draft, Meeting
from saan.people.models import Person


class Signed(NamedTuple):
    """What somebody wrote, and who it was; None for Saan itself."""

    act: Act
    who: Person | Agency | None


def draft_of(meeting: Meeting) -> Draft | None:
    """Return the draft that stands now."""
    return Draft.objects.filter(meeting=meeting, set_aside=False).order_by("-number").first()


def draft_numbered(meeting: Meeting, number: int) -> Draft | None:
    """Return the draft of that number, set aside or not."""
    return Draft.objects.filter(meeting=meeting, number=number).first()


def drafts_of(meeting: Meeting, viewer) -> QuerySet[Draft]:
    """Return every draft that was ever written, also those set aside, the newest first."""
    return Draft.objects.visible_to(viewer).filter(meeting=meeting).order_by("-number")


def named(acts: Iterable[Act]) -> list[Signed]:
    """Return what people wrote, each with the name of whoever did: a person, or an agency by its link."""
    acts = list(acts)
    persons = {act.by_id for act in acts if act.by_kind == Person.kind}
    agencies = {act.by_id for act in acts if act.by_kind in {Agency.kind, Authority.kind}}
    known = {(Person.kind, one.pk): one for one in Person.objects.filter(pk__in=persons)}
    for agency in Agency.objects.filter(pk__in=agencies):
        known |= {(Agency.kind, agency.pk): agency, (Authority.kind, agency.pk): agency}
    return [Signed(act, known.get((act.by_kind, act.by_id))) for act in acts]
