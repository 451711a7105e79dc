"""A meeting is called, makes its own agenda, needs enough members, resolves, and is closed for good."""
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from saan.core import clock
from saan.core.backups.tables import kept
from saan.core.dates import said_moment
from saan.core.refusal import Refusal
from saan.core.things import SYSTEM
from saan.decisions.actions.agenda import refresh, table
from saan.decisions.actions.interests import declare
from saan.decisions.actions.meetings import attend, call, cancel, close_meeting, invite, note, open_meeting
from saan.decisions.actions.minutes import amend, write
from saan.decisions.actions.proposals import propose
from saan.decisions.actions.reminders import refresh_all
from saan.decisions.actions.resolutions import close_resolution, reopen, report, resolve, vote
from saan.decisions.actions.terms import end_term
from saan.decisions.models import (
    Amendment,
    Ballot,
    Coming,
    Draft,
    FollowUp,
    Item,
    Meeting,
    Noting,
    Presence,
    Resolution,
    Turn,
)
from saan.decisions.queries.meetings import for_member, items_of, next_meeting, quorum_of, tally_of
from saan.decisions.queries.papers import minutes_facts
from saan.decisions.rules.meetings import needed
from saan.decisions.tests.chamber import BEGIN, called, chamber, closed, opened, resolved
from saan.notices.models import Notice
from saan.people.queries import NOBODY
from saan.voices.actions.themes import gather
from saan.voices.queries.ways import way_of
from tests.town import refused, seen_by, stand

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    """Return a town with a committee, on a clock that stands."""
    with clock.moved_to(BEGIN):
        yield chamber()


def test_meetings_are_numbered_by_the_buddhist_year(town):
    assert [called(town, days).label for days in (7, 8, 70)] == ["1/2569", "2/2569", "1/2570"]


def test_a_meeting_needs_a_place_and_a_time_that_is_still_to_come(town):
    with refused("decisions.meeting_unclear", 422) as no:
        call(committee=town.committee, meets_at=clock.now(), where=" ", by=town.officer,
             ends_at=clock.now() - timedelta(hours=1))
    assert {wrong.where for wrong in no.value.errors} == {"meets_at", "ends_at", "where"}


def test_everybody_who_sits_there_that_day_is_invited_once(town):
    meeting = called(town)
    assert invite(meeting=meeting, by=town.officer) == 5
    assert Notice.objects.filter(key="decisions.invited", ref=meeting.pk).count() == 5
    with refused("decisions.turn_taken"):
        invite(meeting=meeting, by=town.officer)
    assert for_member(town.terms[0].person) == [meeting]


@pytest.mark.parametrize(("seated", "percent", "least"), [
    (15, 50, 8), (14, 50, 7), (3, 66, 2), (5, 100, 5), (0, 50, 1)])
def test_the_share_that_is_needed_is_rounded_up(seated, percent, least):
    assert needed(seated, percent) == least


def test_a_deputy_counts_and_an_absent_member_does_not(town):
    meeting = called(town)
    attend(meeting=meeting, term=town.terms[0], word="present", by=town.officer)
    attend(meeting=meeting, term=town.terms[1], word="deputy", deputy="ผู้แทน ใจดี", by=town.officer)
    attend(meeting=meeting, term=town.terms[2], word="away", by=town.officer)
    assert quorum_of(meeting)[:3] == (5, 3, 2)
    with refused("decisions.deputy_missing", 422):
        attend(meeting=meeting, term=town.terms[3], word="deputy", deputy=" ", by=town.officer)
    with clock.moved_to(meeting.meets_at):
        with refused("decisions.no_quorum") as no:
            open_meeting(meeting=meeting, by=town.officer)
        assert "อยู่ 2 คน" in str(no.value) and "ขาดอีก 1 คน" in str(no.value)
        attend(meeting=meeting, term=town.terms[2], word="present", by=town.officer)
        open_meeting(meeting=meeting, by=town.officer)


def test_a_meeting_opens_an_hour_before_its_hour_at_the_earliest(town):
    meeting = called(town)
    for term in town.terms:
        attend(meeting=meeting, term=term, word="present", by=town.officer)
    first = meeting.meets_at - timedelta(hours=1)
    for early in (clock.now(), first - timedelta(seconds=1)):   # days before, and on its day
        with clock.moved_to(early), refused("decisions.before_its_hour") as no:
            open_meeting(meeting=meeting, by=town.officer)
        assert f"เปิดได้ตั้งแต่ {said_moment(first)}" in str(no.value)
    with clock.moved_to(first):
        open_meeting(meeting=meeting, by=town.officer)


def test_a_resolution_needs_words_an_owner_and_a_due_date_each_said_at_its_field(town):
    item = table(meeting=opened(town), title="ที่ร่ม", by=town.officer)
    with refused("decisions.resolution_unclear", 422) as no:
        resolve(item=item, text=" ", owner=None, due_on=None, by=town.officer)
    assert [wrong.where for wrong in no.value.errors] == ["text", "owner", "due_on"]
    with refused("decisions.resolution_unclear", 422) as no:
        resolved(town, item, days=-1)
    assert [wrong.where for wrong in no.value.errors] == ["due_on"]
    assert resolved(town, item, days=0).label == "1/2569-1"


def test_without_a_quorum_nothing_is_resolved(town):
    meeting = opened(town)
    item = table(meeting=meeting, title="ที่ร่ม", by=town.officer)
    for one in town.terms[2:]:
        attend(meeting=meeting, term=one, word="away", by=town.officer)
    with refused("decisions.no_quorum") as no:
        resolved(town, item)
    assert "ขาดอีก 1 คน" in str(no.value)


def test_without_a_quorum_nothing_is_noted_either_and_the_point_comes_back(town):
    meeting = opened(town)
    item = table(meeting=meeting, title="ที่ร่ม", by=town.officer)
    for one in town.terms[2:]:
        attend(meeting=meeting, term=one, word="away", by=town.officer)
    with refused("decisions.no_quorum"):
        note(item=item, by=town.officer)
    closed(town, meeting)
    assert [each.carried for each in Item.objects.filter(meeting=called(town))] == [item]


def test_who_leaves_after_a_vote_was_there_and_the_vote_and_the_quorum_stay(town):
    meeting = opened(town, there=4)
    attend(meeting=meeting, term=town.terms[3], word="away", by=town.officer)   # put right before anything is decided
    attend(meeting=meeting, term=town.terms[3], word="present", by=town.officer)
    assert not Coming.objects.exists()
    first, second = (table(meeting=meeting, title=title, by=town.officer) for title in ("ที่ร่ม", "ไฟ"))
    made = resolved(town, first)
    for one, word in zip(town.terms, ("yes", "yes", "no"), strict=False):
        vote(item=second, term=one, word=word, by=town.officer)
    with clock.moved_to(BEGIN + timedelta(hours=1, minutes=20)):
        for one in town.terms[:3]:
            attend(meeting=meeting, term=one, word="away", by=town.officer)
            attend(meeting=meeting, term=one, word="away", by=town.officer)   # sent twice
        attend(meeting=meeting, term=town.terms[4], word="deputy", deputy="ผู้แทน ใจดี", by=town.officer)
        assert Coming.objects.count() == 4
        assert tally_of(second)[:2] == (2, 1) and quorum_of(meeting).there == 2
        with refused("decisions.no_quorum"):
            resolved(town, second)
        closed(town, meeting)
    made.refresh_from_db()
    assert (made.there, made.needed) == (4, 3)
    told = minutes_facts(Meeting.objects.get(pk=meeting.pk), NOBODY)
    assert [one["name"] for one in told["present"]] == [f"สมาชิก {n}" for n in (1, 2, 3, 4)]
    assert told["present"][0]["title"] == "กรรมการ 1 (ออกจากประชุมเวลา 10.20 น.)" and not told["absent"]
    assert told["deputies"][0]["title"] == "กรรมการ 5 (เข้าประชุมเวลา 10.20 น.)"
    assert "มาประชุม 5 คน" in told["quorum"] and told["quorum"].endswith(" ครบองค์ประชุม")
    assert told["agenda"][0]["resolutions"][0]["quorum"] == "ขณะลงมติอยู่ในที่ประชุม 4 คน ต้องมีอย่างน้อย 3 คน"
    for change in (Coming.objects.all().delete, lambda: Coming.objects.update(word="present"), lambda:
                   Coming.objects.bulk_create([Coming(meeting=meeting, term=town.terms[0], word="away",
                                                      by_kind="system", by_id=0)])):
        with pytest.raises(DatabaseError, match="only grows|stays as it is"), transaction.atomic():
            change()


def test_the_minutes_are_signed_by_who_kept_them_and_not_as_a_member_who_was_away(town):
    assert signed_as(town, town.officer, "away") == ("ผู้จดรายงานการประชุม", str(town.officer), town.city.name)
    keeper = town.terms[0].person
    assert signed_as(town, keeper, "present") == ("ผู้จดรายงานการประชุม", "สมาชิก 1", "กรรมการ 1")
    assert signed_as(town, keeper, "away") == ("ผู้จดรายงานการประชุม", "สมาชิก 1", town.city.name)


def signed_as(town, keeper, word):
    """Return how the minutes are signed where this person closed the meeting, and the first member was so."""
    meeting = called(town, .01)
    for one, said in zip(town.terms, (word, *["present"] * 4), strict=True):
        attend(meeting=meeting, term=one, word=said, by=keeper)
    with clock.moved_to(meeting.meets_at):
        open_meeting(meeting=meeting, by=keeper)
        write(meeting=meeting, text="รายงาน", on=0, by=keeper)
        close_meeting(meeting=meeting, by=keeper)
    one, = minutes_facts(Meeting.objects.get(pk=meeting.pk), NOBODY)["signatures"]
    return one["role"], one["name"], one["title"]


def test_a_resolution_that_needs_no_project_is_said_to_be_done_and_closed_where_it_comes_back(town):
    meeting = opened(town)
    made = resolved(town, table(meeting=meeting, title="ส่งหนังสือถึงจังหวัด", by=town.officer))
    closed(town, meeting)
    report(resolution=made, text="ส่งแล้ว เลขที่ 12", by=town.officer, done=True)
    assert Resolution.objects.still_open().exists()   # who owes it does not close it
    again = opened(town)
    item = Item.objects.get(meeting=again, followed=made)
    assert "ผู้รับผิดชอบบอกว่าทำเสร็จแล้ว: ส่งแล้ว" in minutes_facts(again, seen_by(town.officer, "serve"))["agenda"][0]["text"]
    close_resolution(resolution=made, word="done", reason="เห็นสำเนาหนังสือแล้ว", item=item, by=town.officer)
    closed(town, again)
    assert not Item.objects.filter(meeting=called(town)).exists()
    for change in (FollowUp.objects.all().delete, lambda: FollowUp.objects.update(says_done=False)):
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            change()


def test_a_member_with_an_interest_neither_votes_nor_counts(town):
    promised = table(meeting=opened(town), title="กำแพงศิลปะ", by=town.officer)
    wall = resolved(town, promised, owner=town.artists)
    closed(town, promised.meeting)
    for one in town.terms[:3]:
        declare(term=one, agency=town.artists, reason="เป็นผู้รับจ้างวาดกำแพง", by=town.officer)
    again = opened(town)
    item = Item.objects.get(meeting=again, followed=wall)
    with refused("decisions.interested") as no:
        vote(item=item, term=town.terms[0], word="yes", by=town.officer)
    assert "เป็นผู้รับจ้างวาดกำแพง" in str(no.value) and "กลุ่มศิลปินริมทาง" in str(no.value)
    vote(item=item, term=town.terms[3], word="yes", by=town.officer)
    with refused("decisions.no_quorum"):
        close_resolution(resolution=wall, word="dropped", reason="ไม่มีงบ", item=item, by=town.officer)


def test_a_vote_for_an_owner_in_whom_the_member_has_an_interest_does_not_count(town):
    item = table(meeting=opened(town), title="กำแพงศิลปะ", by=town.officer)
    for one, word in zip(town.terms, ("yes", "yes", "no", "no", "abstains"), strict=True):
        vote(item=item, term=one, word=word, by=town.officer)
    declare(term=town.terms[2], agency=town.artists, reason="เป็นผู้รับจ้าง", by=town.officer)
    with refused("decisions.not_carried"):
        resolved(town, item)
    made = resolved(town, item, owner=town.artists)
    assert (made.yes, made.no, made.abstained, made.there) == (2, 1, 1, 4)
    assert not made.is_by_consensus


def test_a_vote_may_change_until_the_point_is_resolved(town):
    item = table(meeting=opened(town, there=4), title="ที่ร่ม", by=town.officer)
    vote(item=item, term=town.terms[0], word="no", by=town.officer)
    vote(item=item, term=town.terms[0], word="yes", by=town.officer)
    with refused("decisions.not_there"):
        vote(item=item, term=town.terms[4], word="yes", by=town.officer)
    assert resolved(town, item).yes == 1 == Ballot.objects.count()
    with refused("decisions.resolved_before"):
        vote(item=item, term=town.terms[0], word="no", by=town.officer)
    assert resolved(town, item) == Resolution.objects.get()   # the very same, sent twice
    with refused("decisions.resolved_before") as no:
        resolved(town, item, text="ให้ทำอย่างอื่น")
    assert "1/2569-1" in str(no.value)


def test_what_was_noted_by_mistake_is_resolved_and_noted_no_more(town):
    item = table(meeting=opened(town), title="ที่ร่ม", by=town.officer)
    note(item=item, by=town.officer)
    made = resolved(town, item)
    assert made.item == item and not Noting.objects.exists()
    with refused("decisions.treated"):
        note(item=item, by=town.officer)


def test_a_due_date_is_at_most_five_years_away(town):
    item = table(meeting=opened(town), title="ที่ร่ม", by=town.officer)
    with refused("decisions.resolution_unclear", 422) as no:
        resolved(town, item, days=5 * 366 + 1)
    assert [wrong.where for wrong in no.value.errors] == ["due_on"]
    assert resolved(town, item, days=5 * 365).due_on.year == 2031


def test_a_meeting_and_a_point_sent_twice_are_one(town):
    first = called(town)
    assert called(town) == first
    with refused("decisions.called_before", 422) as no:
        call(committee=town.committee, meets_at=first.meets_at, where="อีกห้อง", by=town.officer)
    assert "1/2569" in str(no.value) and Meeting.objects.count() == 1
    one, other = (table(meeting=first, title="ทางข้าม", by=town.officer) for _time in range(2))
    assert one == other == Item.objects.get()
    cancel(meeting=first, reason="ฝน", by=town.officer)
    assert called(town) != first


def test_no_meeting_is_called_for_a_day_on_which_nobody_sits(town):
    for one in town.terms:
        end_term(term=one, on=(BEGIN + timedelta(days=3)).date(), by=town.officer)
    assert called(town, 2)
    with refused("decisions.nobody_sits", 422) as no:
        called(town, 4)
    assert [wrong.where for wrong in no.value.errors] == ["meets_at"] and "6 พ.ย. 2569" in str(no.value)


def test_old_promises_come_first_the_longest_overdue_before_all(town):
    meeting = opened(town)
    due = [resolved(town, table(meeting=meeting, title=f"เรื่อง {days}", by=town.officer), days=days)
           for days in (20, 5, 40)]
    closed(town, meeting)
    with clock.moved_to(BEGIN + timedelta(days=30)):
        following = called(town)
        table(meeting=following, title="เรื่องใหม่", by=town.officer)
        refresh(committee=town.committee)
        agenda = list(Item.objects.filter(meeting=following).order_by("number"))
        assert [item.followed for item in agenda] == [due[1], due[0], due[2], None]


def test_a_cancelled_meeting_loses_no_point(town):
    first = called(town, 5)
    table(meeting=first, title="ทางข้ามหน้าโรงเรียน", by=town.officer)
    with refused("decisions.reason_missing", 422):
        cancel(meeting=first, reason="", by=town.officer)
    invite(meeting=first, by=town.officer)
    cancel(meeting=first, reason="น้ำท่วม", by=town.officer)
    assert Notice.objects.filter(key="decisions.cancelled").count() == 5
    with refused("decisions.meeting_cancelled"):
        table(meeting=first, title="อีกเรื่อง", by=town.officer)
    second, third = called(town, 9), called(town, 12)
    assert [item.title for item in Item.objects.filter(meeting=second)] == ["ทางข้ามหน้าโรงเรียน"]
    assert not Item.objects.filter(meeting=third).exists()
    cancel(meeting=second, reason="น้ำยังท่วม", by=town.officer)
    assert [item.title for item in Item.objects.filter(meeting=third)] == ["ทางข้ามหน้าโรงเรียน"]


def test_what_was_noted_does_not_come_back_and_what_was_not_reached_does(town):
    meeting = opened(town)
    noted, left = (table(meeting=meeting, title=title, by=town.officer) for title in ("รับทราบ", "ยังไม่ถึง"))
    assert note(item=noted, by=town.officer) == note(item=noted, by=town.officer) == Noting.objects.get()
    closed(town, meeting)
    assert [item.carried for item in Item.objects.filter(meeting=called(town))] == [left]


def test_done_needs_a_proof_and_a_reopened_result_brings_the_resolution_back(town):
    meeting = opened(town)
    made = resolved(town, table(meeting=meeting, title="ที่ร่ม", by=town.officer))
    with refused("decisions.no_proof"):
        close_resolution(resolution=made, word="done", reason="เสร็จแล้ว", by=town.officer)
    with refused("decisions.dropped_outside"):
        close_resolution(resolution=made, word="dropped", reason="ไม่ทำ", by=SYSTEM)
    report(resolution=made, text="สั่งของแล้ว", by=town.officer)
    closed(town, meeting)
    following = called(town)
    assert Item.objects.get(meeting=following).followed == made
    close_resolution(resolution=made, word="done", reason="", by=SYSTEM)
    assert not Item.objects.filter(meeting=following).exists()
    with refused("decisions.closed_before"):
        report(resolution=made, text="ยังทำอยู่", by=town.officer)
    reopen(resolution=made, by=SYSTEM)
    assert Item.objects.get(meeting=following).followed == made
    with refused("decisions.still_open"):
        reopen(resolution=made, by=SYSTEM)


def test_the_committee_closes_a_resolution_on_its_own_point(town):
    meeting = opened(town)
    made, other = (resolved(town, table(meeting=meeting, title=title, by=town.officer)) for title in ("ที่ร่ม", "ไฟ"))
    closed(town, meeting)
    again = opened(town)
    item = Item.objects.get(meeting=again, followed=made)
    with refused("decisions.other_item", 422):
        close_resolution(resolution=other, word="done", reason="เห็นแล้ว", item=item, by=town.officer)
    close_resolution(resolution=made, word="done", reason="กรรมการไปดูมาแล้ว", item=item, by=town.officer)
    assert list(Resolution.objects.still_open()) == [other]


def test_a_closed_meeting_is_closed_for_every_action_and_for_the_database(town):
    meeting = opened(town)
    item, idle = (table(meeting=meeting, title=title, by=town.officer) for title in ("ที่ร่ม", "ไม่ได้คุย"))
    vote(item=item, term=town.terms[0], word="yes", by=town.officer)
    made = resolved(town, item)
    with refused("decisions.no_minutes"):
        close_meeting(meeting=meeting, by=town.officer)
    with refused("decisions.not_closed"):
        amend(meeting=meeting, text="แก้ชื่อ", by=town.officer)
    closed(town, meeting)
    for change in (lambda: table(meeting=meeting, title="ตามหลัง", by=town.officer),
                   lambda: attend(meeting=meeting, term=town.terms[0], word="away", by=town.officer),
                   lambda: vote(item=idle, term=town.terms[0], word="yes", by=town.officer),
                   lambda: resolved(town, idle), lambda: note(item=idle, by=town.officer),
                   lambda: write(meeting=meeting, text="อีกแบบ", on=1, by=town.officer),
                   lambda: cancel(meeting=meeting, reason="ไม่ชอบ", by=town.officer),
                   lambda: close_meeting(meeting=meeting, by=town.officer)):
        with refused("decisions.meeting_closed"):
            change()
    amend(meeting=meeting, text="ชื่อที่ถูกคือกองช่าง", by=town.officer)
    rows = (Item.objects.filter(meeting=meeting), Presence.objects.all(), Draft.objects.all(), Ballot.objects.all(),
            Resolution.objects.filter(pk=made.pk), Meeting.objects.filter(pk=meeting.pk), Turn.objects.all(),
            Amendment.objects.all())
    for found in rows:
        assert found.exists()
        for change in (found.delete, lambda found=found: found.update(level="office")):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()
    for row in (Draft(meeting=meeting, number=9, by_kind="system", by_id=0),
                Noting(item=idle, by_kind="system", by_id=0),
                Presence(meeting=meeting, term=town.terms[4], word="away", by_kind="system", by_id=0)):
        with pytest.raises(DatabaseError, match="a closed meeting stays"), transaction.atomic():
            type(row).objects.bulk_create([row])
    assert not FollowUp.objects.exists()


ACTS = st.lists(st.tuples(st.sampled_from(("call", "cancel", "table", "resolve", "close", "done", "reopen")),
                          st.integers(0, 60)), max_size=14)


class Agenda(TestCase):
    @pytest.mark.slow
    @settings(max_examples=20, deadline=None)
    @given(ACTS)
    def test_all_that_is_open_is_on_the_next_agenda_exactly_once_the_longest_overdue_first(self, acts):
        with clock.moved_to(BEGIN):
            town, open_points = chamber(1), {}
        for day, (word, number) in enumerate(acts, 1):
            with clock.moved_to(BEGIN + timedelta(days=day * 3)):
                self.act(town, word, number)
        with clock.moved_to(BEGIN + timedelta(days=60)):
            for meeting in Meeting.objects.under_way():
                closed(town, meeting)
            called(town)
            after = next_meeting(town.committee)
        agenda = list(Item.objects.filter(meeting=after).order_by("number"))
        promised = [item.followed for item in agenda if item.followed_id]
        assert promised == list(Resolution.objects.still_open().order_by("due_on", "pk"))
        assert agenda[:len(promised)] == [item for item in agenda if item.followed_id]
        for item in Item.objects.exclude(title="").filter(resolutions=None, carried_on=None):
            open_points[item.title] = open_points.get(item.title, 0) + 1
            assert item.meeting in Meeting.objects.to_come()
        assert set(open_points.values()) <= {1}
        assert {item.title for item in agenda if item.title} <= set(open_points)
        tabled_later = set(Item.objects.filter(meeting__in=Meeting.objects.to_come(), tabled=True).exclude(
            meeting=after).values_list("title", flat=True))
        assert set(open_points) - {item.title for item in agenda} <= tabled_later
        answered = set(Item.objects.filter(resolutions__isnull=False).values_list("title", flat=True))
        everything = set(Item.objects.exclude(title="").values_list("title", flat=True))
        assert everything == set(open_points) | answered

    def act(self, town, word, number):
        """Do it where it can be done."""
        under_way, to_come = Meeting.objects.under_way().first(), next_meeting(town.committee)
        try:
            if word == "call":
                called(town, 1 + number)
            elif word == "cancel" and to_come:
                cancel(meeting=to_come, reason="ฝน", by=town.officer)
            elif word == "table" and (under_way or to_come):
                table(meeting=under_way or to_come, title=f"เรื่องที่ {Item.objects.count()} {clock.now()}",
                      by=town.officer)
            elif word == "resolve":
                meeting = under_way or opened(town, to_come or called(town, .1), there=1)
                item = Item.objects.filter(meeting=meeting, resolutions=None, followed=None).first() or table(
                    meeting=meeting, title=f"ใหม่ {clock.now()}", by=town.officer)
                resolve(item=item, text="ให้ทำ", owner=town.owner, by=town.officer,
                        due_on=(meeting.meets_at + timedelta(days=1 + number)).date())
            elif word == "close" and under_way:
                closed(town, under_way)
            elif word == "done" and Resolution.objects.exists():
                close_resolution(resolution=Resolution.objects.order_by("-due_on").first(), word="done", reason="",
                                 by=SYSTEM)
            elif word == "reopen" and Resolution.objects.closed().exists():
                reopen(resolution=Resolution.objects.closed().first(), by=SYSTEM)
        except Refusal:
            pass


def test_a_resolution_answers_its_proposal_and_everybody_behind_it_is_told(town):
    said = stand(town)
    theme = gather(members=[said.voice], name="ที่ร่ม", authority=town.city, area=town.area, by=town.council)
    one, other = (propose(title=title, text="ขอที่ร่ม", authority=town.city, area=town.area, agency=town.owner,
                          sources=[theme], by=town.council) for title in ("ที่ร่มในลาน", "ม้านั่งใต้ร่ม"))
    meeting = called(town, 40)
    assert not Item.objects.exists()
    with clock.moved_to(BEGIN + timedelta(days=35)):   # nobody answered: both put themselves on the agenda
        assert refresh_all() == 1
        assert not refresh(committee=town.committee)
        assert [item.proposal for item in Item.objects.order_by("number")] == [one, other]
        assert Notice.objects.filter(key="decisions.agenda").count() == 0   # nobody was invited to the old agenda
    with clock.moved_to(meeting.meets_at):
        opened(town, meeting)
        made = resolved(town, Item.objects.get(proposal=one), proposals=[other])
        assert {ground.proposal for ground in made.grounds.all()} == {one, other}
        assert Notice.objects.filter(key="decisions.resolved", who_kind="voice", who_id=said.voice.pk).count() == 1
        assert [stop.verb for stop in way_of(said.voice).stops][-1] == "resolved"
        closed(town, meeting)
        assert [item.followed for item in Item.objects.filter(meeting=called(town))] == [made]


def test_members_who_were_invited_are_told_once_when_the_agenda_changes(town):
    first = opened(town)
    made = resolved(town, table(meeting=first, title="ที่ร่ม", by=town.officer))
    close_resolution(resolution=made, word="done", reason="", by=SYSTEM)
    closed(town, first)
    following = called(town)
    invite(meeting=following, by=town.officer)
    reopen(resolution=made, by=SYSTEM)
    close_resolution(resolution=made, word="done", reason="", by=SYSTEM)
    assert Notice.objects.filter(key="decisions.agenda", ref=following.pk, channel="app").count() == 5


def test_tables_are_restored_before_what_closes_them():
    names = [model._meta.db_table for model in kept()]
    guarded = ("amendment", "ballot", "coming", "draft", "followup", "ground", "item", "meeting", "noting", "presence",
               "resolution")
    assert max(names.index(f"decisions_{name}") for name in guarded) < names.index("decisions_turn")


def test_what_an_owner_says_later_changes_nothing_on_the_agenda_of_a_closed_meeting(town):
    first = opened(town)
    made = resolved(town, table(meeting=first, title="ทางม้าลาย", by=town.officer))
    closed(town, first)
    with clock.moved_to(BEGIN + timedelta(days=3)):
        second = called(town)
        refresh(committee=town.committee)
    with clock.moved_to(BEGIN + timedelta(days=10)):
        opened(town, second)
        report(resolution=made, text="ขอราคาแล้ว", by=town.officer)
        closed(town, second)
    with clock.moved_to(BEGIN + timedelta(days=19)):
        report(resolution=made, text="ทาสีเสร็จแล้ว", by=town.officer)
        item = items_of(second, NOBODY).get(followed=made)
        assert [one.text for one in item.followed.follow_ups.all()] == ["ขอราคาแล้ว"]
