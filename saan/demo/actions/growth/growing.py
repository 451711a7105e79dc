"""Let a demo grow, town by town."""
import random
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Agency, Authority
from saan.core import clock
from saan.core.actions.files import keep
from saan.core.refusal import Refusal
from saan.core.things import SYSTEM
from saan.decisions.actions.committees import set_up
from saan.decisions.actions.meetings import call
from saan.decisions.actions.terms import seat
from saan.decisions.models import Committee
from saan.demo.actions.growth.chamber import meet, propose
from saan.demo.actions.growth.course import LARGE, YEARS, Ground, courses
from saan.demo.actions.growth.crowd import gather, speak
from saan.demo.actions.growth.ledger import Ledger
from saan.demo.actions.growth.works import carry_out, tell_results
from saan.demo.engines import drawn, facts
from saan.people.actions.participants import welcome
from saan.people.actions.persons import enrol
from saan.people.models import Person

SHARES = {"korat": .6}   # of all that grows; the other towns share the rest alike
NAME = "คณะกรรมการติดตามเสียง (เมืองตัวอย่างที่โตแล้ว)"
SEATS, GUESTS = 7, 60
LEAST = LARGE + 2        # voices for each resolution


@transaction.atomic   # grown whole or not at all
def grow(*, voices: int = 30_000, resolutions: int = 2_000) -> list[str]:
    """Let the demo's towns grow by so many voices and resolutions, with all that lies between; return their codes."""
    if not settings.DEMO:
        raise Refusal("demo.only_in_demo", _("เติบโตได้เฉพาะเมืองสาธิตที่ bin/demo สร้าง"), status=403)
    if Committee.objects.filter(name=NAME).exists():
        raise Refusal("demo.grown_before", _("เมืองสาธิตนี้โตแล้ว"))
    if voices < LEAST * resolutions:
        raise Refusal("demo.too_few_voices", _("มติหนึ่งข้อต้องมีอย่างน้อย %(least)s เสียง"), status=422, least=LEAST)
    towns, now, dice, codes = facts("towns")["town"], clock.now().replace(microsecond=0), random.Random(2569), []
    for town in towns:
        share = SHARES.get(town["key"], (1 - sum(SHARES.values())) / (len(towns) - len(SHARES)))
        codes += _grown(_ground(town), round(voices * share), round(resolutions * share), now, dice)
    return codes


def _grown(ground, voices, resolutions, now, dice):
    ledger, ways = Ledger(ground.area.code), courses(resolutions, now, dice)
    committee = _committee(ground, now)
    guests = [welcome(authority=ground.authority, token=f"grown guest {ground.authority.code} {number}",
                      network="demo") for number in range(GUESTS)]
    codes = speak(ground, ways, max(0, voices - sum(way.size for way in ways)), now, ledger, dice)
    gather(ground, ways, ledger)
    propose(ground, ways, ledger)
    meet(ground, committee, ways, ledger)
    carry_out(ground, ways, guests, ledger)
    tell_results(ground, ways, keep(upload=drawn("lamps")), ledger)
    ledger.write()
    call(committee=committee, meets_at=now + timedelta(days=15), where="ห้องประชุมใหญ่", by=ground.officer)
    return codes


def _ground(town) -> Ground:
    authority = Authority.objects.select_related("home").get(code=town["code"])
    by_word = {word: Person.objects.get(login__email=f"{word}@{town['key']}.demo.invalid")
               for word in ("council", "officer")}
    near = Agency.objects.filter(home=authority.home).order_by("pk")
    return Ground(authority, authority.home, agencies=list(near), **by_word)


def _committee(ground: Ground, now: datetime) -> Committee:
    with clock.moved_to(now - YEARS - timedelta(days=100)):
        committee = set_up(authority=ground.authority, name=NAME, by=ground.officer,
                           seats=[(f"กรรมการ {number}", None) for number in range(1, SEATS + 1)])
        for one in committee.seats.order_by("number"):
            person = enrol(name=f"กรรมการสมมติ {one.number}", by=SYSTEM)
            seat(seat=one, person=person, starts_on=clock.today(), by=ground.officer)
    return committee
