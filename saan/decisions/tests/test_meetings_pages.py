"""The pages of committees, meetings and resolutions, for the secretary, a member, an agency and everybody."""
import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core import mail
from django.test import Client

from saan.core import clock
from saan.decisions.actions.agenda import table
from saan.decisions.actions.committees import set_up
from saan.decisions.actions.interests import declare
from saan.decisions.actions.proposals import propose
from saan.decisions.actions.terms import end_term
from saan.decisions.models import Ballot, Committee, Draft, Interest, Item, Meeting, Noting, Resolution, Term
from saan.decisions.queries.meetings import state_of
from saan.decisions.tests.chamber import BEGIN, called, chamber, closed, opened, resolved
from saan.network.actions.contacts import write_to
from saan.people.actions import end_role
from saan.people.queries import roster_of
from saan.voices.actions.themes import gather
from tests.doors import enter
from tests.languages import thai_outside
from tests.town import settle, stand

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(settings):
    """Return a town with a committee, and the secretary's browser, on a clock that stands."""
    with clock.moved_to(BEGIN):
        here = chamber(3)
        here.desk = enter(Client(), here.officer, settings)
        yield here


def words(page, status=200):
    """Return what the page says."""
    assert page.status_code == status, page.content.decode()[:3000]
    return page.content.decode()


def pressed(client, page, /, **said):
    """Press a button that works, and return where it leads."""
    answer = client.post(page, said)
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def test_a_committee_is_set_up_seated_and_called_at_the_desk(town):
    where = pressed(town.desk, "/committees", name="คณะลานเล่น", quorum=50, seats="ประธาน\nผู้แทนช่าง | กองช่าง")
    committee = Committee.objects.get(name="คณะลานเล่น")
    assert [seat.agency for seat in committee.seats.order_by("number")] == [None, town.owner]
    seat = committee.seats.get(number=1)
    newcomer = {"seat": seat.pk, "person": "", "name": "มะลิ ใจดี", "email": "mali@example.org",
                "starts_on": "1 พ.ย. 2569"}
    pressed(town.desk, f"{where}/change", do="seat", **newcomer)
    page = words(town.desk.post(f"{where}/change", {"do": "seat", **newcomer, "name": "อีกคน", "email": ""}), 422)
    assert "มะลิ ใจดี" in page and "วาระซ้อนกันไม่ได้" in page and 'value="อีกคน"' in page
    term = Term.objects.get(seat=seat)
    pressed(town.desk, f"{where}/change", do="declare", term=term.pk, agency=town.artists.pk, reason="เป็นผู้รับจ้าง")
    assert "เป็นผู้รับจ้าง" in words(Client().get(where))
    pressed(town.desk, f"{where}/change", do="withdraw", interest=Interest.objects.get().pk)
    pressed(town.desk, f"{where}/change", do="call", meets_on="9 พ.ย. 2569", at="13.30", until="๑๕.๐๐ น.",
            where="ห้อง 2")
    meeting = Meeting.objects.get(committee=committee)
    assert "13.30" in words(Client().get(f"/meetings/{meeting.pk}"))
    pressed(town.desk, f"{where}/change", do="end", term=term.pk)
    assert town.desk.post(f"{where}/change", {"do": "dance"}).status_code == 422


@pytest.mark.parametrize(("said", "sentence"), [
    ({"meets_on": "วันไหนดี"}, "อ่านวันที่ไม่ได้"), ({"at": "บ่าย"}, "อ่านเวลาไม่ได้"), ({"at": "25.00"}, "อ่านเวลาไม่ได้"),
    ({"where": ""}, "สถานที่"), ({"meets_on": "9 พ.ย. 2500"}, "ต้องมาหลังจากตอนนี้"), ({"until": "9.00"}, "ต้องมาหลังเวลาเริ่ม")])
def test_a_meeting_that_cannot_be_comes_back_as_it_was_typed(town, said, sentence):
    typed = {"do": "call", "meets_on": "9 พ.ย. 2569", "at": "13.30", "where": "ห้องสีฟ้า"} | said
    page = words(town.desk.post(f"/committees/{town.committee.pk}/change", typed), 422)
    assert sentence in page
    assert "where" in said or "ห้องสีฟ้า" in page
    assert not Meeting.objects.exists()


def test_an_agency_that_nobody_enlisted_is_named(town):
    page = words(town.desk.post("/committees", {"name": "คณะ", "quorum": 50, "seats": "ผู้แทน | ไม่มีจริง"}), 422)
    assert "ไม่มีหน่วยงานชื่อ “ไม่มีจริง”" in page


@pytest.mark.slow
def test_a_meeting_goes_from_invitation_to_public_minutes(town):
    meeting = called(town, .03)
    where = f"/meetings/{meeting.pk}"
    table(meeting=meeting, title="ที่ร่มในลานเล่น", by=town.officer)
    pressed(town.desk, f"{where}/change", do="table", title="เรื่องแจ้งให้ทราบ", proposal="")
    assert "ที่ร่มในลานเล่น" not in words(Client().get(where))
    pressed(town.desk, f"{where}/change", do="invite")
    assert "ขาดอีก" in words(town.desk.post(f"{where}/change", {"do": "open"}), 409)
    one, two, three = town.terms
    there = {f"word-{one.pk}": "present", f"word-{two.pk}": "deputy", f"word-{three.pk}": "away"}
    page = words(town.desk.post(f"{where}/change", {"do": "attend", **there}), 422)
    assert "ใส่ชื่อผู้แทน" in page
    pressed(town.desk, f"{where}/change", do="attend", **there, **{f"deputy-{two.pk}": "ผู้แทน ใจดี"})
    pressed(town.desk, f"{where}/change", do="open")
    first, second = Item.objects.filter(meeting=meeting).order_by("number")
    at = f"{where}/items/{first.pk}"
    pressed(town.desk, at, do="vote", **{f"vote-{one.pk}": "yes", f"vote-{two.pk}": "yes"})
    page = words(town.desk.post(at, {"do": "resolve", "text": "ให้ทำที่ร่ม 3 แห่ง", "owner": "", "due_on": ""}), 422)
    assert "มติต้องมีหนึ่งหน่วยงาน" in page and "ยังไม่มีกำหนดเสร็จ" in page and "ให้ทำที่ร่ม 3 แห่ง" in page
    assert not Resolution.objects.exists()
    pressed(town.desk, at, do="resolve", text="ให้ทำที่ร่ม 3 แห่ง", owner=town.owner.pk, due_on="31 มี.ค. 2570")
    pressed(town.desk, f"{where}/items/{second.pk}", do="note")
    assert Noting.objects.get().item == second
    assert "ยังไม่มีรายงาน" in words(town.desk.post(f"{where}/change", {"do": "close"}), 409)
    assert Client().get(f"{where}/minutes").status_code == 302   # sign in first
    pressed(town.desk, f"{where}/minutes", text="ที่ประชุมคุยเรื่องที่ร่ม", on=0)
    pressed(town.desk, f"{where}/change", do="close")
    public = words(Client().get(f"{where}/minutes"))
    assert "ที่ประชุมคุยเรื่องที่ร่ม" in public and "1/2569-1" in public and "ผู้แทน ใจดี" in public
    pressed(town.desk, f"{where}/change", do="amend", text="แก้คำว่า 3 แห่งเป็น 4 แห่ง")
    assert "แก้คำว่า 3 แห่งเป็น 4 แห่ง" in words(Client().get(f"{where}/minutes"))
    for name, magic in (("minutes.pdf", b"%PDF"), ("minutes.docx", b"PK"), ("invitation.pdf", b"%PDF")):
        assert Client().get(f"{where}/{name}").content.startswith(magic)
    made = Resolution.objects.get()
    assert "ให้ทำที่ร่ม 3 แห่ง" in words(Client().get(f"/resolutions/{made.pk}"))
    assert "1/2569-1" in words(Client().get("/resolutions?state=open"))
    assert "1/2569-1" not in words(Client().get("/resolutions?state=overdue"))
    assert town.desk.post(f"{where}/minutes", {"text": "ใหม่", "on": 1}).status_code == 409


def test_a_cancelled_meeting_says_why(town):
    meeting = called(town)
    silent = town.desk.post(f"/meetings/{meeting.pk}/change", {"do": "cancel", "reason": ""})
    assert "ยกเลิกเพราะอะไร" in words(silent, 422)
    pressed(town.desk, f"/meetings/{meeting.pk}/change", do="cancel", reason="น้ำท่วมห้องประชุม")
    assert "น้ำท่วมห้องประชุม" in words(Client().get(f"/meetings/{meeting.pk}"))
    assert state_of(meeting) == "cancelled"


def test_a_member_reads_the_agenda_before_and_votes_for_themselves_alone(town, settings):
    meeting = opened(town, there=3)
    item = table(meeting=meeting, title="ที่ร่มในลานเล่น", by=town.officer)
    one, two, _three = town.terms
    member = enter(Client(), one.person, settings)
    at = f"/meetings/{meeting.pk}/items/{item.pk}"
    assert "ที่ร่มในลานเล่น" in words(member.get(f"/meetings/{meeting.pk}"))
    assert f"vote-{two.pk}" not in words(member.get(at))
    pressed(member, at, do="vote", **{f"vote-{one.pk}": "yes", f"vote-{two.pk}": "no"})
    assert [(ballot.term, ballot.word) for ballot in Ballot.objects.all()] == [(one, "yes")]
    assert member.post(at, {"do": "resolve", "text": "ตามใจฉัน"}).status_code == 403
    assert member.post(f"/meetings/{meeting.pk}/change", {"do": "close"}).status_code == 403
    assert member.get(f"/meetings/{meeting.pk}/minutes").status_code == 403


def test_the_vote_of_an_interested_member_is_refused_with_the_interest(town):
    made = resolved(town, table(meeting=opened(town, there=3), title="กำแพง", by=town.officer), owner=town.artists)
    closed(town, made.meeting)
    one = declare(term=town.terms[0], agency=town.artists, reason="เป็นผู้รับจ้างวาดกำแพง", by=town.officer).term
    item = Item.objects.get(meeting=opened(town, there=3), followed=made)
    at = f"/meetings/{item.meeting_id}/items/{item.pk}"
    assert "ไม่นับผู้มีส่วนได้เสีย 1" in words(town.desk.get(at))
    page = words(town.desk.post(at, {"do": "vote", f"vote-{one.pk}": "yes"}), 409)
    assert "เป็นผู้รับจ้างวาดกำแพง" in page and "ลงมติวาระนี้ไม่ได้" in page
    pressed(town.desk, at, do="end", word="done", reason="ไปดูมาแล้ว")
    assert "ไปดูมาแล้ว" in words(Client().get(f"/resolutions/{made.pk}"))


def test_two_officers_write_the_same_minutes_and_the_second_sees_a_merge_page(town):
    where = f"/meetings/{opened(town, there=3).pk}/minutes"
    pressed(town.desk, where, text="หนึ่ง\nสอง\nสาม", on=0)
    pressed(town.desk, where, text="หนึ่ง\nสองของเขา\nสาม", on=1)
    page = words(town.desk.post(where, {"text": "หนึ่ง\nสอง\nสามของฉัน", "on": 1}), 409)
    assert "หนึ่ง\nสองของเขา\nสามของฉัน" in page and 'name="on" value="2"' in page
    pressed(town.desk, where, text="หนึ่ง\nสองของเขา\nสามของฉัน", on=2)
    drafts = words(town.desk.get(where.replace("minutes", "drafts")))
    assert Draft.objects.count() == 4 and "วางไว้ข้าง ๆ" in drafts and "สมาชิก" not in drafts


@pytest.mark.slow
def test_the_minutes_of_a_long_day_are_saved_whole_and_what_is_too_long_comes_back(town):
    where = f"/meetings/{opened(town, there=3).pk}/minutes"
    assert "ไม่เกิน 200,000 ตัวอักษร" in words(town.desk.get(where)) and 'data-most="200000"' in words(town.desk.get(where))
    told = "\n".join("ที่ประชุมคุยกันนานเรื่องลานเล่น" for _ in range(4000))
    typed(town.desk, where, 302, text=told, on=0)
    assert len(told) > 120_000 and Draft.objects.get().text == told
    page = typed(town.desk, where, 409, text=f"{told[:-5]}ของฉัน", on=0)   # both whole on the merge page
    assert told in page and f"{told[:-5]}ของฉัน" in page
    page = typed(town.desk, where, 422, text="ก" * 200_001 + "ท้าย", on=1)
    assert "ก" * 200_001 + "ท้าย" in page and "รายงานยาวเกิน 200,000 ตัวอักษร" in page
    typed(town.desk, where, 413, text="ก" * 470_000, on=1)
    for elsewhere in (where.replace("minutes", "change"), f"{where}/x"):
        typed(town.desk, elsewhere, 413, text="ก" * 60_000)


def typed(client, page, status, /, **said):
    """Send a form as browsers send it, nine bytes a Thai letter, and return what the answer says."""
    answer = client.post(page, urlencode(said), content_type="application/x-www-form-urlencoded")
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def test_the_owner_says_how_far_it_is_at_the_desk_or_by_a_one_time_link(town, django_capture_on_commit_callbacks):
    write_to(authority=town.city, agency=town.owner, name="ช่างสมาน", email="chang@example.org", by=town.officer)
    mail.outbox.clear()
    item = table(meeting=opened(town, there=3), title="ที่ร่ม", by=town.officer)
    with django_capture_on_commit_callbacks(execute=True):
        pressed(town.desk, f"/meetings/{item.meeting_id}/items/{item.pk}", do="resolve", text="ให้ทำที่ร่ม",
                owner=town.owner.pk, due_on="31 มี.ค. 2570")
    link = re.search(r"/resolutions/by-link/\S+", mail.outbox[0].body)[0]
    stranger = Client()
    assert "ให้ทำที่ร่ม" in words(stranger.get(link))
    assert stranger.post(link, {"text": " "}).status_code == 422
    assert "บันทึกแล้ว" in words(stranger.post(link, {"text": "สั่งเสาแล้ว"}))
    assert stranger.get(link).status_code == 410
    made = Resolution.objects.get()
    pressed(town.desk, f"/resolutions/{made.pk}/change", text="ลงเสาแล้ว 2 แห่ง")
    public = words(Client().get(f"/resolutions/{made.pk}"))
    assert "สั่งเสาแล้ว" in public and "ลงเสาแล้ว 2 แห่ง" in public and "กองช่าง" in public


def test_a_resolution_that_is_said_to_be_done_is_closed_at_the_next_meeting_and_comes_back_no_more(town):
    made = resolved(town, table(meeting=opened(town, there=3), title="ส่งหนังสือ", by=town.officer))
    closed(town, made.meeting)
    assert "กลับมาทุกครั้งจนกว่าจะปิด" in words(Client().get(f"/resolutions/{made.pk}"))
    pressed(town.desk, f"/resolutions/{made.pk}/change", text="ส่งแล้ว เลขที่ 12", done="on")
    assert "ผู้รับผิดชอบบอกว่าทำเสร็จแล้ว" in words(Client().get(f"/resolutions/{made.pk}"))
    item = Item.objects.get(meeting=opened(town, there=3), followed=made)
    assert "ผู้รับผิดชอบบอกว่าทำเสร็จแล้ว" in words(town.desk.get(f"/meetings/{item.meeting_id}"))
    at = f"/meetings/{item.meeting_id}/items/{item.pk}"
    page = words(town.desk.get(at))
    assert re.search(r'<input type="radio" name="word" value="done"[^>]* checked', page), page
    pressed(town.desk, at, do="end", word="done", reason="เห็นสำเนาแล้ว")
    closed(town, item.meeting)
    assert not Item.objects.filter(meeting=called(town)).exists()


@pytest.mark.slow
def test_who_leaves_early_stands_in_the_minutes_with_the_time(town):
    meeting = opened(town, there=3)
    resolved(town, table(meeting=meeting, title="ที่ร่ม", by=town.officer))
    item = table(meeting=meeting, title="ไฟ", by=town.officer)
    where, (one, two, _three) = f"/meetings/{meeting.pk}", town.terms
    pressed(town.desk, f"{where}/change", do="attend", **{f"word-{one.pk}": "away", f"word-{two.pk}": "away"})
    page = words(town.desk.get(f"{where}/items/{item.pk}"))
    assert "องค์ประชุมไม่ครบ จึงรับทราบหรือลงมติไม่ได้ วาระนี้ไปอยู่ครั้งหน้า" in page and "ออกจากประชุมเวลา" in page
    assert "ขาดอีก 1 คน" in words(town.desk.post(f"{where}/items/{item.pk}", {"do": "note"}), 409)
    closed(town, meeting)
    page = words(Client().get(f"{where}/minutes"))
    assert page.count("ออกจากประชุมเวลา") == 2 and "อยู่ 3 ต้องมี 2" in page
    assert "ครบ 3 จาก 3" in words(Client().get(where))
    assert Client().get(f"{where}/minutes.pdf").content.startswith(b"%PDF")


def test_nobody_of_another_town_comes_in(town, settings):
    meeting = opened(town, there=3)
    item = table(meeting=meeting, title="เรื่องของเรา", by=town.officer)
    made = resolved(town, item)
    other = enter(Client(), settle("300101").officer, settings)
    assert "เรื่องของเรา" not in words(other.get(f"/meetings/{meeting.pk}"))
    for where in (f"/meetings/{meeting.pk}/items/{item.pk}", f"/meetings/{meeting.pk}/minutes",
                  f"/meetings/{meeting.pk}/invitation.pdf", f"/meetings/{meeting.pk}/drafts", "/meetings/999999",
                  "/resolutions/999999", f"/meetings/{10 ** 30}"):
        assert other.get(where).status_code == 404, where
    for where, said in ((f"/meetings/{meeting.pk}/change", {"do": "close"}),
                        (f"/meetings/{meeting.pk}/items/{item.pk}", {"do": "note"}),
                        (f"/committees/{town.committee.pk}/change", {"do": "end", "term": town.terms[0].pk})):
        assert other.post(where, said).status_code == 404, where
    told = other.post(f"/resolutions/{made.pk}/change", {"text": "ของคนอื่น"})   # which everybody reads
    assert "เป็นผู้รับผิดชอบ คุณอ่านได้ แต่บอกแทนไม่ได้" in words(told, 403) and "<p>ของคนอื่น</p>" in words(told, 403)
    assert "ของคนอื่น" not in words(other.get(f"/resolutions/{made.pk}"))


def test_pages_speak_english(town, settings):
    meeting = opened(town, there=3)
    item = table(meeting=meeting, title="ที่ร่ม", by=town.officer)
    made = resolved(town, table(meeting=meeting, title="ไฟ", by=town.officer))
    town.desk.get("/committees")   # which says in Thai who came in
    before = [f"/meetings/{meeting.pk}", f"/meetings/{meeting.pk}/items/{item.pk}", f"/meetings/{meeting.pk}/minutes",
              f"/committees/{town.committee.pk}", "/committees"]
    for page in before:
        assert thai_outside(words(town.desk.get(page, {"lang": "en"}))) == [], page
    closed(town, meeting)
    after = [f"/meetings/{meeting.pk}", f"/meetings/{meeting.pk}/minutes", f"/resolutions/{made.pk}", "/resolutions",
             f"/committees/{town.committee.pk}", "/committees"]
    for page in after:
        assert thai_outside(words(Client().get(page, {"lang": "en"}))) == [], page


def test_a_long_agenda_needs_no_more_queries_than_a_short_one(town, django_assert_max_num_queries):
    meeting = opened(town, there=3)
    for number in range(12):
        resolved(town, table(meeting=meeting, title=f"เรื่อง {number}", by=town.officer))
    closed(town, meeting)
    following = called(town)
    with django_assert_max_num_queries(32):
        words(town.desk.get(f"/meetings/{following.pk}"))
    with django_assert_max_num_queries(12):
        words(Client().get("/resolutions"))


def test_a_resolution_sent_twice_is_one_and_who_comes_late_reads_what_stands_and_keeps_the_words(town, settings):
    item = table(meeting=opened(town, there=3), title="ที่ร่ม", by=town.officer)
    at = f"/meetings/{item.meeting_id}/items/{item.pk}"
    said = {"text": "ให้ทำที่ร่ม", "owner": town.owner.pk, "due_on": "31 มี.ค. 2570"}
    assert pressed(town.desk, at, do="resolve", **said) == pressed(town.desk, at, do="resolve", **said)
    made = Resolution.objects.get()
    late = words(town.desk.post(at, {"do": "resolve", **said, "text": "ให้ทำที่ร่ม 5 แห่ง"}), 409)
    assert f"วาระนี้มีมติ {made.label} แล้ว" in late and "ให้ทำที่ร่ม 5 แห่ง" in late and 'value="resolve"' not in late
    one = town.terms[0]
    for client in (town.desk, enter(Client(), one.person, settings)):
        assert f"วาระนี้มีมติ {made.label} แล้ว" in words(client.post(at, {"do": "vote", f"vote-{one.pk}": "no"}), 409)
    assert not Ballot.objects.exists()


def test_a_vote_of_nobody_and_a_vote_of_who_is_away_are_refused(town, settings):
    item = table(meeting=opened(town, there=2), title="ที่ร่ม", by=town.officer)
    at, away = f"/meetings/{item.meeting_id}/items/{item.pk}", town.terms[2]
    assert "ยังไม่ได้เลือกคะแนนของใคร" in words(town.desk.post(at, {"do": "vote"}), 422)
    for client in (town.desk, enter(Client(), away.person, settings)):
        page = words(client.post(at, {"do": "vote", f"vote-{away.pk}": "yes"}), 409)
        assert f"{away.person.name} ไม่ได้อยู่ในที่ประชุม" in page
    assert town.desk.post(at, {"do": "end", "word": "done", "reason": "เสร็จ"}).status_code == 422


def test_the_page_says_after_a_resolution_only_what_is_so(town):
    bare = table(meeting=opened(town, there=3), title="ที่ร่ม", by=town.officer)
    at = f"/meetings/{bare.meeting_id}/items/{bare.pk}"
    pressed(town.desk, at, do="note")
    assert "มติจะแทนการรับทราบ" in words(town.desk.get(at))
    said = {"do": "resolve", "owner": town.owner.pk, "due_on": "31 มี.ค. 2570"}
    page = words(town.desk.post(at, said | {"text": "ให้ทำที่ร่ม"}, follow=True))
    assert "บันทึกมติ 1/2569-1 แล้ว" in page and "จะได้คำตอบ" not in page and not Noting.objects.exists()
    theme = gather(members=[stand(town).voice], name="ที่ร่ม", authority=town.city, area=town.area, by=town.council)
    asked = propose(title="ที่ร่ม", text="ขอที่ร่ม", authority=town.city, area=town.area, agency=town.owner,
                    sources=[theme], by=town.council)
    item = table(meeting=bare.meeting, proposal=asked, by=town.officer)
    page = words(town.desk.post(f"/meetings/{item.meeting_id}/items/{item.pk}", said | {"text": "ทำ"}, follow=True))
    assert "บันทึกมติ 1/2569-2 แล้ว ทุกคนที่พูดเรื่องนี้จะได้คำตอบ" in page


def test_what_is_typed_beside_a_choice_is_not_passed_over(town):
    theme = gather(members=[stand(town).voice], name="ที่ร่ม", authority=town.city, area=town.area, by=town.council)
    asked = propose(title="ที่ร่ม", text="ขอที่ร่ม", authority=town.city, area=town.area, agency=town.owner,
                    sources=[theme], by=town.council)
    meeting = called(town)
    where = f"/meetings/{meeting.pk}/change"
    page = words(town.desk.post(where, {"do": "table", "proposal": asked.pk, "title": "เรื่องอื่น"}), 422)
    assert "เก็บไว้อย่างเดียว" in page and 'value="เรื่องอื่น"' in page and not Item.objects.exists()
    for _time in range(2):
        pressed(town.desk, where, do="table", proposal=asked.pk, title="")
    assert Item.objects.get().proposal == asked
    seating = {"do": "seat", "seat": town.terms[0].seat_id, "person": town.officer.pk, "name": "มะลิ ใจดี",
               "starts_on": "1 ธ.ค. 2570"}
    page = words(town.desk.post(f"/committees/{town.committee.pk}/change", seating), 422)
    assert "เก็บไว้อย่างเดียว" in page and 'value="มะลิ ใจดี"' in page and Term.objects.count() == 3


def test_a_meeting_called_twice_is_one(town):
    where = f"/committees/{town.committee.pk}/change"
    said = {"do": "call", "meets_on": "9 พ.ย. 2569", "at": "13.30", "where": "ห้อง 2"}
    assert pressed(town.desk, where, **said) == pressed(town.desk, where, **said)
    page = words(town.desk.post(where, said | {"where": "ห้องสีฟ้า"}), 422)
    assert "มีประชุมครั้งที่ 1/2569 เวลาเดียวกันอยู่แล้ว" in page and "ห้องสีฟ้า" in page
    assert Meeting.objects.count() == 1


def test_the_keeper_changes_a_committee_its_seats_and_its_terms_at_the_desk(town):
    where, first = f"/committees/{town.committee.pk}/change", town.terms[0]
    pressed(town.desk, where, do="rename", name="คณะพื้นที่เล่น", name_en="Play")
    for _time in range(2):
        pressed(town.desk, where, do="add", number=4, title="ครู", agency="")
    new = town.committee.seats.get(number=4)
    page = words(town.desk.get(f"/committees/{town.committee.pk}"))
    assert "คณะพื้นที่เล่น" in page and "4. ครู" in page and 'name="number" value="5"' in page
    pressed(town.desk, where, do="seat", seat=new.pk, name="มะลิ ใจดี", starts_on="1 ม.ค. 2570", person="")
    coming = Term.objects.get(seat=new)
    pressed(town.desk, where, do="correct", term=coming.pk, starts_on="1 ก.พ. 2570", ends_on="")
    coming.refresh_from_db()
    assert coming.starts_on.month == 2
    assert 'value="take_back"' in words(town.desk.get(f"/committees/{town.committee.pk}"))
    pressed(town.desk, where, do="take_back", term=coming.pk)
    assert "มะลิ ใจดี" not in words(Client().get(f"/committees/{town.committee.pk}"))
    bad = words(town.desk.post(where, {"do": "correct", "term": first.pk, "starts_on": "5 พ.ย. 2569",
                                       "ends_on": "1 พ.ย. 2569"}), 422)
    assert "มาก่อนวันแรก" in bad and "5 พ.ย. 2569" in bad
    pressed(town.desk, where, do="disband", reason="รวมกับคณะใหญ่")
    for client in (town.desk, Client()):
        page = words(client.get(f"/committees/{town.committee.pk}"))
        assert "รวมกับคณะใหญ่" in page and 'value="call"' not in page
    assert "จบแล้ว" in words(Client().get("/committees"))
    page = words(town.desk.post(where, {"do": "call", "meets_on": "9 พ.ย. 2569", "at": "13.30", "where": "ห้องฟ้า"}), 409)
    assert "คณะนี้จบไปแล้ว" in page and not Meeting.objects.exists()


def test_who_sat_on_one_committee_can_be_chosen_for_another(town):
    past = end_term(term=town.terms[0], by=town.officer).person
    other = set_up(authority=town.city, name="อีกคณะ", seats=[("ประธาน", None)], by=town.officer)
    with clock.moved_to(BEGIN + timedelta(days=3)):
        for role in roster_of(town.city):
            if role.person == past:
                end_role(role=role, by=town.officer)
        assert f'value="{past.pk}"' in words(town.desk.get(f"/committees/{other.pk}"))


def test_a_committee_set_up_twice_is_one(town):
    said = {"name": "คณะลานเล่น", "quorum": 50, "seats": "ประธาน"}
    assert pressed(town.desk, "/committees", **said) == pressed(town.desk, "/committees", **said)
    page = words(town.desk.post("/committees", said | {"seats": "ประธาน\nครู"}), 422)
    assert "มีคณะกรรมการชื่อนี้แล้ว" in page and "ครู" in page
