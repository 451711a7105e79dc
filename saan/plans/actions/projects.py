"""Projects: start one from a resolution, or from a goal of an agreement."""
import json
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Agency, Authority
from saan.areas.models import Area
from saan.core.actions import retry
from saan.core.acts import signed
from saan.core.dates import said_day
from saan.core.refusal import Refusal
from saan.core.things import Thing
from saan.decisions.models import Closing, Resolution
from saan.network.actions.commitments import begin
from saan.network.models import Commitment, Goal
from saan.network.queries.commitments import last_word
from saan.network.rules import may_follow
from saan.notices.actions import tell
from saan.people.queries import holders_of
from saan.people.rules import Word
from saan.plans.models import Project
from saan.plans.queries.audience import audience_of
from saan.plans.queries.years import fiscal_year_at
from saan.plans.rules.projects import LONGEST_TITLE
from saan.plans.rules.words import line_of, text_of, wrong, year_said
from saan.trail.actions import tie


@transaction.atomic
def start(*, title: str, authority: Authority, area: Area, agency: Agency, by: Thing, year: int, starts_on: date,
          ends_on: date, resolution: Resolution | None = None, goal: Goal | None = None,
          commitment: Commitment | None = None, text: str = "", key: str = "") -> Project:
    """Start a project because a meeting resolved it or an agreement has it as a goal; once under a key, if given.

    Everybody who spoke for it is told, and the agency that runs it; a promise that it keeps has begun with it.
    """
    said = {"title": line_of(title, "title", LONGEST_TITLE), "text": text_of(text), "authority": authority,
            "area": area, "agency": agency, "year": year, "starts_on": starts_on, "ends_on": ends_on,
            "resolution": resolution, "goal": goal, "commitment": commitment}
    _check_origin(authority, resolution, goal, commitment, agency)
    _check_area(authority, area)
    _check_days(authority, year, starts_on, ends_on)
    if resolution:
        _check_resolution(authority, resolution, year, starts_on)
    else:
        _check_term(goal, starts_on)
    if not key:
        return _started(said, by)
    body = json.dumps([by.kind, by.pk, *(getattr(value, "pk", value) for value in said.values())], default=str)
    ref, _new = retry.once(scope=Project.kind, key=key, body=body, make=lambda: _started(said, by).pk)
    return Project.objects.get(pk=ref)


def _started(said, by):
    project = Project.objects.create(**said, **signed(by))
    tie("started", project, by=by, area=project.area.code, because=[project.resolution or project.goal])
    if project.commitment and may_follow("begun", last_word(project.commitment)):
        begin(commitment=project.commitment, by=by, because=[project])
    partners = [one for one in holders_of(Word.PARTNER, project.agency) if (one.kind, one.pk) != (by.kind, by.pk)]
    tell({*audience_of(project), *partners}, "plans.started", project)
    return project


def _check_origin(authority, resolution, goal, commitment, agency):
    if (resolution is None) == (goal is None):
        raise wrong("plans.no_origin", _("โครงการต้องเริ่มจากมติ หรือจากเป้าหมายของข้อตกลง"), "resolution")
    town = resolution.meeting.committee.authority_id if resolution else goal.agreement.authority_id
    if town != authority.pk:
        raise Refusal("plans.other_town", _("เริ่มโครงการจากมติหรือเป้าหมายของที่อื่นไม่ได้"), status=403)
    if commitment and (goal is None or commitment.goal_id != goal.pk):
        raise wrong("plans.other_goal", _("ข้อรับปากนี้ไม่ได้อยู่ใต้เป้าหมายที่เลือก เลือกข้อรับปากของเป้าหมายเดียวกัน"),
                    "commitment")
    if commitment and commitment.agency_id != agency.pk:
        raise wrong("plans.other_agency", _("ข้อรับปากนี้เป็นของ %(owner)s หน่วยงานที่ทำโครงการต้องเป็นหน่วยงานเดียวกัน"),
                    "agency", owner=commitment.agency)


def _check_area(authority, area):
    own = {authority.home.code, *authority.areas.values_list("code", flat=True)}
    if not any(area.code.startswith(code) for code in own):
        raise wrong("plans.area_elsewhere", _("%(area)s ไม่ได้อยู่ในเขตของ %(town)s เลือกพื้นที่ที่เมืองนี้ดูแล"), "area",
                    area=area, town=authority)


def _check_days(authority, year, starts_on, ends_on):
    if ends_on < starts_on:
        raise wrong("plans.days", _("วันจบโครงการต้องไม่ก่อนวันเริ่ม"), "ends_on")
    first, last = fiscal_year_at(authority, starts_on), fiscal_year_at(authority, ends_on)
    if not first <= year <= last:
        raise wrong("plans.year", _("วันที่ของโครงการอยู่ในปีงบประมาณ %(first)s–%(last)s แต่ใส่ปีงบประมาณ %(year)s "
                                    "แก้ปีหรือวันที่ให้ตรงกัน"), "year",
                    first=year_said(first), last=year_said(last), year=year_said(year))


def _check_resolution(authority, resolution, year, starts_on):
    met = fiscal_year_at(authority, resolution.meeting.meets_at)
    if year < met:
        raise wrong("plans.before_its_resolution", _(
            "โครงการปีงบประมาณ %(year)s มาก่อนมติที่ตกลงในปีงบประมาณ %(met)s ไม่ได้ ใส่ปีงบประมาณ %(met)s หรือหลังจากนั้น"),
            "year", year=year_said(year), met=year_said(met))
    met_on = timezone.localdate(resolution.meeting.meets_at)
    if starts_on < met_on:
        raise wrong("plans.starts_before_its_resolution", _(
            "โครงการเริ่ม %(starts_on)s ก่อนวันที่ประชุมมีมติ (%(met_on)s) ไม่ได้ เลือกวันเริ่มตั้งแต่วันประชุม"), "starts_on",
            starts_on=said_day(starts_on), met_on=said_day(met_on))
    if Closing.objects.filter(resolution=resolution, ended_at=None).exists():
        raise Refusal("plans.resolution_closed", _("มตินี้ปิดแล้ว ถ้าจะทำต่อให้ที่ประชุมมีมติใหม่"))


def _check_term(goal, starts_on):
    agreement = goal.agreement
    if not agreement.starts_on <= starts_on <= agreement.ends_on:
        raise wrong("plans.out_of_term", _("วันเริ่มโครงการอยู่นอกอายุของข้อตกลง “%(agreement)s” เลือกวันเริ่มในช่วงอายุของข้อตกลง"),
                    "starts_on", agreement=agreement)
