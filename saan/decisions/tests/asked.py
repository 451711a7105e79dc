"""A small town in which something can be proposed, made through actions."""
from types import SimpleNamespace

from saan.agencies.actions import enlist
from saan.agencies.models import Agency
from saan.core.things import SYSTEM
from saan.decisions.actions.proposals import propose
from saan.notices.models import Notice
from saan.people.actions import appoint, enrol
from saan.voices.actions.themes import gather
from tests.town import settle, stand


def town_with_agencies(code="930307"):
    """Return a town with a theme of three voices, an agency with a partner, and another agency without one."""
    town = settle(code)
    town.school = enlist(name="โรงเรียนริมคลอง", home=town.area, by=SYSTEM, sort="school")
    town.works = enlist(name="แขวงทางหลวง", home=town.area, by=SYSTEM, sort="state")
    town.partner = enrol(name="ครูใจดี", by=SYSTEM, email=f"partner{town.city.pk}@example.org")
    appoint(person=town.partner, word="partner", at=town.school, by=SYSTEM)
    town.said = [stand(town, f"อยากได้ไฟหน้าโรงเรียน {n}") for n in range(3)]
    town.theme = gather(members=[one.voice for one in town.said], name="ทางสว่าง", authority=town.city, area=town.area,
                        by=town.council)
    return town


def proposed(town, sources=None, **more) -> SimpleNamespace:
    """Return a proposal of the council to the school, on the town's theme unless something else is said."""
    about = {"title": "ไฟหน้าโรงเรียน", "text": "ขอไฟสามต้น", "authority": town.city, "area": town.area,
             "agency": town.school, "by": town.council, "sources": [town.theme] if sources is None else sources}
    return propose(**about | more)


def told(key: str) -> set:
    """Return whom the notices of this key tell, each as kind and number."""
    return set(Notice.objects.filter(key=key).values_list("who_kind", "who_id"))


def agency(number: int) -> Agency:
    """Return the agency of this number as one that answers."""
    return Agency.objects.get(pk=number)
