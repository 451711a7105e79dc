"""The overview of a town or an area: what was heard and what came of it, in numbers that tell of nobody."""
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Q

from saan.agencies.models import Authority
from saan.areas.models import Area
from saan.areas.queries import population_of
from saan.core import clock
from saan.core.vocabulary import Band, Level
from saan.decisions.models import Ground, Proposal, Resolution, Source
from saan.decisions.queries.resolutions import on_time
from saan.insight.rules import days_taken, in_steps
from saan.methods import honest
from saan.plans.models import Activity, Claim, Project, Result
from saan.voices.models import Membership, Reading, Reply, Theme, Voice

Place = Authority | Area | None   # a town, an area with all that lies in it, or everywhere
LATEST = 200   # steps of one kind that the median of days looks at


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
    bands = bands_of(place, viewer)
    states = list(Result.objects.visible_to(viewer).filter(_in(place, "project")).values_list("state", flat=True))
    return Overview(
        clock.now(), sum(bands.values()),
        Theme.objects.visible_to(viewer).filter(_in(place), merged_into=None).count(),
        Proposal.objects.visible_to(viewer).filter(_in(place)).count(), resolutions.count(),
        round(kept / count, 3) if count else None, count,
        states.count(Result.State.CLAIMED), states.count(Result.State.CONFIRMED), missing_in(place, bands))


def bands_of(place: Place, viewer) -> dict[str, int]:
    """Return how many voices that stand each band has, exactly; "" is those who said none."""
    return dict(_standing(place, viewer).order_by().values_list("band").annotate(count=Count("pk")))


def missing_in(place: Place, bands: dict[str, int]) -> list[Missing]:
    """Return how many of each band were heard, in steps, beside the population, from how many stand.

    Voices are counted five at a time, in the order in which they were let through, and each band in steps of five: of
    a change nobody can tell whose voice made it.
    """
    counts = dict(bands)
    late = sum(counts.values()) % honest.K
    read = Reading.objects.filter(_stands(place), reason="").order_by("-pk").values_list("voice", "voice__band")
    for band in list(dict(read[:late * 2]).values())[:late]:   # twice: one may have been read twice
        counts[band] -= 1
    heard = in_steps({band: counts.get(band, 0) for band in Band.values})
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


def ends_of(place: Place, viewer, everybody: int | None = None) -> dict[str, int]:
    """Return how many voices of a place came how far: the words of `rules.ENDS`, which add up to all that stand.

    How many that are is counted, unless it is known.
    """
    sizes = _sizes(place)
    stood_on = Source.objects.filter(_in(place, "theme"), proposal__grounds__isnull=False)
    decided = set(stood_on.values_list("theme", flat=True))
    states = stood_on.filter(**{f"{_TO_RESULT}__in": ("confirmed", "claimed")}).values_list("theme", _TO_RESULT)
    sure, said = ({theme for theme, state in states if state == word} for word in ("confirmed", "claimed"))
    everybody = _standing(place, viewer).count() if everybody is None else everybody
    gathered = sum(sizes.values())
    resolved, confirmed, claimed = (sum(sizes.get(theme, 0) for theme in themes)
                                    for themes in (decided, sure, said - sure))
    return {"confirmed": confirmed, "claimed": claimed, "waits": resolved - confirmed - claimed,
            "open": gathered - resolved, "loose": everybody - gathered}


def _sizes(place):
    """Return how many voices that stand each theme holds now: by themes, for there are far fewer than voices."""
    inside = Membership.objects.filter(_stands(place), left_at=None).order_by()
    return dict(inside.values_list("theme").annotate(size=Count("pk")))


def _standing(place, viewer):
    return Voice.objects.visible_to(viewer).standing().filter(_in(place))


def _stands(place):
    """Return the condition that the voice of a row stands for everybody, as in `_standing`: a join is far quicker."""
    return Q(voice__level=Level.PUBLIC, voice__erased_at=None) & _in(place, "voice")


def _in(place, path=""):
    """Return the condition that a row, or the row it hangs on by that path, belongs to the place."""
    before = f"{path}__" if path else ""
    if not place:   # a page may hand over that no town is chosen, lazily: never "is None"
        return Q()
    if isinstance(place, Authority):
        return Q(**{f"{before}authority": place})
    return Q(**{f"{before}area__code__startswith": place.code})


def _decided_in(place):
    """Return the condition that a resolution was made by a committee of the place; committees have no area."""
    if not place or isinstance(place, Authority):
        return _in(place, "meeting__committee")
    return Q(meeting__committee__authority__home__code__startswith=place.code)


def _people(place):
    if not place:
        return {}
    return population_of(place.areas.all() if isinstance(place, Authority) else place)


_TO_RESULT = "proposal__grounds__resolution__projects__results__state"
