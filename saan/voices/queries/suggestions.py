"""Questions about suggestions: what the desk shows of them, and what they are made of."""
import hashlib
from collections.abc import Collection
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Exists, F, Max, OuterRef, QuerySet, Window
from django.db.models.functions import RowNumber

from saan.agencies.models import Authority
from saan.methods.themes.telling import named
from saan.voices.models import Keyword, Likeness, Membership, Reading, Suggesting, Suggestion, Theme, Voice
from saan.voices.queries.themes import ungathered

MOST_FREE = 2000      # voices without a theme that are put together, the newest
MOST_THEMES = 100     # themes that draw new voices, the newest
MOST_OF_THEME = 50    # voices of a theme that show what it is about
AT_CHOICE = 50        # suggestions to choose from
QUOTED = 3            # voices of a suggestion that the list quotes


class Shown(NamedTuple):
    """A suggestion as the desk shows it: what it is called, a few of its voices, how many there are."""

    it: Suggestion
    name: str
    quotes: list[Voice]
    size: int


class Material(NamedTuple):
    """What suggestions are made of: numbers and words of voices, and which of them people put where."""

    numbers: list[int]
    texts: list[str]
    known: dict[tuple[str, int], list[int]]   # ("theme" or "suggestion", its number): positions
    left_out: int


def suggestions_at(places: set[int], viewer) -> QuerySet[Suggestion]:
    """Return the suggestions of these authorities that hold voices which still wait for a theme, the largest first."""
    waiting = _waiting(places, viewer).filter(suggestion=OuterRef("pk"))
    found = Suggestion.objects.visible_to(viewer).live().filter(authority__in=places).filter(Exists(waiting))
    return found.annotate(size=Count("likenesses")).select_related("theme").order_by("-size", "pk")


def shown(suggestions: Collection[Suggestion], places: set[int], viewer) -> list[Shown]:
    """Return the suggestions as the desk shows them, each with its most telling voices."""
    inside = _waiting(places, viewer).filter(suggestion__in=suggestions)
    sizes = dict(inside.values_list("suggestion").annotate(size=Count("pk")))
    place = Window(RowNumber(), partition_by="suggestion", order_by=["-weight", "voice"])
    quotes: dict[int, list[Voice]] = {}
    for one in inside.annotate(place=place).filter(place__lte=QUOTED).select_related("voice").order_by("place"):
        quotes.setdefault(one.suggestion_id, []).append(one.voice)
    names = _names(suggestions, viewer)
    return [Shown(one, names[one.pk], quotes.get(one.pk, []), sizes.get(one.pk, 0)) for one in suggestions]


def voices_of(suggestion: Suggestion, viewer) -> QuerySet[Voice]:
    """Return the voices of the suggestion that stand on pages and belong to no theme, the oldest first."""
    return ungathered({suggestion.authority_id}, viewer).filter(likeness__suggestion=suggestion)


def like_nothing(places: set[int], viewer) -> QuerySet[Voice]:
    """Return the voices that stand, belong to no theme and are in no suggestion."""
    return ungathered(places, viewer).filter(likeness=None)


def name_of(suggestion: Suggestion, viewer) -> str:
    """Return what the suggestion is called."""
    return _names([suggestion], viewer)[suggestion.pk]


def to_put_into(suggestion: Suggestion, viewer) -> list[tuple[int, str]]:
    """Return the other suggestions of the town, the largest first, as (number, name): those it may be put into."""
    found = suggestions_at({suggestion.authority_id}, viewer).filter(theme=None).exclude(pk=suggestion.pk)
    others = list(found[:AT_CHOICE]) if suggestion.theme_id is None else []
    names = _names(others, viewer)
    return [(one.pk, names[one.pk]) for one in others]


def keywords_of(suggestion: Suggestion, viewer) -> QuerySet[Keyword]:
    """Return the words that tell the suggestion, the most telling first."""
    return Keyword.objects.visible_to(viewer).filter(suggestion=suggestion).exclude(word="").order_by("-weight", "word")


def learnt_of(theme: Theme, viewer) -> Suggestion | None:
    """Return what was learnt of the theme, where this viewer may see it."""
    return Suggestion.objects.visible_to(viewer).live().filter(theme=theme).first()


def last_suggesting(authority: Authority, viewer) -> Suggesting | None:
    """Return when voices of the town were last put together."""
    return Suggesting.objects.visible_to(viewer).filter(authority=authority).first()


def towns_with_voices() -> list[Authority]:
    """Return the authorities where voices stand, or stood and were suggested; who waits longest first."""
    standing = Voice.objects.standing().filter(authority=OuterRef("pk"))
    suggested = Suggesting.objects.filter(authority=OuterRef("pk"))
    found = Authority.objects.filter(Exists(standing) | Exists(suggested))
    return list(found.order_by(F("suggesting__at").asc(nulls_first=True), "pk"))


def state_of(authority: Authority) -> int:
    """Return a digest of everything that suggestions depend on; when it is the same, nothing has to be done."""
    mine, model = {"authority": authority}, settings.MEANINGS / "model.safetensors"
    standing = Voice.objects.standing().filter(**mine).aggregate(n=Count("pk"), last=Max("pk"))
    inside = Membership.objects.filter(theme__authority=authority).aggregate(
        n=Count("pk"), left=Count("left_at"), last=Max("pk"))
    edited = Suggestion.objects.filter(**mine).aggregate(
        ended=Count("ended_at"), edited=Count("edited_at"), last=Max("edited_at"), theme=Count("theme"))
    erased = Voice.objects.filter(**mine).exclude(erased_at=None).count()
    facts = [standing, inside, edited, erased, model.is_file() and model.stat().st_mtime_ns,
             Reading.objects.filter(voice__authority=authority).aggregate(Max("pk")),
             Keyword.objects.filter(suggestion__authority=authority).aggregate(Count("removed_at"))]
    return int.from_bytes(hashlib.sha256(repr(facts).encode()).digest()[:8], "big") >> 1


def material_of(authority: Authority) -> Material:
    """Return the newest voices without a theme, and those that people put together, with where they did."""
    gathered = Membership.objects.filter(voice=OuterRef("pk"), left_at=None)
    free = Voice.objects.standing().filter(~Exists(gathered), authority=authority)
    rows = list(free.order_by("-pk").values_list("pk", "text")[:MOST_FREE])
    place = {pk: at for at, (pk, _text) in enumerate(rows)}
    known: dict[tuple[str, int], list[int]] = {}
    edited = Suggestion.objects.live().filter(authority=authority, theme=None).exclude(edited_at=None)
    known |= {("suggestion", pk): [] for pk in edited.values_list("pk", flat=True)}
    for voice, one in Likeness.objects.filter(suggestion__in=edited).values_list("voice", "suggestion"):
        if voice in place:
            known["suggestion", one].append(place[voice])
    for theme, pk, text in _members_of_themes(authority):
        known.setdefault(("theme", theme), []).append(len(rows))
        rows.append((pk, text))
    return Material([pk for pk, _text in rows], [text for _pk, text in rows], known,
                    max(0, free.count() - MOST_FREE))


def _members_of_themes(authority):
    themes = Theme.objects.filter(authority=authority, merged_into=None).order_by("-pk")[:MOST_THEMES]
    inside = Membership.objects.filter(theme__in=list(themes.values_list("pk", flat=True)), left_at=None,
                                       voice__in=Voice.objects.standing())
    place = Window(RowNumber(), partition_by="theme", order_by="-pk")
    newest = inside.annotate(place=place).filter(place__lte=MOST_OF_THEME)
    return newest.order_by("pk").values_list("theme", "voice", "voice__text")


def _waiting(places, viewer):
    return Likeness.objects.visible_to(viewer).filter(voice__in=ungathered(places, viewer))


def _names(suggestions, viewer):
    words: dict[int, list[str]] = {one.pk: [] for one in suggestions}
    told = Keyword.objects.visible_to(viewer).filter(suggestion__in=suggestions).exclude(word="")
    for one, word in told.order_by("-weight", "word").values_list("suggestion", "word"):
        words[one].append(word)
    return {one.pk: one.theme.name if one.theme_id else one.name or named(words[one.pk]) for one in suggestions}
