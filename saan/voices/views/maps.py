"""The opinion map of a round: a page to look at, a report to hand on, and the same figures as a table."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.http import content_disposition_header

from saan.core import clock
from saan.core.files.kinds import Kind
from saan.papers.queries import docx, pdf
from saan.people.queries import NOBODY
from saan.voices.models import Consultation
from saan.voices.queries.ages import ages_of
from saan.voices.queries.groups import groups_of
from saan.voices.queries.missing import missing_from
from saan.voices.queries.reports import facts_of, head_of, rows_of
from saan.voices.queries.results import notes_on, results_of
from saan.voices.queries.sheets import sheet_of
from saan.voices.views.gates import has_answered, once_answered, spreadsheet
from saan.voices.views.results import lead

SORTS = {"docx": Kind.DOCX, "pdf": Kind.PDF}


@once_answered(watchers=True)
def opinions(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Show the map as it was published last: who thinks alike, what unites and what divides, or what is missing."""
    page = _page(consultation) | {"follows": has_answered(request, consultation)}
    return render(request, "voices/map/map.html", page)


@once_answered(watchers=True)
def report(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Show results and map as a report to print and hand to the committee."""
    page = _page(consultation)
    return render(request, "voices/map/report.html", page | {"lead": lead(page["shown"]), "printed": clock.now()})


@once_answered(watchers=True)
def paper(request: HttpRequest, consultation: Consultation, sort: str) -> HttpResponse:
    """Give the report as PDF, or as Word in the town's own template."""
    with translation.override("th"):   # papers of an office are in Thai
        make, page = pdf if sort == "pdf" else docx, _page(consultation)
        made = make("opinion", consultation.authority, facts_of(
            consultation, *(page[name] for name in ("told", "shown", "missing", "sheet"))))
    return HttpResponse(made, content_type=str(SORTS[sort]), headers={
        "Content-Disposition": content_disposition_header(sort != "pdf", f"{consultation.slug}-report.{sort}")})


@once_answered(watchers=True)
def table(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Return the figures of the map as CSV, by statement, for spreadsheets."""
    page = _page(consultation)
    told = page["told"]
    rows = rows_of(consultation, told, page["shown"], page["missing"], page["sheet"])
    return spreadsheet(f"{consultation.slug}-map", [head_of(told), *rows])


def _page(consultation):
    shown = results_of(consultation, NOBODY)
    told = groups_of(consultation, NOBODY, shown)
    return {"round": consultation, "shown": shown, "told": told, "open": consultation.is_open(clock.now()),
            "missing": missing_from(consultation, shown), "sheet": _sheet(consultation),
            "by_age": bool(ages_of(consultation)), "notes": notes_on(consultation, shown)}


def _sheet(consultation):
    """Return the sheet that the results come from, once it counts."""
    sheet = sheet_of(consultation, NOBODY)
    return sheet if sheet and sheet.adopted_at else None
