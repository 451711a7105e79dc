"""Money: set aside, paid and accepted once and for all; what was wrong gets a further row."""
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from saan.core import clock
from saan.core.refusal import Refusal
from saan.people.queries import NOBODY
from saan.plans.actions.money import accept, pay, set_aside, take_back
from saan.plans.models import Acceptance, BudgetLine, Payment
from saan.plans.queries.money import budget_of, left_of, money_of
from saan.plans.rules.money import MOST, baht, satang
from saan.plans.rules.projects import year_of
from saan.plans.tests.town import city, project
from tests.town import refused


@pytest.fixture
def line(db):
    """Return a line of 100,000 baht of a project."""
    town = city()
    one = project(town)
    row = set_aside(project=one, year=one.year, text="ค่าไฟส่องสว่าง", satang=10_000_000, by=town.officer, fund="งบเมือง")
    row.officer = town.officer
    return row


def paid(line, amount, **more):
    return pay(line=line, satang=amount, paid_on=clock.today(), text="งวดที่ 1", by=line.officer, **more)


def test_more_than_the_line_is_refused_with_what_is_left(line):
    paid(line, 7_000_050)
    with refused("plans.above_the_line", 422) as no:
        paid(line, 3_000_000)
    assert "29,999.50" in str(no.value)
    paid(line, 2_999_950)
    assert left_of(line) == 0


@pytest.mark.parametrize("amount", [0, -1, MOST + 1, 1.5, True])
def test_nothing_that_is_no_money_is_written(line, amount):
    with pytest.raises(Refusal) as no:
        paid(line, amount)
    assert (no.value.status, no.value.errors[0].where) == (422, "satang")
    assert not Payment.objects.exists()


def test_a_wrong_payment_is_taken_back_whole_and_once(line):
    wrong = paid(line, 9_000_000)
    take_back(row=wrong, text="จ่ายผิดโครงการ", by=line.officer)
    assert left_of(line) == line.satang
    with refused("plans.taken_back"):
        take_back(row=wrong, text="อีกครั้ง", by=line.officer)
    with refused("plans.is_a_correction"):
        take_back(row=Payment.objects.get(reverses=wrong), text="กลับไปกลับมา", by=line.officer)
    assert [each.satang for each in Payment.objects.order_by("pk")] == [9_000_000, -9_000_000]


def test_a_line_is_taken_back_only_unpaid_and_then_takes_no_payment(line):
    one = paid(line, 100)
    with refused("plans.line_is_paid"):
        take_back(row=line, text="ตั้งผิดปี", by=line.officer)
    take_back(row=one, text="จ่ายผิด", by=line.officer)
    take_back(row=line, text="ตั้งผิดปี", by=line.officer)
    assert budget_of([line.project]) == {line.project_id: 0}
    with refused("plans.line_taken_back"):
        paid(line, 100)
    year, = money_of(line.project, NOBODY)
    assert (year.budget, year.paid, [each.over for each in year.lines]) == (0, 0, [True, True])


def test_what_was_accepted_by_mistake_stands_no_more(line):
    row = accept(line=line, accepted_on=clock.today(), text="เสาไฟ 12 ต้น", by=line.officer)
    (shown,), = (year.lines for year in money_of(line.project, NOBODY))
    assert shown.accepted == [row]
    take_back(row=row, text="ยังขาด 2 ต้น", by=line.officer)
    (shown,), = (year.lines for year in money_of(line.project, NOBODY))
    assert shown.accepted == []
    assert Acceptance.objects.count() == 2


def test_a_line_lies_in_a_year_of_its_project(line):
    with refused("plans.line_year", 422):
        set_aside(project=line.project, year=year_of(clock.today()) + 5, text="ไกลไป", satang=100, by=line.officer)


def test_what_is_sent_twice_under_one_key_is_written_once(line):
    one = paid(line, 9_000_000, key="k1")
    assert paid(line, 9_000_000, key="k1") == one   # though the line no longer holds as much again
    with refused("core.key_reused"):
        paid(line, 100, key="k1")
    for _ in range(2):
        accept(line=line, accepted_on=clock.today(), text="เสาไฟ", by=line.officer, key="k2")
        set_aside(project=line.project, year=line.year, text="ค่าป้าย", satang=100, by=line.officer, key="k3")
    assert (Payment.objects.count(), Acceptance.objects.count(), BudgetLine.objects.count()) == (1, 1, 2)


def test_nothing_was_paid_tomorrow(line):
    tomorrow = clock.today() + timedelta(days=1)
    with refused("plans.day_ahead", 422):
        pay(line=line, satang=100, paid_on=tomorrow, text="งวดที่ 1", by=line.officer)
    with refused("plans.day_ahead", 422):
        accept(line=line, accepted_on=tomorrow, text="เสาไฟ", by=line.officer)


def test_the_database_refuses_to_change_money(line):
    paid(line, 100)
    accept(line=line, accepted_on=clock.today(), text="เสาไฟ", by=line.officer)
    for model in (BudgetLine, Payment, Acceptance):
        for change in (lambda rows: rows.update(text="x"), lambda rows: rows._raw_delete(rows.db)):
            with pytest.raises(DatabaseError, match="money only grows"), transaction.atomic():
                change(model.objects.all())


@given(st.integers(1, MOST))
def test_what_is_written_as_baht_is_read_as_the_same(amount):
    assert satang(baht(amount)) == amount
    assert satang(f" ฿{baht(amount)} บาท ") == amount
    assert satang(baht(amount).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))) == amount


@given(st.text(max_size=60) | st.from_regex(r"-?[0-9,]{1,12}(\.[0-9]{0,4})?", fullmatch=True))
def test_whatever_is_typed_is_money_or_a_sentence(typed):
    try:
        assert 0 < satang(typed) <= MOST
    except Refusal as no:
        assert (no.status, bool(str(no)), no.errors[0].where) == (422, True, "satang")


@pytest.mark.parametrize(("typed", "code"), [
    ("-20", "money_sign"), ("–20", "money_sign"), ("0", "money_sign"), ("0.00", "money_sign"),
    ("1.505", "money_fraction"), ("1,25", "money_unclear"), ("12,34,567", "money_unclear"), ("ยี่สิบ", "money_unclear"),
    ("", "money_unclear"), ("1.5.0", "money_unclear"), ("9" * 20, "money_too_much")])
def test_each_mistake_has_its_own_sentence(typed, code):
    with refused(f"plans.{code}", 422):
        satang(typed)


def test_nothing_is_paid_before_the_year_of_its_line(line):
    long_ago = date(line.year - 10, 1, 1)
    with refused("plans.before_the_line", 422):
        pay(line=line, satang=100, paid_on=long_ago, text="งวดที่ 1", by=line.officer)
    with refused("plans.before_the_line", 422):
        accept(line=line, accepted_on=long_ago, text="เสา 4 ต้น", by=line.officer)
