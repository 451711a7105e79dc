"""Somebody without an account is one participant at each authority, by a cookie that says nothing."""
import pytest
from django.http import HttpRequest, HttpResponse

from saan.core.actions import limits
from saan.core.refusal import Refusal
from saan.people.actions import welcome
from saan.people.engines import fresh_token, keep_token, token_in
from saan.people.models import Participant
from saan.people.queries import participant_at
from tests.town import settle

pytestmark = pytest.mark.django_db


def test_one_browser_is_one_participant_at_a_town_and_unlinkable_at_another():
    here, there, token = settle("930307"), settle("300101"), fresh_token()
    first = welcome(authority=here.city, token=token, network="school")
    assert welcome(authority=here.city, token=token, network="school") == first == participant_at(here.city, token)
    other = welcome(authority=there.city, token=token, network="school")
    assert other != first and other.token_hash != first.token_hash
    assert token not in str(Participant.objects.values())
    assert participant_at(here.city, "") is None


def test_a_band_may_be_said_later_and_is_not_taken_back():
    here, token = settle("930307"), fresh_token()
    assert welcome(authority=here.city, token=token, network="school").band == ""
    assert welcome(authority=here.city, token=token, network="school", band="11-14").band == "11-14"
    welcome(authority=here.city, token=token, network="school", band="over25")
    assert Participant.objects.get().band == "11-14"
    with pytest.raises(Refusal, match=r"people\.band_unclear|ช่วงอายุ"):
        welcome(authority=here.city, token=token, network="school", band="12")


@pytest.mark.one_database
@pytest.mark.slow
def test_a_network_brings_two_thousand_new_ones_an_hour_and_the_known_stay_welcome():
    here, last, late = settle("930307"), fresh_token(), fresh_token()
    for _ in range(1999):
        limits.count(scope="token", network="school", most=2000, minutes=60)
    assert welcome(authority=here.city, token=last, network="school")
    with pytest.raises(Refusal) as no:
        welcome(authority=here.city, token=late, network="school")
    assert no.value.status == 429 and no.value.retry_after > 0
    assert welcome(authority=here.city, token=last, network="school")
    assert welcome(authority=here.city, token=late, network="home")


def test_the_cookie_is_out_of_reach_of_scripts_and_a_strange_one_is_none():
    response, request, token = HttpResponse(), HttpRequest(), fresh_token()
    keep_token(response, token)
    cookie = response.cookies["saan_p"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 365 * 86400)
    for said, read in ((token, token), ("short", ""), ("x" * 400, ""), ("ก" * 40, ""), ("a b" * 20, "")):
        request.COOKIES["saan_p"] = said
        assert token_in(request) == read
