"""A small invented town for the stories of rounds, made through actions."""
from types import SimpleNamespace

from saan.agencies.actions import found
from saan.areas.actions import load
from saan.areas.queries import area_of
from saan.core.things import SYSTEM
from saan.people.actions import appoint, enrol
from saan.people.queries import viewer_of
from saan.people.rules import Word
from saan.voices.actions.consultations import open_round
from saan.voices.actions.statements import pose
from saan.voices.actions.tickets import mint
from saan.voices.queries.votes import pass_of

NETWORK = "one school"
TOPICS = ("เมืองปลอดภัย สะอาด สว่าง สะดวก", "กิจกรรมศิลปะและวัฒนธรรม", "พื้นที่สร้างสรรค์หลากหลาย", "เมืองแห่งการเรียนรู้",
          "พื้นที่สาธารณะเพื่อทุกคน")


def town(*, code="300101", name="ในเมือง", council=True):
    """Return an area, its authority, an officer and (unless there is none) a member of the youth council."""
    load(codes=[code])
    area = area_of(code)
    authority = found(name=f"เทศบาล{name}", home=area, areas=[area], by=SYSTEM)
    officer = young = enrol(name="สมพร ใจเย็น", by=SYSTEM)
    appoint(person=officer, word=Word.OFFICER, at=authority, by=SYSTEM)
    if council:
        young = enrol(name="ฟ้าใส รักเมือง", by=SYSTEM)
        appoint(person=young, word=Word.COUNCIL, at=authority, by=SYSTEM)
    watching = viewer_of(young, purpose="moderate", basis="public task")
    return SimpleNamespace(area=area, authority=authority, officer=officer, council=young, watching=watching)


def opened(place, *, slug="a-round", statements=2, **options):
    """Return an open round of the town with its statements."""
    consultation = open_round(slug=slug, title="รอบทดลอง", authority=place.authority, area=place.area, by=place.officer,
                              **options)
    posed = [pose(consultation=consultation, text=f"ข้อความที่ {number}", by=place.council)
             for number in range(1, statements + 1)]
    return SimpleNamespace(**vars(place) | {"it": consultation, "statements": posed})


def newcomer(consultation, **options):
    """Return the pass of somebody who has just come in."""
    return pass_of(mint(consultation=consultation, network=NETWORK, **options))


