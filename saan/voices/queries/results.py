"""Results as anybody may see them: what was published, behind the gate of small counts, each with its sentence."""
from datetime import date, datetime
from typing import NamedTuple

from django.db import connection
from django.utils.translation import gettext_lazy as _

from saan.core.vocabulary import Band
from saan.methods import honest
from saan.methods.honest import Verdict
from saan.voices.models import Consultation, Figure, Sheet, SheetLine, Statement
from saan.voices.queries.consultations import statements_of
from saan.voices.queries.publishing import heard_by_band, last_publication, published

SENTENCES = {
    Verdict.CLEAR_MAJORITY: _("เห็นด้วย %(agree)s จาก %(n)s คน เผื่อความคลาดเคลื่อนไว้แล้วก็ยังเกินครึ่งชัดเจน"),
    Verdict.JUST_OVER: _("เห็นด้วย %(agree)s จาก %(n)s คน เกินครึ่ง แต่ถ้าเผื่อความคลาดเคลื่อนอาจไม่ถึงครึ่งก็ได้"),
    Verdict.EXACT_HALF: _("เห็นด้วย %(agree)s จาก %(n)s คน เท่ากับครึ่งหนึ่งพอดี ถ้าเผื่อความคลาดเคลื่อนอาจต่ำหรือสูงกว่านั้น"),
    Verdict.UNDER: _("เห็นด้วย %(agree)s จาก %(n)s คน ยังไม่ถึงครึ่ง แต่ถ้าเผื่อความคลาดเคลื่อนอาจถึงครึ่งก็ได้"),
    Verdict.CLEAR_MINORITY: _("เห็นด้วย %(agree)s จาก %(n)s คน เผื่อความคลาดเคลื่อนไว้แล้วก็ยังน้อยกว่าครึ่งชัดเจน"),
    Verdict.NO_ANSWERS: _("ยังไม่มีใครตอบข้อความนี้"),
}
NEARLY_ALL = {
    "agree": _("เกือบทั้งหมดเห็นด้วย"),
    "disagree": _("เกือบทั้งหมดไม่เห็นด้วย"),
    "pass": _("เกือบทั้งหมดไม่แน่ใจ"),
}
SHORT = {
    Verdict.CLEAR_MAJORITY: _("เกินครึ่งชัดเจน"), Verdict.JUST_OVER: _("ยังไม่ชัดว่าถึงครึ่งไหม"),
    Verdict.EXACT_HALF: _("ครึ่งหนึ่งพอดี"), Verdict.UNDER: _("ยังไม่ชัดว่าถึงครึ่งไหม"),
    Verdict.CLEAR_MINORITY: _("น้อยกว่าครึ่งชัดเจน"), Verdict.NO_ANSWERS: _("ยังไม่มีใครตอบ"),
}
DOORS = {
    Consultation.Door.OPEN: _("ใครก็ตอบได้ คนที่ตอบเลือกเข้ามาเอง จึงพูดแทนคนทั้งพื้นที่ไม่ได้"),
    Consultation.Door.SLIPS: _("ตอบได้เฉพาะคนที่ได้รับใบรหัส ใบละหนึ่งคน"),
    Consultation.Door.SIGNED_IN: _("ตอบได้เฉพาะคนที่มีบัญชีและเข้าสู่ระบบ"),
    Consultation.Door.SHEET: _("ยอดรวมมาจากใบนับคะแนนบนกระดาษ ใส่สองครั้งแล้วตรงกัน"),
}
LATE = _("โหวตช่วงท้ายที่น้อยเกินกว่าจะให้ตัวเลขขยับ (ไม่ถึง 5 คนต่อข้อความ) ไม่ได้รวมไว้ เพื่อไม่ให้ใครรู้ว่าคนหนึ่งคนตอบอะไร")


class Line(NamedTuple):
    """What may be said of one statement."""

    statement: Statement
    figures: honest.Result

    @property
    def sentence(self) -> str | None:
        """Return the one plain sentence, or None where nothing may be said yet."""
        shown = self.figures
        if shown.near_all:
            return str(NEARLY_ALL[shown.near_all])
        if shown.verdict is None:
            return None
        return str(SENTENCES[shown.verdict]) % {"agree": shown.agree, "n": shown.n}

    @property
    def share(self) -> float | None:
        """Return the share of those who agree, as a fraction."""
        return self.figures.agree / self.figures.n if self.figures.interval else None

    @property
    def short(self) -> str:
        """Return the verdict in a few words, for a badge or a table."""
        if self.figures.verdict:
            return str(SHORT[self.figures.verdict])
        return str(NEARLY_ALL[self.figures.near_all]) if self.figures.near_all else ""


class Results(NamedTuple):
    """The results of a round as they stand published; as_of None = nothing is published yet."""

    as_of: datetime | date | None
    people: int | None
    lines: list[Line]
    heard: dict[str, int | None]   # people of each band; None = not shown, too few; empty = no data
    late: bool = False

    @property
    def clear(self) -> list[Line]:
        """Return the statements that a clear majority agrees with."""
        return [line for line in self.lines if line.figures.majority]


def results_of(consultation: Consultation, viewer) -> Results:
    """Return the results of the round: of its sheet, or of its votes as last published; never of both."""
    statements = statements_of(consultation, viewer)
    if consultation.source == Consultation.Source.SHEET:
        return _of_sheet(consultation, statements, viewer)
    last = last_publication(consultation)
    if last is None:
        return Results(None, None, [Line(statement, honest.Result()) for statement in statements], {})
    figures = published(consultation)
    lines = [Line(statement, _gated(figures.get(statement.pk), last.people)) for statement in statements]
    return Results(last.at, last.people or None, lines, _heard(consultation, last.people), bool(last.late))


def version_of(slug: str) -> tuple | None:
    """Return what changes whenever the results do: the round, its last publication, its sheet, its statements.

    None where there is no such round.
    """
    with connection.cursor() as cursor:
        cursor.execute(_VERSION, [slug])
        row = cursor.fetchone()
    return row and tuple(map(str, row))


def notes_on(consultation: Consultation, shown: Results) -> list[str]:
    """Return in words what has to be known when quoting the results: the door, and late votes that stay out."""
    untold = consultation.source == Consultation.Source.SHEET and shown.as_of is None   # nothing was typed in yet
    return [*([] if untold else [DOORS[consultation.door]]), *([LATE] if shown.late else [])]


def _of_sheet(consultation, statements, viewer):
    sheet = Sheet.objects.visible_to(viewer).filter(consultation=consultation).exclude(adopted_at=None).first()
    if sheet is None:
        return Results(None, None, [Line(statement, honest.Result()) for statement in statements], {})
    totals = {line.statement_id: line for line in SheetLine.objects.visible_to(viewer).filter(sheet=sheet)}
    return Results(sheet.counted_on, sheet.people if sheet.people >= honest.K else None,
                   [Line(statement, _counted(totals.get(statement.pk), sheet.people)) for statement in statements], {})


def _gated(figure: Figure | None, people: int) -> honest.Result:
    if figure is None:
        return honest.Result(suppressed=True)
    return honest.gate(figure.agree, figure.disagree, figure.passed, people)


def _counted(line: SheetLine | None, people: int) -> honest.Result:
    if line is None:
        return honest.Result()
    return honest.gate_sheet(line.agree, line.disagree, line.passed, people)


def _heard(consultation, people):
    """Return the bands as far as they may be shown: who is not in a band that was published is a cell of its own."""
    bands = heard_by_band(consultation)
    cells = [bands.get(band, 0) for band in ("", *Band.values)]
    rest = max(0, people - sum(cells))
    gone = honest.hidden([*cells, rest])
    shown = {band: None if at in gone or not cells[at] else cells[at] for at, band in enumerate(("", *Band.values))}
    return shown if people else {}


_VERSION = """SELECT c.*, (SELECT MAX(id) FROM voices_publication WHERE consultation_id = c.id),
    (SELECT MAX(id) FROM voices_opinionmap WHERE consultation_id = c.id),
    (SELECT adopted_at FROM voices_sheet WHERE consultation_id = c.id), (SELECT COUNT(*) FROM voices_statement s
    WHERE s.consultation_id = c.id), (SELECT MAX(withdrawn_at) FROM voices_statement s WHERE s.consultation_id = c.id),
    (SELECT COUNT(*) FROM voices_statement s WHERE s.consultation_id = c.id AND (s.text = '' OR s.level <> 'public'))
    FROM voices_consultation c WHERE c.slug = %s"""
