"""An agency acts by a link from a letter: once, for one thing, within fourteen days, and for nobody else."""
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core import mail

from saan.core import clock
from saan.core.things import SYSTEM
from saan.network.actions.contacts import stop_writing, write_to
from saan.network.actions.errands import follow, send, use
from saan.network.models import Contact, Errand
from saan.network.queries.contacts import contacts_at
from saan.network.queries.errands import errand_by, refuse_other
from saan.network.tests.town import ADDRESS, joined, letters
from saan.people.actions import appoint, enrol
from saan.people.queries import NOBODY
from saan.trail.queries import journey_of
from tests.town import refused, seen_by, settle, sign_in

pytestmark = pytest.mark.django_db
THING = SimpleNamespace(kind="proposal", pk=7)
HERE = "a network"


@pytest.fixture
def town():
    """Return a town that writes to a school."""
    return joined()


@pytest.fixture
def ask(town, django_capture_on_commit_callbacks):
    """Return how an errand is sent: its letters go out after the commit."""
    def asked(agency=None, **options):
        with django_capture_on_commit_callbacks(execute=True):
            return send(**{"authority": town.city, "agency": agency or town.school, "thing": THING, "by": town.officer,
                           "path": "/proposals/by-link/", "address": ADDRESS} | options)
    return asked


def test_a_letter_leads_the_agency_to_one_thing(town, ask):
    sent, = ask()
    letter, = mail.outbox
    assert letter.to == ["manee@school.example"] and "โรงเรียนบ้านเหนือ" in letter.body and "14 วัน" in letter.body
    token, = letters()
    assert len(token) >= 43 and token not in str(Errand.objects.values())
    found = follow(token=token, kind="proposal", network=HERE, viewer=NOBODY)
    assert (found, found.agency.kind, found.agency) == (sent, "agency", town.school)
    assert [step.verb for step in journey_of(THING)] == ["asked"]


def test_everybody_whom_the_town_writes_to_gets_a_letter_in_their_language(town, ask):
    write_to(authority=town.city, agency=town.school, name="Mr. Tim", email="TIM@school.example", language="en",
             by=town.officer)
    assert len(ask()) == 2 and len(set(letters())) == 2
    assert [letter.to for letter in mail.outbox] == [["manee@school.example"], ["tim@school.example"]]
    assert "Ban Nuea School" in mail.outbox[1].body
    assert ask(town.foundation) == [] and len(mail.outbox) == 2


def test_a_link_works_once(town, ask):
    write_to(authority=town.city, agency=town.school, name="ครูปิติ", email="piti@school.example", by=town.officer)
    errand, other = ask()
    use(errand=errand)
    with refused("network.errand_used", 410):
        use(errand=errand)
    with refused("network.errand_used", 410):
        use(errand=other)
    for token in letters():
        with refused("network.errand_used", 410):
            errand_by(token, "proposal")


def test_a_link_is_good_for_fourteen_days_and_until_the_next_letter(town, ask):
    old, = ask()
    with clock.moved_to(clock.now() + timedelta(days=13)):
        new, = ask()
        first, second = letters()
        with refused("network.errand_expired", 410):
            errand_by(first, "proposal")
        with refused("network.errand_expired", 410):
            use(errand=old)
        assert errand_by(second, "proposal") == new
    with clock.moved_to(clock.now() + timedelta(days=28)), refused("network.errand_expired", 410):
        errand_by(second, "proposal")


def test_a_link_about_one_thing_opens_no_other(town, ask):
    errand, = ask()
    with refused("network.errand_wrong", 404):
        errand_by(letters()[0], "commitment")
    refuse_other(errand, town.school)
    with refused("network.errand_other", 403):
        refuse_other(errand, town.foundation)


def test_whoever_works_for_another_agency_may_not_use_it(town, ask):
    ask()
    teacher, stranger = (enrol(name=name, by=SYSTEM) for name in ("ครูชูใจ", "พี่วีระ"))
    appoint(person=teacher, word="partner", at=town.school, by=SYSTEM)
    appoint(person=stranger, word="partner", at=town.foundation, by=SYSTEM)
    link = {"token": letters()[0], "kind": "proposal", "network": HERE}
    assert follow(**link, viewer=seen_by(teacher)).agency == town.school
    for person in (stranger, town.officer):
        with refused("network.errand_other", 403):
            follow(**link, viewer=seen_by(person))


def test_guesses_are_counted(town, settings):
    settings.LIMITS = True
    link = {"kind": "proposal", "network": HERE, "viewer": NOBODY}
    for number in range(29):
        with refused("network.errand_wrong", 404):
            follow(token=f"guess-{number}", **link)
    with refused("core.too_many", 429):
        follow(token="guess-30", **link)


def test_whom_the_town_writes_to_is_for_its_officers(town):
    other = settle("300101")
    mine, theirs, nobody = seen_by(town.officer, "serve"), seen_by(other.officer, "serve"), seen_by(town.council)
    assert contacts_at(town.city, [town.school], mine) == {town.school.pk: [town.at_school]}
    assert contacts_at(town.city, [town.school], theirs) == contacts_at(town.city, [town.school], nobody) == {}


def test_an_address_is_written_to_once_and_no_more_once_stopped(town, ask):
    again = {"authority": town.city, "agency": town.school, "by": town.officer}
    with refused("network.contact_known"):
        write_to(name="ครูมานี", email=" Manee@School.example", **again)
    for name, email, code in (("", "a@school.example", "network.contact_unnamed"),
                              ("ครู", "ไม่ใช่อีเมล", "people.address_unclear")):
        with refused(code, 422):
            write_to(name=name, email=email, **again)
    errand, = ask()
    stop_writing(contact=town.at_school, by=town.officer)
    with refused("network.errand_expired", 410):
        use(errand=errand)
    with refused("network.contact_over"):
        stop_writing(contact=town.at_school, by=town.officer)
    assert ask() == [] and Contact.objects.filter(ended_at=None).count() == 0


def test_the_demo_shows_officers_which_links_went_out(town, ask, client, settings):
    settings.DEMO = True
    ask()
    assert "ครูมานี" in sign_in(client, town.officer).get("/outbox").content.decode()
    client.logout()
    page = client.get("/outbox").content.decode()
    assert "ครูมานี" not in page and letters()[0] not in page
