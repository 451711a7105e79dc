"""Who spoke for what a project does: found through typed links, never through the trail."""
from collections.abc import Collection

from django.db.models import Q, QuerySet

from saan.core.things import Thing
from saan.decisions.models import Source
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
    sources = sources_of(project)
    heirs = heirs_of({source.theme_id for source in sources if source.theme_id})
    return _behind(sources, set(heirs.values()))


def themes_behind(project: Project) -> QuerySet[Theme]:
    """Return the themes that stand behind the project, each as it lives on; also those of statements behind it."""
    sources = sources_of(project)
    heirs = heirs_of({source.theme_id for source in sources if source.theme_id})
    spoken = Q(memberships__left_at=None) & (
        Q(memberships__voice__in=[source.voice_id for source in sources if source.voice_id])
        | Q(memberships__statement__in=[source.statement_id for source in sources if source.statement_id])
        | Q(memberships__statement__consultation__in=[source.consultation_id for source in sources
                                                      if source.consultation_id]))
    return Theme.objects.filter(Q(pk__in=set(heirs.values())) | spoken, merged_into=None).distinct().order_by("pk")


def sources_of(project: Project) -> list[Source]:
    """Return what the proposals stand on that the project's resolution answers."""
    if project.resolution_id is None:
        return []
    return list(Source.objects.filter(proposal__grounds__resolution=project.resolution_id).order_by("pk"))


def heirs_of(themes: Collection[int]) -> dict[int, int]:
    """Return, for the number of each theme, the theme that it lives on in: itself, or the one it was merged into."""
    heirs = {theme: theme for theme in themes}
    while merged := dict(Theme.objects.filter(pk__in=set(heirs.values()), merged_into__isnull=False)
                         .values_list("pk", "merged_into")):
        heirs = {theme: merged.get(heir, heir) for theme, heir in heirs.items()}
    return heirs


def _behind(sources: list[Source], themes: set[int]) -> QuerySet[Voice]:
    """Return the voices that were not erased: alone, in a theme now, behind a statement, or proposed for a round."""
    voices = {source.voice_id for source in sources if source.voice_id}
    statements = {source.statement_id for source in sources if source.statement_id}
    rounds = {source.consultation_id for source in sources if source.consultation_id}
    stood_on = Q(pk__in=voices) | Q(statement__in=statements) | Q(statement__consultation__in=rounds)
    in_theme = (Q(memberships__theme__in=themes, memberships__left_at=None)
                | Q(statement__memberships__theme__in=themes, statement__memberships__left_at=None))
    return Voice.objects.filter(stood_on | in_theme, erased_at=None).distinct()
