"""Authorities govern areas, whole or shared, and have communities."""
import pytest

from saan.agencies.actions import enlist, found, name_community
from saan.agencies.queries import authorities_at, authority_by
from saan.areas.actions import load
from saan.areas.queries import area_of
from saan.core.refusal import Refusal
from saan.core.things import SYSTEM
from saan.trail.queries import journey_of

pytestmark = pytest.mark.django_db


def refused(act):
    """Return the code of the no that the act meets; it has a sentence."""
    with pytest.raises(Refusal) as no:
        act()
    assert len(str(no.value)) > 8
    return no.value.code


@pytest.fixture
def area():
    load(codes=["930307", "930301"])
    return area_of("930307")


def founded(area, **options):
    """Return an authority on the area."""
    return found(**{"name": "เทศบาลตำบลโคกม่วง", "home": area, "areas": [area], "by": SYSTEM} | options)


def test_two_authorities_share_a_subdistrict_and_are_found_from_above_and_below(area):
    city = founded(area, code="05930302", short="โคกม่วง", short_en="Khok Muang")
    district = founded(area, name="อบต. เขาชัยสน", code="KCS", areas=[area.parent])
    for place in (area, area.parent, area.parent.parent):
        assert authorities_at(place) == [district, city]
    assert authorities_at(area_of("930301")) == [district]
    assert authority_by("kcs") == district
    assert [step.verb for step in journey_of(city)] == ["founded"]


def test_without_a_code_an_authority_takes_its_homes(area):
    assert [founded(area).code, founded(area).code, founded(area).code] == ["930307", "930307-2", "930307-3"]


@pytest.mark.parametrize("code", ["ก1", "x", "a b", "x" * 13, "930301", "30", "-a"])
def test_a_code_that_could_lead_astray_is_refused(area, code):
    assert refused(lambda: founded(area, code=code)) == "agencies.code_unclear"


def test_a_code_stands_once_and_an_authority_needs_areas_and_a_name(area):
    founded(area, code="abc")
    assert refused(lambda: founded(area, code="ABC")) == "agencies.founded_before"
    assert refused(lambda: founded(area, code="abd", areas=[])) == "agencies.no_area"
    assert refused(lambda: founded(area, name=" ")) == "agencies.no_name"


def test_a_community_is_named_once_and_only_at_home(area):
    city, other = founded(area), founded(area, name="อบต. โคกม่วง")
    first = name_community(name="บ้านท่านาง", area=area, authority=city, by=SYSTEM)
    assert name_community(name=" บ้านท่านาง ", area=area, authority=city, by=SYSTEM) == first
    assert name_community(name="บ้านท่านาง", area=area, authority=other, by=SYSTEM) == first
    assert [step.verb for step in journey_of(first)] == ["named", "named"]
    elsewhere = area_of("930301")
    assert refused(lambda: name_community(name="บ้านอื่น", area=elsewhere, authority=city, by=SYSTEM)) == (
        "agencies.area_elsewhere")
    assert refused(lambda: name_community(name="  ", area=area, authority=city, by=SYSTEM)) == (
        "agencies.community_without_name")


def test_an_agency_is_enlisted_with_its_sort(area):
    school = enlist(name="โรงเรียนบ้านโคกม่วง", sort="school", home=area, by=SYSTEM)
    assert (school.sort, journey_of(school)[0].verb) == ("school", "enlisted")
