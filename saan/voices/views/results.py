"""The page of results, and the same figures as a table: only what was published, behind the gate."""
import hashlib

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from saan.core import clock
from saan.people.engines import COOKIE
from saan.people.queries import NOBODY
from saan.voices.forms.votes import ANSWERS
from saan.voices.models import Consultation
from saan.voices.queries.ages import ages_of
from saan.voices.queries.groups import groups_of
from saan.voices.queries.missing import missing_from
from saan.voices.queries.reports import plain
from saan.voices.queries.results import Results, notes_on, results_of, version_of
from saan.voices.queries.sheets import sheet_of
from saan.voices.queries.votes import own_votes
from saan.voices.views.gates import hidden, once_answered, spreadsheet
from saan.voices.views.visitors import visitor_of
from saan.voices.views.vote import found

KEPT = 60   # seconds that a told page may lag behind the figures of who lives there; all else is told anew at once
COLUMNS = ("number", "statement", "n", "agree", "disagree", "pass", "unseen", "low", "high", "majority", "sentence",
           "suppressed", "as_of", "source", "door", "missing")


@never_cache
@require_safe
def results(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the results as they were published last; while the round is open only to those who have voted."""
    if not {COOKIE, settings.SESSION_COOKIE_NAME} & set(request.COOKIES):
        return _page(request, *_told_to_strangers(slug))
    consultation = found(slug)
    visitor = visitor_of(request, consultation)
    mine = own_votes(visitor.bearer) if visitor.bearer else {}
    if not mine:
        return _page(request, *_told_to_strangers(slug))
    return _page(request, consultation, _told(consultation, mine))


@once_answered()
def table(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Return the same figures as CSV, for spreadsheets."""
    return spreadsheet(consultation.slug, [COLUMNS, *_rows(consultation)])


def _rows(consultation):
    shown = results_of(consultation, NOBODY)
    missing = missing_from(consultation, shown).cell
    for line in shown.lines:
        figures = line.figures
        low, high = figures.interval or (None, None)
        yield [line.statement.number, plain(line.statement.text), figures.n, figures.agree, figures.disagree,
               figures.passed, figures.unseen, low, high, figures.majority, line.sentence, figures.suppressed,
               shown.as_of and shown.as_of.isoformat(), consultation.source, consultation.door, missing]


def lead(shown: Results) -> str:
    """Return the one sentence under the headline: it says how many are clear, and that the rest is not."""
    told = [line for line in shown.lines if line.figures.verdict]
    clear, rest = len(shown.clear), len(shown.lines) - len(shown.clear)
    if not told:
        return str(_("ยังพูดอะไรไม่ได้ ตัวเลขขึ้นเมื่อมีคนตอบข้อความเดียวกันอย่างน้อย 5 คน"))
    if not clear:
        return str(_("ยังไม่มีข้อความไหนที่บอกได้ว่าคนเห็นด้วยเกินครึ่ง"))
    said = ngettext("คนเห็นด้วยเกินครึ่งชัดเจน %(n)s ข้อความ", "คนเห็นด้วยเกินครึ่งชัดเจน %(n)s ข้อความ", clear) % {"n": clear}
    if rest and all(2 * line.figures.agree >= line.figures.n for line in told) and len(told) == len(shown.lines):
        said = f"{_('ทุกข้อความมีคนเห็นด้วยครึ่งหนึ่งหรือมากกว่า')} {said}"
    if rest:
        more = ngettext("อีก %(n)s ข้อความยังสรุปไม่ได้", "อีก %(n)s ข้อความยังสรุปไม่ได้", rest) % {"n": rest}
        said = f"{said} {more}"
    return said


def _page(request, consultation, body):
    if body is None:
        return hidden(request, consultation)
    return render(request, "voices/results/results.html", {"round": consultation, "body": body})


def _told_to_strangers(slug):
    """Return the round, and the page's body as it is for everybody without answers of their own; None while it is open.

    It is told once, and anew when anything moves.
    """
    state = (get_language(), *(version_of(slug) or [slug]))
    key = f"results-{hashlib.sha256(repr(state).encode()).hexdigest()}"
    kept = caches["pages"].get(key)
    if kept is None:
        consultation = found(slug)
        kept = consultation, None if consultation.is_open(clock.now()) else _told(consultation, {})
        if kept[1] is not None:
            caches["pages"].set(key, kept, KEPT)
    return kept


def _told(consultation, mine):
    shown, words = results_of(consultation, NOBODY), dict(ANSWERS)
    return render_to_string("voices/results/body.html", {
        "round": consultation, "shown": shown, "open": consultation.is_open(clock.now()), "lead": lead(shown),
        "lines": [(line, words.get(str(mine.get(line.statement.pk)))) for line in shown.lines],
        "notes": notes_on(consultation, shown), "sheet": sheet_of(consultation, NOBODY),
        "told": groups_of(consultation, NOBODY, shown), "missing": missing_from(consultation, shown),
        "by_age": bool(ages_of(consultation))})
