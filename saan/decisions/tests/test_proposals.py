"""Proposals stand on voices, go to one agency with a clock, and are answered, declined or passed on."""
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from saan.core import clock
from saan.decisions.actions.proposals import go_on_all, propose_own
from saan.decisions.actions.responses import pass_on, remind_all, respond
from saan.decisions.models import Passing, Proposal, Response, Source
from saan.decisions.queries import proposals as questions
from saan.decisions.tests.asked import proposed, told, town_with_agencies
from saan.notices.models import Notice
from saan.people.queries import NOBODY
from saan.trail.models import Step
from saan.voices.actions.consultations import open_round
from saan.voices.actions.erasures import erase
from saan.voices.actions.readings import hand_over, let_stand
from saan.voices.actions.statements import pose, withdraw
from saan.voices.actions.themes import gather, join, merge, split
from saan.voices.queries.ways import chain_of, way_of
from saan.voices.rules import State
from tests.town import refused, say, settle, stand

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return town_with_agencies()


def way(said):
    """Return the state of the voice, and the verbs of its way."""
    said.voice.refresh_from_db()
    found = way_of(said.voice)
    return found.state, [stop.verb for stop in found.stops]


def test_a_proposal_stands_on_voices_and_everybody_behind_them_is_told(town):
    one = proposed(town)
    assert one.due_at - one.at == timedelta(days=30)
    assert [source.theme for source in one.sources.all()] == [town.theme]
    step = Step.objects.get(kind="proposal", ref=one.pk, verb="proposed")
    assert [(cause.kind, cause.ref) for cause in step.causes.all()] == [("theme", town.theme.pk)]
    assert told("decisions.proposed") == {("voice", said.voice.pk) for said in town.said}
    assert told("decisions.asked") == {("person", town.partner.pk)}
    assert way(town.said[0]) == (State.PROPOSED, ["spoken", "gathered", "proposed"])


def test_without_a_voice_or_a_statement_behind_it_there_is_no_proposal(town):
    with refused("decisions.no_sources", 422):
        proposed(town, sources=[])
    lone = stand(town, "ขอสะพาน")
    empty = gather(members=[lone.voice], name="สะพาน", authority=town.city, area=town.area, by=town.council)
    erase(voice=lone.voice)
    silent = open_round(slug="silent", title="รอบว่าง", authority=town.city, area=town.area, by=town.officer)
    for origin in (empty, silent):
        with refused("decisions.nothing_behind", 422):
            proposed(town, sources=[origin])
    pose(consultation=silent, text="ควรมีสะพาน", by=town.council)
    assert proposed(town, sources=[silent]).sources.get().consultation == silent


def test_what_is_held_waits_is_erased_or_is_of_another_town_is_refused_like_what_is_not_there(town):
    waiting, held, erased, mine = say(town), say(town, "พี่โดนทำร้าย"), stand(town), stand(town)
    erase(voice=erased.voice)
    handed = stand(town, "ขอไฟที่ทางเดิน")
    hand_over(voice=handed.voice, by=town.moderator)
    consultation = open_round(slug="one", title="รอบ", authority=town.city, area=town.area, by=town.officer)
    statement = pose(consultation=consultation, text="ควรมีไฟ", by=town.council)
    withdraw(statement=statement, by=town.council)
    other = settle("300101")
    theirs = stand(other)
    for origin in (waiting.voice, held.voice, erased.voice, handed.voice, theirs.voice, statement):
        with refused("decisions.no_such_source", 422):
            proposed(town, sources=[mine.voice, origin])
    assert not Proposal.objects.exists() and not Notice.objects.filter(key="decisions.proposed").exists()


def test_a_theme_that_was_merged_away_says_where_to_go_on(town):
    voice = stand(town, "ขอทางม้าลาย").voice
    other = gather(members=[voice], name="ทางม้าลาย", authority=town.city, area=town.area, by=town.council)
    merge(theme=other, into=town.theme, by=town.council)
    with refused("decisions.theme_merged", 422) as no:
        proposed(town, sources=[other])
    assert f"/themes/{town.theme.pk}" in str(no.value) and "ทางสว่าง" in str(no.value)


@pytest.mark.parametrize("about, code, where", [
    ({"title": " "}, "decisions.length", "title"), ({"title": "ก" * 121}, "decisions.length", "title"),
    ({"text": ""}, "decisions.length", "text"), ({"text": "กี่" * 4001}, "decisions.length", "text"),
    ({"text": "โทร 081-234-5678"}, "voices.private", "text"),
    ({"title": "เลข 1101700230708"}, "voices.private", "title"),
])
def test_what_cannot_stand_for_everybody_is_refused_at_its_place(town, about, code, where):
    with refused(code, 422) as no:
        proposed(town, **about)
    assert [wrong.where for wrong in no.value.errors] == [where]
    assert not Proposal.objects.exists()


def test_lengths_are_counted_as_people_see_them(town):
    assert proposed(town, title="กี่" * 120).title == "กี่" * 120


def test_an_area_elsewhere_is_refused(town):
    with refused("decisions.area_elsewhere", 422):
        proposed(town, area=settle("300101").area)


def test_proposed_twice_under_one_key_is_one_proposal(town):
    key = str(uuid4())
    assert proposed(town, key=key) == proposed(town, key=key)
    with refused("core.key_reused"):
        proposed(town, key=key, title="อีกเรื่อง")
    assert Proposal.objects.count() == 1


def test_who_proposed_a_statement_is_told_and_who_only_voted_is_not(town):
    consultation = open_round(slug="lights", title="รอบไฟ", authority=town.city, area=town.area, by=town.officer)
    pose(consultation=consultation, text="ควรมีไฟ", by=town.council)
    said = say(town, "ควรมีทางเท้า", consultation=consultation)
    let_stand(voice=said.voice, by=town.moderator)
    proposed(town, sources=[consultation])
    assert told("decisions.proposed") == {("voice", said.voice.pk)}


def test_a_citizens_proposal_is_first_a_voice_that_is_read_and_screened(town):
    key = str(uuid4())
    receipt = propose_own(title="ที่ร่ม", text="ขอที่ร่มหน้าโรงเรียน", authority=town.city, area=town.area, key=key)
    assert receipt.voice.level == "waiting" and receipt.voice.sort == "idea" and not Proposal.objects.exists()
    with refused("decisions.no_such_source", 422):
        proposed(town, sources=[receipt.voice])
    harm = propose_own(title="ช่วยด้วย", text="พี่โดนทำร้าย", authority=town.city, area=town.area, key=str(uuid4()))
    assert harm.voice.level == "restricted"
    let_stand(voice=receipt.voice, by=town.moderator)
    one = proposed(town, sources=[receipt.voice])
    assert one.sources.get().voice == receipt.voice
    assert told("decisions.proposed") == {("voice", receipt.voice.pk)}


def test_taking_the_words_back_leaves_the_proposal_without_them(town):
    said = stand(town, "ขอซาร์ควิลที่หน้าบ้าน")
    one = proposed(town, sources=[said.voice])
    erase(voice=said.voice)
    one.refresh_from_db()
    assert one.sources.get().voice.text == "" and "ซาร์ควิล" not in one.text + one.title
    assert questions.voices_behind([one]) == {one.pk: 0}
    assert questions.audience_of(one) == set()


def test_only_the_agency_that_is_responsible_now_answers(town):
    one = proposed(town)
    with refused("decisions.not_responsible", 403):
        respond(proposal=one, agency=town.works, word="takes", text="ทำให้", by=town.officer)
    pass_on(proposal=one, to_agency=town.works, reason="ไฟถนนเป็นของแขวงทางหลวง", by=town.partner)
    with refused("decisions.not_responsible", 403):
        respond(proposal=one, agency=town.school, word="takes", text="ทำให้", by=town.partner)
    respond(proposal=one, agency=town.works, word="takes", text="", by=town.works)
    assert Response.objects.get().agency_id == town.works.pk


def test_declining_says_why_and_the_child_reads_it_at_the_code(town, client):
    one = proposed(town)
    for text in ("", "  \n"):
        with refused("decisions.reason_needed", 422):
            respond(proposal=one, agency=town.school, word="declines", text=text, by=town.partner)
    with refused("decisions.no_answer", 422):
        respond(proposal=one, agency=town.school, word="maybe", text="ดูก่อน", by=town.partner)
    respond(proposal=one, agency=town.school, word="declines", text="ปีนี้งบหมดแล้ว โทร 074-000000", by=town.partner)
    assert told("decisions.declined") == {("voice", said.voice.pk) for said in town.said}
    assert way(town.said[0]) == (State.NOT_YET, ["spoken", "gathered", "proposed", "declined"])
    page = client.post("/code", {"code": town.said[0].code}).content.decode()
    assert "ยังทำไม่ได้" in page and "ปีนี้งบหมดแล้ว" in page
    respond(proposal=one, agency=town.school, word="takes", text="ได้งบเพิ่ม", by=town.partner)
    assert way(town.said[0])[0] == State.PROPOSED


def test_an_answer_sent_twice_is_one_answer(town):
    one, key = proposed(town), str(uuid4())
    for _ in range(2):
        respond(proposal=one, agency=town.school, word="tables", text="ขอประชุม", by=town.partner, key=key)
    assert Response.objects.count() == 1
    for _ in range(2):
        pass_on(proposal=one, to_agency=town.works, reason="ของทางหลวง", by=town.partner, key=key)
    assert Passing.objects.count() == 1


def test_passing_on_leaves_the_clock_and_tells_everybody(town):
    one = proposed(town)
    with refused("decisions.same_agency", 422):
        pass_on(proposal=one, to_agency=town.school, reason="ไม่ใช่", by=town.partner)
    with refused("decisions.length", 422):
        pass_on(proposal=one, to_agency=town.works, reason="", by=town.partner)
    first = pass_on(proposal=one, to_agency=town.works, reason="ของทางหลวง", by=town.partner)
    pass_on(proposal=one, to_agency=town.school, reason="ถนนของโรงเรียน", by=town.works)
    now = Proposal.objects.get()
    assert (now.due_at, now.agency_id, now.passings.count()) == (one.due_at, town.school.pk, 2)
    assert (first.from_agency_id, first.to_agency_id) == (town.school.pk, town.works.pk)
    assert Notice.objects.filter(key="decisions.passed").count() == 6
    assert told("decisions.handed") == {("person", town.partner.pk)}
    assert Step.objects.filter(verb="passed").count() == 2


def test_the_clock_counts_whole_days_and_stops_once(town):
    one = proposed(town)
    at = timezone.localtime(one.at)
    assert questions.clock(one, at) == ("waiting", 30)
    assert questions.clock(one, at + timedelta(days=30)) == ("waiting", 0)
    assert questions.clock(one, at + timedelta(days=31)) == ("overdue", 1)
    with clock.moved_to(at + timedelta(days=33)):
        assert list(questions.overdue_at(town.city, clock.today())) == [one]
        respond(proposal=one, agency=town.school, word="takes", text="", by=town.partner)
    with clock.moved_to(at + timedelta(days=40)):
        respond(proposal=one, agency=town.school, word="takes", text="เริ่มแล้ว", by=town.partner)
        assert questions.clock(questions.proposal_of(one.pk, NOBODY), clock.now()) == ("answered", 33)
        assert not questions.overdue_at(town.city, clock.today()).exists()


def test_an_agency_is_reminded_before_the_day_and_when_it_is_over_once_each(town):
    one = proposed(town)
    for days, soon, overdue in ((22, 0, 0), (23, 1, 0), (24, 1, 0), (30, 1, 0), (31, 1, 1), (40, 1, 1)):
        with clock.moved_to(one.at + timedelta(days=days)):
            remind_all()
        keys = [Notice.objects.filter(key=f"decisions.{word}", channel="app").count() for word in ("soon", "overdue")]
        assert (days, keys) == (days, [soon, overdue])
    answered = proposed(town)
    respond(proposal=answered, agency=town.school, word="takes", text="", by=town.partner)
    with clock.moved_to(answered.at + timedelta(days=40)):
        assert remind_all() == 0


def test_who_is_merged_in_or_joins_late_goes_on_with_the_proposal_and_who_is_split_out_does_not(town):
    one = proposed(town)
    late, other = stand(town, "ขอไฟด้วย"), stand(town, "ขอเสาไฟ")
    join(members=[late.voice], theme=town.theme, by=town.council)
    into = gather(members=[other.voice], name="เสาไฟ", authority=town.city, area=town.area, by=town.council)
    split(theme=town.theme, members=[town.said[2].voice], name="อีกเรื่อง", by=town.council)
    merge(theme=town.theme, into=into, by=town.council)
    inside = {late.voice, other.voice, *(said.voice for said in town.said[:2])}
    assert questions.audience_of(one) == inside
    assert go_on_all() == 1 and go_on_all() == 0
    assert Source.objects.filter(proposal=one).count() == 2
    respond(proposal=one, agency=town.school, word="declines", text="ปีนี้งบหมดแล้ว", by=town.partner)
    assert told("decisions.declined") == {("voice", voice.pk) for voice in inside}
    for said in (late, other, *town.said[:2]):
        assert way(said)[0] == State.NOT_YET
    assert "declined" not in way(town.said[2])[1]


def test_a_count_is_said_from_five_on_and_never_so_that_a_small_part_follows(town):
    one = proposed(town)
    assert questions.voices_behind([one]) == {one.pk: None}
    join(members=[stand(town, f"ไฟ {n}").voice for n in range(2)], theme=town.theme, by=town.council)
    small = gather(members=[stand(town).voice], name="เล็ก", authority=town.city, area=town.area, by=town.council)
    both, single = proposed(town, sources=[town.theme, small]), proposed(town, sources=[town.theme, stand(town).voice])
    assert questions.voices_behind([one, both, single]) == {one.pk: 5, both.pk: None, single.pk: 6}


def test_many_proposals_ask_no_more_than_one(town, django_assert_max_num_queries):
    made = [proposed(town, title=f"ข้อที่ {n}") for n in range(4)]
    with django_assert_max_num_queries(4):
        questions.voices_behind(made)
    with django_assert_max_num_queries(1):
        [(one.agency.name, one.authority.name) for one in questions.proposals_at({town.city.pk}, NOBODY)]


def test_a_proposal_from_a_round_begins_with_the_round(town):
    asked = open_round(slug="a-round", title="รอบหนึ่ง", authority=town.city, area=town.area, by=town.officer)
    pose(consultation=asked, text="ทางเท้ากว้างพอ", by=town.council)
    one = proposed(town, sources=[asked])
    chain = chain_of(one, NOBODY)
    assert (chain.is_orphan, chain.rounds, chain.voices) == (False, [asked], 0)
    assert [stop.step for stop in chain.stops] == [1, 3]
    assert questions.voices_behind([one]) == {one.pk: 0}
