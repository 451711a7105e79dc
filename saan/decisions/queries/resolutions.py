"""Questions about resolutions: what is open, what is late, and what share was kept on time."""
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from saan.agencies.models import Authority
from saan.core import clock
from saan.core.things import Thing
from saan.decisions.models import Closing, FollowUp, Ground, Resolution
from saan.decisions.queries.proposals import answerers_of, audience_of

SHOWN = ("open", "overdue", "closed")


def resolution_of(number: int, viewer) -> Resolution | None:
    """Return the resolution of this number, with what it stands on, how far it is, and how it was closed."""
    found = Resolution.objects.visible_to(viewer).filter(pk=number)
    grounds = Ground.objects.visible_to(viewer).select_related("proposal").order_by("pk")
    return found.select_related("meeting__committee__authority__home", "owner", "item__proposal").prefetch_related(
        Prefetch("grounds", grounds), Prefetch("follow_ups", FollowUp.objects.visible_to(viewer).order_by("-pk")),
        Prefetch("closings", Closing.objects.visible_to(viewer).order_by("-pk"))).first()


def resolutions_at(places: set[int] | None, viewer, shown: str = "") -> QuerySet[Resolution]:
    """Return the resolutions of these authorities, or of all: open, overdue or closed ones, or all that there are.

    What is open stands by its due date, what is closed the newest first.
    """
    found = _seen(viewer)
    if places is not None:
        found = found.filter(meeting__committee__authority__in=places)
    if shown == "closed":
        return found.closed().order_by("-pk")
    if shown == "overdue":
        found = found.filter(due_on__lt=clock.today())
    return found.still_open().order_by("due_on", "pk") if shown in SHOWN else found.order_by("-pk")


def open_resolutions(authority: Authority, viewer) -> QuerySet[Resolution]:
    """Return the authority's open resolutions, the longest overdue first."""
    return resolutions_at({authority.pk}, viewer, "open")


def overdue_resolutions(authority: Authority, viewer) -> QuerySet[Resolution]:
    """Return the authority's open resolutions whose day is over, the longest first."""
    return resolutions_at({authority.pk}, viewer, "overdue")


def on_time_share(authority: Authority, viewer) -> tuple[int, int]:
    """Return how many resolutions of the authority that were due so far were done by their day, and how many were due.

    What a meeting let go is not counted.
    """
    return on_time(Resolution.objects.visible_to(viewer).filter(meeting__committee__authority=authority.pk))


def on_time(resolutions: QuerySet[Resolution]) -> tuple[int, int]:
    """Return, of these, how many were done by their day, and how many were due so far or done before; none let go."""
    dropped = Closing.objects.filter(resolution=OuterRef("pk"), word=Closing.Word.DROPPED, ended_at=None)
    due = resolutions.filter(Q(due_on__lt=clock.today()) | Exists(_done())).filter(~Exists(dropped))
    kept = due.filter(Exists(_done().filter(at__date__lte=OuterRef("due_on"))))
    return kept.count(), due.count()


def falling_due(first: date, last: date) -> list[Resolution]:
    """Return the open resolutions whose due date lies between the two days, both included."""
    found = Resolution.objects.still_open().filter(due_on__range=(first, last))
    return list(found.select_related("owner", "meeting__committee__authority").order_by("due_on", "pk"))


def owners_of(resolution: Resolution) -> set[Thing]:
    """Return the persons who answer for it: the partners of the agency that owns it, its officers where it has some."""
    return answerers_of(resolution.owner)


def told_of(resolution: Resolution) -> set[Thing]:
    """Return everybody who hears what was resolved: whose voice stands behind it, and those who answer for it."""
    grounds = Ground.objects.filter(resolution=resolution).select_related("proposal")
    return owners_of(resolution).union(*(audience_of(ground.proposal) for ground in grounds))


def _done():
    return Closing.objects.filter(resolution=OuterRef("pk"), word=Closing.Word.DONE, ended_at=None)


def _seen(viewer):
    done = Closing.objects.visible_to(viewer).filter(ended_at=None)
    found = Resolution.objects.visible_to(viewer).select_related("meeting__committee__authority", "owner")
    return found.prefetch_related(Prefetch("closings", done, to_attr="closed_now"))
