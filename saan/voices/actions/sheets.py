"""Paper totals: typed in at least twice, and adopted when two counts agree. Sheets and votes are never added."""
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from saan.core import clock
from saan.core.acts import signed
from saan.core.refusal import Refusal, Wrong
from saan.core.things import Thing
from saan.core.vocabulary import Level
from saan.methods import words
from saan.trail.actions import tie
from saan.voices.models import Consultation, Count, CountLine, Sheet, SheetLine, Statement
from saan.voices.queries.sheets import SIDES, Line, compared, mismatches


@transaction.atomic
def begin_sheet(*, consultation: Consultation, source: str, counted_on: date, by: Thing) -> Sheet:
    """Begin the sheet of a round: where the paper comes from, and on which day was counted."""
    source = words.clean(source)
    wrong = []
    if words.is_blank(source) or len(source) > 200:
        wrong.append(Wrong("source", _("เขียนว่าใบนับมาจากไหน ไม่เกิน 200 ตัวอักษร")))
    if counted_on > clock.today():
        wrong.append(Wrong("counted_on", _("วันที่นับต้องไม่อยู่ในอนาคต")))
    if wrong:
        raise Refusal("voices.sheet_incomplete", _("มีบางช่องที่ต้องแก้ก่อน"), status=422, errors=wrong)
    if consultation.source != Consultation.Source.SHEET:
        raise Refusal("voices.round_of_votes", _("รอบนี้ใช้โหวต ใส่ยอดจากกระดาษรวมไม่ได้ เพราะไม่รู้ว่าใครซ้ำกับใคร"))
    if Sheet.objects.filter(consultation=consultation).exists():
        raise Refusal("voices.sheet_begun", _("รอบนี้มีใบนับอยู่แล้ว"))
    sheet = Sheet.objects.create(consultation=consultation, source=source, counted_on=counted_on, level=Level.WAITING)
    tie("begun", consultation, by=by, area=consultation.area.code)
    return sheet


@transaction.atomic
def enter_count(*, sheet: Sheet, people: int, lines: dict[int, Line], by: Thing) -> Count:
    """Type the sheet in once: the people on it and each statement's totals. Nothing typed before is lost.

    A count is its own record (who, when, what), so it is not tied.
    """
    sheet = Sheet.objects.select_for_update().get(pk=sheet.pk)
    if sheet.adopted_at:
        raise Refusal("voices.sheet_adopted", _("รับยอดของใบนี้ไปแล้ว แก้ไม่ได้"))
    statements = set(Statement.objects.filter(consultation=sheet.consultation_id).values_list("pk", flat=True))
    wrong = [*_wrong_people(people), *(no for pk, line in lines.items() for no in _wrong_line(pk, line, people))]
    if set(lines) - statements:
        wrong.append(Wrong("lines", _("มีข้อความที่ไม่ได้อยู่ในรอบนี้")))
    if wrong:
        raise Refusal("voices.count_unfit", _("มีบางช่องที่ต้องแก้ก่อน"), status=422, errors=wrong)
    turn = (Count.objects.filter(sheet=sheet).aggregate(last=Max("turn"))["last"] or 0) + 1
    count = Count.objects.create(sheet=sheet, turn=turn, people=people, level=Level.WAITING, **signed(by))
    CountLine.objects.bulk_create(
        CountLine(count=count, statement_id=pk, level=Level.WAITING, **lines.get(pk, Line())._asdict())
        for pk in sorted(statements))
    return count


@transaction.atomic
def adopt_sheet(*, sheet: Sheet, by: Thing) -> Sheet:
    """Adopt the totals, now that two counts agree; the round is closed with it."""
    sheet = Sheet.objects.select_for_update().get(pk=sheet.pk)
    if sheet.adopted_at:
        raise Refusal("voices.sheet_adopted", _("รับยอดของใบนี้ไปแล้ว แก้ไม่ได้"))
    differing = mismatches(sheet)
    if differing is None:
        raise Refusal("voices.counted_once", _("ต้องใส่ยอดสองครั้งโดยคนละคน แล้วค่อยรับยอด"))
    if differing:
        raise Refusal("voices.counts_differ", _("ยอดสองครั้งยังไม่ตรงกัน %(places)s จุด ดูกระดาษแล้วใส่ใหม่"),
                      places=len(differing))
    _first, count = compared(sheet)
    now = clock.now()
    SheetLine.objects.bulk_create(
        SheetLine(sheet=sheet, statement_id=line.statement_id, **{side: getattr(line, side) for side in SIDES})
        for line in count.lines.all())
    sheet.people, sheet.adopted_at, sheet.level = count.people, now, Level.PUBLIC
    Sheet.objects.filter(pk=sheet.pk).update(people=count.people, adopted_at=now, level=Level.PUBLIC)
    Consultation.objects.filter(pk=sheet.consultation_id).update(closed_at=now)
    consultation = Consultation.objects.select_related("area").get(pk=sheet.consultation_id)
    tie("counted", consultation, by=by, area=consultation.area.code)
    return sheet


def _wrong_people(people):
    if not 1 <= people <= 1_000_000:
        yield Wrong("people", _("ใส่จำนวนคนบนใบ ตั้งแต่ 1 คน"))


def _wrong_line(pk, line, people):
    told = [number for number in line if number is not None]
    if any(number < 0 for number in told):
        yield Wrong(f"line-{pk}", _("จำนวนติดลบไม่ได้ ไม่รู้ให้เว้นว่าง"))
    elif sum(told) > people:
        yield Wrong(f"line-{pk}", _("รวมกันแล้วมากกว่าจำนวนคนบนใบ"))
