"""What children, youth and grown-ups think of each statement: the page, and the same figures as a table."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from saan.core import clock
from saan.people.queries import NOBODY
from saan.voices.models import Consultation
from saan.voices.queries.gaps import by_age
from saan.voices.queries.missing import missing_from
from saan.voices.queries.reports import plain
from saan.voices.queries.results import DOORS, results_of
from saan.voices.queries.sheets import sheet_of
from saan.voices.views.gates import once_answered, spreadsheet

COLUMNS = ("number", "statement", "ages", "n", "agree", "others", "share", "low", "high", "weighted",
           "weighted_low", "weighted_high", "weighted_n", "weighting", "suppressed", "as_of", "source", "door",
           "missing")
BY = "age, by who lives there"


@once_answered()
def ages(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Show each statement by age group."""
    shown = results_of(consultation, NOBODY)
    return render(request, "voices/ages/ages.html", {
        "round": consultation, "ranks": by_age(consultation, NOBODY), "door": DOORS[consultation.door],
        "open": consultation.is_open(clock.now()), "shown": shown, "missing": missing_from(consultation, shown),
        "sheet": sheet_of(consultation, NOBODY)})


@once_answered()
def table(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Return the same figures as CSV; a weighted share stands only in the row of everybody, beside the raw one."""
    return spreadsheet(f"{consultation.slug}-ages", [COLUMNS, *_rows(consultation)])


def _rows(consultation):
    missing = missing_from(consultation, results_of(consultation, NOBODY)).cell
    for line in by_age(consultation, NOBODY).lines:
        begin = [line.statement.number, plain(line.statement.text)]
        end = [line.suppressed, line.as_of and line.as_of.isoformat(), consultation.source, consultation.door, missing]
        yield from ([*begin, *cells, *end] for cells in _cells(line))


def _cells(line):
    if not line.sides:
        return [[None] * 12]
    told, nothing = line.weighted, [None] * 5
    low, high = told.interval or (None, None)
    cells = [[side.ages.value, side.n, side.agree, side.others, side.share, *side.interval, *nothing]
             for side in line.sides]
    sums = [sum(cell) for cell in zip(*((side.n, side.agree, side.others) for side in line.sides), strict=True)]
    return [*cells, ["all", *sums, told.raw, None, None, told.share, low, high, told.effective, told.refused or BY]]
