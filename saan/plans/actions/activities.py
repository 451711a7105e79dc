"""Activities: plan one, call it off, say that it took place."""
import json
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from saan.core import clock
from saan.core.actions import retry
from saan.core.acts import signed
from saan.core.refusal import Refusal
from saan.core.things import Thing
from saan.core.vocabulary import Level
from saan.notices.actions import tell
from saan.people.engines import fresh_token, hashed
from saan.places.models import Place
from saan.plans.models import Activity, Attendance, Project
from saan.plans.queries.activities import registered_persons, token_of
from saan.plans.queries.audience import audience_of
from saan.plans.rules.activities import LEAST_ROOM, LONGEST_TITLE, MOST_ROOM
from saan.plans.rules.words import line_of, text_of, wrong
from saan.trail.actions import tie


@transaction.atomic
def plan(*, project: Project, title: str, starts_at: datetime, ends_at: datetime, by: Thing, place: Place | None = None,
         text: str = "", room: int | None = None, key: str = "") -> tuple[Activity, str]:
    """Plan an activity of the project, and return it with the token of the code at its door (see `token_of`).

    Once under a key, where one is given.
    """
    about = {"project": project, "title": line_of(title, "title", LONGEST_TITLE), "starts_at": starts_at,
             "ends_at": ends_at, "place": place, "text": text_of(text), "room": room}
    if not key:
        activity = _planned(about, by)
    else:
        body = json.dumps([by.kind, by.pk, *(getattr(value, "pk", value) for value in about.values())], default=str)
        ref, _new = retry.once(scope=Activity.kind, key=key, body=body, make=lambda: _planned(about, by).pk)
        activity = Activity.objects.get(pk=ref)
    return activity, token_of(activity)


@transaction.atomic
def call_off(*, activity: Activity, by: Thing) -> None:
    """Call the activity off, and tell the persons who signed up."""
    mine = locked(activity)
    if Attendance.objects.filter(activity=mine).exists():
        raise Refusal("plans.people_came", _("มีคนมากิจกรรมนี้แล้ว จึงยกเลิกไม่ได้"))
    Activity.objects.filter(pk=mine.pk).update(cancelled_at=clock.now())
    tie("called_off", mine, by=by, area=mine.project.area.code, because=[mine.project])
    tell(registered_persons(mine), "plans.called_off", mine)


@transaction.atomic
def hold(*, activity: Activity, by: Thing) -> None:
    """Say that the activity took place, and tell those who spoke for it and those who signed up.

    Somebody must have been counted at its door.
    """
    mine = locked(activity)
    if mine.held_at:
        raise Refusal("plans.held_before", _("บอกไว้แล้วว่ากิจกรรมนี้จัดแล้ว"))
    if not Attendance.objects.filter(activity=mine).exists():
        raise Refusal("plans.nobody_came", _("ยังไม่มีใครสแกนโค้ดหน้างาน จึงยังบอกไม่ได้ว่าจัดแล้ว"))
    if clock.now() < mine.starts_at:
        raise Refusal("plans.not_begun", _("กิจกรรมยังไม่เริ่ม รอให้เริ่มก่อนแล้วค่อยบอกว่าจัดแล้ว"))
    Activity.objects.filter(pk=mine.pk).update(held_at=clock.now())
    tie("held", mine, by=by, area=mine.project.area.code, because=[mine.project])
    tell({*audience_of(mine.project), *registered_persons(mine)}, "plans.held", mine)


def locked(activity: Activity) -> Activity:
    """Return the activity as it is now, locked until the transaction ends, or say that it was called off."""
    mine = Activity.objects.select_for_update(of=("self",)).select_related("project__area").get(pk=activity.pk)
    if mine.cancelled_at:
        raise Refusal("plans.called_off", _("กิจกรรมนี้ยกเลิกแล้ว"))
    return mine


def _planned(about, by):
    _check_times(about["project"], about["starts_at"], about["ends_at"])
    _check_place(about["project"], about["place"])
    _check_room(about["room"])
    activity = Activity.objects.create(token_hash=hashed("activity", fresh_token()), **about, **signed(by))
    activity.token_hash = hashed("activity", token_of(activity))   # made from the number, which it has only now
    Activity.objects.filter(pk=activity.pk).update(token_hash=activity.token_hash)
    tie("planned", activity, by=by, area=activity.project.area.code, because=[activity.project])
    return activity


def _check_room(room):
    if room is not None and not LEAST_ROOM <= room <= MOST_ROOM:
        raise wrong("plans.room", _("ที่นั่งต้องมีอย่างน้อย %(least)s ที่ และไม่เกิน %(most)s ที่ หรือเว้นว่างถ้าไม่จำกัด"), "room",
                    least=LEAST_ROOM, most=f"{MOST_ROOM:,}")


def _check_times(project, starts_at, ends_at):
    if ends_at <= starts_at:
        raise wrong("plans.times", _("เวลาจบต้องหลังเวลาเริ่ม"), "ends_at")
    if ends_at <= clock.now():
        raise wrong("plans.time_past", _("เวลานี้ผ่านไปแล้ว เลือกเวลาที่ยังมาไม่ถึง"), "ends_at")
    first, last = (timezone.localdate(time) for time in (starts_at, ends_at))
    if first < project.starts_on or last > project.ends_on:
        raise wrong("plans.outside_project", _("กิจกรรมต้องอยู่ในช่วงวันของโครงการ เลือกวันใหม่"), "starts_at")


def _check_place(project, place):
    if place is None:
        return
    if place.authority_id != project.authority_id:
        raise wrong("plans.place_elsewhere", _("สถานที่นี้เป็นของเมืองอื่น เลือกสถานที่ของเมืองนี้"), "place")
    if place.closed_at or place.level != Level.PUBLIC:
        raise wrong("plans.place_closed", _("สถานที่นี้ปิดหรือยังไม่มีใครไปดู เลือกที่อื่น"), "place")
    if place.scale == Place.Scale.FAMILY:
        raise wrong("plans.place_family", _("บ้านของครอบครัวไม่ขึ้นเป็นสถานที่จัดกิจกรรม เว้นสถานที่ว่างไว้"), "place")
