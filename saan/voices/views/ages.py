"""What children, youth and grown-ups think of each statement: the page, and the same figures as a table."""
import csv

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from saan.core import clock
from saan.people.queries import NOBODY
from saan.voices.queries.gaps import by_age
from saan.voices.queries.missing import missing_from
from saan.voices.queries.reports import plain
from saan.voices.queries.results import DOORS, results_of
from saan.voices.queries.sheets import sheet_of
from saan.voices.queries.votes import has_voted
from saan.voices.views.visitors import visitor_of
from saan.voices.views.vote import found

COLUMNS = ("number", "statement", "ages", "n", "agree", "others", "share", "low", "high", "weighted",
           "weighted_low", "weighted_high", "weighted_n", "weighting", "suppressed", "as_of", "source", "door",
           "missing")
BY = "age, by who lives there"


@never_cache
@require_safe
def ages(request: HttpRequest, slug: str) -> HttpResponse:
    """Show each statement by age group; while the round is open only to those who have voted, as the results."""
    consultation = found(slug)
    if not _may_look(request, consultation):
        return _hidden(request, consultation)
    shown = results_of(consultation, NOBODY)
    return render(request, "voices/ages/ages.html", {
        "round": consultation, "ranks": by_age(consultation, NOBODY), "door": DOORS[consultation.door],
        "open": consultation.is_open(clock.now()), "shown": shown, "missing": missing_from(consultation, shown),
        "sheet": sheet_of(consultation, NOBODY)})


@never_cache
@require_safe
def table(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the same figures as CSV; a weighted share stands only in the row of everybody, beside the raw one."""
    consultation = found(slug)
    if not _may_look(request, consultation):
        return _hidden(request, consultation)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8", headers={
        "Content-Disposition": f'attachment; filename="{consultation.slug}-ages.csv"'})
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    missing = missing_from(consultation, results_of(consultation, NOBODY)).cell
    for line in by_age(consultation, NOBODY).lines:
        begin = [line.statement.number, plain(line.statement.text)]
        end = [line.suppressed, line.as_of and line.as_of.isoformat(), consultation.source, consultation.door, missing]
        writer.writerows([*begin, *row, *end] for row in _rows(line))
    return response


def _hidden(request, consultation):
    return render(request, "voices/results/hidden.html", {"round": consultation}, status=403)


def _may_look(request, consultation):
    if not consultation.is_open(clock.now()):
        return True
    bearer = visitor_of(request, consultation).bearer
    return bearer is not None and has_voted(bearer)


def _rows(line):
    if not line.sides:
        return [[None] * 12]
    told, nothing = line.weighted, [None] * 5
    low, high = told.interval or (None, None)
    cells = [[side.ages.value, side.n, side.agree, side.others, side.share, *side.interval, *nothing]
             for side in line.sides]
    sums = [sum(cell) for cell in zip(*((side.n, side.agree, side.others) for side in line.sides), strict=True)]
    return [*cells, ["all", *sums, told.raw, None, None, told.share, low, high, told.effective, told.refused or BY]]
