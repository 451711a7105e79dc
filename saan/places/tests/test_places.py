"""A place is suggested, somebody looks, and then it stands for everybody; a family's is only counted."""
import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from saan.core import faces
from saan.core.refusal import Refusal
from saan.core.vocabulary import Level
from saan.people.queries import NOBODY
from saan.places import queries
from saan.places.actions import change, close_place, look_at, open_place, suggest
from saan.places.engines import HEIGHT, WIDTH, marks
from saan.places.models import Access, Place
from saan.places.rules import need_position
from saan.trail.models import Step
from tests.town import refused, seen_by, settle, stand

HERE = (7.2011, 100.5952)


@pytest.fixture
def town(db):
    """A town with a council and an officer."""
    return settle()


def suggested(town, name="ลานหลังตลาด", **more):
    """Suggest a place in the town."""
    about = {"sort": "creative", "scale": "community", "area": town.area, "position": HERE} | more
    return suggest(authority=town.city, name=name, by=town.council, **about)


def opened(town, name="ลานหลังตลาด", **more):
    """Suggest a place and open it."""
    return open_place(place=suggested(town, name, **more), by=town.officer)


def names(town, viewer=NOBODY, **chosen):
    """Return the names that stand in the list."""
    return [place.name for place in queries.listed(viewer, {town.city.pk}, **chosen)]


def test_a_suggestion_from_a_voice_waits_until_somebody_has_looked(town):
    voice = stand(town, "อยากให้ลานหลังตลาดมีไฟ").voice
    place = suggest(authority=town.city, name="ลานหลังตลาด", sort="safe", scale="public", area=town.area,
                    by=town.council, because=[voice])
    assert place.level == Level.WAITING and names(town) == []
    assert list(queries.waiting(seen_by(town.council), {town.city.pk})) == [place]
    assert not queries.waiting(NOBODY, {town.city.pk}).exists()
    open_place(place=place, by=town.officer)
    assert names(town) == ["ลานหลังตลาด"]
    assert queries.listed(NOBODY, None).get().looked_at is not None
    look_at(place=place, by=town.council)
    steps = Step.objects.filter(kind="place").order_by("pk")
    assert [step.verb for step in steps] == ["suggested", "opened", "looked"]
    assert list(steps[0].causes.values_list("kind", "ref")) == [("voice", voice.pk)]
    with refused("places.open_already"):
        open_place(place=place, by=town.officer)


def test_a_familys_place_is_counted_and_shown_to_nobody(town):
    place = opened(town, "บ้านป้าแดง", scale="family", position=None)
    assert names(town) == names(town, seen_by(town.council)) == []
    assert queries.gaps({town.city.pk})[1].counts[0][2] == 1
    face = faces.of("place", [place.pk], seen_by(town.officer, "serve"))[place.pk]
    assert (face.title, face.url) == ("พื้นที่ในครอบครัว", "")
    assert faces.of("place", [place.pk], NOBODY)[place.pk] == faces.CLOSED


def test_a_family_is_never_a_pin(town):
    with refused("places.family_pin", 422) as no:
        suggested(town, scale="family")
    assert no.value.errors[0].where == "position"
    place = opened(town)
    with refused("places.family_pin", 422):
        change(place=place, scale="family", by=town.officer)
    change(place=place, scale="family", position=None, by=town.officer)
    assert names(town) == [] and Place.objects.get().latitude is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.update(latitude=7.2, longitude=100.5)


@pytest.mark.parametrize(("position", "code"), [
    ((48.85, 2.35), "places.outside"), ((0.0, 0.0), "places.outside"), ((float("nan"), 100.5), "places.outside"),
    ((7.2, 120.0), "places.outside"), ((100.5952, 7.2011), "places.swapped")])
def test_a_position_outside_thailand_is_refused_with_a_sentence(town, position, code):
    with refused(code, 422) as no:
        suggested(town, position=position)
    assert no.value.errors[0].where == "position" and not Place.objects.exists()


@given(st.floats(), st.floats())
def test_whatever_is_kept_lies_in_thailand(north, east):
    try:
        kept = need_position((north, east), "public")
    except Refusal as no:
        assert no.status == 422
    else:
        assert 5.5 <= kept[0] <= 20.6 and 97.3 <= kept[1] <= 105.7


def test_the_database_holds_it_too(town):
    opened(town)
    for wrong in ({"latitude": 48.8, "longitude": 2.3}, {"latitude": None, "longitude": 100.5}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Place.objects.update(**wrong)


def test_a_second_place_of_a_name_in_the_same_area_is_told(town):
    first = opened(town)
    with refused("places.namesake", 422) as no:
        suggested(town, " ลานหลั้งตลาด ")   # a tone mark does not make another place
    assert "ลานหลังตลาด" in str(no.value)
    change(place=first, about="มีชิงช้า", by=town.officer)   # its own name does not stand in its way
    close_place(place=first, by=town.officer)
    assert suggested(town).level == Level.WAITING


@pytest.mark.parametrize(("about", "where"), [
    ({"name": "  "}, "name"), ({"name": "ก" * 121}, "name"), ({"about": "ก" * 1001}, "about"),
    ({"sort": "fun"}, "sort"), ({"scale": ""}, "scale"), ({"about": "เลขบัตร 1-1018-00207-12-1"}, "about")])
def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_kept(town, about, where):
    with pytest.raises(Refusal) as no:
        suggested(town, **({"name": "ลาน"} | about))
    assert no.value.status == 422 and no.value.errors[0].where == where and not Place.objects.exists()


def test_a_place_of_elsewhere_is_refused(town):
    other = settle("300101", roles=())
    with refused("places.elsewhere", 422):
        suggested(town, area=other.area)


def test_what_is_easy_there_is_said_unsaid_or_unknown(town):
    place = opened(town, access={"water": True, "step_free": False})
    said = dict(queries.facts_of(place, NOBODY))
    assert (said[Access.Fact.WATER.label], said[Access.Fact.STEP_FREE.label], said[Access.Fact.BUS.label]) == (
        True, False, None)
    change(place=place, access={"water": None}, by=town.officer)
    assert dict(queries.facts_of(place, NOBODY))[Access.Fact.WATER.label] is None


def test_a_closed_place_is_gone_from_the_list_and_takes_nothing_more(town):
    place = opened(town)
    close_place(place=place, by=town.officer)
    assert names(town) == [] and queries.gaps(None)[1].total == 0
    for verb in (look_at, close_place, open_place):
        with refused("places.closed"):
            verb(place=place, by=town.officer)


def test_marks_stand_inside_the_sketch_and_keep_their_directions(town):
    assert marks([]) == [] == marks([opened(town, "ไม่มีหมุด", position=None)])
    south, north = opened(town, "ใต้"), opened(town, "เหนือ", position=(7.3, 100.7))
    low, high = marks([south, north])
    assert low.y > high.y and low.x < high.x and (low.number, high.number) == (1, 2)
    assert all(0 < mark.x < WIDTH and 0 < mark.y < HEIGHT for mark in (low, high))
    alone, = marks([south])
    assert (alone.x, alone.y) == (WIDTH / 2, HEIGHT / 2)
