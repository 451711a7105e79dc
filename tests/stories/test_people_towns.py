"""A real town starts from one command, without the demo."""
import io
import re
from datetime import UTC, datetime

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.management.base import CommandError

from saan.agencies.models import Authority
from saan.areas.models import Area
from saan.core import clock
from saan.core.things import SYSTEM
from saan.people.actions import accept, enrol
from saan.people.commands import forget_device, start_town
from saan.people.models import Invitation, Person
from saan.people.queries import is_listening_open, roster_of
from saan.trail.models import Step

pytestmark = pytest.mark.django_db
PLAIN = {"force_color": False, "no_color": True, "skip_checks": True, "verbosity": 1}
TOWN = {"authority": "05930302", "name": "เทศบาลตำบลโคกม่วง", "areas": "930307,930301", "officer": "somsri@example.org",
        "language": "th", "address": "https://saan.example.org"}


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def started(**options):
    """Run the command, and return what it says."""
    said = io.StringIO()
    start_town.Command(stdout=said).execute(**TOWN | options, **PLAIN)
    return said.getvalue()


def refused(**options):
    """Run the command, and return how it says no; it ends with status 2 and leaves nothing behind."""
    before = Authority.objects.count(), Invitation.objects.count(), Step.objects.count(), Area.objects.count()
    with pytest.raises(CommandError) as no:
        started(**options)
    assert no.value.returncode == 2
    assert before == (Authority.objects.count(), Invitation.objects.count(), Step.objects.count(), Area.objects.count())
    return str(no.value)


def test_a_town_starts_empty_with_one_invitation():
    said = started()
    city = Authority.objects.get(code="05930302")
    assert [area.code for area in city.areas.order_by("code")] == ["930301", "930307"]
    assert (city.short, city.home.code, Person.objects.count()) == ("โคกม่วง", "930307", 0)
    token = re.search(r"https://saan\.example\.org/invitation/(\S+)", said)[1]
    assert str(settings.DATA / "keys") in said
    accept(token=token, name="สมศรี ใจดี")
    assert [role.word for role in roster_of(city)] == ["officer", "administrator"]
    assert not is_listening_open(city)


@pytest.mark.slow
def test_the_last_day_is_said_as_thailand_counts_it():
    with clock.moved_to(datetime(2026, 11, 21, 18, 17, tzinfo=UTC)):   # 1:17 on the 22nd in Thailand
        assert "until 29 Nov 2026" in started()


@pytest.mark.slow
def test_the_same_town_does_not_start_twice():
    started()
    assert "05930302" in refused()
    assert Authority.objects.count() == 1


@pytest.mark.slow
def test_whatever_is_wrong_is_said_and_nothing_stays_behind():
    said = refused(areas="930399,93,khok muang,930307")
    assert "930399: no such subdistrict; near it: 930301" in said
    assert "93: " in said and "khok muang: " in said and "Khok Muang" in said and "930307: " not in said
    assert "930" in refused(areas=" , ")
    assert "somchai@example.org" in refused(officer="somsri")
    assert "300101" in refused(authority="300101")
    assert "name" in refused(name="  ")


def test_a_lost_device_is_forgotten_on_the_command_line():
    person = enrol(name="สมศรี", email="somsri@example.org", by=SYSTEM)
    Authenticator.objects.create(user=person.login, type="totp", data={})
    forget = forget_device.Command(stdout=io.StringIO())
    forget.execute(email=" Somsri@example.org", **PLAIN)
    assert not Authenticator.objects.exists()
    for email in ("somsri@example.org", "nobody@example.org"):
        with pytest.raises(CommandError, match=r"somsri|สมศรี|nobody") as no:
            forget.execute(email=email, **PLAIN)
        assert no.value.returncode == 2
