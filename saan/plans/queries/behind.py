"""How many voices stand behind projects, and in which themes: counted for many at once, said only where enough."""
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import F, Q

from saan.decisions.models import Source
from saan.plans.models import Project
from saan.plans.queries.audience import heirs_of
from saan.plans.rules.projects import voices_aloud
from saan.voices.models import Membership, Statement, Theme, Voice


class Behind(NamedTuple):
    """The voices behind a project, and the themes that they came by; None is "too few to say"."""

    voices: int | None
    themes: list[tuple[Theme, int | None]]


def voices_behind(projects: Iterable[Project], viewer) -> dict[int, int | None]:
    """Return how many voices that stand are behind each project, by its number; None = too few, 0 = from a goal."""
    return {number: behind.voices for number, behind in all_behind(projects, viewer).items()}


def all_behind(projects: Iterable[Project], viewer) -> dict[int, Behind]:
    """Return the voices and themes behind each project, by its number, in a number of queries that does not grow."""
    projects = list(projects)
    roots = _roots(projects)
    heirs = heirs_of({root.theme for found in roots.values() for root in found if root.theme})
    in_themes = _by_theme(set(heirs.values()), viewer)
    by_statement, by_round = _spoken(roots, viewer)
    alone = _standing({root.voice for found in roots.values() for root in found if root.voice}, viewer)
    names = Theme.objects.visible_to(viewer).in_bulk(set(heirs.values()))
    behind = {}
    for project in projects:
        if project.resolution_id is None:
            behind[project.pk] = Behind(0, [])
            continue
        mine = roots[project.resolution_id]
        themes = {heirs[root.theme]: in_themes[heirs[root.theme]] for root in mine if root.theme}
        voices = set().union(*themes.values(), *(by_statement[root.statement] | by_round[root.round] for root in mine))
        voices |= alone & {root.voice for root in mine}
        sizes = {theme: len(held) for theme, held in themes.items()}
        behind[project.pk] = Behind(voices_aloud(len(voices), sizes.values()),
                                    [(names[theme], voices_aloud(size, ())) for theme, size in sizes.items()
                                     if theme in names])
    return behind


class _Root(NamedTuple):
    theme: int | None
    statement: int | None
    round: int | None
    voice: int | None


def _roots(projects):
    """Return what each resolution's proposals stand on, by its number."""
    roots = defaultdict(list)
    resolutions = {project.resolution_id for project in projects if project.resolution_id}
    rows = Source.objects.filter(proposal__grounds__resolution__in=resolutions).order_by("pk").values_list(
        "proposal__grounds__resolution", "theme", "statement", "consultation", "voice")
    for resolution, *root in rows:
        if resolution in resolutions:   # the proposal may stand under other resolutions too
            roots[resolution].append(_Root(*root))
    return roots


def _by_theme(themes, viewer):
    """Return the voices that stand in each theme now, also those behind its statements."""
    found = defaultdict(set)
    inside = Membership.objects.filter(theme__in=themes, left_at=None)
    standing = _standing_rows(viewer)
    for kind in ("voice", "statement__voice"):
        for theme, voice in inside.filter(**{f"{kind}__in": standing}).values_list("theme", kind):
            found[theme].add(voice)
    return found


def _spoken(roots, viewer):
    """Return the voices behind the statements, by statement and by the round they were proposed for."""
    every = [root for found in roots.values() for root in found]
    wanted = (Q(pk__in={root.statement for root in every if root.statement})
              | Q(consultation__in={root.round for root in every if root.round}))
    by_statement, by_round = defaultdict(set), defaultdict(set)
    rows = Statement.objects.filter(wanted, voice__in=_standing_rows(viewer), withdrawn_at=None)
    for statement, consultation, voice in rows.values_list("pk", "consultation", F("voice")):
        by_statement[statement].add(voice)
        by_round[consultation].add(voice)
    return by_statement, by_round


def _standing(voices, viewer):
    return set(_standing_rows(viewer).filter(pk__in=voices).values_list("pk", flat=True))


def _standing_rows(viewer):
    return Voice.objects.visible_to(viewer).standing()
