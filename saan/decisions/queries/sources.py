"""Questions about what a proposal stands on: which rows may be its sources, and which voices stand behind them."""
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import chain
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from saan.core import clock
from saan.core.numbers import number_in
from saan.decisions.models import Proposal, Source
from saan.people.queries import NOBODY
from saan.voices.models import Consultation, Membership, Statement, Theme, Voice

Origin = Theme | Consultation | Statement | Voice
TENANT = {"theme": "authority", "consultation": "authority", "statement": "consultation__authority",
          "voice": "authority"}


class Part(NamedTuple):
    """One source and the numbers of the voices behind it; `single` = a voice that stands on the page by itself."""

    voices: set[int]
    single: bool


def standing(kind: str, viewer) -> QuerySet:
    """Return the rows of the kind from which the viewer may propose: they are shown, and nobody took them back.

    A theme that was merged is among them, so that whoever chooses it can be told where to go on.
    """
    if kind == "theme":
        return Theme.objects.visible_to(viewer)
    if kind == "consultation":
        return Consultation.objects.visible_to(viewer).filter(opens_at__lte=clock.now())
    if kind == "statement":
        return Statement.objects.visible_to(viewer).filter(withdrawn_at=None).exclude(text="")
    return Voice.objects.visible_to(viewer).standing()


def chosen(numbers: Mapping[str, Iterable[str]], places: Collection[int], viewer) -> list[Origin] | None:
    """Return the rows of these numbers (by kind) at these authorities; None where one is not there to be chosen.

    A voice that is held, waits or was erased is not there.
    """
    found: list[Origin] = []
    for kind, typed in numbers.items():
        wanted = list(dict.fromkeys(number_in(text) for text in typed))
        rows = standing(kind, viewer).filter(**{"pk__in": wanted, f"{TENANT[kind]}__in": places})
        found += rows.order_by("pk")
        if rows.count() < len(wanted):
            return None
    return found


def says_something(origin: Origin) -> bool:
    """Return whether a voice or a statement still stands behind it."""
    statements = standing("statement", NOBODY)
    if origin.kind == "theme":
        inside = Q(voice__in=standing("voice", NOBODY)) | Q(statement__in=statements)
        return Membership.objects.filter(inside, theme=origin, left_at=None).exists()
    return origin.kind != "consultation" or statements.filter(consultation=origin).exists()


def where_it_went(theme: Theme) -> Theme:
    """Return the theme in which this one goes on: itself, or what it was merged into, however often."""
    return Theme.objects.get(pk=onward({theme.pk})[theme.pk])


def onward(themes: Collection[int]) -> dict[int, int]:
    """Return for the number of each theme that of the theme in which it goes on now."""
    end, open_ones = {number: number for number in themes}, set(themes)
    while open_ones:
        merged = Theme.objects.filter(pk__in=open_ones, merged_into__isnull=False)
        steps = dict(merged.values_list("pk", "merged_into"))
        end = {number: steps.get(there, there) for number, there in end.items()}
        open_ones = set(steps.values())
    return end


def parts_of(proposals: Iterable[Proposal], voices: QuerySet[Voice]) -> dict[int, list[Part]]:
    """Return what each proposal stands on, by its number: each source once, with those of the voices behind it.

    A theme is asked for what belongs to it now, also where it was merged into another since. In five questions at
    most and one for each time that a theme was merged, however many proposals there are.
    """
    rows = list(Source.objects.filter(proposal__in=[one.pk for one in proposals]).order_by("pk"))
    end = onward({row.theme_id for row in rows if row.theme_id})
    behind = _behind(rows, end, voices)
    parts: dict[int, dict] = defaultdict(dict)
    for row in rows:
        what = _what(row, end)
        parts[row.proposal_id][what] = Part(behind[what], what[0] == "voice")
    return {number: list(mine.values()) for number, mine in parts.items()}


def _behind(rows, end, voices):
    wanted = defaultdict(set)
    for row in rows:
        kind, number = _what(row, end)
        wanted[kind].add(number)
    inside = Membership.objects.filter(Q(voice__in=voices) | Q(statement__voice__in=voices), left_at=None)
    posed = Statement.objects.filter(voice__in=voices)
    found = {
        "theme": inside.filter(theme__in=wanted["theme"]).values_list(
            "theme", Coalesce("voice", "statement__voice")),
        "consultation": posed.filter(consultation__in=wanted["consultation"]).values_list("consultation", "voice"),
        "statement": posed.filter(pk__in=wanted["statement"]).values_list("pk", "voice"),
        "voice": voices.filter(pk__in=wanted["voice"]).values_list("pk", "pk")}
    behind = defaultdict(set)
    for kind, pairs in found.items():
        for number, voice in pairs if wanted[kind] else ():
            behind[kind, number].add(voice)
    return behind


def _what(row, end):
    if row.theme_id:
        return "theme", end[row.theme_id]
    return next((kind, number) for kind in ("consultation", "statement", "voice")
                if (number := getattr(row, f"{kind}_id")))


def all_of(parts: Iterable[Part]) -> set[int]:
    """Return the numbers of all voices behind the parts, each once."""
    return set(chain.from_iterable(part.voices for part in parts))
