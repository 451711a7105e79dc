"""Where a project may start from: the town's open resolutions, and the goals of agreements that run."""
from collections.abc import Mapping
from typing import NamedTuple

from saan.agencies.models import Authority
from saan.core import clock
from saan.core.numbers import number_in
from saan.decisions.models import Resolution
from saan.network.models import Commitment, Goal

MOST = 50   # of each on one page


class Origin(NamedTuple):
    """A resolution or a goal, and the town whose it is."""

    it: Resolution | Goal
    town: Authority


def origin_of(numbers: Mapping[str, str], places: set[int], viewer) -> Origin | None:
    """Return the resolution or goal of this number at these authorities; None where none or both are named."""
    named = {kind: text for kind, text in numbers.items() if text}
    if len(named) != 1:
        return None
    (kind, text), = named.items()
    number = number_in(text)
    if kind == "resolution":
        it = _resolutions(places, viewer).filter(pk=number).first()
        return it and Origin(it, it.meeting.committee.authority)
    it = _goals(places, viewer).filter(pk=number).first()
    return it and Origin(it, it.agreement.authority)


def origins_at(places: set[int], viewer) -> dict[str, list]:
    """Return the open resolutions, and the goals of agreements that run today, of these authorities."""
    today = clock.today()
    goals = _goals(places, viewer).filter(agreement__starts_on__lte=today, agreement__ends_on__gte=today)
    resolutions = _resolutions(places, viewer).still_open().order_by("due_on", "pk")
    return {"resolutions": list(resolutions[:MOST]), "goals": list(goals.order_by("agreement", "number")[:MOST])}


def commitments_to(origin: Origin, viewer) -> list[Commitment]:
    """Return what agencies promised towards the goal; nothing towards a resolution."""
    if origin.it.kind != Goal.kind:
        return []
    return list(Commitment.objects.visible_to(viewer).filter(goal=origin.it).select_related("agency").order_by("pk"))


def _resolutions(places, viewer):
    found = Resolution.objects.visible_to(viewer).filter(meeting__committee__authority__in=places)
    return found.select_related("owner", "meeting__committee__authority__home")


def _goals(places, viewer):
    found = Goal.objects.visible_to(viewer).filter(agreement__authority__in=places)
    return found.select_related("agreement__authority__home")
