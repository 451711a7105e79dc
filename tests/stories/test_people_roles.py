"""People come by invitation; roles start and end."""
import re
from datetime import timedelta

import pytest
from django.core import mail

from saan.agencies.actions import found
from saan.areas.actions import load
from saan.areas.queries import area_of
from saan.core import clock
from saan.core.refusal import Refusal
from saan.core.things import SYSTEM
from saan.people.actions import accept, appoint, end_role, enrol, invite, withdraw
from saan.people.models import Invitation, Login, Person, Role
from saan.people.queries import (
    holders_of,
    is_listening_open,
    managed_by,
    open_invitations,
    past_roles_of,
    roster_of,
    viewer_of,
)
from saan.trail.queries import journey_of
from tests.town import settle, sign_in

pytestmark = pytest.mark.django_db
HOME = "https://saan.example.org"


@pytest.fixture
def city():
    """Return the authority of Khok Muang."""
    load(codes=["930307"])
    area = area_of("930307")
    return found(name="เทศบาลตำบลโคกม่วง", short="โคกม่วง", home=area, areas=[area], by=SYSTEM)


def refused(act):
    """Return the code of the no that the act meets; it has a sentence."""
    with pytest.raises(Refusal) as no:
        act()
    assert len(str(no.value)) > 8
    return no.value.code


def invited(city, email="somsri@example.org", words=("officer",), **options):
    """Return an invitation with its token."""
    return invite(**{"email": email, "words": words, "at": city, "by": SYSTEM, "address": HOME} | options)


def test_a_letter_leads_to_the_roles_it_offers(city, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        sent = invited(city, " Somsri@Example.ORG ", ["officer", "administrator"])
    letter, = mail.outbox
    assert letter.to == ["somsri@example.org"]
    assert "เทศบาลตำบลโคกม่วง" in letter.subject and "เจ้าหน้าที่, ผู้ดูแลระบบ" in letter.body
    token = re.search(rf"{HOME}/invitation/(\S+)", letter.body)[1]
    assert token == sent.token and token not in str(Invitation.objects.values())
    login = accept(token=token, name="สมศรี ใจดี", password="ทะเลสวยมากในฤดูฝน")
    assert [role.word for role in roster_of(city)] == ["officer", "administrator"]
    assert (login.person.name, login.email) == ("สมศรี ใจดี", "somsri@example.org")
    assert login.check_password("ทะเลสวยมากในฤดูฝน")
    assert [step.verb for step in journey_of(sent.invitation)] == ["invited", "accepted"]
    assert refused(lambda: accept(token=token, name="คนอื่น")) == "people.link_used"


def test_a_letter_speaks_the_language_of_the_invited(city, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        invited(city, language="en")
    letter, = mail.outbox
    assert "7 days" in letter.body and "Officer" in letter.body


def test_an_invitation_ends_after_seven_days_or_when_it_is_withdrawn(city):
    sent, other = invited(city), invited(city, "malee@example.org")
    with clock.moved_to(clock.now() + timedelta(days=7)):
        assert refused(lambda: accept(token=sent.token, name="สมศรี")) == "people.link_expired"
    assert open_invitations(city) == [other.invitation, sent.invitation]
    withdraw(invitation=other.invitation, by=SYSTEM)
    assert refused(lambda: accept(token=other.token, name="มาลี")) == "people.link_expired"
    assert refused(lambda: withdraw(invitation=other.invitation, by=SYSTEM)) == "people.invitation_over"
    assert refused(lambda: accept(token="x" * 43, name="ใคร")) == "people.link_wrong"
    assert (Person.objects.count(), Role.objects.count()) == (0, 0)


def test_without_a_password_one_signs_in_by_links_and_a_weak_one_leaves_nothing_behind(city):
    sent = invited(city)
    assert refused(lambda: accept(token=sent.token, name="สมศรี", password="12345678")) == "people.password_weak"
    assert refused(lambda: accept(token=sent.token, name="  ")) == "people.name_unclear"
    assert (Person.objects.count(), Login.objects.count()) == (0, 0)
    assert not accept(token=sent.token, name="สมศรี").has_usable_password()


def test_whoever_has_a_login_keeps_it_and_gets_the_role_beside(city):
    login = accept(token=invited(city).token, name="สมศรี ใจดี")
    again = invited(city, words=["council"])
    assert accept(token=again.token, name="ชื่ออื่น", password="ทะเลสวยมากในฤดูฝน") == login
    login.refresh_from_db()
    assert (login.person.name, login.has_usable_password()) == ("สมศรี ใจดี", False)
    assert {role.word for role in roster_of(city)} == {"officer", "council"}
    assert refused(lambda: invited(city, words=["council"])) == "people.holds_already"


def test_an_offer_needs_roles_and_a_lead_needs_duty_hours(city):
    assert refused(lambda: invited(city, words=[])) == "people.no_role"
    assert refused(lambda: invited(city, words=["mayor"])) == "people.no_role"
    assert refused(lambda: invited(city, email="nobody")) == "people.address_unclear"
    assert refused(lambda: invited(city, words=["lead"])) == "people.no_duty"
    person = enrol(name="สมาน", by=SYSTEM)
    assert refused(lambda: appoint(person=person, word="lead", at=city, by=SYSTEM, duty="  ")) == "people.no_duty"
    sent = invited(city, words=["lead"], duty="จ.–ศ. 8.30–16.30 น.")
    assert not is_listening_open(city)
    accept(token=sent.token, name="อรุณี")
    assert is_listening_open(city)
    assert roster_of(city)[0].duty == "จ.–ศ. 8.30–16.30 น."


def test_a_role_that_is_ended_is_over_at_once(city):
    person = enrol(name="อรุณี", by=SYSTEM)
    role = appoint(person=person, word="lead", at=city, by=SYSTEM, duty="ทุกวัน")
    assert refused(lambda: appoint(person=person, word="lead", at=city, by=SYSTEM, duty="ทุกวัน")) == (
        "people.holds_already")
    end_role(role=role, by=SYSTEM)
    assert not is_listening_open(city)
    assert viewer_of(person, purpose="protect", basis="legal duty").roles == frozenset()
    assert past_roles_of(city) == [role]
    assert refused(lambda: end_role(role=role, by=SYSTEM)) == "people.role_over"
    assert [step.verb for step in journey_of(person)] == ["enrolled", "appointed", "ended"]


def test_a_role_with_a_last_day_ends_by_itself(city):
    person, today = enrol(name="ฟาริดา", by=SYSTEM), clock.today()
    role = appoint(person=person, word="council", at=city, by=SYSTEM, until=today + timedelta(days=1))
    assert role.last_day == today + timedelta(days=1)
    for days, held in ((0, [person]), (1, [person]), (2, [])):
        with clock.moved_to(clock.now() + timedelta(days=days)):
            assert holders_of("council", city) == held
    past = today - timedelta(days=1)
    assert refused(lambda: appoint(person=person, word="officer", at=city, by=SYSTEM, until=past)) == (
        "people.ends_before_it_starts")


def test_administrators_manage_roles_and_officers_where_there_is_none(city):
    officer, boss = enrol(name="สุรเชษฐ์", by=SYSTEM), enrol(name="ชาญชัย", by=SYSTEM)
    first = appoint(person=officer, word="officer", at=city, by=SYSTEM)
    assert managed_by(seen(officer)) == [city]
    assert refused(lambda: end_role(role=first, by=officer)) == "people.last_manager"
    second = appoint(person=boss, word="administrator", at=city, by=officer)
    assert (managed_by(seen(officer)), managed_by(seen(boss))) == ([], [city])
    end_role(role=first, by=boss)
    assert refused(lambda: end_role(role=second, by=boss)) == "people.last_manager"


def seen(person):
    """Return the person as somebody who looks."""
    return viewer_of(person, purpose="manage", basis="public task")


def test_ending_whoever_protects_children_is_asked_twice_and_the_desk_says_that_listening_is_closed(client):
    town = settle(roles=("officer", "lead"))
    role = town.lead.roles.get()
    sign_in(client, town.officer)
    asked = client.post(f"/people/roles/{role.pk}/end").content.decode()
    role.refresh_from_db()
    assert role.ends_on is None and "ปิดรับเสียงของเด็กทันที" in asked
    assert "ปิดรับเสียงอยู่" not in client.get("/desk").content.decode()
    client.post(f"/people/roles/{role.pk}/end", {"sure": "yes"})
    role.refresh_from_db()
    assert role.ends_on is not None
    assert "ปิดรับเสียงอยู่" in client.get("/desk").content.decode()
