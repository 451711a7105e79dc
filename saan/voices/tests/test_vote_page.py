"""Voting in a browser without script: one statement at a time, results only afterwards."""
import re

import pytest
from django.test import Client

from saan.core.things import SYSTEM
from saan.people.actions import appoint
from saan.people.models import Participant
from saan.people.rules import Word
from saan.voices.actions.consultations import close_round
from saan.voices.actions.publishing import publish
from saan.voices.actions.readings import let_stand
from saan.voices.actions.statements import pose, withdraw
from saan.voices.actions.tickets import print_slips
from saan.voices.actions.votes import cast
from saan.voices.models import Voice, Vote
from saan.voices.tests.test_results import korat
from saan.voices.tests.town import newcomer, opened, town
from tests.doors import enter

pytestmark = pytest.mark.django_db
ASKED = re.compile(r'name="statement" value="(\d+)"')


@pytest.fixture
def here():
    """Return a town with an open round of three statements."""
    return opened(town(), statements=3)


def asked(page):
    """Return the number of the statement that the page asks about, or None."""
    found = ASKED.search(page.content.decode())
    return int(found[1]) if found else None


def answer(client, statement, v, **more):
    """Tap an answer."""
    return client.post("/c/a-round", {"statement": statement, "v": v, **more})


def test_one_statement_after_the_other_until_all_are_answered(here, client):
    seen = []
    for v in ("1", "0", "-1"):
        page = client.get("/c/a-round")
        seen.append(asked(page))
        assert f"ข้อความที่ {len(seen)} จาก 3" in page.content.decode()
        assert answer(client, seen[-1], v, age_band="11-14").status_code == 302
    assert sorted(seen) == [statement.pk for statement in here.statements]
    votes = Vote.objects.order_by("pk").values_list("statement", "value")
    assert list(votes) == list(zip(seen, (1, 0, -1), strict=True))
    assert list(Participant.objects.values_list("band", flat=True)) == ["11-14"]
    assert "ครบทุกข้อความแล้ว" in client.get("/c/a-round").content.decode()


def test_looking_writes_nothing_and_the_order_stays(here, client):
    first = asked(client.get("/c/a-round"))
    assert {asked(client.get("/c/a-round")) for _time in range(5)} == {first}
    assert not Participant.objects.exists()
    answer(client, first, "1")
    second = asked(client.get("/c/a-round"))
    assert second != first
    assert asked(client.get("/c/a-round")) == second


def test_one_can_change_ones_mind(here, client):
    first = asked(client.get("/c/a-round"))
    answer(client, first, "1")
    again = client.get(f"/c/a-round?again={first}")
    assert asked(again) == first
    assert "ครั้งก่อนหนูตอบว่า" in again.content.decode()
    answer(client, first, "-1")
    assert Vote.objects.get().value == -1


@pytest.mark.parametrize("said", [{}, {"statement": "x", "v": "1"}, {"statement": "1", "v": "2"}, {"v": "1"},
                                  {"statement": "9" * 30, "v": "1"}])
def test_an_answer_that_is_none_is_asked_again(here, client, said):
    page = client.post("/c/a-round", said)
    assert page.status_code == 422
    assert asked(page)
    assert not Vote.objects.exists()


def test_two_visitors_in_one_town_are_two_participants(here):
    for browser in (Client(), Client()):
        answer(browser, asked(browser.get("/c/a-round")), "1")
    assert Participant.objects.count() == 2


def test_results_stay_hidden_until_one_has_answered(here, client):
    hidden = client.get("/c/a-round/results")
    assert hidden.status_code == 403
    assert "ตอบก่อน" in hidden.content.decode()
    table = client.get("/c/a-round/results.csv")
    assert table.status_code == 403 and "ไปตอบ" in table.content.decode()
    answer(client, asked(client.get("/c/a-round")), "1")
    page = client.get("/c/a-round/results")
    assert page.status_code == 200
    assert "ยังไม่มีผล" in page.content.decode()
    assert "หนูตอบว่า" in page.content.decode()


def test_a_closed_round_leads_to_its_results(here, client):
    close_round(consultation=here.it, by=here.officer)
    assert client.get("/c/a-round").headers["Location"] == "/c/a-round/results"
    assert answer(client, here.statements[0].pk, "1").status_code == 409
    assert client.get("/c/a-round/results").status_code == 200
    assert client.get("/c/nowhere").status_code == 404


def test_korats_page_refuses_to_exaggerate(client):
    korat()
    page = client.get("/c/korat/results").content.decode()
    assert "300 คน" in page
    assert "ทุกข้อความมีคนเห็นด้วยครึ่งหนึ่งหรือมากกว่า" in page
    assert "คนเห็นด้วยเกินครึ่งชัดเจน 2 ข้อความ" in page
    assert page.count('class="verdict yes"') == 2
    assert page.count("ไม่มีข้อมูล") > 15
    assert "ส่วนใหญ่" not in page


def test_the_table_holds_the_same_suppressed_figures(here, client):
    for value in [1] * 12 + [-1] * 5 + [0] * 3:
        cast(by=newcomer(here.it), statement=here.statements[0].pk, value=value)
    publish(consultation=here.it)
    close_round(consultation=here.it, by=here.officer)
    answered = client.get("/c/a-round/results.csv")
    assert answered.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = [row.split(",") for row in answered.content.decode("utf-8-sig").splitlines()]
    assert rows[0][:6] == ["number", "statement", "n", "agree", "disagree", "pass"]
    assert rows[1][2:6] == ["20", "12", "", ""]


def test_a_results_page_takes_few_queries(client, django_assert_max_num_queries):
    korat()
    client.get("/c/korat/results")
    with django_assert_max_num_queries(4):
        client.get("/c/korat/results")


def test_a_withdrawn_statement_leaves_the_results_at_once(client):
    here = korat()
    text = here.statements[0].text
    assert text in client.get("/c/korat/results").content.decode()
    withdraw(statement=here.statements[0], by=here.council)
    assert text not in client.get("/c/korat/results").content.decode()
    assert "Agree" in client.get("/c/korat/results?lang=en").content.decode()


def test_a_proposed_statement_waits_to_be_read_and_is_then_asked(here, client):
    appoint(person=here.officer, word=Word.LEAD, at=here.authority, by=SYSTEM, duty="ทุกวัน 8.30–20.00 น.")
    proposal = {"text": "ควรมีห้องสมุดที่เปิดวันอาทิตย์", "key": "8c7d3f0e-2f43-4f0e-9a53-0d4c5f5a1b2c"}
    page = client.post("/c/a-round/propose", proposal)
    assert page.status_code == 200
    assert "1300" in page.content.decode()
    assert here.it.statements.count() == 3
    voice = Voice.objects.get(consultation=here.it)
    let_stand(voice=voice, by=here.council)
    assert here.it.statements.get(voice=voice).text == proposal["text"]
    client.post("/c/a-round/propose", proposal)   # sent again: the same voice
    assert Voice.objects.count() == 1


def test_while_a_statement_is_written_like_ones_of_the_round_are_offered_and_nothing_is_kept(here, client):
    pose(consultation=here.it, text="ห้องสมุดควรเปิดวันเสาร์และวันอาทิตย์", by=here.council)
    gone = pose(consultation=here.it, text="ห้องสมุดควรเปิดวันอาทิตย์ด้วย", by=here.council)
    withdraw(statement=gone, by=here.council)
    near = {"text": "อยากให้ห้องสมุดเปิดวันอาทิตย์"}
    assert client.post("/c/a-round/alike", near).content.strip() == b""   # nobody may write here yet
    appoint(person=here.officer, word=Word.LEAD, at=here.authority, by=SYSTEM, duty="ทุกวัน 8.30–20.00 น.")
    piece = client.post("/c/a-round/alike", near)
    said = piece.content.decode()
    assert "รอบนี้มีข้อความคล้ายกันแล้ว" in said and "วันเสาร์และวันอาทิตย์" in said and "<html" not in said
    assert gone.text not in said and "no-store" in piece.headers["Cache-Control"]
    for other in ({"text": "หมาจรจัดหน้าวัด"}, {"text": "ห้อง"}, {}):
        assert client.post("/c/a-round/alike", other).content.strip() == b"", other
    looked = client.post("/c/a-round/propose", near | {"look": "alike"})
    page = looked.content.decode()
    assert looked.status_code == 200 and "วันเสาร์และวันอาทิตย์" in page and near["text"] in page
    assert 'id="propose" open' in page and 'class="error' not in page
    none = client.post("/c/a-round/propose", {"text": "หมาจรจัดหน้าวัด", "look": "alike"}).content.decode()
    assert "รอบนี้ยังไม่มีข้อความคล้ายกัน" in none and not Voice.objects.exists()
    assert 'data-to="/c/a-round/alike" data-of="#proposal_text"' in page and 'id="proposal_text"' in page
    close_round(consultation=here.it, by=here.officer)
    assert client.post("/c/a-round/alike", near).content.strip() == b""


def test_a_proposal_needs_words_a_length_and_somebody_who_protects(here, client):
    assert client.post("/c/a-round/propose", {"text": "ดี"}).status_code == 409
    appoint(person=here.officer, word=Word.LEAD, at=here.authority, by=SYSTEM, duty="ทุกวัน 8.30–20.00 น.")
    for text in (" ", "ก" * 141, "เลขบัตร 1101700230708"):
        page = client.post("/c/a-round/propose", {"text": text})
        assert page.status_code == 422
        assert text in page.content.decode()
    assert not Voice.objects.exists()


def test_slips_are_asked_for_at_their_door(client):
    here = opened(town(), door="slips")
    slip, = print_slips(consultation=here.it, count=1, by=here.officer)
    assert asked(client.get("/c/a-round")) is None
    assert client.post("/c/a-round/enter", {"slip": "AAAA-AAAA"}).status_code == 404
    assert client.post("/c/a-round/enter", {"slip": ""}).status_code == 422
    assert client.post("/c/a-round/enter", {"slip": slip}).status_code == 302
    answer(client, asked(client.get("/c/a-round")), "1")
    assert Vote.objects.count() == 1
    assert Client().post("/c/a-round/enter", {"slip": slip}).status_code == 409


def test_an_account_opens_the_door_of_those_signed_in(client, settings):
    here = opened(town(), door="signed_in")
    assert asked(client.get("/c/a-round")) is None
    assert answer(client, here.statements[0].pk, "1").status_code == 403
    for _time in range(2):
        browser = enter(Client(), here.council, settings)
        answer(browser, here.statements[0].pk, "1")
    assert Vote.objects.count() == 1
