"""Questions about promises: how far they have come, whose they are, and which are due."""
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from saan.agencies.models import Agency
from saan.core import clock
from saan.network.models import Commitment, Progress
from saan.network.rules import AHEAD, SAYS_DONE, State, state_of
from saan.notices.models import Notice


class Standing(NamedTuple):
    """A promise and its state today."""

    commitment: Commitment
    state: State


def standing(commitments: QuerySet[Commitment]) -> list[Standing]:
    """Return the promises with their states today, in their order."""
    today = clock.today()
    return [Standing(one, state_of([one.last] if one.last else [], one.due_on, today))
            for one in _with_last(commitments)]


def last_word(commitment: Commitment) -> str:
    """Return the word of the newest progress of the promise, empty where it has none; for actions."""
    last = newest(commitment)
    return last.word if last else ""


def newest(commitment: Commitment) -> Progress | None:
    """Return the newest progress of the promise; for actions."""
    return Progress.objects.filter(commitment=commitment).select_related("commitment__agency").order_by("-pk").first()


def state_now(commitment: Commitment) -> State:
    """Return the state of the promise today."""
    last = last_word(commitment)
    return state_of([last] if last else [], commitment.due_on, clock.today())


def commitments_of(agency: Agency, viewer) -> list[Standing]:
    """Return what the agency promised, what is due first first."""
    return standing(_shown(viewer).filter(agency=agency.pk).order_by("due_on", "pk"))


def owed_by(agencies: Iterable[int], viewer) -> list[Standing]:
    """Return what these agencies promised and have not said to be done, what is due first first."""
    mine = _shown(viewer).filter(agency__in=agencies).order_by("due_on", "pk")
    return [one for one in standing(mine) if one.state not in {State.CLAIMED, State.CONFIRMED}]


def commitments_at(places: Iterable[int], viewer) -> QuerySet[Commitment]:
    """Return what was promised at these authorities, what is due first first."""
    return _shown(viewer).filter(goal__agreement__authority__in=places).order_by("due_on", "pk")


def commitment_by(number: int, viewer) -> Commitment | None:
    """Return the promise of this number, as far as the viewer may read it."""
    return _shown(viewer).filter(pk=number).first()


def progress_of(commitment: Commitment, viewer) -> QuerySet[Progress]:
    """Return how the promise came on, the oldest first."""
    return Progress.objects.visible_to(viewer).filter(commitment=commitment).select_related("file").order_by("pk")


def due_soon(most: int) -> list[Commitment]:
    """Return promises that are due within 14 days, not said to be done, and of which nobody was told."""
    today = clock.today()
    return _untold("network.due_soon", Q(due_on__range=(today, today + AHEAD)), most)


def overdue(most: int) -> list[Commitment]:
    """Return promises whose day is over, not said to be done, and of which nobody was told."""
    return _untold("network.overdue", Q(due_on__lt=clock.today()), most)


def _untold(key, when, most):
    told = Notice.objects.filter(key=key, kind=Commitment.kind, ref=OuterRef("pk"))
    late = _with_last(Commitment.objects.filter(when, ~Exists(told))).exclude(last__in=SAYS_DONE)
    return list(late.select_related("agency", "goal__agreement__authority").order_by("due_on", "pk")[:most])


def _with_last(commitments):
    newest = Progress.objects.filter(commitment=OuterRef("pk")).order_by("-pk").values("word")[:1]
    return commitments.annotate(last=Coalesce(Subquery(newest), Value("")))


def _shown(viewer):
    return Commitment.objects.visible_to(viewer).select_related("agency", "goal__agreement__authority__home")
