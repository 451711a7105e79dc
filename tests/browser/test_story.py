"""The story as a new user would walk it: five roles, eight squares, from a child's words to the answer at its code."""
import re
from datetime import datetime, timedelta
from types import SimpleNamespace
from urllib.parse import urlsplit
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from saan.core.dates import day_in
from tests.browser.looking import fits_everyone

NARROW, WIDE = 360, 1280
WORDS, OTHERS, THEME = "อยากให้มีทางลาดหน้าห้องสมุด รถเข็นของน้องขึ้นไม่ได้", 11, "ทางลาดหน้าห้องสมุด"
AGENCY = "Korat Street Art"   # it has no login, only somebody to whom the town writes
SQUARES = {"spoken", "gathered", "proposed", "resolved", "started", "held", "reported", "confirmed", "answered"}


@pytest.fixture
def walk(page_at, own_saan, tmp_path):
    """What is known on the way: the pages of those who walk it, and where each thing stands."""
    now = datetime.now(ZoneInfo("Asia/Bangkok"))
    if (now + timedelta(minutes=6)).date() > now.date():
        pytest.skip("It is nearly midnight in Thailand: no meeting can be called and held today.")
    at = {role: page_at(NARROW, role=role, of=own_saan) for role in ("council", "officer", "committee")}
    at |= {who: page_at(NARROW, of=own_saan) for who in ("child", "agency")}
    picture = tmp_path / "ramp.png"
    Image.new("RGB", (320, 240), "tan").save(picture)
    return SimpleNamespace(at=at, data=own_saan.data, today=now.date(), picture=picture, page_at=page_at, saan=own_saan)


def test_five_roles_walk_eight_squares_and_the_child_is_answered(walk):
    speak(walk)
    read_and_gather(walk)
    propose(walk)
    answer_by_link(walk)
    meet(walk)
    start(walk)
    come_together(walk)
    claim_by_link(walk)
    witness(walk)
    reply(walk)
    come_back(walk)
    read_in_english(walk)


def speak(walk):
    child = walk.at["child"]
    child.goto("/speak?at=300101")
    fits_everyone(child, "story-speak")
    child.get_by_label("มีปัญหา", exact=True).check()
    child.locator("textarea").fill(WORDS)
    child.locator("main form button.wide").click()
    child.locator(".receipt").wait_for()
    fits_everyone(child, "story-receipt")
    walk.codes = [re.sub(r"\W", "", child.locator(".receipt .code").inner_text())]
    for number in range(OTHERS):
        said = child.request.post("/api/v1/voices", headers={"Idempotency-Key": str(uuid4())}, data={
            "area": "300101", "kind": "need", "text": f"ขอทางลาดหน้าห้องสมุด ข้างประตูที่ {number + 1}"})
        walk.codes.append(said.json()["code"])


def read_and_gather(walk):
    council = walk.at["council"]
    council.goto("/moderate")
    fits_everyone(council, "story-moderate")
    while council.locator("article", has_text="ทางลาด").count():
        council.locator("article", has_text="ทางลาด").first.get_by_role("button", name="ให้ขึ้น").click()
        council.get_by_text("ให้ขึ้นแล้ว").first.wait_for()
    council.goto("/themes?q=ทางลาด")
    for box in council.locator("input[name=voice]").all():
        box.check()
    council.locator("input[name=name]").first.fill(THEME)
    fits_everyone(council, "story-gather")
    council.get_by_role("button", name="รวมที่เลือก").click()
    council.wait_for_url(re.compile(r"/themes/\d+(#|$)"))
    walk.theme = here(council)
    fits_everyone(council, "story-theme")


def propose(walk):
    council = walk.at["council"]
    council.get_by_role("link", name="เขียนข้อเสนอจากเรื่องนี้").click()
    council.locator("[name=title]").fill("ทางลาดหน้าห้องสมุดที่รถเข็นขึ้นได้")
    council.locator("[name=text]").fill("ขอทางลาดหนึ่งทางข้างประตูหน้า มีราวจับ และทาสีให้เห็นชัด")
    council.locator("[name=agency]").select_option(label=AGENCY)
    fits_everyone(council, "story-propose")
    council.get_by_role("button", name="เสนอ", exact=True).click()
    council.wait_for_url(re.compile(r"/proposals/\d+(#|$)"))
    walk.proposal = here(council)
    fits_everyone(council, "story-proposal")


def answer_by_link(walk):
    agency = walk.at["agency"]
    agency.goto(letter(walk, "/proposals/by-link/"))
    fits_everyone(agency, "story-answer-by-link")
    agency.locator("input[name=word][value=tables]").check()
    agency.locator("[name=text]").first.fill("ยินดีทำ ขอให้ที่ประชุมเลือกแบบและวงเงิน")
    agency.get_by_role("button", name="ส่งคำตอบ").click()
    agency.wait_for_load_state()
    fits_everyone(agency, "story-answered-by-link")
    assert agency.goto(letter(walk, "/proposals/by-link/")).status == 410
    fits_everyone(agency, "story-link-used")


def meet(walk):
    officer, member, council = (walk.at[role] for role in ("officer", "committee", "council"))
    officer.goto("/committees")
    fits_everyone(officer, "story-committees")
    officer.get_by_role("link", name="คณะกรรมการโคราชยิ้ม เมืองเป็นมิตรกับเด็ก").first.click()
    fits_everyone(officer, "story-committee")
    officer.locator("[name=meets_on]").fill(day_in(walk.today, "th"))
    soon = datetime.now(ZoneInfo("Asia/Bangkok")) + timedelta(minutes=50)   # it opens an hour before its hour
    officer.locator("[name=at]").fill(f"{soon:%H.%M}" if soon.date() == walk.today else "23.59")
    officer.locator("[name=where]").fill("ห้องประชุมอุทยานการเรียนรู้")
    officer.get_by_role("button", name="เรียกประชุม").click()
    officer.wait_for_url(re.compile(r"/meetings/\d+(#|$)"))
    walk.meeting = here(officer)
    officer.get_by_role("button", name="ส่งคำเชิญถึงทุกคน").click()
    officer.get_by_text("ส่งคำเชิญถึงกรรมการทุกคนแล้ว").first.wait_for()
    fits_everyone(officer, "story-invited")
    for choice in officer.locator("select[name^=word-]").all():
        choice.select_option("present")
    officer.get_by_role("button", name="บันทึกผู้มาประชุม").click()
    officer.get_by_role("button", name="เปิดประชุม").click()
    officer.get_by_text("เปิดประชุมแล้ว").first.wait_for()
    fits_everyone(officer, "story-meeting-open")
    officer.locator("ol.agenda > li", has_text=THEME).locator("a.btn").click()
    officer.wait_for_url(re.compile(r"/items/\d+(#|$)"))
    walk.item = here(officer)
    for page in (member, council):
        page.goto(walk.item)
        fits_everyone(page, "story-vote")
        page.locator("select[name^=vote-]").select_option("yes")
        page.get_by_role("button", name="บันทึกการลงมติ").click()
        page.get_by_text("บันทึกการลงมติแล้ว").first.wait_for()
    resolve(walk, officer)


def resolve(walk, officer):
    officer.goto(walk.item)
    form = officer.locator("form.resolve")
    form.locator("[name=text]").fill("ให้ทำทางลาดหน้าห้องสมุดหนึ่งทาง พร้อมราวจับ")
    form.locator("[name=owner]").select_option(label=AGENCY)
    form.locator("[name=due_on]").fill(day_in(walk.today + timedelta(days=90), "th"))
    fits_everyone(officer, "story-resolve")
    form.get_by_role("button", name="บันทึกมติ").click()
    officer.get_by_text(re.compile("บันทึกมติ .+ แล้ว")).first.wait_for()
    officer.goto(f"{walk.meeting}/minutes")
    officer.locator("[name=text]").fill("ที่ประชุมดูแบบสามแบบ และเลือกแบบที่เด็กเสนอ")
    fits_everyone(officer, "story-minutes-write")
    officer.get_by_role("button", name="บันทึกรายงาน").click()
    officer.goto(walk.meeting)
    officer.locator("summary", has_text="ปิดประชุม").click()
    officer.get_by_role("button", name="ยืนยัน ปิดประชุม").click()
    officer.get_by_text("ปิดประชุมแล้ว").first.wait_for()
    fits_everyone(officer, "story-meeting-closed")
    officer.locator("ol.agenda > li", has_text=THEME).locator("a[href^='/resolutions/']").first.click()
    officer.wait_for_url(re.compile(r"/resolutions/\d+(#|$)"))
    walk.resolution = here(officer)
    fits_everyone(officer, "story-resolution")


def start(walk):
    officer = walk.at["officer"]
    officer.goto(f"/projects/new?resolution={walk.resolution.rpartition('/')[2]}")
    officer.locator("[name=title]").fill("ทางลาดหน้าห้องสมุด")
    officer.locator("[name=starts_on]").fill(day_in(walk.today, "th"))
    officer.locator("[name=ends_on]").fill(day_in(walk.today + timedelta(days=60), "th"))
    fits_everyone(officer, "story-project-new")
    officer.get_by_role("button", name="ตั้งโครงการ").click()
    officer.wait_for_url(re.compile(r"/projects/\d+(#|$)"))
    walk.project = here(officer)
    officer.locator("summary", has_text="ตั้งงบ").click()
    form = officer.locator("form:has([value=set_aside])")
    form.locator("[name=text]").fill("ปูน ราวจับ และสี")
    form.locator("[name=satang]").fill("45,500.50")
    form.get_by_role("button", name="ตั้งงบ").click()
    officer.get_by_text("45,500.50").first.wait_for()
    fits_everyone(officer, "story-project")


def come_together(walk):
    officer, child = walk.at["officer"], walk.at["child"]
    officer.goto(f"{walk.project}/plan")
    officer.locator("[name=title]").fill("ลองเข็นรถขึ้นทางลาดด้วยกัน")
    officer.locator("[name=on]").fill(day_in(walk.today, "th"))
    officer.locator("[name=at]").fill("0.01")
    officer.locator("[name=until]").fill("23.59")
    fits_everyone(officer, "story-activity-new")
    officer.get_by_role("button", name="เพิ่มกิจกรรม").click()
    officer.wait_for_url(re.compile(r"/activities/\d+(#|$)"))
    walk.activity = here(officer)
    officer.goto(f"{walk.activity}/sign")
    fits_everyone(officer, "story-activity-sign")
    door = urlsplit(officer.locator(".web-address").inner_text()).path
    child.goto(door)
    fits_everyone(child, "story-attend")
    child.get_by_role("button", name="มาแล้ว").click()
    child.get_by_text("ขอบคุณที่มานะ").wait_for()
    fits_everyone(child, "story-attended")
    officer.goto(walk.activity)
    officer.get_by_role("button", name="บอกว่าจัดแล้ว").click()
    officer.get_by_text("บันทึกว่าจัดแล้ว").first.wait_for()
    fits_everyone(officer, "story-held")


def claim_by_link(walk):
    officer, agency = walk.at["officer"], walk.at["agency"]
    officer.goto(f"{walk.project}/claim")
    fits_everyone(officer, "story-claim-desk")
    officer.get_by_role("button", name="ส่งลิงก์").click()
    officer.get_by_text("ส่งลิงก์ให้หน่วยงานแล้ว").first.wait_for()
    agency.goto(letter(walk, "/results/by-link/"))
    fits_everyone(agency, "story-claim-by-link")
    agency.locator("[name=title]").fill("ทางลาดหน้าห้องสมุดใช้ได้แล้ว")
    agency.locator("[name=text]").fill("ลาดหนึ่งต่อสิบสอง มีราวจับสองข้าง")
    agency.locator("[name='1-file']").set_input_files(walk.picture)
    agency.locator("[name='1-seen']").fill("ทางลาดสีน้ำตาลข้างประตู มีราวจับสองข้าง")
    agency.locator("[name='1-faces_checked']").check()
    agency.get_by_role("button", name="บอกว่าทำเสร็จแล้ว").click()
    agency.wait_for_url(re.compile(r"/results/\d+(#|$)"))
    walk.result = here(agency)
    fits_everyone(agency, "story-result-claimed")


def witness(walk):
    child, council = walk.at["child"], walk.at["council"]
    child.goto("/confirm")
    fits_everyone(child, "story-confirm")
    child.locator("#code").fill(walk.codes[0])
    child.get_by_role("button", name="ไปตอบ").click()
    child.locator("button[name=word][value=yes]").first.wait_for()
    fits_everyone(child, "story-asked")
    child.locator("button[name=word][value=yes]").first.click()
    child.get_by_text("ขอบคุณ รับคำตอบแล้ว").first.wait_for()
    fits_everyone(child, "story-witnessed")
    for code in walk.codes[1:]:
        answered = child.request.post(f"{walk.result}/witness", form={"code": code, "word": "yes"})
        assert answered.status == 200, answered.text()
    council.goto(walk.result)
    council.locator("#answer button[name=word][value=yes]").click()
    council.get_by_text("เด็กยืนยันแล้ว").first.wait_for()
    fits_everyone(council, "story-result-confirmed")


def reply(walk):
    officer = walk.at["officer"]
    officer.goto(walk.result)
    form = officer.locator("form:has(button[value=answer])")
    form.locator("[name=text]").fill("ทางลาดหน้าห้องสมุดใช้ได้แล้ว พาน้องมาได้เลย ขอบคุณที่บอกเรา")
    form.get_by_role("button", name="ส่งคำตอบถึงทุกคน").click()
    officer.get_by_text("ส่งคำตอบถึงทุกคนในเรื่องนี้แล้ว").first.wait_for()
    fits_everyone(officer, "story-replied")


def come_back(walk):
    """The child types the code: eight squares, the answer, and none of its words."""
    child = walk.at["child"]
    child.goto("/code")
    child.locator("#code").fill(walk.codes[0].lower())
    child.locator("main form button").first.click()
    child.locator(".hop").wait_for()
    fits_everyone(child, "story-code")
    said = child.locator("main").inner_text()
    assert "พาน้องมาได้เลย" in said and THEME in said and WORDS not in said
    told = child.request.get(f"/api/v1/voices/{walk.codes[-1]}").json()
    assert {step["verb"] for step in told["steps"]} == SQUARES
    assert {step["step"] for step in told["steps"]} == set(range(1, 9))
    child.goto(walk.project)
    fits_everyone(child, "story-project-public")
    child.locator(f"a[href='{walk.theme}'], a[href='{walk.proposal}']").first.click()   # from a baht to the voices


def read_in_english(walk):
    """What came of it reads as well in English, on a wide window, to everybody and to those who work on it."""
    pages = (walk.theme, walk.proposal, walk.meeting, walk.resolution, walk.project, walk.activity, walk.result)
    for role in (None, "officer", "council", "committee"):
        page = walk.page_at(WIDE, role=role, language="en", of=walk.saan)
        for path in (*pages, "/", "/overview") if role is None else (*pages, "/desk"):
            page.goto(path)
            fits_everyone(page, f"story-en-{role or 'public'}-{path.strip('/').replace('/', '-') or 'home'}")
    page = walk.page_at(WIDE, language="en", of=walk.saan)
    page.goto("/code")
    page.locator("#code").fill(walk.codes[0])
    page.locator("main form button").first.click()
    page.locator(".hop").wait_for()
    fits_everyone(page, "story-en-code")


def here(page):
    """Return the path of the page."""
    return urlsplit(page.url).path


def letter(walk, path):
    """Return where the link of this sort in the newest letter to an agency leads; letters lie in the folder."""
    letters = sorted((walk.data / "mail").iterdir(), key=lambda one: one.stat().st_mtime)
    links = [link for one in letters for link in re.findall(rf"{path}[\w-]+", one.read_text())]
    return links[-1]
