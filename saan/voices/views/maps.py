"""The opinion map of a round: a page to look at, a report to hand on, and the same figures as a table."""
import csv

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from saan.core import clock
from saan.core.files.kinds import Kind
from saan.papers.queries import docx, pdf
from saan.people.queries import NOBODY, viewer
from saan.voices.models import Consultation
from saan.voices.queries.ages import ages_of
from saan.voices.queries.groups import groups_of
from saan.voices.queries.missing import missing_from
from saan.voices.queries.reports import facts_of, head_of, rows_of
from saan.voices.queries.results import notes_on, results_of
from saan.voices.queries.sheets import sheet_of
from saan.voices.queries.votes import has_voted
from saan.voices.rules import may_read
from saan.voices.views.results import lead
from saan.voices.views.visitors import visitor_of
from saan.voices.views.vote import found

SORTS = {"docx": Kind.DOCX, "pdf": Kind.PDF}


@never_cache
@require_safe
def opinions(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the map as it was published last: who thinks alike, what unites and what divides, or what is missing."""
    consultation = found(slug)
    if not _may_look(request, consultation):
        return _hidden(request, consultation)
    page = _page(consultation) | {"follows": _has_results(request, consultation)}
    return render(request, "voices/map/map.html", page)


@never_cache
@require_safe
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """Show results and map as a report to print and hand to the committee."""
    consultation = found(slug)
    if not _may_look(request, consultation):
        return _hidden(request, consultation)
    page = _page(consultation)
    return render(request, "voices/map/report.html", page | {"lead": lead(page["shown"]), "printed": clock.now()})


@never_cache
@require_safe
def paper(request: HttpRequest, slug: str, sort: str) -> HttpResponse:
    """Give the report as PDF, or as Word in the town's own template."""
    consultation = found(slug)
    if not _may_look(request, consultation):
        return _hidden(request, consultation)
    with translation.override("th"):   # papers of an office are in Thai
        make, page = pdf if sort == "pdf" else docx, _page(consultation)
        made = make("opinion", consultation.authority, facts_of(
            consultation, *(page[name] for name in ("told", "shown", "missing", "sheet"))))
    return HttpResponse(made, content_type=str(SORTS[sort]), headers={
        "Content-Disposition": content_disposition_header(sort != "pdf", f"{consultation.slug}-report.{sort}")})


@never_cache
@require_safe
def table(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the figures of the map as CSV, by statement, for spreadsheets."""
    consultation = found(slug)
    if not _may_look(request, consultation):
        return _hidden(request, consultation)
    page = _page(consultation)
    told = page["told"]
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8", headers={
        "Content-Disposition": content_disposition_header(True, f"{consultation.slug}-map.csv")})
    writer = csv.writer(response)
    writer.writerow(head_of(told))
    writer.writerows(rows_of(consultation, told, page["shown"], page["missing"], page["sheet"]))
    return response


def _may_look(request, consultation: Consultation) -> bool:
    """Return whether the round is over, the visitor has answered, or it is one of those who keep watch over it."""
    watches = may_read(viewer(request, "moderate"))
    return _has_results(request, consultation) or consultation.authority_id in watches


def _has_results(request, consultation: Consultation) -> bool:
    """Return whether results and ages are told to the visitor: whoever only keeps watch waits for the end."""
    if not consultation.is_open(clock.now()):
        return True
    bearer = visitor_of(request, consultation).bearer
    return bool(bearer and has_voted(bearer))


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


def _hidden(request, consultation):
    return render(request, "voices/results/hidden.html", {"round": consultation}, status=403)
