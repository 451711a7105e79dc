"""The whole way and back: from what children say to what came of it, walked by five roles on either database."""
import re
from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from saan.agencies.actions import enlist
from saan.core import clock
from saan.core.things import SYSTEM
from saan.decisions.actions.committees import seat, set_up
from saan.decisions.actions.meetings import attend, call, close_meeting, invite, open_meeting
from saan.decisions.actions.minutes import write
from saan.decisions.actions.resolutions import resolve, vote
from saan.decisions.actions.responses import respond_by_link
from saan.decisions.models import Proposal
from saan.insight.queries.orphans import orphans
from saan.network.actions.contacts import write_to
from saan.network.actions.errands import follow
from saan.notices.models import Notice
from saan.people.actions import enrol
from saan.people.actions.participants import welcome
from saan.people.queries import NOBODY
from saan.plans.actions import attendance
from saan.plans.actions.activities import hold, plan
from saan.plans.actions.answers import answer
from saan.plans.actions.money import set_aside
from saan.plans.actions.projects import start
from saan.plans.actions.results import ask, claim_by_link
from saan.plans.actions.witnesses import witness
from saan.plans.models import Claim, Result
from saan.plans.queries.years import fiscal_year_at
from saan.voices.actions.voices import look_up
from saan.voices.models import Theme
from tests.town import settle, sign_in

pytestmark = pytest.mark.django_db
CHILDREN = 12
WAY = ["spoken", "gathered", "proposed", "resolved", "started", "held", "reported", "confirmed", "answered"]


@pytest.fixture
def town(settings, tmp_path):
    """A town with an agency that has no login, and a committee of three."""
    settings.MEDIA_ROOT = tmp_path
    town = settle("300101")
    town.light = enlist(name="สำนักช่างไฟ", home=town.area, by=SYSTEM, sort="state")
    write_to(authority=town.city, agency=town.light, name="ฝ่ายไฟ", email="light@agency.example", by=town.officer)
    town.committee = set_up(authority=town.city, name="คณะกรรมการเมืองเป็นมิตรกับเด็ก", by=town.officer,
                            seats=[("ประธาน", None), ("เลขานุการ", None), ("สภาเด็ก", None)])
    town.terms = [seat(seat=one, person=person, starts_on=clock.today(), by=town.officer) for one, person in zip(
        town.committee.seats.order_by("number"), (enrol(name="ประธานสมมติ", by=SYSTEM), town.officer, town.council))]
    town.at = {word: sign_in(Client(), getattr(town, word)) for word in ("council", "moderator", "officer")}
    return town


def test_a_childs_word_comes_back_as_eight_squares(town, django_capture_on_commit_callbacks):
    begun = clock.now()
    walk = SimpleNamespace(town=town)
    for day, step in ((0, say), (1, read), (2, gather), (5, propose), (9, answer_by_link), (12, call_meeting),
                      (20, meet), (22, begin), (40, come_together), (59, ask_agency), (60, claim_by_letter),
                      (63, witness_by_code), (64, reply)):
        with clock.moved_to(begun + timedelta(days=day)), django_capture_on_commit_callbacks(execute=True):
            step(walk)
    came_back(walk)


def say(walk):
    child = Client()
    walk.codes = []
    for number in range(CHILDREN):
        said = child.post("/api/v1/voices", {"area": walk.town.area.code, "authority": walk.town.city.code,
                                             "kind": "need", "text": f"ขอไฟทางเดินไปลานกีฬา ต้นที่ {number}",
                                             "age_band": "11-14"},
                          content_type="application/json", headers={"Idempotency-Key": str(uuid4())})
        assert said.status_code == 201
        walk.codes.append(said.json()["code"])


def read(walk):
    reader = walk.town.at["moderator"]
    for waiting in reader.get("/api/v1/readings").json()["items"]:
        assert reader.post(f"/moderate/{waiting['number']}", {"do": "stand"}).status_code == 302


def gather(walk):
    voices = [look_up(code=code, network="school").pk for code in walk.codes]
    posted = walk.town.at["council"].post("/themes", {"voice": voices, "name": "ทางเดินสว่าง"})
    walk.theme = Theme.objects.get()
    assert posted.url == f"/themes/{walk.theme.pk}"


def propose(walk):
    council = walk.town.at["council"]
    form = {"theme": walk.theme.pk, "title": "ไฟทางเดินไปลานกีฬา 12 ต้น", "text": "ติดไฟทางเดินจากโรงเรียนไปลานกีฬา",
            "agency": walk.town.light.pk, "key": str(uuid4())}
    posted = council.post("/proposals/new", form)
    walk.proposal = Proposal.objects.get()
    assert posted.url == f"/proposals/{walk.proposal.pk}"


def answer_by_link(walk):
    respond_by_link(errand=errand("/proposals/by-link/", "proposal"), proposal=walk.proposal, word="tables",
                    text="ขอให้ที่ประชุมตัดสินงบ")


def call_meeting(walk):
    town = walk.town
    walk.meeting = call(committee=town.committee, meets_at=clock.now() + timedelta(days=8), where="ห้องประชุม 1",
                        by=town.officer)
    assert invite(meeting=walk.meeting, by=town.officer) == 3


def meet(walk):
    town = walk.town
    for term in town.terms:
        attend(meeting=walk.meeting, term=term, word="present", by=town.officer)
    open_meeting(meeting=walk.meeting, by=town.officer)
    item = walk.meeting.items.get(proposal=walk.proposal)
    for term in town.terms:
        vote(item=item, term=term, word="yes", by=term.person)
    walk.resolution = resolve(item=item, text="ให้ติดไฟ 12 ต้น", owner=town.light, by=town.officer,
                              due_on=clock.today() + timedelta(days=90))
    write(meeting=walk.meeting, text="ที่ประชุมเห็นชอบ", on=0, by=town.officer)
    close_meeting(meeting=walk.meeting, by=town.officer)


def begin(walk):
    town, today = walk.town, clock.today()
    walk.project = start(title="ติดไฟทางเดิน", authority=town.city, area=town.area, agency=town.light,
                         year=fiscal_year_at(town.city, today), starts_on=today, ends_on=today + timedelta(days=80),
                         resolution=walk.resolution, by=town.officer)
    set_aside(project=walk.project, year=walk.project.year, text="เสาไฟ 12 ต้น", satang=360_000_00, by=town.officer)
    starts = clock.now() + timedelta(days=18)
    walk.activity, _token = plan(project=walk.project, title="เดินนับดวงไฟตอนค่ำ", starts_at=starts,
                                 ends_at=starts + timedelta(hours=2), by=town.officer)


def come_together(walk):
    for number in range(6):
        child = welcome(authority=walk.town.city, token=f"a-child-who-counts-lamps-{number:08}", network="school")
        attendance.attend(activity=walk.activity, by=child)
    hold(activity=walk.activity, by=walk.town.officer)


def ask_agency(walk):
    ask(project=walk.project, by=walk.town.officer, address="http://testserver")


def claim_by_letter(walk):
    mail_sent()
    claim_by_link(errand=errand("/results/by-link/", "project"), title="ไฟสว่างครบ 12 ต้น", text="ติดครบแล้ว",
                  evidence=[(photo(), "เสาไฟสิบสองต้น")])
    walk.result = Result.objects.get()


def witness_by_code(walk):
    one = Claim.objects.get()
    for code in walk.codes:
        witness(claim=one, word="yes", by=look_up(code=code, network="school"))
    witness(claim=one, word="yes", by=walk.town.council)
    walk.result.refresh_from_db()
    assert walk.result.state == "confirmed"


def reply(walk):
    answer(result=walk.result, theme=walk.theme, text="ไฟติดครบแล้ว ขอบคุณที่บอก", key=str(uuid4()), by=walk.town.officer)


def came_back(walk):
    """Every child's code tells the whole way with its days, and the rows behind it miss nothing."""
    visitor = Client()
    told = visitor.get(f"/api/v1/voices/{walk.codes[0]}").json()
    assert [step["verb"] for step in told["steps"]] == WAY
    assert {step["step"] for step in told["steps"]} == set(range(1, 9))
    assert (told["state"], told["theme"], len(told["replies"])) == ("confirmed", "ทางเดินสว่าง", 1)
    assert orphans() == []
    overview = visitor.get("/api/v1/overview", {"area": walk.town.area.code}).json()
    assert (overview["voices"], overview["themes"], overview["proposals"], overview["resolutions"],
            overview["claimed"], overview["confirmed"]) == (CHILDREN, 1, 1, 1, 0, 1)
    assert Notice.objects.filter(key="voices.answered").count() == CHILDREN


def mail_sent():
    """Check that nobody but the agency was written to by link."""
    assert {to for one in mail.outbox if "by-link" in one.body for to in one.to} == {"light@agency.example"}


def errand(path, kind):
    """Return what the newest letter with such a link lets its agency do."""
    bodies = [one.body for one in mail.outbox if path in one.body]
    token = re.search(rf"{path}(\S+)", bodies[-1])[1]
    return follow(token=token, kind=kind, network="agency", viewer=NOBODY)


def photo():
    """Return a picture as a browser sends it."""
    out = BytesIO()
    Image.new("RGB", (64, 48), "gold").save(out, "JPEG")
    return SimpleUploadedFile("ไฟ.jpg", out.getvalue(), content_type="image/jpeg")
