"""Questions about tally sheets: what was typed, and where two counts differ."""
from typing import NamedTuple

from saan.core import clock
from saan.people.models import Role
from saan.people.rules import Word
from saan.voices.models import Consultation, Count, Sheet, SheetLine, Statement

SIDES = ("agree", "disagree", "passed")
COUNTERS = (Word.OFFICER, Word.COUNCIL)


class Line(NamedTuple):
    """The totals of one statement on paper; None = not reported, never 0."""

    agree: int | None = None
    disagree: int | None = None
    passed: int | None = None


class Mismatch(NamedTuple):
    """One place where two counts differ; no statement = the number of people."""

    statement: Statement | None
    side: str
    first: int | None
    second: int | None


def sheet_of(consultation: Consultation, viewer) -> Sheet | None:
    """Return the round's sheet, if it was begun."""
    return Sheet.objects.visible_to(viewer).filter(consultation=consultation).first()


def counts_of(sheet: Sheet, viewer) -> list[Count]:
    """Return every time the sheet was typed in, in order, each with its lines."""
    counts = Count.objects.visible_to(viewer).filter(sheet=sheet).order_by("turn")
    return list(counts.prefetch_related("lines"))


def totals_of(sheet: Sheet, viewer) -> list[SheetLine]:
    """Return what was adopted from paper, in the order of the statements; empty before that."""
    return list(SheetLine.objects.visible_to(viewer).filter(sheet=sheet).select_related("statement").order_by(
        "statement__number"))


def compared(sheet: Sheet) -> tuple[Count | None, Count | None]:
    """Return the two counts that have to agree: the latest one, and the latest before it by somebody else.

    In a town where only one person may count, the two latest counts of that person are compared.
    """
    counts = list(Count.objects.filter(sheet=sheet).order_by("-turn").prefetch_related("lines"))
    if not counts:
        return None, None
    last, *earlier = counts
    if not counts_alone(sheet.consultation):
        earlier = [count for count in earlier if (count.by_kind, count.by_id) != (last.by_kind, last.by_id)]
    return (earlier[0] if earlier else None), last


def counts_alone(consultation: Consultation) -> bool:
    """Return whether fewer than two persons of the town may count, so that one has to do it twice."""
    held = Role.objects.held_on(clock.today()).filter(at=consultation.authority_id, word__in=COUNTERS)
    return held.values("person").distinct().count() < 2


def mismatches(sheet: Sheet) -> list[Mismatch] | None:
    """Return where the two compared counts differ, statement by statement; None where there are not two yet."""
    first, second = compared(sheet)
    if first is None:
        return None
    found = []
    if first.people != second.people:
        found.append(Mismatch(None, "people", first.people, second.people))
    lines = [{line.statement_id: line for line in count.lines.all()} for count in (first, second)]
    for statement in Statement.objects.filter(consultation=sheet.consultation).order_by("number"):
        for side in SIDES:
            one, two = (getattr(line.get(statement.pk), side, None) for line in lines)
            if one != two:
                found.append(Mismatch(statement, side, one, two))
    return found
