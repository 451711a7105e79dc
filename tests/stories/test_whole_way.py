"""The whole way and back: from what children say to what came of it, walked through pages by five roles.

It runs on the embedded database and on PostgreSQL; in a browser it is told in tests/browser/test_story.py.
"""
import re
from datetime import datetime, time, timedelta
from io import BytesIO
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import make_aware
from PIL import Image

from saan.agencies.actions import enlist
from saan.core import clock
from saan.core.dates import day_in
from saan.core.things import SYSTEM
from saan.decisions.actions.committees import set_up
from saan.decisions.actions.terms import seat
from saan.decisions.models import Meeting, Proposal, Resolution
from saan.insight.queries.orphans import orphans
from saan.network.actions.contacts import write_to
from saan.notices.models import Notice
from saan.people.actions import appoint, enrol
from saan.plans.models import Activity, Project, Result
from saan.voices.actions.voices import look_up
from saan.voices.models import Theme
from tests.town import settle, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CHILDREN, GUESTS = 12, 6
WAY = ["spoken", "gathered", "proposed", "resolved", "started", "held", "reported", "confirmed", "answered"]


@pytest.fixture
def town(settings, tmp_path):
    """A town with an agency that has no login, and a committee of three."""
    settings.MEDIA_ROOT = tmp_path
    town = settle("300101")
    town.light = enlist(name="สำนักช่างไฟ", home=town.area, by=SYSTEM, sort="state")
    write_to(authority=town.city, agency=town.light, name="ฝ่ายไฟ", email="light@agency.example", by=town.officer)
    town.chair = enrol(name="ประธานสมมติ", email="chair@example.org", by=SYSTEM)
    appoint(person=town.chair, word="committee", at=town.city, by=SYSTEM)
    town.committee = set_up(authority=town.city, name="คณะกรรมการเมืองเป็นมิตรกับเด็ก", by=town.officer,
                            seats=[("ประธาน", None), ("เลขานุการ", None), ("สภาเด็ก", None)])
    town.terms = {word: seat(seat=one, person=getattr(town, word), starts_on=clock.today(), by=town.officer)
                  for one, word in zip(town.committee.seats.order_by("number"), ("chair", "officer", "council"),
                                       strict=True)}
    town.at = {word: sign_in(Client(), getattr(town, word)) for word in ("council", "moderator", "officer", "chair")}
    return town


def test_a_childs_word_comes_back_as_eight_squares(town, django_capture_on_commit_callbacks):
    begun = make_aware(datetime.combine(clock.today(), time(10)))
    walk = SimpleNamespace(town=town)
    for day, step in ((0, say), (1, read), (2, gather), (5, propose), (9, answer_by_link), (12, call_meeting),
                      (20, meet), (22, begin), (35, sign_up), (40, come_together), (59, ask_agency),
                      (60, claim_by_link), (63, witness_by_code), (64, reply), (65, came_back)):
        with clock.moved_to(begun + timedelta(days=day)), django_capture_on_commit_callbacks(execute=True):
            step(walk)


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
        posted(reader, f"/moderate/{waiting['number']}", {"do": "stand"})


def gather(walk):
    voices = [look_up(code=code, network="school").pk for code in walk.codes]
    where = posted(walk.town.at["council"], "/themes", {"voice": voices, "name": "ทางเดินสว่าง"})
    walk.theme = Theme.objects.get()
    assert where == f"/themes/{walk.theme.pk}"


def propose(walk):
    council, about = walk.town.at["council"], {"theme": walk.theme.pk}
    opens(council, f"/proposals/new?theme={walk.theme.pk}")
    posted(council, "/proposals/new", about | {
        "title": "ไฟทางเดินไปลานกีฬา 12 ต้น", "text": "ติดไฟทางเดินจากโรงเรียนไปลานกีฬา",
        "agency": walk.town.light.pk, "key": str(uuid4())})
    walk.proposal = Proposal.objects.get()


def answer_by_link(walk):
    agency, link = Client(), letter("/proposals/by-link/")
    opens(agency, link)
    done = agency.post(link, {"do": "answer", "word": "tables", "text": "ขอให้ที่ประชุมตัดสินงบ", "key": str(uuid4())})
    assert done.status_code == 200, done.content.decode()
    assert agency.get(link).status_code == 410


def call_meeting(walk):
    officer, day = walk.town.at["officer"], clock.today() + timedelta(days=8)
    where = posted(officer, f"/committees/{walk.town.committee.pk}/change", {
        "do": "call", "meets_on": day_in(day, "th"), "at": "9.30", "where": "ห้องประชุม 1"})
    walk.meeting = Meeting.objects.get()
    assert where == f"/meetings/{walk.meeting.pk}"
    posted(officer, f"{where}/change", {"do": "invite"})


def meet(walk):
    at, here, terms = walk.town.at, f"/meetings/{walk.meeting.pk}", walk.town.terms
    posted(at["officer"], f"{here}/change", {"do": "attend"} | {
        f"word-{term.pk}": "present" for term in terms.values()})
    posted(at["officer"], f"{here}/change", {"do": "open"})
    item = walk.meeting.items.get(proposal=walk.proposal)
    for member in ("chair", "council", "officer"):
        opens(at[member], f"{here}/items/{item.pk}")
        posted(at[member], f"{here}/items/{item.pk}", {"do": "vote", f"vote-{terms[member].pk}": "yes"})
    posted(at["officer"], f"{here}/items/{item.pk}", {
        "do": "resolve", "text": "ให้ติดไฟ 12 ต้น", "owner": walk.town.light.pk,
        "due_on": day_in(clock.today() + timedelta(days=90), "th")})
    posted(at["officer"], f"{here}/minutes", {"text": "ที่ประชุมเห็นชอบ", "on": 0})
    posted(at["officer"], f"{here}/change", {"do": "close"})
    walk.resolution = Resolution.objects.get()
    assert (walk.resolution.yes, walk.resolution.there, walk.resolution.needed) == (3, 3, 2)


def begin(walk):
    officer, today = walk.town.at["officer"], clock.today()
    opens(officer, f"/projects/new?resolution={walk.resolution.pk}")
    year = today.year + (today.month >= 10)
    here = posted(officer, "/projects/new", {
        "resolution": walk.resolution.pk, "title": "ติดไฟทางเดิน", "agency": walk.town.light.pk,
        "area": walk.town.area.code, "year": year + 543, "starts_on": day_in(today, "th"),
        "ends_on": day_in(today + timedelta(days=80), "th"), "key": str(uuid4())})
    walk.project = Project.objects.get()
    posted(officer, f"{here}/money", {"do": "set_aside", "year": year, "text": "เสาไฟ 12 ต้น", "satang": "360,000",
                                      "key": str(uuid4())})
    posted(officer, f"{here}/plan", {"title": "เดินนับดวงไฟ", "on": day_in(today + timedelta(days=18), "th"),
                                     "at": "9.30", "until": "11.30", "key": str(uuid4())})
    walk.activity = Activity.objects.get()


def sign_up(walk):
    walk.guests = [Client() for _number in range(GUESTS)]
    for guest in walk.guests:
        opens(guest, f"/activities/{walk.activity.pk}")
        posted(guest, f"/activities/{walk.activity.pk}/own", {"do": "register"})


def come_together(walk):
    officer, here = walk.town.at["officer"], f"/activities/{walk.activity.pk}"
    sheet = opens(officer, f"{here}/sign")
    door = re.search(r"/attend/\w+", sheet)[0]
    for guest in walk.guests:
        opens(guest, door)
        posted(guest, door, {})
    assert walk.activity.attendances.count() == GUESTS
    posted(officer, f"{here}/lead", {"do": "hold"})


def ask_agency(walk):
    posted(walk.town.at["officer"], f"/projects/{walk.project.pk}/claim", {"do": "ask"})


def claim_by_link(walk):
    agency, link = Client(), letter("/results/by-link/")
    opens(agency, link)
    posted(agency, link, {"title": "ไฟสว่างครบ 12 ต้น", "text": "ติดครบแล้ว", "key": str(uuid4()), "1-file": photo(),
                          "1-seen": "เสาไฟสิบสองต้น", "1-faces_checked": "on"})
    walk.result = Result.objects.get()
    assert {to for one in mail.outbox if "by-link" in one.body for to in one.to} == {"light@agency.example"}


def witness_by_code(walk):
    here = f"/results/{walk.result.pk}"
    for code in walk.codes:
        answered = Client().post(f"{here}/witness", {"code": code, "word": "yes"})
        assert answered.status_code == 200, answered.content.decode()
    again = Client().post(f"{here}/witness", {"code": walk.codes[0], "word": "no"})
    assert again.status_code == 409
    posted(walk.town.at["council"], f"{here}/change", {"do": "witness", "word": "yes"})
    walk.result.refresh_from_db()
    assert walk.result.state == "confirmed"


def reply(walk):
    posted(walk.town.at["officer"], f"/results/{walk.result.pk}/change", {
        "do": "answer", "theme": walk.theme.pk, "text": "ไฟติดครบแล้ว ขอบคุณที่บอก", "key": str(uuid4())})


def came_back(walk):
    """Every child's code tells the whole way, everything on it leads there and back, and nothing is missing."""
    visitor = Client()
    told = visitor.get(f"/api/v1/voices/{walk.codes[0]}").json()
    assert [step["verb"] for step in told["steps"]] == WAY
    assert {step["step"] for step in told["steps"]} == set(range(1, 9))
    assert (told["state"], told["theme"], len(told["replies"])) == ("confirmed", "ทางเดินสว่าง", 1)
    page = visitor.post("/code", {"code": walk.codes[0]}).content.decode()
    assert "ไฟติดครบแล้ว" in page and "ขอไฟทางเดินไปลานกีฬา" not in page
    for language in ("th", "en"):
        for thing in (walk.theme, walk.proposal, walk.resolution, walk.project, walk.result):
            said = opens(visitor, f"/{thing.kind}s/{thing.pk}?lang={language}")
            assert "hop" in said, thing.kind
    assert f"/themes/{walk.theme.pk}" in opens(visitor, f"/projects/{walk.project.pk}")   # from a baht to the voices
    assert orphans() == []
    overview = visitor.get("/api/v1/overview", {"area": walk.town.area.code}).json()
    assert [overview[name] for name in ("voices", "themes", "proposals", "resolutions", "claimed", "confirmed")] == [
        CHILDREN, 1, 1, 1, 0, 1]
    assert Notice.objects.filter(key="voices.answered").count() == CHILDREN


def opens(client, path):
    """Open the page, and return what it says."""
    page = client.get(path)
    assert page.status_code == 200, (path, page.status_code)
    return page.content.decode()


def posted(client, path, form):
    """Send the form, and return where that leads; a page that comes back with mistakes fails with what it says."""
    sent = client.post(path, form)
    assert sent.status_code == 302, (path, sent.status_code, re.findall(
        r'class="err[^>]*>(.*?)</', sent.content.decode(), re.DOTALL))
    return sent.url


def letter(path):
    """Return where the link of this sort in the newest letter leads."""
    bodies = [one.body for one in mail.outbox if path in one.body]
    return re.search(rf"{path}\S+", bodies[-1])[0]


def photo():
    """Return a picture as a browser sends it."""
    out = BytesIO()
    Image.new("RGB", (64, 48), "gold").save(out, "JPEG")
    return SimpleUploadedFile("ไฟ.jpg", out.getvalue(), content_type="image/jpeg")
