"""What a round's report says: as facts for paper, and as rows for spreadsheets; statements only, never people."""
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later
from django.utils.translation import ngettext

from saan.core import dates
from saan.core.shares import points, shares
from saan.methods.honest import SIDES
from saan.methods.opinion.drawing import standalone
from saan.papers.rules.blocks import Drawing
from saan.voices.models import Consultation, Sheet
from saan.voices.queries.groups import Groups, Told
from saan.voices.queries.missing import Comparison, Missing
from saan.voices.queries.missing import Line as Heard
from saan.voices.queries.results import Line, Results, notes_on

FORMULA = ("=", "+", "-", "@", "\t", "\r")
HEAD = ("number", "statement", "n", "agree", "disagree", "pass", "unseen", "low", "high", "suppressed", "as_of",
        "source", "origin", "door", "missing", "groups_as_of", "unites", "divides")
PART = ("agree_from", "agree_to", "disagree_from", "disagree_to", "pass_from", "pass_to", "low", "high")
HIDDEN = "–"
SIZE, UNSAID = _later("%(size)s คน"), _later("ไม่บอกจำนวนคน")
UNCLEAR = _later("ตัวเลขที่แสดงได้ยังบอกไม่ชัดว่ากลุ่มนี้ต่างจากคนอื่นตรงไหน")
UNSURE = _later("สิ่งที่กลุ่มนี้น่าจะต่างจากคนอื่น แต่ยังไม่แน่")
NOT_SHOWN, NO_DATA = _later("ไม่แสดง"), _later("ไม่มีข้อมูล")
WAYS = {"young": _later("เด็กและเยาวชน ตามอายุ"), "grown": _later("ผู้ใหญ่ ในทุกคน"), "sex": _later("เพศ"),
        "disability": _later("ความพิการ"), "area": _later("อยู่แถวไหน"), "community": _later("อยู่แถวไหน")}


def head_of(told: Groups) -> list[str]:
    """Return the names of the columns: of everybody, then of each group that is shown."""
    return [*HEAD, *(f"{group.letter}_{name}" for group in told.groups for name in PART)]


def rows_of(consultation: Consultation, told: Groups, shown: Results, missing: Missing,
            sheet: Sheet | None) -> Iterator[list]:
    """Yield a row for each statement: everybody's published figures, and of each group what is told, in tens.

    Whether it unites or divides is empty where nothing is told of groups.
    """
    unites = {one.line.statement.pk for _said, one in told.unites}
    divides = {one.line.statement.pk for one in told.divides}
    known = [shown.as_of and shown.as_of.isoformat(), consultation.source, plain(sheet.source) if sheet else None,
             consultation.door, missing.cell, told.as_of and told.as_of.isoformat()]
    for one in told.told:
        line, figures = one.line, one.line.figures
        low, high = figures.interval or (None, None)
        yield [line.statement.number, plain(line.statement.text), figures.n, figures.agree, figures.disagree,
               figures.passed, figures.unseen, low, high, figures.suppressed, *known,
               *((line.statement.pk in those if one.rows else None) for those in (unites, divides)),
               *_of_groups(one, told)]


def plain(text: str) -> str:
    """Return words that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def facts_of(consultation: Consultation, told: Groups, shown: Results, missing: Missing,
             sheet: Sheet | None) -> dict[str, Any]:
    """Return the facts of the paper `opinion`, said as they shall stand on it."""
    origin = [_("ที่มา: %(source)s") % {"source": sheet.source}] if sheet else []
    return {
        "town": consultation.authority.name, "round": consultation.title,
        "as_of": dates.day_in(shown.as_of, "th") if shown.as_of else HIDDEN,
        "people": f"{shown.people:,}" if shown.people else HIDDEN, "verdict": verdict_of(told),
        "notes": [*map(str, notes_on(consultation, shown)), *told.notes, *origin],
        "missing": missing.sentences or [missing.untold],
        "who": [_who(one, line) for one in missing.comparisons if one.asked or one.has_living for line in one.lines],
        "living": [f"{_('คนที่อยู่ที่นั่น:')} {one.source} · {dates.day_in(one.as_of, 'th')}" for one in missing.sources],
        "nothing_unites": told.nothing_unites, "nothing_divides": told.nothing_divides,
        "unites": [{"text": one.line.statement.text, "side": said.word} for said, one in told.unites],
        "groups": [_group(group, told) for group in told.groups],
        "divides": [{"text": one.line.statement.text, "says": _sides(one)} for one in told.divides],
        "asked": [{"text": one.words, "found": one.found or (_("ผ่าน") if one.met else _("ยังไม่ได้ทดสอบ")),
                   "missing": one.missing} for one in told.asked],
        "statements": [_statement(at, line) for at, line in enumerate(shown.lines, 1)],
        "picture": Drawing(standalone(told.picture), _shown_as(told)) if told.picture else ""}


def _group(group, told):
    says = [f"{said.word}: {said.line.statement.text}" for said in group.typical] or [str(UNCLEAR)]
    unsure = [str(UNSURE)] if group.typical and told.nothing_divides else []
    return {"letter": group.letter, "size": _size(group), "says": "\n".join([*unsure, *says])}


def verdict_of(told: Groups) -> str:
    """Return in one sentence whether groups were found, and what is missing where they were not."""
    if told.never:
        return told.never
    if told.shown:
        n = len(told.groups)
        return ngettext("พบ %(n)s กลุ่มความเห็น", "พบ %(n)s กลุ่มความเห็น", n) % {"n": n}
    return " · ".join([_("ยังไม่พบกลุ่มความเห็นที่ต่างกันชัด"), *told.missing])


def _shown_as(told: Groups) -> str:
    """Return in words what the picture shows."""
    sizes = (_("กลุ่ม %(letter)s (%(size)s)") % {"letter": one.letter, "size": _size(one)} for one in told.groups)
    return f"{verdict_of(told)}: {', '.join(sizes)}"


def _size(group):
    return str(SIZE) % {"size": group.size} if group.size else str(UNSAID)


def _of_groups(one: Told, told: Groups):
    rows = {row.group.number: row for row in one.rows}
    for group in told.groups:
        row = rows.get(group.number)
        if row is None:
            yield from [None] * len(PART)
        else:
            yield from (end for side in SIDES for end in row.cells[side])
            yield from (round(end, 4) for end in row.share.interval)


def _sides(one: Told):
    if not one.rows:
        return _("ไม่แสดงตัวเลขของแต่ละกลุ่ม เพราะยอดรวมมีช่องที่จำนวนน้อย")
    return "\n".join(_("กลุ่ม %(letter)s เห็นด้วย %(agree)s คน ไม่เห็นด้วย %(disagree)s คน") % {
        "letter": row.group.letter, "agree": row.agree, "disagree": row.disagree} for row in one.rows)


def _statement(number: int, line: Line):
    figures = line.figures
    low, high = figures.interval or (None, None)
    return {"number": str(number), "text": line.statement.text, "n": _cell(figures.n), "agree": _cell(figures.agree),
            "disagree": _cell(figures.disagree), "passed": _cell(figures.passed), "unseen": _cell(figures.unseen),
            "interval": HIDDEN if low is None else f"{low * 100:.0f}–{high * 100:.0f}%", "short": line.short or HIDDEN}


def _who(one: Comparison, line: Heard):
    place = line.place
    off = place.off is not None and line.told
    return {"way": str(WAYS[one.way]), "text": str(line.label),
            "heard": _counted(line.heard, NOT_SHOWN if one.asked else NO_DATA, place.heard if line.told else None),
            "living": _counted(line.living, NO_DATA, place.living and (place.living, place.living)),
            "off": points(place.off) if off else HIDDEN}


def _counted(count, otherwise, span):
    said = str(otherwise) if count is None else f"{count:,}"
    return f"{said} ({shares(span)})" if span else said


def _cell(count):
    return HIDDEN if count is None else f"{count:,}"
