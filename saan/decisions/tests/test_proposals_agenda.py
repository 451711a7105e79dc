"""Overdue proposals, and those for which an agency asks for a meeting, put themselves on the committee's agenda."""
from datetime import timedelta

import pytest

from saan.core import clock
from saan.decisions.actions.responses import pass_on, respond
from saan.decisions.models import Committee, Ground, Item, Meeting, Resolution, Turn
from saan.decisions.queries import proposals as questions
from saan.decisions.tests.asked import proposed, town_with_agencies
from saan.people.queries import NOBODY
from tests.town import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    town = town_with_agencies()
    town.committee = Committee.objects.create(authority=town.city, name="กรรมการเมือง")
    return town


def tabled(town, proposal, number):
    """Return the item of a meeting that has the proposal on its agenda."""
    meeting = Meeting.objects.create(committee=town.committee, number=number, year=2026, where="ห้อง",
                                     meets_at=clock.now())
    return Item.objects.create(meeting=meeting, number=1, proposal=proposal)


def turned(town, item, word):
    """Let the item's meeting go through this."""
    Turn.objects.create(meeting=item.meeting, word=word, by_kind="person", by_id=town.officer.pk)


def test_what_is_overdue_or_asked_to_be_tabled_waits_until_it_is_resolved(town):
    late, asked, taken, other = (proposed(town, title=title) for title in ("สาย", "ขอประชุม", "รับทำ", "ที่อื่น"))
    pass_on(proposal=other, to_agency=town.works, reason="ไม่ใช่", by=town.partner)
    respond(proposal=asked, agency=town.school, word="tables", text="", by=town.partner)
    respond(proposal=taken, agency=town.school, word="takes", text="", by=town.partner)
    assert list(questions.for_agenda(town.committee)) == [asked]
    with clock.moved_to(late.at + timedelta(days=31)):
        assert list(questions.for_agenda(town.committee)) == [late, asked, other]   # passed on, the clock ran on
        item = tabled(town, late, 1)
        assert list(questions.for_agenda(town.committee)) == [asked, other]
        turned(town, item, "cancelled")
        assert late in questions.for_agenda(town.committee)
        again = tabled(town, late, 2)
        resolution = Resolution.objects.create(
            meeting=again.meeting, item=again, number=1, text="ให้ทำ", owner_id=town.school.pk, due_on=clock.today(),
            by_kind="person", by_id=town.officer.pk)
        Ground.objects.create(resolution=resolution, proposal=late)
        turned(town, again, "closed")
        assert list(questions.for_agenda(town.committee)) == [asked, other]
        assert list(questions.proposals_at({town.city.pk}, NOBODY, "resolved")) == [late]
        with refused("decisions.resolved_already"):
            respond(proposal=late, agency=town.school, word="takes", text="", by=town.partner)
