"""The desk: everybody who works here sees what waits for them, and what is late."""
from datetime import timedelta

import pytest

from saan.agencies.actions import enlist
from saan.core import clock
from saan.core.things import SYSTEM
from saan.decisions.actions.agenda import table
from saan.decisions.actions.proposals import propose
from saan.decisions.actions.responses import respond
from saan.decisions.tests.chamber import chamber, closed, opened, resolved
from saan.network.actions.agreements import sign
from saan.network.actions.commitments import promise
from saan.people.actions import appoint, enrol
from saan.places.actions import suggest
from saan.voices.actions.replies import answer
from saan.voices.actions.themes import gather
from tests.town import sign_in, stand

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    with clock.moved_to(clock.now() - timedelta(days=400)):
        return staffed(chamber())


def staffed(town):
    """Let the town listen, and give one of its agencies a partner."""
    lead = enrol(name="ผู้ดูแล", by=SYSTEM, email="lead@example.org")
    appoint(person=lead, word="lead", at=town.city, by=SYSTEM, duty="ทุกวัน")
    town.partner = enrol(name="มานี ช่วยงาน", by=SYSTEM, email="partner@example.org")
    appoint(person=town.partner, word="partner", at=town.owner, by=SYSTEM)
    return town


def asked(town, agency, title="ขอไฟทางเดิน"):
    theme = gather(members=[stand(town).voice], name=title, authority=town.city, area=town.area, by=town.council)
    return propose(title=title, text="ขอไฟสามต้น", authority=town.city, area=town.area, agency=agency, sources=[theme],
                   by=town.council)


def desk(client, person):
    return sign_in(client, person).get("/desk").content.decode()


def test_a_partner_sees_its_clocks_its_resolutions_and_its_promises_and_no_others(client, town):
    asked(town, town.owner)
    asked(town, town.artists, "ขอกำแพงวาดรูป")
    today = clock.today()
    agreement = sign(authority=town.city, title="ข้อตกลง", parties=[town.owner, town.artists], goals=["ปลอดภัย"],
                     signed_on=today, starts_on=today, ends_on=today + timedelta(days=900), by=town.officer)
    for agency, text in ((town.owner, "ติดไฟครบ"), (town.artists, "วาดกำแพง")):
        promise(goal=agreement.goals.get(), agency=agency, text=text, by=town.officer,
                due_on=today + timedelta(days=30))
    page = desk(client, town.partner)
    assert "ขอไฟทางเดิน" in page and "ติดไฟครบ" in page
    assert "ขอกำแพงวาดรูป" not in page and "วาดกำแพง" not in page


def test_a_number_of_the_desk_leads_to_what_it_counts(client, town):
    today = clock.today()
    agreement = sign(authority=town.city, title="ข้อตกลง", parties=[town.owner, town.artists], goals=["ปลอดภัย"],
                     signed_on=today, starts_on=today, ends_on=today + timedelta(days=900), by=town.officer)
    for agency, text in ((town.owner, "ติดไฟครบ"), (town.owner, "ซ่อมรั้ว"), (town.artists, "วาดกำแพง")):
        promise(goal=agreement.goals.get(), agency=agency, text=text, by=town.officer,
                due_on=today + timedelta(days=30))
    assert '<a class="p-measure" href="/network#ours"><b>2</b>' in desk(client, town.partner)
    ours = client.get("/network").content.decode().partition('id="ours"')[2].partition("</section>")[0]
    assert ours.count("/commitments/") == 2 and "ติดไฟครบ" in ours and "วาดกำแพง" not in ours
    told, waits = (gather(members=[stand(town).voice], name=name, authority=town.city, area=town.area, by=town.council)
                   for name in ("ขอไฟ", "ขอสนาม"))
    answer(theme=told, text="ติดแล้ว", key="k", by=town.officer)
    assert 'href="/themes?state=unanswered#known"><b>1</b>' in desk(client, town.council)
    listed = client.get("/themes", {"state": "unanswered"}).content.decode().partition('id="known"')[2]
    assert f"/themes/{waits.pk}" in listed and f"/themes/{told.pk}" not in listed
    assert f"/themes/{told.pk}" in client.get("/themes").content.decode().partition('id="known"')[2]


def test_a_clock_that_ran_out_is_said_to_be_late(client, town):
    with clock.moved_to(clock.now() - timedelta(days=33)):
        asked(town, town.owner)
    assert 'class="badge late">เกิน 3 วัน<' in desk(client, town.partner)


def test_what_the_agency_answered_waits_for_it_no_more(client, town):
    proposal = asked(town, town.owner)
    respond(proposal=proposal, agency=town.owner, word="takes", text="รับไปทำ", by=town.partner)
    assert "ขอไฟทางเดิน" not in desk(client, town.partner)
    assert "ขอไฟทางเดิน" in desk(client, town.council)   # who proposed it goes on seeing it


def test_an_overdue_resolution_stands_on_the_desks_of_those_who_follow_it(client, town):
    with clock.moved_to(clock.now() - timedelta(days=40)):
        meeting = opened(town)
        proposal = asked(town, town.owner)
        item = table(meeting=meeting, proposal=proposal, by=town.officer)
        resolved(town, item, days=30, text="ให้ติดไฟ")
        closed(town, meeting)
    for person in (town.officer, town.council, town.partner):
        assert "ให้ติดไฟ" in desk(client, person)


def test_a_role_of_another_town_sees_nothing_of_it(client, town):
    asked(town, town.owner)
    other = enlist(name="หน่วยงานอื่น", home=town.area, by=SYSTEM)
    stranger = enrol(name="คนอื่น", by=SYSTEM, email="stranger@example.org")
    appoint(person=stranger, word="partner", at=other, by=SYSTEM)
    assert "ขอไฟทางเดิน" not in desk(client, stranger)


def test_how_many_questions_the_desk_asks(client, town, django_assert_max_num_queries):
    for number in range(4):
        asked(town, town.city, f"ขอไฟ {number}")
    sign_in(client, town.officer)
    with django_assert_max_num_queries(50):
        client.get("/desk")


def test_a_suggested_place_waits_on_the_desk(client, town):
    suggest(name="ลานหลังตลาด", authority=town.city, area=town.area, sort="creative", scale="community", by=town.council)
    assert "ลานรอไปดู" in desk(client, town.officer)
