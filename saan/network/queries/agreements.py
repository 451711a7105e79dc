"""Questions about agreements: which there are, and their goals × agencies."""
from collections import Counter, defaultdict
from typing import NamedTuple

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from saan.agencies.models import Agency, Authority
from saan.core import clock
from saan.network.models import Agreement, Commitment, Goal, Party
from saan.network.queries.commitments import Standing, standing
from saan.network.rules import WORST, Span, State, span_of, worst


class Cell(NamedTuple):
    """What one agency promised towards one goal; its state is None where it promised nothing."""

    party: Party
    state: State | None
    promises: list[Standing]

    @property
    def more(self) -> int:
        """Return how many promises the cell holds where it is more than one, else 0."""
        return len(self.promises) if len(self.promises) > 1 else 0

    @property
    def states(self) -> list[tuple[State, int]]:
        """Return how many promises are in each state, the worst first."""
        held = Counter(one.state for one in self.promises)
        return [(state, held[state]) for state in WORST if held[state]]


class Row(NamedTuple):
    """One goal, a cell for each party, and how many of its promises are confirmed."""

    goal: Goal
    cells: list[Cell]

    @property
    def promises(self) -> list[Standing]:
        """Return the promises towards the goal, by party."""
        return [one for cell in self.cells for one in cell.promises]

    @property
    def confirmed(self) -> int:
        """Return how many of them are confirmed."""
        return sum(one.state == State.CONFIRMED for one in self.promises)


class Matrix(NamedTuple):
    """Goals × agencies."""

    parties: list[Party]
    rows: list[Row]

    @property
    def all(self) -> int:
        """Return how many promises there are."""
        return sum(len(row.promises) for row in self.rows)

    @property
    def claimed(self) -> int:
        """Return how many are said to be kept and not confirmed: never one number with those that are."""
        return sum(one.state == State.CLAIMED for row in self.rows for one in row.promises)

    @property
    def confirmed(self) -> int:
        """Return how many are confirmed."""
        return sum(row.confirmed for row in self.rows)


def agreements_at(places: set[int] | None, viewer) -> QuerySet[Agreement]:
    """Return the agreements of these authorities, or of all; what ends last stands first."""
    found = Agreement.objects.visible_to(viewer).select_related("authority__home", "document")
    return (found if places is None else found.filter(authority__in=places)).order_by("-ends_on", "-pk")


def spanned(agreements) -> list[tuple[Agreement, Span]]:
    """Return the agreements, each with where it stands in its term today."""
    today = clock.today()
    return [(one, span_of(one.starts_on, one.ends_on, today)) for one in agreements]


def matrix(agreement: Agreement, viewer) -> Matrix:
    """Return the agreement's goals × agencies, in three queries.

    A cell with several promises says how many are in each state, the worst first (overdue, then promised, under way,
    claimed, confirmed), so that nothing late hides behind something done, and nothing done behind something late.
    """
    parties = list(Party.objects.visible_to(viewer).filter(agreement=agreement).select_related("agency")
                   .order_by("number"))
    goals = Goal.objects.visible_to(viewer).filter(agreement=agreement).order_by("number")
    promised = Commitment.objects.visible_to(viewer).filter(goal__agreement=agreement).select_related("agency")
    held = defaultdict(list)
    for one in standing(promised.order_by("due_on", "pk")):
        held[one.commitment.goal_id, one.commitment.agency_id].append(one)
    return Matrix(parties, [Row(goal, [_cell(party, held[goal.pk, party.agency_id]) for party in parties])
                            for goal in goals])


def agencies_of(authority: Authority) -> list[Agency]:
    """Return whom something can be given to: the authority itself, the parties of its agreements, its province."""
    party = Exists(Party.objects.filter(agreement__authority=authority, agency=OuterRef("pk")))
    place = Case(When(pk=authority.pk, then=Value(0)), When(party, then=Value(1)), default=Value(2),
                 output_field=IntegerField())
    near = Agency.objects.filter(Q(party) | Q(home__code__startswith=authority.home.code[:2]) | Q(pk=authority.pk))
    return list(near.annotate(place=place).select_related("home").order_by("place", "name", "pk"))


def _cell(party, promises):
    return Cell(party, worst(one.state for one in promises), promises)
