"""Who spoke for what a project does: found through typed links, never through the trail."""
from django.db.models import Q, QuerySet

from saan.core.things import Thing
from saan.decisions.models import Proposal, Source
from saan.decisions.queries.sources import all_of, onward, parts_of
from saan.plans.models import Project
from saan.voices.models import Theme, Voice


def audience_of(project: Project) -> set[Thing]:
    """Return everybody whose voice stands behind the project; nobody where it came from a goal.

    A person or a participant where one is known, else the voice itself: it reads by its code.
    """
    voices = voices_of(project).select_related("person", "participant").defer("text")
    return {voice.person or voice.participant or voice for voice in voices}


def voices_of(project: Project) -> QuerySet[Voice]:
    """Return the voices that stand behind the project and were not erased."""
    parts = parts_of(proposals_of(project), Voice.objects.filter(erased_at=None))
    return Voice.objects.filter(pk__in=all_of(part for mine in parts.values() for part in mine))


def themes_behind(project: Project) -> QuerySet[Theme]:
    """Return the themes that stand behind the project, each as it lives on; also those of statements behind it."""
    sources = Source.objects.filter(proposal__in=proposals_of(project))
    heirs = onward(set(sources.filter(theme__isnull=False).values_list("theme", flat=True)))
    spoken = Q(memberships__left_at=None) & (
        Q(memberships__voice__in=sources.filter(voice__isnull=False).values("voice"))
        | Q(memberships__statement__in=sources.filter(statement__isnull=False).values("statement"))
        | Q(memberships__statement__consultation__in=sources.filter(consultation__isnull=False).values("consultation")))
    return Theme.objects.filter(Q(pk__in=set(heirs.values())) | spoken, merged_into=None).distinct().order_by("pk")


def proposals_of(project: Project) -> QuerySet[Proposal]:
    """Return the proposals that the project's resolution answers; none where it came from a goal."""
    if project.resolution_id is None:
        return Proposal.objects.none()
    return Proposal.objects.filter(grounds__resolution=project.resolution_id).order_by("pk")
