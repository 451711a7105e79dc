"""The pages of projects and activities: everybody reads them, officers write, and what is typed wrongly is kept."""
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from saan.core import clock
from saan.people.engines.tokens import COOKIE, TOKEN
from saan.plans.actions.activities import plan
from saan.plans.actions.money import pay, set_aside
from saan.plans.models import Activity, Attendance, BudgetLine, Payment, Project, Registration
from saan.plans.queries.activities import token_of
from saan.plans.rules.projects import year_of
from saan.plans.tests.town import city, project, resolution, themed
from tests.town import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    """Return a town."""
    return city()


def read(client, where, status=200, **more):
    answer = client.get(where, **more)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def sent(client, where, form, status=302):
    answer = client.post(where, form)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def typed(town, **more):
    today = clock.today()
    return {"goal": town.goal.pk, "title": "ลานเล่นริมน้ำ", "agency": town.agency.pk, "area": town.area.code,
            "year": str(year_of(today) + 543), "starts_on": str(today), "ends_on": str(today + timedelta(days=60)),
            "key": str(uuid4())} | more


def planned(town, one, **more):
    starts_at = clock.now() + timedelta(days=1)
    return plan(**{"project": one, "title": "วันปลูกต้นไม้", "starts_at": starts_at, "by": town.officer,
                   "ends_at": starts_at + timedelta(hours=2)} | more)[0]


def test_everybody_reads_where_a_project_comes_from(town):
    from_voices = project(town, resolution=resolution(town, themed(town, 6).it))
    from_goal = project(town, title="สอนศิลปะในลาน")
    page = read(Client(), f"/projects/{from_goal.pk}")
    assert "โครงการนี้เริ่มจากเป้าหมายของข้อตกลง ไม่ได้เริ่มจากเสียงที่รับฟัง" in page
    page = read(Client(), f"/projects/{from_voices.pk}")
    assert f"/resolutions/{from_voices.resolution_id}" in page
    assert "6 เสียง" in page
    assert f"/projects/{from_voices.pk}/money" not in page
    listed = read(Client(), "/projects")
    assert listed.index("สอนศิลปะในลาน") < listed.index("ลานเล่นริมน้ำ")
    assert read(Client(), f"/projects?year={from_goal.year}").count("/projects/") == listed.count("/projects/")
    read(Client(), "/projects/999999", 404)


def test_an_officer_starts_a_project_from_a_goal(town):
    officer = sign_in(Client(), town.officer)
    assert f"/projects/new?goal={town.goal.pk}" in read(officer, "/projects/new")
    read(officer, f"/projects/new?goal={town.goal.pk}")
    form = typed(town)
    for _ in range(2):
        sent(officer, "/projects/new", form)
    assert f"/projects/{Project.objects.get().pk}" in read(officer, f"/agreements/{town.goal.agreement_id}")


def test_what_is_typed_wrongly_is_told_at_its_field_and_kept(town):
    officer = sign_in(Client(), town.officer)
    page = sent(officer, "/projects/new", typed(town, year="2500", title="ลานที่ยังไม่ได้ตั้ง"), 422)
    assert "ลานที่ยังไม่ได้ตั้ง" in page
    assert "2500" in page
    assert "อ่านปีไม่ได้" in sent(officer, "/projects/new", typed(town, year="ปีหน้า"), 422)
    sent(officer, "/projects/new", typed(town, goal="", resolution=""), 422)
    sent(officer, "/projects/new", typed(town, goal="999999999999999999999"), 422)
    assert not Project.objects.exists()


def test_others_start_nothing(town):
    for who in (town.council, town.partner):
        sent(sign_in(Client(), who), "/projects/new", typed(town), 403)
    other = city("300101")
    sent(sign_in(Client(), other.officer), "/projects/new", typed(town), 422)
    assert not Project.objects.exists()


@pytest.mark.slow
def test_an_officer_writes_money_and_everybody_reads_it(town):
    one, officer = project(town), sign_in(Client(), town.officer)
    where = f"/projects/{one.pk}/money"
    line = {"do": "set_aside", "year": one.year, "text": "ค่าไฟส่องสว่าง", "satang": "๑,๐๐๐.๕๐", "key": str(uuid4())}
    for _ in range(2):
        sent(officer, where, line)
    row = BudgetLine.objects.get()
    paying = {"do": "pay", "line": row.pk, "satang": "250", "paid_on": str(clock.today()), "text": "งวดที่ 1"}
    sent(officer, where, paying | {"key": str(uuid4())})
    sent(officer, where, {"do": "accept", "line": row.pk, "accepted_on": str(clock.today()), "text": "เสาไฟ 12 ต้น",
                          "key": str(uuid4())})
    page = read(Client(), f"/projects/{one.pk}")
    assert [words in page for words in ("1,000.50", "750.50", "เสาไฟ 12 ต้น")] == [True] * 3
    page = sent(officer, where, paying | {"satang": "751", "key": str(uuid4()), "text": "งวดที่เกิน"}, 422)
    assert [words in page for words in ("เหลือ 750.50 บาท", "งวดที่เกิน", "751")] == [True] * 3
    for wrong in ("-5", "1.005", "0", "มาก", ""):
        sent(officer, where, paying | {"satang": wrong, "key": str(uuid4())}, 422)
    sent(officer, where, {"do": "take_back", "row": f"payment-{Payment.objects.get().pk}", "text": "จ่ายผิด"})
    assert sum(payment.satang for payment in Payment.objects.all()) == 0
    sent(officer, where, {"do": "steal"}, 422)
    sent(sign_in(Client(), town.partner), where, line, 403)


def test_an_agency_plans_an_activity_of_its_own_project_only(town):
    own, others = project(town), project(town, agency=town.city, title="ซ่อมทางเท้า")
    partner = sign_in(Client(), town.partner)
    on = clock.today() + timedelta(days=2)
    form = {"title": "วันปลูกต้นไม้", "on": str(on), "at": "๙.๓๐ น.", "until": "12:00", "room": "", "key": str(uuid4())}
    for _ in range(2):
        sent(partner, f"/projects/{own.pk}/plan", form)
    one = Activity.objects.get()
    assert f"/attend/{token_of(one)}" in read(partner, f"/activities/{one.pk}/sign")
    read(partner, f"/projects/{others.pk}/plan", 404)
    page = sent(partner, f"/projects/{own.pk}/plan", form | {"until": "8.00", "key": str(uuid4())}, 422)
    assert "เวลาจบต้องหลังเวลาเริ่ม" in page
    sent(partner, f"/projects/{own.pk}/plan", form | {"on": "", "room": "2"}, 422)


def test_a_child_signs_up_without_an_account_and_is_remembered(town):
    one, child = planned(town, project(town)), Client()
    assert "มาได้ทุกคน" in read(child, f"/activities/{one.pk}")
    sent(child, f"/activities/{one.pk}/own", {"do": "register"})
    assert TOKEN.fullmatch(child.cookies[COOKIE].value)   # as voting keeps it: the same child there
    assert "คุณลงชื่อไว้แล้ว" in read(child, f"/activities/{one.pk}")
    sent(child, f"/activities/{one.pk}/own", {"do": "leave"})
    assert "คุณลงชื่อไว้แล้ว" not in read(child, f"/activities/{one.pk}")
    sent(Client(), f"/activities/{one.pk}/own", {"do": "leave"})
    assert Registration.objects.filter(left_at=None).count() == 0


def test_whoever_scans_is_counted_once_and_told_so_kindly(town):
    one, child = planned(town, project(town)), Client()
    where = f"/attend/{token_of(one)}"
    assert "ยังไม่ถึงเวลา" in read(child, where)
    sent(child, where, {}, 409)
    with clock.moved_to(one.starts_at):
        assert "ไม่ต้องบอกชื่อ" in read(child, where)
        assert Attendance.objects.count() == 0   # looking counts nobody
        sent(child, where, {})
        assert "ขอบคุณที่มานะ" in read(child, where)
        assert "นับคุณไว้แล้วตั้งแต่ครั้งแรก" in sent(child, where, {}, 200)
    assert Attendance.objects.count() == 1
    with clock.moved_to(one.ends_at + timedelta(hours=4)):
        assert "หมดเวลานับแล้ว" in read(Client(), where)
    read(child, "/attend/nothing", 404)


def test_minutes_are_noted_by_officer_and_council_and_an_activity_is_held(town):
    one, child = planned(town, project(town)), Client()
    officer, council = sign_in(Client(), town.officer), sign_in(Client(), town.council)
    lead = f"/activities/{one.pk}/lead"
    with clock.moved_to(one.starts_at):
        sent(child, f"/attend/{token_of(one)}", {})
        row = Attendance.objects.get()
        page = sent(officer, lead, {"do": "note", f"m{row.pk}": "721"}, 422)
        assert "721" in page
        sent(council, lead, {"do": "note", f"m{row.pk}": "90"})
        assert "เป็นผู้จัด คุณอ่านได้ แต่บอกแทนไม่ได้" in sent(council, lead, {"do": "hold"}, 403)
        sent(officer, lead, {"do": "hold"})
        sent(officer, lead, {"do": "hold"}, 409)
        sent(officer, lead, {"do": "dance"}, 422)
    row.refresh_from_db()
    assert row.minutes == 90
    assert "จัดแล้ว" in read(child, f"/activities/{one.pk}")
    assert "ไม่แสดง เพราะจำนวนน้อย" in read(child, f"/activities/{one.pk}")


def test_an_activity_is_called_off(town):
    one = planned(town, project(town))
    sent(sign_in(Client(), town.officer), f"/activities/{one.pk}/lead", {"do": "call_off"})
    assert "ยกเลิกแล้ว" in read(Client(), f"/activities/{one.pk}")
    assert "กิจกรรมนี้ยกเลิกแล้ว" in read(Client(), f"/attend/{token_of(one)}")


def test_a_resolution_offers_a_project_to_officers(town):
    made = resolution(town, themed(town, 1).it)
    page = read(sign_in(Client(), town.officer), f"/resolutions/{made.pk}")
    assert f"/projects/new?resolution={made.pk}" in page
    one = project(town, resolution=made)
    page = read(Client(), f"/resolutions/{made.pk}")
    assert f"/projects/{one.pk}" in page
    assert "/projects/new" not in page


def test_a_page_of_projects_asks_no_more_for_many(town, django_assert_max_num_queries):
    made = resolution(town, themed(town, 5).it)
    for number in range(6):
        one = project(town, resolution=made, title=f"ลาน {number}")
        line = set_aside(project=one, year=one.year, text="ค่าไฟ", satang=1000, by=town.officer)
        pay(line=line, satang=10, paid_on=clock.today(), text="งวด", by=town.officer)
    with django_assert_max_num_queries(30):
        read(Client(), "/projects")
