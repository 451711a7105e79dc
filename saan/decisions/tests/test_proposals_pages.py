"""The pages on which proposals are read, made and answered, also by a link from a letter."""
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail

from saan.core import clock
from saan.decisions.actions.responses import pass_on, respond
from saan.decisions.models import Budgeting, Passing, Proposal, Response
from saan.decisions.tests.asked import proposed, town_with_agencies
from saan.network.actions.contacts import write_to
from saan.voices.actions.consultations import open_round
from saan.voices.actions.erasures import erase
from saan.voices.actions.readings import let_stand
from saan.voices.actions.statements import pose, withdraw
from saan.voices.actions.themes import gather, merge
from saan.voices.models import Voice
from tests.town import say, settle, sign_in, stand

pytestmark = pytest.mark.django_db
LINK = re.compile(r"http\S*(/proposals/by-link/\S+)")


@pytest.fixture
def town():
    return town_with_agencies()


def page(client, where, status=200):
    """Return the page as text."""
    answer = client.get(where)
    assert answer.status_code == status
    return answer.content.decode()


def written(town, **more):
    """Return what the form of a proposal sends."""
    return {"title": "ไฟหน้าโรงเรียน", "text": "ขอไฟสามต้น", "agency": town.school.pk, "theme": [town.theme.pk],
            "key": str(uuid4())} | more


def test_the_council_sees_what_it_stands_on_first_and_proposes(client, town):
    sign_in(client, town.council)
    shown = page(client, f"/proposals/new?theme={town.theme.pk}")
    assert "ทางสว่าง" in shown and shown.index("ทางสว่าง") < shown.index("ขออะไร และเพราะอะไร")
    assert f"/proposals/new?theme={town.theme.pk}" in page(client, f"/themes/{town.theme.pk}")
    body = written(town)
    made = [client.post("/proposals/new", body) for _ in range(2)]   # a second tap
    one = Proposal.objects.get()
    assert [(answer.status_code, answer.url) for answer in made] == [(302, f"/proposals/{one.pk}")] * 2
    shown = page(client, f"/proposals/{one.pk}")
    assert "ขอไฟสามต้น" in shown and "โรงเรียนริมคลอง" in shown and f"/themes/{town.theme.pk}" in shown
    assert "รอคำตอบ อีก 30 วัน" in shown and "ยังไม่มีนัดประชุมที่ทันงบปี" in shown
    assert one.title in page(client, f"/themes/{town.theme.pk}")


@pytest.mark.parametrize("wrong", [{"title": ""}, {"text": " "}, {"agency": ""}, {"agency": "999999"}, {"key": "x"},
                                   {"text": "โทร 081-234-5678"}, {"title": "ก" * 121}, {"text": "ก" * 4001}])
def test_a_mistake_keeps_what_was_typed_and_what_it_stands_on(client, town, wrong):
    sign_in(client, town.council)
    answer = client.post("/proposals/new", written(town, **wrong))
    shown = answer.content.decode()
    assert answer.status_code == 422 and 'role="alert"' in shown
    assert f'name="theme" value="{town.theme.pk}"' in shown and not Proposal.objects.exists()
    assert all(str(typed) in shown for name, typed in written(town, **wrong).items() if name in {"title", "text"})


def test_what_cannot_be_a_source_is_refused_with_a_sentence(client, town):
    sign_in(client, town.council)
    assert "ข้อเสนอต้องเริ่มจากเสียง" in page(client, "/proposals/new")
    waiting, other = say(town), settle("300101")
    merged = gather(members=[stand(town).voice], name="ไฟทาง", authority=town.city, area=town.area, by=town.council)
    merge(theme=merged, into=town.theme, by=town.council)
    for asked in (f"voice={waiting.voice.pk}", f"voice={stand(other).voice.pk}", "theme=x", "statement=99999",
                  "consultation=" + "9" * 30):
        assert "ที่มาบางข้อใช้ไม่ได้" in page(client, f"/proposals/new?{asked}", 422)
    answer = client.post("/proposals/new", written(town, theme=[merged.pk]))
    assert answer.status_code == 422 and f"/themes/{town.theme.pk}" in answer.content.decode()
    assert client.post("/proposals/new", written(town, theme=[])).status_code == 422
    assert not Proposal.objects.exists()


def test_only_council_and_officers_propose(client, town):
    for person in (town.partner, town.moderator, town.lead):
        sign_in(client, person)
        assert client.post("/proposals/new", written(town)).status_code == 403
    client.logout()
    assert client.post("/proposals/new", written(town)).status_code == 302   # to the sign-in page
    sign_in(client, town.officer)
    assert client.post("/proposals/new", written(town)).status_code == 302
    assert Proposal.objects.count() == 1


def test_anybody_proposes_as_a_voice_and_the_council_takes_it_on_in_one_click(client, town):
    where = f"/proposals/own?at={town.city.code}"
    assert "1300" in page(client, where)
    body = {"title": "ที่ร่ม", "text": "ขอที่ร่มในลานเล่น", "key": str(uuid4())}
    assert client.post(where, body | {"title": ""}).status_code == 422
    assert client.post(where, body | {"text": "เลข 1101700230708"}).status_code == 422
    thanks = client.post(where, body).content.decode()
    assert "ใบรับเสียง" in thanks and "1300" in thanks
    voice = Voice.objects.get(text__startswith="ที่ร่ม")
    assert voice.text == "ที่ร่ม\nขอที่ร่มในลานเล่น"
    sign_in(client, town.council)
    assert f"/proposals/new?voice={voice.pk}" not in page(client, "/themes")
    let_stand(voice=voice, by=town.moderator)
    assert f"/proposals/new?voice={voice.pk}" in page(client, "/themes")
    shown = page(client, f"/proposals/new?voice={voice.pk}")
    beside, form = shown.split('name="title"')
    assert "ขอที่ร่มในลานเล่น" in beside and "ที่ร่ม" not in form and 'value="ที่ร่ม' not in shown
    client.post("/proposals/new", written(town, theme=[], voice=[voice.pk]))
    one = Proposal.objects.get()
    assert "ขอที่ร่มในลานเล่น" in page(client, f"/proposals/{one.pk}")
    erase(voice=voice)
    shown = page(client, f"/proposals/{one.pk}")
    assert "ขอที่ร่มในลานเล่น" not in shown and "คำพูดไม่แสดงแล้ว" in shown


def test_where_nobody_protects_children_nothing_is_proposed_by_voice(client):
    town = settle("300101", roles=("council",))
    assert "ตอนนี้ยังรับเสียงไม่ได้" in page(client, f"/proposals/own?at={town.city.code}")
    settle("930307")
    client.cookies.clear()
    assert "หนูอยู่เมืองไหน" in page(client, "/proposals/own")


def test_the_list_is_for_everybody_and_told_apart_by_state(client, town):
    late, waiting, answered = (proposed(town, title=title) for title in ("ข้อที่สาย", "ข้อที่รอ", "ข้อที่ตอบ"))
    respond(proposal=answered, agency=town.school, word="tables", text="ขอประชุม", by=town.partner)
    Proposal.objects.filter(pk=late.pk).update(due_at=clock.now() - timedelta(days=3))
    for state, titles in (("", {"ข้อที่สาย", "ข้อที่รอ", "ข้อที่ตอบ"}), ("overdue", {"ข้อที่สาย"}), ("waiting", {"ข้อที่รอ"}),
                          ("answered", {"ข้อที่ตอบ"}), ("resolved", set()), ("x", {"ข้อที่สาย", "ข้อที่รอ", "ข้อที่ตอบ"})):
        shown = page(client, f"/proposals?state={state}&at={town.city.code}")
        assert {title for title in ("ข้อที่สาย", "ข้อที่รอ", "ข้อที่ตอบ") if title in shown} == titles
    assert "เกินกำหนด 3 วัน" in page(client, f"/proposals/{late.pk}")
    assert "ขอให้ที่ประชุมตัดสิน" in page(client, f"/proposals/{answered.pk}")
    assert waiting.title in page(client, "/proposals") and "/change" not in page(client, f"/proposals/{waiting.pk}")
    assert client.get("/proposals/999999").status_code == 404


@pytest.mark.slow
def test_the_partner_answers_and_passes_on(client, town):
    one = proposed(town)
    sign_in(client, town.partner)
    assert "/change" in page(client, f"/proposals/{one.pk}")
    where = f"/proposals/{one.pk}/change"
    for body in ({"do": "answer"}, {"do": "answer", "word": "declines", "text": " "}, {}, {"do": "pass"},
                 {"do": "pass", "to_agency": town.school.pk, "reason": "ไม่ใช่"},
                 {"do": "pass", "to_agency": town.works.pk}):
        answer = client.post(where, body | {"key": str(uuid4())})
        assert answer.status_code == 422 and 'role="alert"' in answer.content.decode()
    kept = client.post(where, {"do": "pass", "to_agency": "", "reason": "ไฟถนนของทางหลวง", "key": str(uuid4())})
    assert "ไฟถนนของทางหลวง" in kept.content.decode()
    body = {"do": "pass", "to_agency": town.works.pk, "reason": "ไฟถนนของทางหลวง", "key": str(uuid4())}
    assert client.post(where, body).status_code == 302
    for stale in (body, {"do": "answer", "word": "takes", "text": "ไฟถนนของทางหลวง"}):   # a tab that stayed open
        late = client.post(where, stale)
        assert late.status_code == 409, late.status_code   # it is the highway's now
        told = late.content.decode()
        assert "ส่งต่อไปแล้ว ตอนนี้ แขวงทางหลวง เป็นผู้ตอบ" in told and 'role="alert"' in told
        assert "ไฟถนนของทางหลวง</span>" in told or "<p>ไฟถนนของทางหลวง</p>" in told
    assert Passing.objects.count() == 1
    shown = page(client, f"/proposals/{one.pk}")
    assert "โรงเรียนริมคลอง ส่งต่อให้ แขวงทางหลวง" in shown and "ไฟถนนของทางหลวง" in shown and "/change" not in shown


def test_who_may_only_read_a_proposal_is_told_who_answers(client, town):
    one = proposed(town)
    sign_in(client, town.officer)
    told = client.post(f"/proposals/{one.pk}/change", {"do": "answer", "word": "takes", "text": "เราทำเอง"})
    assert told.status_code == 403 and not Response.objects.exists()
    assert "โรงเรียนริมคลอง เป็นผู้ตอบ คุณอ่านได้ แต่ตอบแทนไม่ได้" in told.content.decode()
    assert "<p>เราทำเอง</p>" in told.content.decode()


def test_the_officer_answers_for_the_town_itself(client, town):
    one = proposed(town, agency=town.city)
    sign_in(client, town.officer)
    body = {"do": "answer", "word": "takes", "text": "เริ่มเดือนหน้า", "key": str(uuid4())}
    for _ in range(2):
        assert client.post(f"/proposals/{one.pk}/change", body).status_code == 302
    assert Response.objects.get().word == "takes"
    assert "ตอบครั้งแรกในวันเดียวกัน" in page(client, f"/proposals/{one.pk}")


def links(town, django_capture_on_commit_callbacks, **more):
    """Propose to an agency that is written to, and return the proposal with the links in the letters."""
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        one = proposed(town, address="http://testserver", **more)
    return one, [LINK.search(letter.body)[1] for letter in mail.outbox]


def test_an_agency_answers_once_by_a_link_without_a_login(client, town, django_capture_on_commit_callbacks):
    write_to(authority=town.city, agency=town.school, name="ผอ.", email="head@example.org", by=town.officer)
    _one, (link,) = links(town, django_capture_on_commit_callbacks)
    shown = page(client, link)
    assert "ขอไฟสามต้น" in shown and "ไม่แสดง เพราะจำนวนน้อย" in shown
    no = client.post(link, {"do": "answer", "word": "declines", "text": "", "key": str(uuid4())})
    assert no.status_code == 422 and not Response.objects.exists()
    done = client.post(link, {"do": "answer", "word": "declines", "text": "ปีนี้งบหมด", "key": str(uuid4())})
    assert "ส่งคำตอบแล้ว" in done.content.decode()
    response = Response.objects.get()
    assert (response.by_kind, response.by_id) == ("agency", town.school.pk)
    for answer in (client.get(link), client.post(link, {"do": "answer", "word": "takes", "key": str(uuid4())})):
        assert answer.status_code == 410 and "ลิงก์นี้ใช้ไปแล้ว" in answer.content.decode()
    assert Response.objects.count() == 1


def test_a_link_that_is_over_wrong_or_somebody_elses_says_so(client, town, django_capture_on_commit_callbacks):
    write_to(authority=town.city, agency=town.school, name="ผอ.", email="head@example.org", by=town.officer)
    one, (link,) = links(town, django_capture_on_commit_callbacks)
    assert "ลิงก์นี้ไม่ถูกต้อง" in page(client, link[:-3] + "xxx", 404)
    sign_in(client, settle("300101").officer)
    assert "หน่วยงานอื่น" in page(client, link, 403)
    client.logout()
    with clock.moved_to(one.at + timedelta(days=15)):
        assert "หมดอายุ" in page(client, link, 410)
    pass_on(proposal=one, to_agency=town.works, reason="ของทางหลวง", by=town.partner)
    assert "แขวงทางหลวง" in page(client, link, 403)
    assert client.post(link, {"do": "answer", "word": "takes", "key": str(uuid4())}).status_code == 403
    assert not Response.objects.exists()


def test_passing_on_by_link_asks_the_next_agency(client, town, django_capture_on_commit_callbacks):
    for agency, email in ((town.school, "head@example.org"), (town.works, "roads@example.org")):
        write_to(authority=town.city, agency=agency, name="ผู้รับ", email=email, by=town.officer)
    one, (link,) = links(town, django_capture_on_commit_callbacks)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(link, {"do": "pass", "to_agency": town.works.pk, "reason": "ของทางหลวง",
                                  "key": str(uuid4())})
    assert "ส่งต่อแล้ว" in done.content.decode()
    assert [letter.to for letter in mail.outbox] == [["roads@example.org"]]
    following = LINK.search(mail.outbox[0].body)[1]
    client.post(following, {"do": "answer", "word": "takes", "text": "", "key": str(uuid4())})
    assert Response.objects.get().agency_id == town.works.pk
    assert Proposal.objects.get().due_at == one.due_at


def test_of_a_round_only_statements_that_stand_are_shown(client, town):
    consultation = open_round(slug="lights", title="รอบไฟ", authority=town.city, area=town.area, by=town.officer)
    statement = pose(consultation=consultation, text="ควรมีไฟซาร์ควิล", by=town.council)
    sign_in(client, town.council)
    assert f"/proposals/new?consultation={consultation.pk}" in page(client, "/rounds/lights")
    one = proposed(town, sources=[consultation, statement])
    assert "ควรมีไฟซาร์ควิล" in page(client, f"/proposals/{one.pk}")
    withdraw(statement=statement, by=town.council)
    assert "ควรมีไฟซาร์ควิล" not in page(client, f"/proposals/{one.pk}")


def test_the_officer_sets_the_days_of_the_budget(client, town):
    sign_in(client, town.officer)
    assert 'value="15"' in page(client, "/budgeting")
    body = {"year_day": 1, "year_month": 1, "draft_day": 31, "draft_month": 2}
    for wrong in (body, body | {"draft_day": "x"}, body | {"draft_month": 13}, {}):
        answer = client.post("/budgeting", wrong)
        assert answer.status_code == 422 and 'role="alert"' in answer.content.decode()
    assert not Budgeting.objects.exists()
    assert client.post("/budgeting", body | {"draft_day": 30, "draft_month": 11}).status_code == 302
    assert Budgeting.objects.get().draft_month == 11
    for person in (town.council, town.partner):
        sign_in(client, person)
        assert client.get("/budgeting").status_code == 403


def test_how_many_questions_the_pages_ask(client, town, django_assert_max_num_queries):
    made = [proposed(town, title=f"ข้อ {n}") for n in range(6)]
    for _ in range(4):
        respond(proposal=made[0], agency=town.school, word="takes", text="ทำอยู่", by=town.partner)
    with django_assert_max_num_queries(8):
        page(client, "/proposals")
    with django_assert_max_num_queries(21):
        page(client, f"/proposals/{made[0].pk}")
