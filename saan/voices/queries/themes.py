"""Questions about themes: what belongs to them, whom a reply reaches, what nobody has gathered yet."""
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from saan.core.things import Thing
from saan.methods import honest
from saan.methods.words import clean
from saan.voices.models import Membership, Reply, Statement, Theme, Voice

AT_CHOICE = 50   # themes to choose from


class Members(NamedTuple):
    """What belongs to a theme now, as far as the viewer may read it and its speakers left it standing."""

    voices: list[Voice]
    statements: list[Statement]

    @property
    def shown(self) -> int:
        """Return how many can be read, which whoever reads them can count anyway; of the others nothing is said."""
        return len(self.voices) + len(self.statements)


def audience_of(theme: Theme) -> set[Thing]:
    """Return everybody whose voice is in the theme now, or stands behind a statement in it.

    A person or a participant where one is known, else the voice itself: its reply waits at the code.
    """
    inside = Membership.objects.filter(theme=theme, left_at=None)
    voices = Voice.objects.filter(Q(memberships__in=inside) | Q(statement__memberships__in=inside), erased_at=None)
    return {voice.person or voice.participant or voice
            for voice in voices.select_related("person", "participant").defer("text").distinct()}


def members_of(theme: Theme, viewer) -> Members:
    """Return what belongs to the theme now, the oldest first."""
    voices = Voice.objects.visible_to(viewer).standing().now_in(theme).order_by("pk")
    statements = Statement.objects.visible_to(viewer).filter(
        memberships__theme=theme, memberships__left_at=None, withdrawn_at=None).order_by("pk")
    return Members(list(voices), list(statements.select_related("consultation")))


def themes_at(places: set[int], viewer) -> QuerySet[Theme]:
    """Return the themes of these authorities that are under way, the newest first."""
    return Theme.objects.visible_to(viewer).filter(authority__in=places, merged_into=None).order_by("-pk")


def unanswered(places: set[int], viewer) -> QuerySet[Theme]:
    """Return the themes of these authorities that nobody answered yet, the newest first."""
    return themes_at(places, viewer).filter(replies=None)


def named(places: set[int], viewer, words: str = "", waiting: bool = False) -> QuerySet[Theme]:
    """Return the themes that are under way and whose names hold the words, or only those that nobody answered yet."""
    found = unanswered(places, viewer) if waiting else themes_at(places, viewer)
    for word in clean(words).split()[:5]:
        found = found.filter(name__icontains=word)
    return found


def to_join(places: set[int], viewer, words: str = "") -> list[Theme]:
    """Return the themes from which somebody chooses who gathers: those named so first, then the newest."""
    found = [*named(places, viewer, words)[:AT_CHOICE], *themes_at(places, viewer)[:AT_CHOICE]]
    return list({theme.pk: theme for theme in found}.values())


def themes_in(area: str, viewer, authority: str = "") -> QuerySet[Theme]:
    """Return the themes under way in an area (code of a province, district or subdistrict), the newest first.

    Each knows when it was last answered, as `answered_at`.
    """
    found = _answered(viewer).filter(area__code__startswith=area, merged_into=None).order_by("-pk")
    return found.filter(authority__code=authority) if authority else found


def theme_of(number: int, viewer) -> Theme:
    """Return the theme of this number, which knows when it was last answered, as `answered_at`."""
    return _answered(viewer).get(pk=number)


def counted(themes: Iterable[Theme], viewer) -> dict[int, int | None]:
    """Return how many voices and statements that stand each theme holds now, by its number; None = too few to say."""
    voices = Voice.objects.visible_to(viewer).standing()
    statements = Statement.objects.visible_to(viewer).filter(withdrawn_at=None)
    standing = Q(voice__in=voices) | Q(statement__in=statements)
    inside = Membership.objects.filter(standing, theme__in=themes, left_at=None).values_list("theme")
    counts = dict(inside.annotate(count=Count("pk")))
    return {theme.pk: honest.aloud(counts.get(theme.pk, 0)) for theme in themes}


def sized(themes: Iterable[Theme]) -> list[tuple[Theme, int]]:
    """Return the themes, each with how many voices and statements it holds now; for those who weave."""
    inside = Membership.objects.filter(theme__in=themes, left_at=None).values_list("theme")
    sizes = dict(inside.annotate(size=Count("pk")))
    return [(theme, sizes.get(theme.pk, 0)) for theme in themes]


def ungathered(places: set[int], viewer, words: str = "") -> QuerySet[Voice]:
    """Return the voices that stand on pages and belong to no theme, the oldest first, with the words that are given."""
    inside = Membership.objects.filter(voice=OuterRef("pk"), left_at=None)
    found = Voice.objects.visible_to(viewer).standing().filter(~Exists(inside), authority__in=places)
    for word in clean(words).split()[:5]:
        found = found.filter(text__icontains=word)
    return found.select_related("area", "community").order_by("said_at", "pk")


def ungathered_statements(places: set[int], viewer) -> QuerySet[Statement]:
    """Return the statements of votes and sheets that belong to no theme."""
    inside = Membership.objects.filter(statement=OuterRef("pk"), left_at=None)
    found = Statement.objects.visible_to(viewer).filter(
        ~Exists(inside), consultation__authority__in=places, withdrawn_at=None, voice=None)
    return found.select_related("consultation").order_by("pk")


def replies_to(theme: Theme, viewer) -> QuerySet[Reply]:
    """Return the replies that the theme got, the oldest first."""
    return Reply.objects.visible_to(viewer).filter(theme=theme).order_by("pk")


def replies_at(places: set[int] | None, viewer) -> QuerySet[Reply]:
    """Return the replies of these authorities, or of all, the newest first."""
    found = Reply.objects.visible_to(viewer).select_related("theme__authority").order_by("-pk")
    return found if places is None else found.filter(theme__authority__in=places)


def _answered(viewer):
    replies = Reply.objects.visible_to(viewer).filter(theme=OuterRef("pk")).order_by("-pk").values("at")[:1]
    themes = Theme.objects.visible_to(viewer).select_related("area", "authority")
    return themes.annotate(answered_at=Subquery(replies))
