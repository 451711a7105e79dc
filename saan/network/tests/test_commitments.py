"""A promise is begun, claimed with what was done, and confirmed or reopened by the council: never without a claim."""
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from saan.core import clock
from saan.core.things import SYSTEM
from saan.network.actions.commitments import answer, begin, claim, confirm, promise, reopen
from saan.network.actions.errands import send
from saan.network.jobs import remind
from saan.network.models import Progress
from saan.network.queries.commitments import commitments_of, progress_of, state_now
from saan.network.rules import FOLLOWS, State, may_follow, state_of
from saan.network.tests.town import ADDRESS, agreed, joined, promised
from saan.notices.models import Notice
from saan.people.actions import appoint, enrol
from saan.people.queries import NOBODY
from saan.trail.queries import journey_of
from tests.town import refused, settle

pytestmark = pytest.mark.django_db
WORDS = st.lists(st.sampled_from(sorted(FOLLOWS)), max_size=12)


@pytest.fixture
def town():
    """Return a town whose school has somebody with a login."""
    town = joined()
    town.teacher = enrol(name="ครูชูใจ", by=SYSTEM, email="chujai@example.org")
    appoint(person=town.teacher, word="partner", at=town.school, by=SYSTEM)
    town.agreement = agreed(town)
    return town


def told(key):
    """Return who was told under this key in Saan, each once."""
    return sorted(Notice.objects.filter(key=key, channel="app").values_list("who_id", flat=True))


def test_a_promise_goes_from_said_to_kept(town):
    one = promised(town, town.agreement)
    states = [state_now(one)]
    begin(commitment=one, by=town.teacher)
    states.append(state_now(one))
    claim(commitment=one, text="เปิดทุกวันตั้งแต่วันจันทร์", by=town.school)
    states.append(state_now(one))
    confirm(commitment=one, by=town.council)
    assert [*states, state_now(one)] == [State.PROMISED, State.UNDER_WAY, State.CLAIMED, State.CONFIRMED]
    assert [step.verb for step in journey_of(one)] == ["promised", "begun", "claimed", "kept"]
    assert [(p.word, p.by_kind) for p in progress_of(one, NOBODY)] == [
        ("begun", "person"), ("claimed", "agency"), ("confirmed", "person")]
    assert told("network.promised") == [town.teacher.pk] and told("network.claimed") == [town.council.pk]
    assert told("network.kept") == sorted([town.teacher.pk, town.officer.pk])


def test_what_is_not_so_yet_is_open_again_and_everybody_is_told_each_time(town):
    one = promised(town, town.agreement)
    for _time in range(2):
        claim(commitment=one, text="เปิดแล้ว", by=town.teacher)
        with refused("network.no_words", 422):
            reopen(commitment=one, text=" ", by=town.council)
        reopen(commitment=one, text="ยังปิดหกโมง", by=town.council)
    assert state_now(one) == State.UNDER_WAY
    assert told("network.not_kept") == sorted([town.teacher.pk, town.officer.pk] * 2)
    confirm_too_early = {"commitment": one, "by": SYSTEM}
    with refused("network.not_confirmed"):
        confirm(**confirm_too_early)


def test_only_the_council_or_a_count_says_that_it_is_true(town):
    one, other = promised(town, town.agreement), settle("300101")
    claim(commitment=one, text="เปิดแล้ว", by=town.school)
    for by in (town.officer, town.teacher, town.school, other.council):
        with refused("network.not_council", 403):
            confirm(commitment=one, by=by)
        with refused("network.not_council", 403):
            reopen(commitment=one, text="ไม่จริง", by=by)
    confirm(commitment=one, by=SYSTEM)
    assert state_now(one) == State.CONFIRMED


def test_a_claim_says_what_was_done(town):
    one = promised(town, town.agreement)
    for text, code in ((" ", "network.no_words"), ("ก" * 1001, "network.long_words"),
                       ("โทร 081-234-5678", "network.private")):
        with refused(code, 422):
            claim(commitment=one, text=text, by=town.school)
    assert state_now(one) == State.PROMISED


def test_only_a_party_promises_and_within_the_term(town):
    goal, today = town.agreement.goals.first(), clock.today()
    about = {"goal": goal, "text": "ทำลาน", "by": town.officer}
    with refused("network.no_party", 422):
        promise(agency=settle("300101").city, due_on=today, **about)
    for day in (today - timedelta(days=1), town.agreement.ends_on + timedelta(days=1)):
        with refused("network.due_out_of_term", 422):
            promise(agency=town.school, due_on=day, **about)
    with refused("network.promise", 422):
        promise(agency=town.school, due_on=today, **about | {"text": ""})
    assert commitments_of(town.school, NOBODY) == []


def test_an_agency_answers_by_its_link_and_a_no_leaves_the_link_unused(town):
    one, foreign = promised(town, town.agreement), promised(town, town.agreement, agency=town.foundation)
    errand, = send(authority=town.city, agency=town.school, thing=one, path="/commitments/by-link/", by=town.officer,
                   address=ADDRESS)
    with refused("network.errand_other", 403):
        answer(errand=errand, commitment=foreign, word="begun", text="")
    for word, code in (("claimed", "network.no_words"), ("confirmed", "network.no_word")):
        with refused(code, 422):
            answer(errand=errand, commitment=one, word=word, text="")
    answer(errand=errand, commitment=one, word="claimed", text="เปิดแล้ว")
    with refused("network.not_begun"):
        answer(errand=errand, commitment=one, word="begun", text="")
    assert [(p.word, p.by_kind, p.by_id) for p in progress_of(one, NOBODY)] == [
        ("claimed", "agency", town.school.pk)]
    reopen(commitment=one, text="ยังไม่เปิด", by=town.council)
    with refused("network.errand_used", 410):
        answer(errand=errand, commitment=one, word="claimed", text="เปิดแล้วจริง ๆ")
    assert state_now(one) == State.UNDER_WAY


def test_those_concerned_are_told_once_before_a_promise_is_due_and_once_when_it_is_late(town):
    one, done = promised(town, town.agreement), promised(town, town.agreement, text="ทำแล้ว")
    claim(commitment=done, text="เสร็จแล้ว", by=town.school)
    concerned, start = sorted([town.teacher.pk, town.officer.pk]), clock.now()
    for days, soon, late in ((15, [], []), (16, concerned, []), (20, concerned, []), (30, concerned, []),
                             (31, concerned, concerned), (60, concerned, concerned)):
        with clock.moved_to(start + timedelta(days=days)):
            remind()
        assert (told("network.due_soon"), told("network.overdue")) == (soon, late), days
    assert set(Notice.objects.filter(key="network.overdue").values_list("ref", flat=True)) == {one.pk}


def test_what_was_said_of_a_promise_only_grows(town):
    one = promised(town, town.agreement)
    begin(commitment=one, by=town.school)
    for change in (Progress.objects.all().delete, lambda: Progress.objects.update(word="confirmed")):
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            change()


@given(WORDS, st.dates(date(2026, 1, 1), date(2027, 1, 1)), st.dates(date(2026, 1, 1), date(2027, 1, 1)))
def test_nothing_is_confirmed_that_nobody_claimed_whatever_is_tried(tried, due_on, today):
    said = []
    for word in tried:
        if may_follow(word, said[-1] if said else ""):
            said.append(word)
        state = state_of(said, due_on, today)
        if state == State.CONFIRMED:
            assert said[-2:] == ["claimed", "confirmed"]
        if state == State.CLAIMED:
            assert said[-1] == "claimed"
        assert (state == State.OVERDUE) == (due_on < today and said[-1:] not in (["claimed"], ["confirmed"]))
