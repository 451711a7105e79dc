"""Questions about papers: which template counts, and the paper filled with facts."""
from collections.abc import Mapping
from datetime import datetime

from django.utils import translation

from saan.agencies.models import Authority
from saan.core.files import shelf
from saan.papers.engines.filling import filled
from saan.papers.engines.press import printed
from saan.papers.models import Template
from saan.papers.rules import Paper, named
from saan.people.models import Person


def docx(paper: str, authority: Authority, facts: Mapping, at: datetime | None = None) -> bytes:
    """Return the paper as DOCX: the facts filled into the town's own template, or into Saan's where it has none.

    `at` is when the paper became what it is, such as the hour a meeting closed: it keeps the template of that hour.

    A template that asks for what is not there, or cannot be read, is refused (422) with the word that is wrong.
    """
    return filled(template(paper, authority, at), facts, title=_title(paper), author=authority.name)


def pdf(paper: str, authority: Authority, facts: Mapping) -> bytes:
    """Return the paper as PDF, in Saan's own layout: a town's template is for Word."""
    one, title = named(paper), _title(paper)
    return printed(one.page(facts), head=f"{authority.name} · {title}", title=title)


def template(paper: str, authority: Authority, at: datetime | None = None) -> bytes:
    """Return the DOCX template that counts now, or that counted then."""
    one, chosen = named(paper), newest(paper, authority, at)
    if chosen is None or chosen.file is None:
        return one.own()
    return shelf.place_of(chosen.file.digest).read_bytes()


def newest(paper: str, authority: Authority, at: datetime | None = None) -> Template | None:
    """Return what the town chose last for the paper, or had chosen last then; None where it never chose."""
    chosen = Template.objects.filter(paper=paper, authority=authority).select_related("file")
    chosen = chosen.filter(at__lte=at) if at else chosen
    return chosen.order_by("-pk").first()


def history(papers: list[Paper], authority: Authority, viewer, limit: int = 50) -> dict[str, list[Template]]:
    """Return, for each paper, what the town chose when, the latest first; over all papers at most `limit`."""
    rows = Template.objects.visible_to(viewer).filter(authority=authority).select_related("file").order_by("-pk")
    chosen: dict[str, list[Template]] = {paper.word: [] for paper in papers}
    for row in rows[:limit]:
        chosen.setdefault(row.paper, []).append(row)
    return chosen


def signed_by(rows: list[Template]) -> list[tuple[Template, str]]:
    """Return each choice with the name of who made it."""
    names = dict(Person.objects.filter(pk__in={row.by_id for row in rows}).values_list("pk", "name"))
    return [(row, names.get(row.by_id, "")) for row in rows]


def _title(paper):
    with translation.override("th"):   # papers are Thai, whatever language the page is read in
        return str(named(paper).title)
