"""Agreements: sign one, and let it run longer."""
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Agency, Authority
from saan.core import clock
from saan.core.dates import said_day
from saan.core.models import StoredFile
from saan.core.refusal import Refusal, Wrong
from saan.core.things import Thing
from saan.methods.words import clean, is_blank
from saan.network.models import Agreement, Goal, Party
from saan.network.rules import LONGEST_GOAL, LONGEST_TITLE, MOST_GOALS, refuse_private
from saan.trail.actions import tie


@transaction.atomic
def sign(*, authority: Authority, title: str, parties: Sequence[Agency], goals: Sequence[str], signed_on: date,
         starts_on: date, ends_on: date, by: Thing, document: StoredFile | None = None, title_en: str = "",
         goals_en: Sequence[str] = ()) -> Agreement:
    """Record that agencies signed an agreement with joint goals, for a term of which `ends_on` is the last day.

    The parties' order is the order of the matrix' columns, the goals' order that of its rows; a goal said twice is one.
    The very same agreement sent again is the one that stands; another of its title and first day is refused.
    """
    english = dict(enumerate(map(clean, goals_en), start=1))
    said = [line for line in map(clean, goals) if not is_blank(line)]
    goals = _once((text, english.get(number, "")) for number, text in enumerate(said, start=1))
    _check_parties(parties)
    _check_goals([text for text, _english in goals])
    _check_days(signed_on, starts_on, ends_on)
    about = {"title": _titled(title, "title"), "title_en": _titled(title_en, "title_en") if title_en else "",
             "signed_on": signed_on, "starts_on": starts_on, "ends_on": ends_on, "document": document}
    stands = _standing(authority, about, parties, goals)
    if stands:
        return stands
    agreement = Agreement.objects.create(authority=authority, **about)
    Party.objects.bulk_create(Party(agreement=agreement, agency_id=agency.pk, number=number)
                              for number, agency in enumerate(parties, start=1))
    tie("signed", agreement, by=by, area=authority.home.code, because=parties)
    for number, (text, text_en) in enumerate(goals, start=1):
        goal = Goal.objects.create(agreement=agreement, number=number, text=text, text_en=text_en)
        tie("agreed", goal, by=by, area=authority.home.code, because=[agreement])
    return agreement


@transaction.atomic
def extend(*, agreement: Agreement, ends_on: date, by: Thing) -> None:
    """Let the agreement run until a later last day."""
    now = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if ends_on <= now.ends_on:
        _refuse("network.not_later", _("วันสุดท้ายใหม่ต้องหลังวันสุดท้ายเดิม"), "ends_on")
    Agreement.objects.filter(pk=agreement.pk).update(ends_on=ends_on)
    agreement.ends_on = ends_on
    tie("extended", agreement, by=by, area=agreement.authority.home.code)


def _once(goals):
    """Return the goals, each where it was said first."""
    said = {}
    for text, text_en in goals:
        said.setdefault(text, text_en)
    return list(said.items())


def _standing(authority, about, parties, goals):
    """Return the agreement that stands where this is the very same; refuse another one that is taken for it."""
    Authority.objects.select_for_update().get(pk=authority.pk)   # then no second one slips in meanwhile
    one = Agreement.objects.filter(authority=authority, title=about["title"], starts_on=about["starts_on"]).first()
    if one is None:
        return None
    same = all(getattr(one, name) == value for name, value in about.items())
    same = same and [party.pk for party in parties] == list(
        one.parties.order_by("number").values_list("agency", flat=True))
    if same and goals == list(one.goals.order_by("number").values_list("text", "text_en")):
        return one
    _refuse("network.signed_before", _(
        "มีข้อตกลงชื่อนี้ที่เริ่มวันเดียวกันบันทึกไว้แล้ว (ลงนาม %(day)s) ดูที่หน้า “ใครรับปากอะไรไว้” ก่อน ถ้าเป็นคนละฉบับ ตั้งชื่อให้ต่างกัน"),
        "title", day=said_day(one.signed_on))


def _titled(title, where):
    title = clean(title)
    if is_blank(title) or len(title) > LONGEST_TITLE or "\n" in title:
        _refuse("network.title", _("ตั้งชื่อข้อตกลงบรรทัดเดียว ไม่เกิน %(longest)s ตัวอักษร"), where, longest=LONGEST_TITLE)
    refuse_private(title, where)
    return title


def _check_parties(parties):
    if len({agency.pk for agency in parties}) < len(parties):
        _refuse("network.party_twice", _("มีหน่วยงานซ้ำในข้อตกลง ใส่แต่ละหน่วยงานครั้งเดียว"), "parties")
    if len(parties) < 2:
        _refuse("network.few_parties", _("ข้อตกลงต้องมีอย่างน้อยสองหน่วยงาน"), "parties")


def _check_goals(goals):
    if not goals:
        _refuse("network.no_goal", _("ใส่เป้าหมายร่วมอย่างน้อยหนึ่งข้อ บรรทัดละข้อ"), "goals")
    if len(goals) > MOST_GOALS:
        _refuse("network.many_goals", _("ใส่เป้าหมายได้ไม่เกิน %(most)s ข้อ"), "goals", most=MOST_GOALS)
    if any(len(goal) > LONGEST_GOAL for goal in goals):
        _refuse("network.long_goal", _("เป้าหมายแต่ละข้อยาวไม่เกิน %(longest)s ตัวอักษร"), "goals", longest=LONGEST_GOAL)
    for goal in goals:
        refuse_private(goal, "goals")


def _check_days(signed_on, starts_on, ends_on):
    if ends_on < starts_on:
        _refuse("network.term", _("วันสุดท้ายของข้อตกลงต้องไม่ก่อนวันเริ่ม"), "ends_on")
    if signed_on > clock.today():
        _refuse("network.signed_later", _("วันลงนามยังมาไม่ถึง บันทึกเมื่อลงนามแล้ว"), "signed_on")
    if signed_on > ends_on:
        _refuse("network.signed_late", _("วันลงนามอยู่หลังวันสุดท้ายของข้อตกลง ตรวจวันที่อีกครั้ง"), "signed_on")


def _refuse(code, sentence, where, **params):
    no = Refusal(code, sentence, status=422, **params)
    no.errors = [Wrong(where, str(no))]
    raise no
