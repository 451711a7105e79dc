"""The demo is a story that really happened: told through actions, on a moving clock."""
import pytest

from saan.agencies.models import Agency, Authority
from saan.areas.models import Area
from saan.core import clock
from saan.demo.actions.telling import tell
from saan.people.queries import NOBODY, holders_of
from saan.trail.models import Step
from saan.voices.models import Consultation, Hold, Reply, Theme, Ticket, Voice, Vote

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def told(db):
    """Tell the whole demo once."""
    return tell()


def test_five_towns_stand_and_listen(told):
    assert [Area.objects.filter(size=size).count() for size in Area.Size] == [77, 928, 7436]
    assert Authority.objects.count() == 5 and Agency.objects.count() == 5 + 14
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
    assert Theme.objects.count() == 3 and Reply.objects.count() == 2
    assert not Step.objects.filter(at__gt=clock.now()).exists()
    at = list(Step.objects.filter(kind="theme").values_list("at", flat=True))
    assert at and max(at) < clock.now()
