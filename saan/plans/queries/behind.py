"""How many voices stand behind projects, and in which themes: counted for many at once, said only where enough."""
from collections import defaultdict
from collections.abc import Iterable

from saan.decisions.models import Ground, Proposal, Source
from saan.decisions.queries.sources import all_of, onward, parts_of
from saan.methods.honest import aloud
from saan.plans.models import Project
from saan.plans.queries.audience import proposals_of
from saan.voices.models import Theme, Voice


def voices_behind(projects: Iterable[Project], viewer) -> dict[int, int | None]:
    """Return how many voices that stand are behind each project, by its number; None = too few.

    0 = no voice that stands: it came from a goal or from what people answered in a round, or all were taken back.

    In a number of queries that does not grow with the projects.
    """
    projects = list(projects)
    grounds = Ground.objects.filter(resolution__in={one.resolution_id for one in projects if one.resolution_id})
    answered = defaultdict(list)
    for resolution, proposal in grounds.values_list("resolution", "proposal"):
        answered[resolution].append(proposal)
    proposals = Proposal.objects.filter(pk__in={number for numbers in answered.values() for number in numbers})
    parts = parts_of(proposals, Voice.objects.visible_to(viewer).standing())
    behind = {}
    for project in projects:
        mine = [part for proposal in answered[project.resolution_id] for part in parts.get(proposal, [])]
        many = len(all_of(mine))
        behind[project.pk] = many and aloud(many, (len(part.voices) for part in mine if not part.single))
    return behind


def themes_of(project: Project, viewer) -> list[tuple[Theme, int | None]]:
    """Return the themes that the project's proposals stand on, each with its voices that stand; None = too few."""
    sources = Source.objects.filter(proposal__in=proposals_of(project), theme__isnull=False)
    heirs = onward(set(sources.values_list("theme", flat=True)))
    voices, shown = Voice.objects.visible_to(viewer).standing(), []
    for theme in Theme.objects.visible_to(viewer).filter(pk__in=set(heirs.values())).order_by("pk"):
        inside = voices.now_in(theme) | voices.filter(statement__memberships__theme=theme,
                                                      statement__memberships__left_at=None)
        shown.append((theme, aloud(inside.distinct().count())))
    return shown
