"""What the agenda tells of a proposal: from how many voices it comes, who proposed it, and how far it is."""
import pytest
from django.test import Client

from saan.core import clock
from saan.decisions.actions.agenda import table
from saan.decisions.actions.proposals import propose
from saan.decisions.tests.chamber import BEGIN, chamber, closed, opened, resolved
from saan.voices.actions.themes import gather
from tests.doors import enter
from tests.town import stand

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    """Return a town with a committee, on a clock that stands."""
    with clock.moved_to(BEGIN):
        yield chamber(3)


def told(town, voices):
    """Return a meeting that is open, with a point on a proposal from so many voices."""
    members = [stand(town, f"ขอที่ร่ม {number}").voice for number in range(voices)]
    theme = gather(members=members, name="ที่ร่ม", authority=town.city, area=town.area, by=town.council)
    asked = propose(title="ที่ร่มในลาน", text="ขอที่ร่ม", authority=town.city, area=town.area, agency=town.owner,
                    sources=[theme], by=town.council)
    meeting = opened(town, there=3)
    return meeting, table(meeting=meeting, proposal=asked, by=town.officer)


def test_a_proposal_on_an_agenda_says_its_voices_its_proposer_and_how_far_it_is(town, settings):
    meeting, item = told(town, 6)
    page = enter(Client(), town.officer, settings).get(f"/meetings/{meeting.pk}").content.decode()
    assert "จาก 6 เสียง" in page and "ผู้เสนอ" in page and town.council.name in page and "ถึงช่อง 3 จาก 8" in page
    resolved(town, item)
    closed(town, meeting)
    page = Client().get(f"/meetings/{meeting.pk}").content.decode()
    assert "ถึงช่อง 4 จาก 8" in page and town.council.name not in page   # who proposed it is for the members


def test_an_agenda_does_not_say_how_few_voices_are_behind_a_proposal(town, settings):
    meeting, _item = told(town, 3)
    page = enter(Client(), town.officer, settings).get(f"/meetings/{meeting.pk}").content.decode()
    assert "จาก 3 เสียง" not in page and "ที่ร่มในลาน" in page
