"""The pages of a result: everybody sees what is said and what is sure; who spoke answers by code."""
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail

from saan.core import clock
from saan.core.files.shelf import place_of
from saan.network.actions.contacts import write_to
from saan.network.tests.town import ADDRESS, link_in
from saan.people.queries import NOBODY
from saan.plans.actions.activities import hold, plan
from saan.plans.actions.attendance import attend
from saan.plans.actions.results import ask
from saan.plans.actions.verdicts import decide
from saan.plans.actions.witnesses import witness
from saan.plans.models import Answer, Claim, Evidence, Result, Witness
from saan.plans.tests.chain import answered, claimed, newest, photo, way
from saan.plans.tests.town import project, resolution, themed
from saan.voices.queries.ways import chain_of
from tests.town import settle, sign_in, stand

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SAID = {"title": "ลานเล่นมีไฟแล้ว", "text": "ติดไฟครบ", "1-seen": "เสาไฟสี่ต้น", "1-faces_checked": "on"}


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    (tmp_path / "keys").mkdir()


def text_of(page):
    return page.content.decode()


def test_everybody_reads_what_is_said_to_be_done_and_sees_the_evidence(client):
    town = way()
    result = claimed(town)
    page = client.get(f"/results/{result.pk}")
    text = text_of(page)
    assert page.status_code == 200
    assert all(words in text for words in (
        "ลานเล่นมีไฟแล้ว", "ศูนย์เยาวชนริมน้ำ บอกว่าเสร็จแล้ว", 'class="badge claim"', 'alt="เสาไฟสี่ต้นรอบลานเล่น ตอนค่ำ"',
        "ยังไม่มีตัวเลข", 'href="/confirm"'))
    assert "คำตัดสินของสภาเด็ก" not in text and 'class="badge sure"' not in text
    one = Evidence.objects.get()
    picture = client.get(f"/results/{result.pk}/evidence/{one.pk}")
    assert (picture.status_code, picture.headers["Content-Type"]) == (200, "image/jpeg")
    assert b"".join(picture) == place_of(one.file.digest).read_bytes()
    other = claimed(town, title="อีกอย่าง")
    assert client.get(f"/results/{other.pk}/evidence/{one.pk}").status_code == 404
    assert client.get("/results/999").status_code == 404


def test_the_page_says_confirmed_only_by_the_rule_and_never_tells_of_few(client):
    town = way(20)
    result = claimed(town)
    answered(town, result, "y" * 9 + "n")
    text = text_of(client.get(f"/results/{result.pk}"))
    assert "10 คนตอบแล้ว ส่วนใหญ่บอกว่าจริง: ยืนยันแล้ว" in text
    assert 'class="badge sure"' in text and 'class="bar"' not in text
    answered(town, result, "y" * 6 + "nnnn", first=10)
    text = text_of(client.get(f"/results/{result.pk}"))
    assert "15 คนบอกว่าจริง 5 คนบอกว่ายังไม่จริง: ยืนยันแล้ว" in text
    assert 'class="bar"' in text and "53.1%" in text


def test_a_child_answers_on_the_page_of_its_code(client):
    town = way()
    code = town.said[0].code
    assert 'name="word"' not in text_of(client.post("/code", {"code": code}))
    result = claimed(town)
    text = text_of(client.post("/code", {"code": code}))
    assert "เกิดขึ้นจริงไหม" in text and f'action="/results/{result.pk}/witness"' in text
    assert re.findall(r'name="word" value="(\w+)"', text) == ["yes", "no", "unknown"]
    thanks = client.post(f"/results/{result.pk}/witness", {"code": code, "claim": "1", "word": "no"})
    assert thanks.status_code == 200 and "ขอบคุณ รับคำตอบแล้ว" in text_of(thanks)
    assert code not in thanks.request["QUERY_STRING"]
    assert Witness.objects.get().voice == town.said[0].voice
    assert "หนูตอบแล้ว ขอบคุณนะ" in text_of(client.post("/code", {"code": code}))
    for word in ("yes", "no"):
        again = client.post(f"/results/{result.pk}/witness", {"code": code, "word": word})
        assert again.status_code == 409 and "ตอบไปแล้ว แต่ละคนตอบได้ครั้งเดียว" in text_of(again)
    assert Witness.objects.count() == 1


def test_who_did_not_speak_of_it_and_a_wrong_code_get_a_sentence(client):
    town = way()
    result, stranger = claimed(town), stand(town)
    assert 'name="word"' not in text_of(client.post("/confirm", {"code": stranger.code}))
    page = client.post(f"/results/{result.pk}/witness", {"code": stranger.code, "word": "yes"})
    assert page.status_code == 403 and "คำถามนี้ถามคนที่พูดเรื่องนี้" in text_of(page)
    for where in ("/confirm", f"/results/{result.pk}/witness"):
        missed = client.post(where, {"code": "22222222", "word": "yes"})
        assert missed.status_code == 404 and "ไม่พบรหัสนี้" in text_of(missed)
    assert client.post(f"/results/{result.pk}/witness", {"code": town.said[0].code, "word": "x"}).status_code == 422
    assert client.post("/results/999/witness", {"code": town.said[0].code, "word": "yes"}).status_code == 404
    assert not Witness.objects.exists()


def test_confirm_asks_for_a_code_and_shows_the_questions(client):
    town = way()
    result = claimed(town)
    assert 'action="/confirm"' in text_of(client.get("/confirm"))
    page = client.post("/confirm", {"code": town.said[1].code})
    assert f'action="/results/{result.pk}/witness"' in text_of(page)
    assert "no-store" in page.headers["Cache-Control"]


def test_who_is_asked_may_answer_and_nobody_else(client):
    """The question at the code walks from the voice to the claim, the right to answer from the claim to the voice."""
    town = way(2)
    late, alone, other = stand(town), stand(town), themed(town, 1, "ไฟ")
    results = [claimed(town), claimed(town, project(town, resolution=resolution(town, alone.voice)), title="ม้านั่ง"),
               claimed(town, project(town, resolution=resolution(town, other.it, alone.voice)), title="ไฟ"),
               claimed(town, project(town), title="จากเป้าหมาย")]
    for said in (*town.said, late, alone):
        page = client.post("/confirm", {"code": said.code})
        asked = set(map(int, re.findall(r"/results/(\d+)/witness", text_of(page))))
        may = set()
        for result in results:
            page = client.post(f"/results/{result.pk}/witness", {"code": said.code, "word": "yes"})
            may |= {result.pk} if page.status_code == 200 else set()
        assert asked == may


def test_an_old_page_does_not_answer_a_newer_claim(client):
    town = way()
    result = claimed(town)
    decide(result=result, word="reopened", reason="ไฟไม่ติด", by=town.council)
    claimed(town, result=result)
    page = client.post(f"/results/{result.pk}/witness", {"code": town.said[0].code, "claim": "1", "word": "no"})
    assert page.status_code == 409 and "ผู้ใหญ่บอกใหม่อีกครั้งแล้ว" in text_of(page)


def test_the_council_answers_decides_and_the_reason_stands_there(client):
    town = way()
    result = claimed(town)
    sign_in(client, town.council)
    text = text_of(client.get(f"/results/{result.pk}"))
    assert "คำตัดสินของสภาเด็ก" in text and 'value="witness"' in text
    where = f"/results/{result.pk}/change"
    assert client.post(where, {"do": "witness", "word": "yes", "claim": "1"}).status_code == 302
    assert client.post(where, {"do": "witness", "word": "no"}).status_code == 409
    kept = client.post(where, {"do": "decide", "reason": "ไปดูแล้วไฟดับ"})
    assert kept.status_code == 422 and "ไปดูแล้วไฟดับ" in text_of(kept)
    private = client.post(where, {"do": "decide", "word": "reopened", "reason": "ถามช่างที่ 0812345678"})
    assert private.status_code == 422 and "0812345678" in text_of(private)
    assert client.post(where, {"do": "decide", "word": "reopened", "reason": "ไฟดับสองดวง"}).status_code == 302
    client.logout()
    text = text_of(client.get(f"/results/{result.pk}"))
    assert "ไฟดับสองดวง" in text and 'class="badge no"' in text
    assert client.post(where, {"do": "decide", "word": "confirmed", "reason": "x"}).status_code == 302   # to sign in


def test_who_is_no_council_decides_nothing(client):
    town, other = way(), settle("300101")
    result = claimed(town)
    for person, do in ((town.officer, "decide"), (other.council, "decide"), (other.council, "answer"),
                       (other.council, "witness"), (town.partner, "decide")):
        sign_in(client, person)
        form = {"do": do, "word": "confirmed" if do == "decide" else "yes", "reason": "เสร็จ", "theme": town.theme.pk}
        assert client.post(f"/results/{result.pk}/change", form).status_code == 403
    assert client.post(f"/results/{result.pk}/change", {"do": "x"}).status_code == 422
    result.refresh_from_db()
    assert (result.state, Witness.objects.count(), Answer.objects.count()) == ("claimed", 0, 0)


def test_those_who_spoke_get_a_reply_that_tells_of_the_result(client):
    town = way()
    result = claimed(town)
    sign_in(client, town.officer)
    where, key = f"/results/{result.pk}/change", "8c7d3f0e-2f43-4f0e-9a53-0d4c5f5a1b2c"
    empty = client.post(where, {"do": "answer", "theme": town.theme.pk, "text": " ", "key": key})
    assert empty.status_code == 422
    for _twice in range(2):
        form = {"do": "answer", "theme": town.theme.pk, "text": "ลานมีไฟแล้วนะ", "key": key}
        assert client.post(where, form).status_code == 302
    assert Answer.objects.get().result == result
    assert "ลานมีไฟแล้วนะ" in text_of(client.get(f"/results/{result.pk}"))
    assert "ลานมีไฟแล้วนะ" in text_of(client.post("/code", {"code": town.said[0].code}))


def test_a_partner_claims_on_the_page_and_what_was_typed_is_kept(client):
    town = way()
    sign_in(client, town.partner)
    where = f"/projects/{town.project.pk}/claim"
    assert client.get(where).status_code == 200
    for form, sentence in (
            (SAID, "ยังไม่ได้เลือกไฟล์"), (SAID | {"1-file": photo(), "1-seen": ""}, "บอกว่าในรูปหรือเอกสารนี้เห็นอะไร"),
            (SAID | {"1-file": photo(), "title": ""}, "บอกบรรทัดเดียวว่าเกิดอะไรขึ้น"),
            ({**SAID, "1-file": photo(), "1-faces_checked": ""}, "ดูภาพอีกครั้ง"),
            (SAID | {"1-file": photo(), "3-seen": "ไม่มีไฟล์"}, "ยังไม่ได้เลือกไฟล์"),
            (SAID | {"1-file": photo(), "2-file": zipped(), "2-seen": "zip"}, "ไม่ใช่รูปภาพหรือ PDF"),
            (SAID | {"1-file": photo(), "1-seen": "โทร 0812345678"}, "ลบเบอร์โทร")):
        page = client.post(where, form)
        text = text_of(page)
        assert page.status_code == 422 and sentence in text and "ติดไฟครบ" in text
        assert "เลือกไฟล์อีกครั้ง" in text
    assert not Result.objects.exists()
    page = client.post(where, SAID | {"1-file": photo()})
    assert page.status_code == 302 and page.url == f"/results/{Result.objects.get().pk}"


def zipped():
    file = photo()
    file.file.seek(0)
    file.file.write(b"PK\x03\x04")
    file.file.seek(0)
    return file


def test_a_reopened_result_is_claimed_anew_on_the_page(client):
    town = way()
    result = claimed(town)
    decide(result=result, word="reopened", reason="ไฟไม่ติด", by=town.council)
    sign_in(client, town.officer)
    assert "บอกว่าเสร็จแล้วอีกครั้ง" in text_of(client.get(f"/results/{result.pk}"))
    where = f"/projects/{town.project.pk}/claim"
    page = client.post(where, {**SAID, "title": "", "result": result.pk, "1-file": photo()})
    assert page.url == f"/results/{result.pk}"
    assert newest(result).number == 2
    text = text_of(client.get(page.url))
    assert "ครั้งที่ 1" in text and "ครั้งที่ 2" in text and "ไฟไม่ติด" in text


def test_only_those_who_run_the_project_find_the_form(client):
    town, other = way(), settle("300101")
    where = f"/projects/{town.project.pk}/claim"
    assert client.get(where).status_code == 302
    for person, status in ((town.council, 403), (other.officer, 404), (town.officer, 200)):
        sign_in(client, person)
        assert client.get(where).status_code == status
        assert status == 200 or client.post(where, SAID | {"1-file": photo()}).status_code == status
    assert not Result.objects.exists()


def test_an_agency_claims_by_its_link_without_a_login(client, django_capture_on_commit_callbacks):
    town = way()
    write_to(authority=town.city, agency=town.agency, name="มานี", email="manee@agency.example", by=town.officer)
    sign_in(client, town.officer)
    where = f"/projects/{town.project.pk}/claim"
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(where, {"do": "ask"}).status_code == 302
    client.logout()
    where = "/results/by-link/" + re.search(r"/results/by-link/(\S+)", mail.outbox[-1].body)[1]
    assert client.get(where).status_code == 200
    missing = client.post(where, SAID)
    assert missing.status_code == 422 and "ติดไฟครบ" in text_of(missing)
    page = client.post(where, SAID | {"1-file": photo()})
    assert page.status_code == 302
    assert (Claim.objects.get().by_kind, Claim.objects.get().by_id) == ("agency", town.agency.pk)
    for again in (client.get(where), client.post(where, SAID | {"1-file": photo()})):
        assert again.status_code == 410 and "ใช้ไปแล้ว" in text_of(again)
    assert client.get(f"/results/by-link/{'x' * 43}").status_code == 404
    assert Result.objects.count() == 1


def test_a_link_that_was_overtaken_says_so(client, django_capture_on_commit_callbacks):
    town = way()
    write_to(authority=town.city, agency=town.agency, name="มานี", email="manee@agency.example", by=town.officer)
    with django_capture_on_commit_callbacks(execute=True):
        for _twice in range(2):
            ask(project=town.project, by=town.officer, address=ADDRESS)
    old = client.get(f"/results/by-link/{link_in(mail.outbox[0])}")
    assert old.status_code == 410 and "หมดอายุแล้ว" in text_of(old)


def test_how_many_questions_the_pages_ask(client, django_assert_max_num_queries):
    town = way(12)
    result = claimed(town)
    answered(town, result, "y" * 12)
    client.get("/code")
    with django_assert_max_num_queries(30):
        client.get(f"/results/{result.pk}")
    with django_assert_max_num_queries(15):
        client.post("/code", {"code": town.said[0].code})


def test_the_pages_speak_english(client):
    town = way(20)
    result = claimed(town)
    witness(claim=newest(result), word="yes", by=town.council)
    answered(town, result, "y" * 10 + "n" * 10)
    text = text_of(client.get(f"/results/{result.pk}", headers={"Accept-Language": "en"}))
    assert "11 people said it is so, 9 said not yet: not clear enough" in text and "Evidence" in text


def test_a_result_claimed_anew_twice_by_one_press_is_claimed_once_and_answered_alike(client):
    town = way()
    result = claimed(town)
    decide(result=result, word="reopened", reason="ไฟไม่ติด", by=town.council)
    sign_in(client, town.officer)
    where, key = f"/projects/{town.project.pk}/claim", str(uuid4())
    pages = [client.post(where, {**SAID, "title": "", "result": result.pk, "key": key, "1-file": photo()})
             for _press in range(2)]
    assert [page.status_code for page in pages] == [302, 302] and pages[0].url == pages[1].url
    assert newest(result).number == 2


def test_whoever_holds_the_code_later_does_not_learn_the_answer(client):
    town = way()
    result = claimed(town)
    where = f"/results/{result.pk}/witness"
    pages = [client.post(where, {"code": town.said[0].code, "word": "no"}),
             client.post(where, {"code": town.said[0].code, "word": "yes"}),
             client.post("/confirm", {"code": town.said[0].code})]
    assert [page.status_code for page in pages] == [200, 409, 200]
    assert all("“ยังไม่จริง”" not in text_of(page) for page in pages)
    assert "หนูตอบแล้ว" in text_of(pages[2])


def test_the_way_of_a_result_passes_what_was_held_for_its_project(client):
    town = way(6)
    starts_at = clock.now() + timedelta(hours=1)
    activity, _token = plan(project=town.project, title="ชวนกันวัดไฟ", by=town.officer, starts_at=starts_at,
                            ends_at=starts_at + timedelta(hours=1))
    with clock.moved_to(starts_at + timedelta(hours=2)):
        attend(activity=activity, by=town.council)
        hold(activity=activity, by=town.officer)
        result = claimed(town)
        assert {"held", "reported"} <= {stop.verb for stop in chain_of(result, NOBODY).stops}
