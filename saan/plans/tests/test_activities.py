"""Activities: planned at a place of the town, signed up for, counted at the door once, and then held."""
from datetime import timedelta

import pytest

from saan.core import clock
from saan.core.things import SYSTEM
from saan.notices.models import Notice
from saan.people.actions import enrol, welcome
from saan.people.engines import fresh_token
from saan.people.queries import NOBODY
from saan.places.models import Place
from saan.plans.actions.activities import call_off, hold, plan
from saan.plans.actions.attendance import attend, leave, note_minutes, register
from saan.plans.models import Activity, Attendance
from saan.plans.queries.activities import (
    activity_by,
    attendances_of,
    numbers_of,
    said_of,
    tag_of,
    token_of,
)
from saan.plans.tests.town import city, project
from saan.trail.queries import journey_of
from tests.town import refused, seen_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    """Return a town with an activity that begins in a day."""
    town = city()
    town.project = project(town)
    town.activity = planned(town)
    return town


def planned(town, hours=24, **more):
    starts_at = clock.now() + timedelta(hours=hours)
    return plan(**{"project": town.project, "title": "วันปลูกต้นไม้", "starts_at": starts_at,
                   "ends_at": starts_at + timedelta(hours=2), "by": town.officer} | more)[0]


def guest(town):
    return welcome(authority=town.city, token=fresh_token(), network="one")


def came(town, guests=1):
    """Let guests come to the activity, and return their rows."""
    with clock.moved_to(town.activity.starts_at):
        return [attend(activity=town.activity, by=guest(town)) for _ in range(guests)]


def place(town, **more):
    return Place.objects.create(**{"authority": town.city, "area": town.area, "name": "ลานวัดเหนือ", "sort": "safe",
                                   "scale": "public"} | more)


def test_the_code_at_the_door_leads_to_the_activity_and_only_its_hash_is_kept(town):
    token = token_of(town.activity)
    assert activity_by(token) == town.activity
    assert token not in repr(vars(Activity.objects.get(pk=town.activity.pk)))
    with refused("plans.code_wrong", 404):
        activity_by("x" * 32)


def test_an_activity_lies_in_the_days_of_its_project_and_ahead(town):
    with refused("plans.outside_project", 422):
        planned(town, hours=24 * 200)
    with refused("plans.time_past", 422):
        planned(town, hours=-5)
    with refused("plans.times", 422):
        planned(town, ends_at=clock.now())
    with refused("plans.room", 422):
        planned(town, room=4)


def test_a_place_is_of_the_town_and_open_and_nobodys_home(town):
    other = city("300101")
    for code, where in {"elsewhere": place(town, authority=other.city), "closed": place(town, closed_at=clock.now()),
                        "family": place(town, scale="family")}.items():
        with refused(f"plans.place_{code}", 422):
            planned(town, place=where)
    with refused("plans.place_closed", 422):
        planned(town, place=place(town, level="waiting"))
    assert planned(town, place=place(town)).place.name == "ลานวัดเหนือ"


def test_who_signs_up_twice_is_signed_up_once_and_may_leave_again(town):
    child, person = guest(town), enrol(name="สมชาย ใจดี", by=SYSTEM)
    assert register(activity=town.activity, by=child) == register(activity=town.activity, by=child)
    register(activity=town.activity, by=person)
    leave(activity=town.activity, by=child)
    assert numbers_of([town.activity])[town.activity.pk].registered == 1
    register(activity=town.activity, by=child)
    assert numbers_of([town.activity])[town.activity.pk].registered == 2


def test_a_full_activity_takes_the_next_one_only_after_somebody_left(town):
    small = planned(town, room=5)
    guests = [guest(town) for _ in range(5)]
    for one in guests:
        register(activity=small, by=one)
    late = guest(town)
    with refused("plans.full"):
        register(activity=small, by=late)
    leave(activity=small, by=guests[0])
    register(activity=small, by=late)


def test_nobody_signs_up_after_the_start_or_in_another_town(town):
    child, stranger = guest(town), guest(city("300101"))
    with refused("plans.other_town", 403):
        register(activity=town.activity, by=stranger)
    with clock.moved_to(town.activity.starts_at), refused("plans.begun"):
        register(activity=town.activity, by=child)


def test_a_code_that_is_scanned_twice_counts_once(town):
    child = guest(town)
    with clock.moved_to(town.activity.starts_at):
        assert attend(activity=town.activity, by=child) == attend(activity=town.activity, by=child)
    assert Attendance.objects.count() == 1


@pytest.mark.parametrize(("hours", "counts"), [(-1.1, False), (-.9, True), (2, True), (4.9, True), (5.1, False)])
def test_the_door_counts_from_an_hour_before_till_three_hours_after(town, hours, counts):
    child = guest(town)
    with clock.moved_to(town.activity.starts_at + timedelta(hours=hours)):
        if counts:
            attend(activity=town.activity, by=child)
        else:
            with refused("plans.door_closed"):
                attend(activity=town.activity, by=child)


def test_what_nobody_came_to_was_not_held(town):
    with clock.moved_to(town.activity.ends_at), refused("plans.nobody_came"):
        hold(activity=town.activity, by=town.officer)


def test_what_was_held_stands_on_the_trail_and_who_signed_up_is_told(town):
    person = enrol(name="สมชาย ใจดี", by=SYSTEM)
    register(activity=town.activity, by=person)
    came(town)
    with clock.moved_to(town.activity.starts_at - timedelta(minutes=1)), refused("plans.not_begun"):
        hold(activity=town.activity, by=town.officer)
    with clock.moved_to(town.activity.ends_at):
        hold(activity=town.activity, by=town.officer)
        with refused("plans.held_before"):
            hold(activity=town.activity, by=town.officer)
    assert [step.verb for step in journey_of(town.project)] == ["started", "planned", "held"]
    assert list(Notice.objects.filter(key="plans.held").values_list("who_id", flat=True)) == [person.pk]


def test_what_is_called_off_takes_nobody_and_what_people_came_to_is_not_called_off(town):
    other = planned(town)
    person = enrol(name="สมชาย ใจดี", by=SYSTEM)
    register(activity=other, by=person)
    call_off(activity=other, by=town.officer)
    assert Notice.objects.filter(key="plans.called_off", who_id=person.pk).exists()
    for late in (lambda: register(activity=other, by=person), lambda: hold(activity=other, by=town.officer)):
        with refused("plans.called_off"):
            late()
    came(town)
    with refused("plans.people_came"):
        call_off(activity=town.activity, by=town.officer)


def test_minutes_are_whole_and_no_more_than_a_long_day(town):
    row, = came(town)
    for minutes in (-1, 721, 1.5):
        with refused("plans.minutes", 422):
            note_minutes(attendance=row, minutes=minutes, by=town.officer)
    note_minutes(attendance=row, minutes=720, by=town.officer)
    row.refresh_from_db()
    assert row.minutes == 720


def test_fewer_than_five_are_not_said_also_not_by_the_room_that_is_left(town):
    town.activity = planned(town, room=10)
    for _ in range(4):
        register(activity=town.activity, by=guest(town))
    for row in came(town, 4):
        note_minutes(attendance=row, minutes=60, by=town.officer)
    assert said(town) == (None, None, None, None, False)
    register(activity=town.activity, by=guest(town))
    row, = came(town)
    assert said(town) == (5, 5, None, 5, False)
    note_minutes(attendance=row, minutes=60, by=town.officer)
    assert said(town) == (5, 5, 5, 5, False)
    register(activity=town.activity, by=guest(town))
    row, = came(town)
    note_minutes(attendance=row, minutes=45, by=town.officer)
    assert said(town) == (5, 5, 5, 0, False)   # nobody sees that one more signed up, came and helped


def said(town):
    return said_of(town.activity, numbers_of([town.activity])[town.activity.pk])


def test_only_officers_read_the_names_of_who_came(town):
    anonymous, = came(town)
    with clock.moved_to(town.activity.starts_at):
        named = attend(activity=town.activity, by=enrol(name="สมชาย ใจดี", by=SYSTEM))
    assert attendances_of(town.activity, seen_by(town.officer, "serve")) == [anonymous, named]
    for other in (NOBODY, seen_by(town.council, "serve"), seen_by(town.officer, "read")):
        assert attendances_of(town.activity, other) == [anonymous]
    assert len(tag_of(anonymous)) == 4
    assert tag_of(anonymous) != tag_of(named)
