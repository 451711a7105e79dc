"""The pages of agreements and promises: everybody reads them, officers, agencies and the council act on them."""
import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from saan.core import clock
from saan.core.dates import day_in
from saan.core.tests.sending import pdf, picture, upload
from saan.core.things import SYSTEM
from saan.network.actions.commitments import claim
from saan.network.actions.contacts import stop_writing
from saan.network.models import Agreement, Commitment, Contact, Errand
from saan.network.queries.commitments import progress_of, state_now
from saan.network.tests.town import agreed, joined, letters, promised
from saan.people.actions import appoint, enrol
from saan.people.queries import NOBODY
from tests.town import settle, sign_in

pytestmark = pytest.mark.django_db
BY_LINK = "/commitments/by-link/"


@pytest.fixture(autouse=True)
def _shelf(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def town():
    """Return a town with a partner who works at the school."""
    town = joined()
    town.teacher = enrol(name="ครูชูใจ", by=SYSTEM, email="chujai@example.org")
    appoint(person=town.teacher, word="partner", at=town.school, by=SYSTEM)
    return town


def read(client, path, status=200):
    """Return the page's text, after a look at its status."""
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def form_of(town, **change):
    """Return an agreement as an officer types it."""
    today = clock.today()
    return {"title": "โคราชยิ้ม", "parties": [town.city.pk, town.school.pk], "goals": "ความรู้\nพื้นที่เรียนรู้",
            "signed_on": day_in(today, "th"), "starts_on": day_in(today, "th"),
            "ends_on": day_in(today + timedelta(days=80), "th")} | change


def test_an_officer_records_an_agreement_with_its_document(town, client):
    sign_in(client, town.officer)
    answer = client.post("/agreements/new", form_of(town) | {"file": upload(pdf(), "mou.pdf", "application/pdf")})
    one = Agreement.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/agreements/{one.pk}")
    client.logout()
    page = read(client, f"/agreements/{one.pk}")
    assert "โคราชยิ้ม" in page and "2 เป้าหมาย × 2 หน่วยงาน" in page and "โรงเรียนบ้านเหนือ" in page
    assert "ใกล้หมดอายุ" in read(client, "/network")
    paper = client.get(f"/agreements/{one.pk}/document")
    assert paper["Content-Type"] == "application/pdf" and b"".join(paper.streaming_content).startswith(b"%PDF")


@pytest.mark.parametrize(("change", "sentence"), [
    ({"parties": []}, "ข้อตกลงต้องมีอย่างน้อยสองหน่วยงาน"), ({"ends_on": "เมื่อวาน"}, "อ่านวันที่ไม่ได้"),
    ({"ends_on": "1 ม.ค. 2560"}, "วันสุดท้ายของข้อตกลงต้องไม่ก่อนวันเริ่ม"), ({"goals": " "}, "ใส่เป้าหมายร่วมอย่างน้อยหนึ่งข้อ"),
    ({"file": b"PK\x03\x04 no picture"}, "ไฟล์นี้ไม่ใช่รูปภาพหรือ PDF"),
])
def test_what_was_typed_is_kept_where_something_is_wrong(town, client, change, sentence):
    sign_in(client, town.officer)
    form = form_of(town) | change
    if "file" in form:
        form["file"] = upload(form["file"], "mou.jpg")
    answer = client.post("/agreements/new", form)
    page = answer.content.decode()
    assert answer.status_code == 422 and "โคราชยิ้ม" in page and not Agreement.objects.exists()
    assert sentence in page


def test_the_matrix_leads_to_each_promise(town, client):
    one = agreed(town)
    late, kept = promised(town, one, days=1), promised(town, one, goal=2, text="สอนว่ายน้ำ")
    claim(commitment=kept, text="สอนแล้วทุกเสาร์", by=town.school)
    with clock.moved_to(clock.now() + timedelta(days=2)):
        page = read(client, f"/agreements/{one.pk}")
    assert f'href="/commitments/{late.pk}"' in page and "เกินกำหนด" in page and "บอกว่าทำแล้ว 1 ข้อ" in page
    assert "สอนแล้วทุกเสาร์" in read(client, f"/commitments/{kept.pk}")
    assert 'lang="en"' in read(client, f"/agreements/{one.pk}?lang=en")


def test_an_officer_records_a_promise(town, client):
    one = agreed(town)
    path, goal = f"/agreements/{one.pk}/promise", one.goals.get(number=2)
    sign_in(client, town.officer)
    assert f'value="{goal.pk}" selected' in read(client, f"{path}?goal={goal.pk}").replace(' lang="th"', "")
    form = {"goal": goal.pk, "agency": town.school.pk, "text": "เปิดโรงยิมวันเสาร์", "due_on": "1 ม.ค. 2560"}
    no = client.post(path, form)
    assert no.status_code == 422 and "วันครบกำหนดอยู่นอกอายุของข้อตกลง" in no.content.decode()
    assert client.post(path, form | {"due_on": day_in(one.ends_on, "th")}).status_code == 302
    assert Commitment.objects.get().text == "เปิดโรงยิมวันเสาร์"


def test_an_officer_lets_an_agreement_run_longer(town, client):
    one, form = agreed(town), {"ends_on": "1 ม.ค. 2560"}
    path = f"/agreements/{one.pk}/extend"
    assert sign_in(client, settle("300101").officer).post(path, form).status_code == 404
    no = sign_in(client, town.officer).post(path, form)
    assert no.status_code == 422 and "วันสุดท้ายใหม่ต้องหลังวันสุดท้ายเดิม" in no.content.decode()
    assert "1 ม.ค. 2560" in no.content.decode()
    assert client.post(path, {"ends_on": "31 ธ.ค. 2599"}).status_code == 302
    one.refresh_from_db()
    assert one.ends_on.year == 2056


def test_a_partner_tells_for_its_own_agency_only(town, client):
    one = agreed(town)
    own, other = promised(town, one), promised(town, one, agency=town.foundation)
    sign_in(client, town.teacher)
    assert f"/commitments/{own.pk}/tell" in read(client, f"/commitments/{own.pk}")
    assert f"/commitments/{other.pk}/tell" not in read(client, f"/commitments/{other.pk}")
    assert client.post(f"/commitments/{other.pk}/tell", {"word": "begun"}).status_code == 404
    told = client.post(f"/commitments/{own.pk}/tell", {
        "word": "claimed", "text": "เปิดแล้ว", "file": upload(picture()), "faces_checked": "on"})
    assert told.status_code == 302
    step, = progress_of(own, NOBODY)
    shown = client.get(f"/commitments/{own.pk}/files/{step.pk}")
    assert shown["Content-Type"] == "image/jpeg" and b"".join(shown.streaming_content).startswith(b"\xff\xd8")
    assert client.get(f"/commitments/{other.pk}/files/{step.pk}").status_code == 404
    assert "ครูชูใจ" in read(client, f"/commitments/{own.pk}")
    client.logout()
    assert "ครูชูใจ" not in read(client, f"/commitments/{own.pk}")


def test_the_council_confirms_or_says_what_is_missing(town, client):
    one = promised(town, agreed(town))
    claim(commitment=one, text="เปิดแล้ว", by=town.school)
    path = f"/commitments/{one.pk}/judge"
    sign_in(client, town.officer)
    assert client.post(path, {"word": "confirmed"}).status_code == 403
    sign_in(client, town.council)
    no = client.post(path, {"word": "reopened", "text": ""})
    assert no.status_code == 422 and "บอกว่ายังขาดอะไร" in no.content.decode()
    assert client.post(path, {"word": "reopened", "text": "ยังปิดหกโมง"}).status_code == 302
    claim(commitment=one, text="เปิดจริงแล้ว", by=town.school)
    assert client.post(path, {"word": "confirmed"}).status_code == 302
    assert state_now(one) == "confirmed"


def test_an_agency_answers_by_a_link_without_a_login(town, client, django_capture_on_commit_callbacks):
    one = promised(town, agreed(town))
    sign_in(client, town.officer)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"/commitments/{one.pk}/ask").status_code == 302
    client.logout()
    token, = letters()
    path = f"{BY_LINK}{token}"
    assert "เปิดห้องสมุดถึงสองทุ่ม" in read(client, path) and "เปิดห้องสมุดถึงสองทุ่ม" in read(client, path)
    no = client.post(path, {"word": "claimed", "text": ""})
    assert no.status_code == 422 and "บอกว่าทำอะไรไปแล้ว" in no.content.decode()
    pretends = client.post(path, {"word": "claimed", "text": "เปิดแล้ว", "file": upload(b"PK\x03\x04", "x.jpg")})
    assert pretends.status_code == 422 and "เปิดแล้ว" in pretends.content.decode()
    thanks = client.post(path, {"word": "claimed", "text": "เปิดแล้ว"})
    assert thanks.status_code == 200 and "ขอบคุณ" in thanks.content.decode()
    used = client.post(path, {"word": "claimed", "text": "อีกครั้ง"})
    assert used.status_code == 410 and "ลิงก์นี้ใช้ไปแล้ว" in used.content.decode()
    assert [step.text for step in progress_of(one, NOBODY)] == ["เปิดแล้ว"]


def test_a_link_of_somebody_else_and_one_that_is_over_say_so(town, client, django_capture_on_commit_callbacks):
    one = promised(town, agreed(town))
    sign_in(client, town.officer)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/commitments/{one.pk}/ask")
    token, = letters()
    path = f"{BY_LINK}{token}"
    other = settle("300101")
    sign_in(client, other.officer)
    assert "เป็นของหน่วยงานอื่น" in read(client, path, 403)
    client.logout()
    assert "belongs to another" in read(sign_in(client, town.officer), f"{path}?lang=en", 403)
    client.logout()
    read(client, f"{BY_LINK}{'x' * 43}", 404)
    with clock.moved_to(clock.now() + timedelta(days=15)):
        assert "expired" in read(client, f"{path}?lang=en", 410)
    assert state_now(one) == "promised"


def test_officers_say_whom_the_town_writes_to(town, client):
    sign_in(client, town.officer)
    assert "manee@school.example" in read(client, "/agencies")
    enlist = {"do": "enlist", "name": "วัดป่า", "sort": "temple", "home": town.area.code}
    assert client.post("/agencies", enlist).status_code == 302 and "วัดป่า" in read(client, "/agencies")
    write = {"do": "write", "agency": town.foundation.pk, "name": "คุณดวงใจ", "email": "d@found.example",
             "language": "en"}
    assert client.post("/agencies", write).status_code == 302
    again = client.post("/agencies", write)
    assert again.status_code == 422 and "เมืองเขียนถึงอีเมลนี้" in again.content.decode()
    assert client.post(f"/agencies/contacts/{town.at_school.pk}/stop").status_code == 302
    assert "manee@school.example" not in read(client, "/agencies")
    assert client.post("/agencies", {"do": "burn"}).status_code == 422


def test_without_an_address_no_link_is_sent_and_the_page_says_so(town, client):
    one = promised(town, agreed(town))
    stop_writing(contact=town.at_school, by=town.officer)
    no = sign_in(client, town.officer).post(f"/commitments/{one.pk}/ask")
    assert no.status_code == 409 and "ยังไม่มีที่อยู่ให้เขียนถึง" in no.content.decode()
    assert not Errand.objects.exists() and not Contact.objects.filter(ended_at=None).exists()


def test_an_officer_of_another_town_changes_nothing_here(town, client):
    one = promised(town, agreed(town))
    sign_in(client, settle("300101").officer)
    for path in (f"/agreements/{one.goal.agreement_id}/promise", f"/commitments/{one.pk}/tell",
                 f"/commitments/{one.pk}/ask", f"/agencies/contacts/{town.at_school.pk}/stop"):
        assert client.post(path, {"word": "begun"}).status_code == 404, path
    assert state_now(one) == "promised"


def test_an_agreement_sent_twice_is_recorded_once(town, client):
    sign_in(client, town.officer)
    form = form_of(town) | {"goals": "ความรู้\nพื้นที่เรียนรู้\nความรู้", "file": upload(pdf(), "mou.pdf", "application/pdf")}
    first = client.post("/agreements/new", form)
    again = client.post("/agreements/new", form | {"file": upload(pdf(), "mou.pdf", "application/pdf")})
    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"]) == (
        302, f"/agreements/{Agreement.objects.get().pk}")
    assert [goal.text for goal in Agreement.objects.get().goals.order_by("number")] == ["ความรู้", "พื้นที่เรียนรู้"]
    other = client.post("/agreements/new", form_of(town) | {"goals": "อย่างอื่น"})
    assert other.status_code == 422 and "มีข้อตกลงชื่อนี้ที่เริ่มวันเดียวกันบันทึกไว้แล้ว" in other.content.decode()
    assert "อย่างอื่น" in other.content.decode() and Agreement.objects.count() == 1


def test_a_promise_sent_twice_is_one_promise(town, client):
    one = agreed(town)
    sign_in(client, town.officer)
    form = {"goal": one.goals.get(number=2).pk, "agency": town.school.pk, "text": "เปิดโรงยิมวันเสาร์",
            "due_on": day_in(one.ends_on, "th")}
    first, again = (client.post(f"/agreements/{one.pk}/promise", form) for _time in range(2))
    assert first["Location"] == again["Location"] == f"/commitments/{Commitment.objects.get().pk}"


def test_what_is_told_twice_is_kept_once_and_who_comes_late_reads_what_stands(town, client):
    one = promised(town, agreed(town))
    path, said = f"/commitments/{one.pk}/tell", {"word": "claimed", "text": "เปิดแล้วทุกวัน"}
    sign_in(client, town.teacher)
    assert [client.post(path, said).status_code for _time in range(2)] == [302, 302]
    assert progress_of(one, NOBODY).count() == 1
    client.logout()
    late = sign_in(client, town.officer).post(path, said | {"text": "เปิดถึงสองทุ่มแล้ว"})
    page = late.content.decode()
    assert late.status_code == 409 and "ตอนนี้รอสภาเด็กยืนยัน" in page and "โรงเรียนบ้านเหนือ บอกไว้เมื่อ" in page
    assert "เปิดถึงสองทุ่มแล้ว" in page and 'value="claimed"' not in page
    begun = client.post(path, {"word": "begun", "text": "เพิ่งเริ่ม"})
    assert begun.status_code == 409 and "เพิ่งเริ่ม" in begun.content.decode()


def test_the_second_of_the_council_reads_that_it_was_confirmed_before(town, client):
    one = promised(town, agreed(town))
    path = f"/commitments/{one.pk}/judge"
    early = sign_in(client, town.council).post(path, {"word": "confirmed", "text": "เห็นกับตา"})
    assert early.status_code == 409 and "ยังไม่มีใครบอกว่าข้อรับปากนี้ทำแล้ว" in early.content.decode()
    assert "เห็นกับตา" in early.content.decode()
    claim(commitment=one, text="เปิดแล้ว", by=town.school)
    assert [client.post(path, {"word": "confirmed"}).status_code for _time in range(2)] == [302, 302]
    client.logout()
    other = enrol(name="สมปอง", by=SYSTEM, email="sompong@example.org")
    appoint(person=other, word="council", at=town.city, by=SYSTEM)
    late = sign_in(client, other).post(path, {"word": "confirmed", "text": "จริงค่ะ"})
    page = late.content.decode()
    assert late.status_code == 409 and "สภาเด็กและเยาวชน ยืนยันไว้เมื่อ" in page and "จริงค่ะ" in page
    assert [step.word for step in progress_of(one, NOBODY)] == ["claimed", "confirmed"]


def test_a_cell_of_the_matrix_counts_each_state_for_eyes_and_ears_alike(town, client):
    one = agreed(town)
    for days, text in ((1, "เปิดห้องสมุด"), (30, "สอนว่ายน้ำ"), (30, "เปิดโรงยิม")):
        promised(town, one, days=days, text=text)
    with clock.moved_to(clock.now() + timedelta(days=2)):
        page = read(client, f"/agreements/{one.pk}")
    seen = re.findall(r'class="times" aria-hidden="true">([^<]*)<', page)
    heard = re.findall(r'class="sr">((?:เกินกำหนด|รับปากไว้) [^<]*)<', page)
    assert seen == ["1", "2"] and heard == ["เกินกำหนด 1 ข้อ · ", "รับปากไว้ 2 ข้อ"]


def test_a_text_that_is_far_too_long_is_refused_beside_its_field_with_all_that_was_typed(town, client):
    one, long = promised(town, agreed(town)), "ก" * 30_000
    sign_in(client, town.officer)
    form = {"goal": one.goal_id, "agency": town.school.pk, "due_on": "31 ธ.ค. 2599", "text": long}
    for path, said in ((f"/agreements/{one.goal.agreement_id}/promise", form),
                       (f"/commitments/{one.pk}/tell", {"word": "claimed", "text": long})):
        no = client.post(path, urlencode(said), content_type="application/x-www-form-urlencoded")
        assert no.status_code == 422 and long in no.content.decode(), path
    assert "31 ธ.ค. 2599" in client.post(f"/agreements/{one.goal.agreement_id}/promise", form).content.decode()
