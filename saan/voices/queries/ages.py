"""Figures by age group: what stands published, and what may follow."""
from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Count, Max, Q

from saan.methods.parts import Row, State, publishable
from saan.voices.models import GROUP, AgeFigure, Ages, Consultation, Vote

FEWEST, PART = 10, 4   # the groups move once so many more answered, and a fourth of all
CHILD, YOUTH, ADULT = Ages.CHILD.value, Ages.YOUTH.value, Ages.ADULT.value
BANDS = {group.value: [band for band, one in GROUP.items() if one == group]
         for group in (Ages.CHILD, Ages.YOUTH, Ages.ADULT)}
WAYS: Sequence[Mapping[str, Sequence[str]]] = (   # how the groups are put together, the finest first
    {CHILD: [CHILD], YOUTH: [YOUTH], ADULT: [ADULT]},
    {CHILD: [CHILD], Ages.GROWN.value: [YOUTH, ADULT]},
    {Ages.YOUNG.value: [CHILD, YOUTH], ADULT: [ADULT]})
HOLDS = {part: rows for way in WAYS for part, rows in way.items()}


def ages_of(consultation: Consultation) -> dict[int, dict[str, AgeFigure]]:
    """Return for each statement the figures of its age groups that stand now, by group."""
    newest = AgeFigure.objects.filter(publication__consultation=consultation).order_by().values("statement").annotate(
        newest=Max("publication"))
    steps = {row["statement"]: row["newest"] for row in newest}
    found: dict[int, dict[str, AgeFigure]] = defaultdict(dict)
    rows = AgeFigure.objects.filter(publication__in=set(steps.values()), statement__in=steps)
    for figure in rows.select_related("publication"):
        if figure.publication_id == steps[figure.statement_id]:
            found[figure.statement_id][figure.ages] = figure
    return dict(found)


def heights_of(consultation: Consultation) -> dict[int, int]:
    """Return how many people had answered each statement when its age groups were last published."""
    figures = AgeFigure.objects.filter(publication__consultation=consultation).order_by()
    return dict(figures.values_list("statement").annotate(Max("everybody")))


def is_due(answered: int, height: int) -> bool:
    """Return whether so many more answered since the groups were last published that they are worth counting.

    What moved has to be clean in every group: small moves seldom are, and each state binds all that follow.
    """
    return answered - height >= max(FEWEST, height // PART)


def rows_by_age(statement: int) -> tuple[dict[str, Row], int]:
    """Return what each age group says to the statement now, and the last change, in one query: of one moment."""
    cells = {f"{group}{value}": Count("pk", filter=Q(participant__band__in=bands, value=value))
             for group, bands in BANDS.items() for value in (1, -1, 0)}
    votes = Vote.objects.filter(statement=statement)
    told = votes.aggregate(last=Max("change"), **cells)   # ten times as quick as to group by band: nothing is sorted
    return {group: tuple(told[f"{group}{value}"] for value in (1, -1, 0)) for group in BANDS}, told["last"] or 0


def to_stand(counted: Mapping[int, State]) -> dict[int, dict[str, Row]]:
    """Return of the statements' rows what may be published: as fine as it may be, after all that was published."""
    looks: dict[int, dict[int, dict[str, Row]]] = defaultdict(lambda: defaultdict(dict))
    before = AgeFigure.objects.filter(statement__in=counted).order_by("pk").values_list(
        "statement", "publication", "ages", "agree", "others")
    for statement, publication, ages, *row in before:
        looks[statement][publication][ages] = tuple(row)
    found = {number: publishable(rows, WAYS, list(looks[number].values())) for number, rows in counted.items()}
    return {number: dict(state) for number, state in found.items() if state and _is_new(state, looks[number].values())}


def _is_new(state, looks):
    """Return whether the state tells anything that no look told: two groups at least, and not what stands already."""
    return sum(any(row) for row in state.values()) > 1 and dict(state) not in looks
