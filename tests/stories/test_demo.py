"""The demo is a story that really happened: told through actions, on a moving clock."""
import re
from datetime import timedelta

import pytest
from django.db import transaction

from saan.agencies.models import Agency, Authority
from saan.areas.models import Area
from saan.core import clock
from saan.decisions.models import Closing, Committee, Meeting, Proposal, Resolution, Turn
from saan.decisions.queries.meetings import next_meeting
from saan.decisions.queries.minutes import draft_of
from saan.decisions.queries.proposals import overdue_at
from saan.decisions.queries.resolutions import overdue_resolutions
from saan.demo.actions.growth import grow
from saan.demo.actions.growth.course import LARGE
from saan.demo.actions.telling import tell
from saan.insight.queries.orphans import orphans
from saan.network.models import Agreement, Commitment, Errand
from saan.network.queries.commitments import standing
from saan.people.models import Login
from saan.people.queries import NOBODY, holders_of
from saan.places.models import Place
from saan.plans.models import Activity, Attendance, Claim, Project, Result
from saan.plans.queries.witnesses import counted
from saan.plans.rules.results import judge
from saan.trail.models import Step
from saan.voices.actions.voices import look_up
from saan.voices.models import Consultation, Hold, Likeness, Theme, Ticket, Voice, Vote
from saan.voices.queries.suggestions import like_nothing
from saan.voices.queries.ways import way_of
from saan.voices.rules import State
from tests.town import refused, seen_by

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker, tmp_path_factory):
    """Tell the whole demo once for all these stories, and take it back after them."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr("django.conf.settings.MEDIA_ROOT", tmp_path_factory.mktemp("files"))
        yield tell()
        transaction.set_rollback(True)


@pytest.fixture
def korat(told):
    return Authority.objects.get(code="d300101")


def test_five_towns_stand_and_listen(told):
    assert [Area.objects.filter(size=size).count() for size in Area.Size] == [77, 928, 7436]
    assert Authority.objects.count() == 5 and Agency.objects.count() == 5 + 14 + 15
    assert all(holders_of("lead", town) and holders_of("deputy", town) for town in Authority.objects.all())


def test_korats_round_stands_as_its_sheet_and_nobody_voted_in_it(told):
    korat = Consultation.objects.get(slug="korat-yim-2566")
    assert korat.source == "sheet" and korat.sheet.people == 300
    lines = korat.sheet.lines.order_by("statement__number").values_list("agree", "disagree", "passed")
    assert list(lines) == [(count, None, None) for count in (181, 163, 162, 150, 193)]
    assert not Vote.objects.filter(statement__consultation=korat).exists()
    assert clock.now() > korat.closed_at


def test_khok_muangs_round_waits_for_its_first_vote(told):
    round_ = Consultation.objects.get(slug="khok-muang-2569")
    assert round_.is_open(clock.now()) and round_.statements.count() >= 12
    assert not Ticket.objects.filter(consultation=round_).exists()


def test_what_may_tell_of_harm_is_held_and_nothing_else_is(told):
    held = Hold.objects.get()
    assert held.voice.text == "" and held.words and held.level == "restricted"
    assert held.voice not in Voice.objects.visible_to(NOBODY)


def test_every_step_was_taken_by_somebody_in_the_past(told):
    assert not Step.objects.filter(at__gt=clock.now()).exists()
    at = list(Step.objects.filter(kind="theme").values_list("at", flat=True))
    assert at and max(at) < clock.now()


def test_there_is_a_code_for_each_state_that_a_voice_can_reach(told):
    assert list(told) == [str(state) for state in (
        "waiting", "shown", "returned", "joined", "proposed", "not_yet", "resolved", "under_way", "claimed",
        "confirmed")]
    assert {State(state): way_of(look_up(code=code, network="demo")).state for state, code in told.items()} == {
        state: state for state in State}


def test_one_way_is_walked_to_its_end_and_its_code_shows_eight_squares(told, client):
    way = way_of(look_up(code=told["confirmed"], network="demo"))
    assert {stop.step for stop in way.stops} == set(range(1, 9))
    assert sum(stop.days or 0 for stop in way.stops) > 200
    light = Theme.objects.get(name="ทางเดินสว่าง")
    result = Result.objects.get(state="confirmed", project__resolution__grounds__proposal__sources__theme=light)
    told = client.get(f"/api/v1/projects/{result.project_id}").json()
    assert [(theme["name"], theme["voices"]) for theme in told["themes"]] == [("ทางเดินสว่าง", 14)]
    assert Closing.objects.get(resolution=result.project.resolution, ended_at=None).word == "done"


def test_the_fifteen_have_seven_goals_and_promises_in_all_five_states(korat):
    agreement = Agreement.objects.get(authority=korat)
    assert (agreement.parties.count(), agreement.goals.count()) == (15, 7)
    assert agreement.signed_on.isoformat() == "2023-04-26" and agreement.ends_on > clock.today()
    promises = standing(Commitment.objects.filter(goal__agreement=agreement))
    states = {str(one.state) for one in promises}
    assert states == {"confirmed", "claimed", "under_way", "promised", "overdue"}


def test_the_committee_met_every_month_and_its_next_agenda_knows_what_is_late(korat):
    committee = Committee.objects.get(authority=korat)
    assert Meeting.objects.closed().filter(committee=committee).count() == 13
    coming = next_meeting(committee)
    assert coming.meets_at > clock.now() and Turn.objects.filter(meeting=coming, word="invited").exists()
    late, overdue = overdue_at(korat, clock.today()).get(), overdue_resolutions(korat, NOBODY).first()
    items = list(coming.items.order_by("number"))
    assert late in [item.proposal for item in items] and overdue in [item.followed for item in items]
    assert all(resolution.there >= resolution.needed for resolution in Resolution.objects.all())


def test_a_meeting_lasts_and_its_minutes_repeat_nothing_that_the_paper_prints_anyway(told):
    for meeting in Meeting.objects.closed():
        turns = {turn.word: turn.at for turn in meeting.turns.all()}
        assert timedelta(hours=1) <= turns["closed"] - turns["opened"] <= timedelta(hours=2)
        text = draft_of(meeting).text
        assert not re.search(r"\d{1,2}[.:]\d{2}|ระเบียบวาระที่|ผู้มาประชุม|รายงานการประชุม", text)
        assert not [one for one in meeting.resolutions.all() if one.text in text]
        assert not [one for one in meeting.presences.all() if one.term.person.name in text]


def test_the_other_four_places_stand_with_goals_and_projects_of_their_own(told):
    for code, goals, projects in (("d930307", 9, 3), ("d630609", 2, 1), ("d440101", 3, 1), ("d900101", 5, 4)):
        town = Authority.objects.get(code=code)
        assert Agreement.objects.get(authority=town).goals.count() == goals, town
        assert Project.objects.filter(authority=town).count() == projects, town
    seventy = Activity.objects.filter(project__title="อบรมนักนวัตกรสังคม 70 คน")
    assert [Attendance.objects.filter(activity=one).count() for one in seventy] == [70] * 4
    assert Committee.objects.filter(authority__code="d900101").count() == 4


def test_a_project_from_a_goal_says_that_no_voice_stands_behind_it(korat, client):
    project = Project.objects.get(authority=korat, goal__isnull=False)
    told = {one["id"]: one for one in client.get("/api/v1/projects", {"area": "300101"}).json()["items"]}
    assert project.resolution is None and told[project.pk]["voices"] == 0


def test_eight_voices_of_dogs_are_suggested_and_no_other_voice_with_them(korat):
    council = Login.objects.get(email="council@korat.demo.invalid").person
    shown = Likeness.objects.filter(suggestion__authority=korat).select_related("voice", "suggestion")
    assert len(shown) == 8 and len({one.suggestion_id for one in shown}) == 1
    assert all("หมา" in one.voice.text for one in shown) and shown[0].suggestion.theme is None
    words = shown[0].suggestion.keywords.order_by("-weight").values_list("word", flat=True)
    assert list(words) == ["หมา", "ฉีดวัคซีน", "หมาจรจัด"]
    assert like_nothing({korat.pk}, seen_by(council)).count() == 6


def test_places_stand_in_every_town_and_a_suggestion_waits(korat):
    stand = Place.objects.visible_to(NOBODY)
    assert set(stand.filter(authority=korat).values_list("sort", flat=True)) == set(Place.Sort.values)
    assert stand.values("authority").distinct().count() == 5
    assert Place.objects.get(level="waiting").authority == korat
    assert all(activity.place for activity in Activity.objects.filter(project__authority=korat))


def test_an_agency_is_asked_by_a_link_that_still_works(korat):
    asked = Errand.objects.filter(authority=korat, about_kind="proposal", used_at=None, expires_at__gt=clock.now())
    assert [errand.agency.name for errand in asked] == ["เครือข่ายโคราชยิ้ม"]
    assert Proposal.objects.get(pk=asked[0].about_ref).agency == asked[0].agency


def test_nothing_of_it_is_an_orphan(told):
    assert orphans() == []


def test_a_demo_grows_and_keeps_every_rule(told, settings):
    settings.DEMO = True
    before = Voice.objects.count(), Resolution.objects.count()
    codes = grow(voices=600, resolutions=40)
    assert (Voice.objects.count() - before[0], Resolution.objects.count() - before[1]) == (len(codes), 40)
    assert abs(len(codes) - 600) <= 10
    ways = [way_of(look_up(code=code, network="demo")) for code in codes[:LARGE]]
    assert {way.state for way in ways} == {State.CONFIRMED}
    assert all({stop.step for stop in way.stops} == set(range(1, 9)) for way in ways)
    for claim in Claim.objects.filter(verdicts__decided=False).select_related("result"):
        assert judge(*counted(claim)[:2]) == claim.result.state
    assert orphans() == []
    with refused("demo.grown_before"):
        grow(voices=600, resolutions=40)


def test_only_a_demo_grows(told, settings):
    settings.DEMO = False
    with refused("demo.only_in_demo", 403):
        grow(voices=600, resolutions=40)
