"""Money of a project: set aside, paid, accepted; what was wrong is taken back by one more row.

Each row is its own record of who and when, so that none is tied.
"""
import json
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from saan.core import clock
from saan.core.actions import retry
from saan.core.acts import signed
from saan.core.models import StoredFile
from saan.core.refusal import Refusal
from saan.core.things import Thing
from saan.plans.models import Acceptance, BudgetLine, Payment, Project
from saan.plans.queries.money import left_of
from saan.plans.queries.years import fiscal_year_at, years_of
from saan.plans.rules.money import baht, checked
from saan.plans.rules.words import line_of, wrong, year_said

LONGEST, LONGEST_FUND = 200, 120   # signs
Row = BudgetLine | Payment | Acceptance


@transaction.atomic
def set_aside(*, project: Project, year: int, text: str, satang: int, by: Thing, fund: str = "",
              key: str = "") -> BudgetLine:
    """Set money aside for the project in one of its fiscal years; once under a key, where one is given."""
    def make():
        years = years_of(project)
        if year not in years:
            raise wrong("plans.line_year", _("โครงการนี้อยู่ในปีงบประมาณ %(first)s–%(last)s ตั้งงบปี %(year)s ไม่ได้"), "year",
                        first=year_said(years[0]), last=year_said(years[-1]), year=year_said(year))
        return BudgetLine.objects.create(project=project, year=year, text=line_of(text, "text", LONGEST),
                                         fund=line_of(fund, "fund", LONGEST_FUND, needed=False),
                                         satang=checked(satang), **signed(by))
    return _once(BudgetLine, key, [project.pk, year, text, satang, fund, by.kind, by.pk], make)


@transaction.atomic
def pay(*, line: BudgetLine, satang: int, paid_on: date, text: str, by: Thing, key: str = "") -> Payment:
    """Record that money of the line was paid, and no more than is left of it; once under a key, if given."""
    def make():
        mine, amount = _open(line), checked(satang)
        _refuse_ahead(paid_on, "paid_on")
        _refuse_earlier(mine, paid_on, "paid_on")
        left = left_of(mine)
        if amount > left:
            raise wrong("plans.above_the_line", _("เงินในรายการนี้เหลือ %(left)s บาท จ่าย %(amount)s บาทไม่ได้"), "satang",
                        left=baht(left), amount=baht(amount))
        return Payment.objects.create(line=mine, satang=amount, paid_on=paid_on, text=line_of(text, "text", LONGEST),
                                      **signed(by))
    return _once(Payment, key, [line.pk, satang, paid_on, text, by.kind, by.pk], make)


@transaction.atomic
def accept(*, line: BudgetLine, accepted_on: date, text: str, by: Thing, file: StoredFile | None = None,
           key: str = "") -> Acceptance:
    """Record that the office accepted what was delivered for the line; once under a key, if given."""
    def make():
        mine = _open(line)
        _refuse_ahead(accepted_on, "accepted_on")
        _refuse_earlier(mine, accepted_on, "accepted_on")
        return Acceptance.objects.create(line=mine, accepted_on=accepted_on, text=line_of(text, "text", LONGEST),
                                         file=file, **signed(by))
    return _once(Acceptance, key, [line.pk, accepted_on, text, file and file.digest, by.kind, by.pk], make)


@transaction.atomic
def take_back(*, row: Row, text: str, by: Thing) -> Row:
    """Take the whole of one row back by a further row that says why; a line only once nothing of it is paid."""
    line = _locked(row if isinstance(row, BudgetLine) else row.line)
    if row.reverses_id:
        raise Refusal("plans.is_a_correction", _("รายการนี้เป็นการแก้แล้ว ถ้าแก้ผิด ให้ลงรายการใหม่"))
    about = {"reverses": row, "text": line_of(text, "text", LONGEST), **signed(by)}
    if isinstance(row, BudgetLine):
        if left_of(line) != line.satang:
            raise Refusal("plans.line_is_paid", _("รายการนี้จ่ายเงินไปแล้ว แก้รายการจ่ายก่อน แล้วค่อยยกเลิกวงเงิน"))
        about |= {"project": row.project, "year": row.year, "fund": row.fund, "satang": -row.satang}
    elif isinstance(row, Payment):
        about |= {"line": line, "paid_on": clock.today(), "satang": -row.satang}
    else:
        about |= {"line": line, "accepted_on": clock.today()}
    try:
        with transaction.atomic():
            return type(row).objects.create(**about)
    except IntegrityError as no:   # the database holds that a row is taken back once
        raise Refusal("plans.taken_back", _("รายการนี้ยกเลิกไปแล้ว")) from no


def _refuse_earlier(line, day, where):
    if fiscal_year_at(line.project.authority, day) < line.year:
        raise wrong("plans.before_the_line", _("วันที่นี้ก่อนปีงบประมาณ %(year)s ของวงเงิน ตรวจวันที่อีกครั้ง"), where,
                    year=year_said(line.year))


def _once(model, key, body, make):
    if not key:
        return make()
    ref, _new = retry.once(scope=model.__name__.lower(), key=key, body=json.dumps(body, default=str),
                           make=lambda: make().pk)
    return model.objects.get(pk=ref)


def _locked(line):
    return BudgetLine.objects.select_for_update(of=("self",)).get(pk=line.pk)


def _open(line):
    """Return the line, locked until the transaction ends, or say that it was taken back."""
    mine = _locked(line)
    if mine.reverses_id or BudgetLine.objects.filter(reverses=mine).exists():
        raise Refusal("plans.line_taken_back", _("วงเงินนี้ยกเลิกไปแล้ว เลือกรายการอื่น"))
    return mine


def _refuse_ahead(day, where):
    if day > clock.today():
        raise wrong("plans.day_ahead", _("วันที่นี้ยังมาไม่ถึง ใส่วันที่เกิดขึ้นจริง"), where)
