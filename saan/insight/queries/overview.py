"""The overview of a town or an area: what was heard and what came of it, in numbers that tell of nobody."""
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, Subquery

from saan.agencies.models import Authority
from saan.areas.models import Area
from saan.areas.queries import population_of
from saan.core import clock
from saan.core.vocabulary import Band
from saan.decisions.models import Ground, Proposal, Resolution, Source
from saan.decisions.queries.resolutions import on_time
from saan.insight.rules import days_taken, in_steps
from saan.methods import honest
from saan.plans.models import Activity, Claim, Project, Result
from saan.voices.models import Membership, Reading, Reply, Theme, Voice

Place = Authority | Area | None   # a town, an area with all that lies in it, or everywhere
LATEST = 500   # steps of one kind that the median of days looks at


class Missing(NamedTuple):
    """How many of an age band were heard, in steps of five, beside how many live there; None = too few, or no data."""

    band: str
    heard: int | None
    population: int | None

    @property
    def word(self) -> str:
        """Return what a page says for the band."""
        return Band(self.band).label


class Overview(NamedTuple):
    """The numbers of a place as of a moment. Claimed and confirmed are separate, always."""

    as_of: datetime
    voices: int
    themes: int
    proposals: int
    resolutions: int
    on_time_share: float | None   # of the resolutions that were due by now, None where none was
    due: int
    claimed: int
    confirmed: int
    missing: list[Missing]


def overview_of(place: Place, viewer) -> Overview:
    """Return the overview of a place."""
    resolutions = Resolution.objects.visible_to(viewer).filter(_decided_in(place))
    kept, count = on_time(resolutions)
    states = list(Result.objects.visible_to(viewer).filter(_in(place, "project")).values_list("state", flat=True))
    return Overview(
        clock.now(), _standing(place, viewer).count(),
        Theme.objects.visible_to(viewer).filter(_in(place), merged_into=None).count(),
        Proposal.objects.visible_to(viewer).filter(_in(place)).count(), resolutions.count(),
        round(kept / count, 3) if count else None, count,
        states.count(Result.State.CLAIMED), states.count(Result.State.CONFIRMED), missing_in(place, viewer))


def missing_in(place: Place, viewer) -> list[Missing]:
    """Return how many of each band were heard, in steps, beside the population.

    Voices are counted five at a time, in the order in which they were let through, and each band in steps of five: of
    a change nobody can tell whose voice made it.
    """
    read = Reading.objects.filter(voice=OuterRef("pk"), reason="").order_by("-pk").values("pk")[:1]
    standing = _standing(place, viewer).annotate(read=Subquery(read)).order_by("read", "pk")
    bands = list(standing.values_list("band", flat=True))
    told = bands[:len(bands) - len(bands) % honest.K]
    heard = in_steps({band: told.count(band) for band in Band.values})
    people = _people(place)
    return [Missing(band, heard[band], people.get(band)) for band in Band.values]


def days_of(place: Place, viewer) -> dict[int, float | None]:
    """Return the median of the days that each square took, by its number; None where too few went that far.

    Square 7 is counted from the project, square 8 from the theme, every other from the square before it.
    """
    proposals = Proposal.objects.visible_to(viewer).filter(_in(place))
    pairs = {
        2: Membership.objects.filter(_in(place, "theme"), voice__isnull=False).values_list(
            "voice__said_at", "joined_at"),
        3: Source.objects.filter(proposal__in=proposals, theme__isnull=False).values_list(
            "theme__begun_at", "proposal__at"),
        4: Ground.objects.filter(proposal__in=proposals).values_list("proposal__at", "resolution__at"),
        5: Project.objects.visible_to(viewer).filter(_in(place), resolution__isnull=False).values_list(
            "resolution__at", "at"),
        6: Activity.objects.visible_to(viewer).filter(_in(place, "project"), held_at__isnull=False).values_list(
            "project__at", "held_at"),
        7: Claim.objects.filter(_in(place, "result__project"), number=1).values_list("result__project__at", "at"),
        8: Reply.objects.visible_to(viewer).filter(_in(place, "theme")).values_list("theme__begun_at", "at")}
    return {square: days_taken([later - earlier for earlier, later in rows.order_by("-pk")[:LATEST]])
            for square, rows in pairs.items()}


def ends_of(place: Place, viewer) -> dict[str, int]:
    """Return how many voices of a place came how far: the words of `rules.ENDS`, which add up to all that stand."""
    standing = _standing(place, viewer)
    theme = Membership.objects.filter(voice=OuterRef("pk"), left_at=None)
    resolved = theme.filter(theme__sourced__proposal__grounds__isnull=False)
    confirmed, claimed = (resolved.filter(**{_TO_RESULT: state}) for state in ("confirmed", "claimed"))
    everybody, gathered, decided, sure, said = (rows.count() for rows in (
        standing, standing.filter(Exists(theme)), standing.filter(Exists(resolved)),
        standing.filter(Exists(confirmed)), standing.filter(Exists(claimed)).exclude(Exists(confirmed))))
    return {"confirmed": sure, "claimed": said, "waits": decided - sure - said, "open": gathered - decided,
            "loose": everybody - gathered}


def _standing(place, viewer):
    return Voice.objects.visible_to(viewer).standing().filter(_in(place))


def _in(place, path=""):
    """Return the condition that a row, or the row it hangs on by that path, belongs to the place."""
    before = f"{path}__" if path else ""
    if place is None:
        return Q()
    if isinstance(place, Authority):
        return Q(**{f"{before}authority": place})
    return Q(**{f"{before}area__code__startswith": place.code})


def _decided_in(place):
    """Return the condition that a resolution was made by a committee of the place; committees have no area."""
    if place is None or isinstance(place, Authority):
        return _in(place, "meeting__committee")
    return Q(meeting__committee__authority__home__code__startswith=place.code)


def _people(place):
    if place is None:
        return {}
    return population_of(place.areas.all() if isinstance(place, Authority) else place)


_TO_RESULT = "theme__sourced__proposal__grounds__resolution__projects__results__state"
