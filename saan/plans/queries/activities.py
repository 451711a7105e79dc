"""Questions about activities: by code, how many signed up and came, who was there."""
from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from saan.core.keys import fingerprint
from saan.core.refusal import Refusal
from saan.core.things import Thing
from saan.core.vocabulary import Level
from saan.methods.codes import ALPHABET
from saan.people.engines import hashed
from saan.people.models import Person
from saan.places.models import Place
from saan.plans.models import Activity, Attendance, Project, Registration
from saan.plans.rules.activities import hours_aloud, in_fives, room_left

TAG = 4   # signs
MOST_PLACES = 200   # to choose from
MOST_CAME = 500   # on one page


class Numbers(NamedTuple):
    """How many signed up and came, and what volunteers gave; exact, for those who lead the activity."""

    registered: int = 0
    attended: int = 0
    volunteers: int = 0
    minutes: int = 0


class Aloud(NamedTuple):
    """What everybody may know of the numbers, in steps of five people; None is "too few to say"."""

    registered: int | None
    attended: int | None
    hours: int | None
    room_left: int | None
    is_full: bool


def activities_of(project: Project, viewer) -> QuerySet[Activity]:
    """Return the activities of the project, the next to come last."""
    mine = Activity.objects.visible_to(viewer).filter(project=project)
    return mine.select_related("place").order_by("starts_at", "pk")


def token_of(activity: Activity) -> str:
    """Return the token of the code at the door: always the same, made anew from a key and kept nowhere."""
    return fingerprint(settings.KEYS["token"], f"activity {activity.pk}")[:32]


def activity_by(token: str) -> Activity:
    """Return the activity that the code at the door leads to, or say that there is none."""
    found = Activity.objects.select_related("project__authority", "place").filter(
        token_hash=hashed("activity", token)).first()
    if found is None:
        raise Refusal("plans.code_wrong", _("โค้ดนี้ไม่ถูกต้อง สแกนใหม่จากแผ่นที่หน้างาน"), status=404)
    return found


def numbers_of(activities: Iterable[Activity]) -> dict[int, Numbers]:
    """Return the numbers of each activity, by its number."""
    activities = list(activities)
    signed_up = Registration.objects.filter(activity__in=activities, left_at=None).values_list("activity")
    signed_up = dict(signed_up.annotate(people=Count("pk")))
    came = Attendance.objects.filter(activity__in=activities).values_list("activity").annotate(
        people=Count("pk"), gave=Count("pk", filter=Q(minutes__gt=0)), minutes_given=Sum("minutes"))
    came = {row[0]: row[1:] for row in came}
    return {one.pk: Numbers(signed_up.get(one.pk, 0), *came.get(one.pk, (0, 0, 0))) for one in activities}


def said_of(activity: Activity, numbers: Numbers) -> Aloud:
    """Return what everybody may know of the numbers of the activity."""
    full = activity.room is not None and numbers.registered >= activity.room
    return Aloud(in_fives(numbers.registered), in_fives(numbers.attended),
                 hours_aloud(numbers.minutes, numbers.volunteers), room_left(activity.room, numbers.registered), full)


def registration_of(activity: Activity, who: Thing | None) -> Registration | None:
    """Return that the person or participant is signed up, None where they are not."""
    return who and Registration.objects.filter(activity=activity, left_at=None, **{who.kind: who}).first()


def attendance_of(activity: Activity, who: Thing | None) -> Attendance | None:
    """Return that the person or participant was counted already, None where they were not."""
    return who and Attendance.objects.filter(activity=activity, **{who.kind: who}).first()


def attendances_of(activity: Activity, viewer) -> list[Attendance]:
    """Return who was there, as they came, each with its `tag`; those with a name only to officers."""
    rows = Attendance.objects.visible_to(viewer).filter(activity=activity).select_related("person").order_by("at", "pk")
    shown = list(rows[:MOST_CAME])
    for row in shown:
        row.tag = tag_of(row)
    return shown


def registered_persons(activity: Activity) -> list[Person]:
    """Return the persons with an account who signed up."""
    return list(Person.objects.filter(registrations__activity=activity, registrations__left_at=None))


def tag_of(attendance: Attendance) -> str:
    """Return the four signs by which somebody without a name finds the own row: they tell nothing of anybody."""
    number = int(fingerprint(settings.KEYS["token"], f"attendance {attendance.pk}"), 16)
    return "".join(ALPHABET[number // len(ALPHABET) ** place % len(ALPHABET)] for place in range(TAG))


def activity_of(number: int, viewer) -> Activity | None:
    """Return the activity of this number, with its project and place, where the viewer may see it."""
    rows = Activity.objects.visible_to(viewer).select_related(
        "place", "project__authority", "project__agency", "project__area")
    return rows.filter(pk=number).first()


def places_for(project: Project, viewer) -> list[Place]:
    """Return the open places of the town at which an activity can be: nobody's home."""
    found = Place.objects.visible_to(viewer).filter(authority=project.authority_id, level=Level.PUBLIC, closed_at=None)
    return list(found.exclude(scale=Place.Scale.FAMILY).order_by("name", "pk")[:MOST_PLACES])
