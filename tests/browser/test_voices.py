"""A voice there and back, in a real browser: a child speaks, others read, gather and answer, the child follows."""
import json
import re

import pytest

from tests.browser.looking import axe, look, no_sideways_scroll
from tests.browser.test_shell import SMALL

FOREIGN = """() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
    while (texts.nextNode()) {
        const text = texts.currentNode;
        if (/[\\u0e00-\\u0e7f]/.test(text.data) && text.parentElement.closest('[lang]').lang !== 'th')
            found.push(text.data.trim());
    }
    return found;
}"""
PUBLIC = ("/speak?at=300101", "/code", "/themes", "/themes/1", "/poster")
OF_ROLES = {"council": ("/moderate", "/themes", "/themes/1", "/qr", "/inbox", "/outbox"), "lead": ("/holds", "/inbox")}


def speak(page, words):
    """Say something in Korat, and return the code on the receipt."""
    page.goto("/speak?at=300101")
    page.get_by_label("อยากได้", exact=True).check()
    page.locator("textarea").fill(words)
    page.locator("main form button.wide").click()
    page.locator(".receipt").wait_for()
    return re.sub(r"\W", "", page.locator(".receipt .code").inner_text())


def follow(page, code):
    """Type the code, and return what the page says."""
    page.goto("/code")
    page.locator("#code").fill(code.lower())
    page.locator("main form button").first.click()
    page.locator(".hop, .err").first.wait_for()
    return page.locator("main").inner_text()


@pytest.mark.parametrize("script", [True, False])
def test_a_voice_goes_there_and_comes_back(page_at, own_saan, script):
    child = page_at(360, script=script, of=own_saan)
    words = "อยากได้ราวจับตรงสะพานข้ามคลองหลังโรงเรียน"
    code = speak(child, words)
    look(child, f"thanks-360-{script}")
    assert "รอพี่ ๆ อ่านก่อน" in follow(child, code)
    assert "code=" not in child.url

    reader = page_at(1280, role="moderator", script=script, of=own_saan)
    reader.goto("/moderate")
    mine = reader.locator("article", has_text=words)
    mine.get_by_role("button", name="ให้ขึ้น").click()
    reader.get_by_text("ให้ขึ้นแล้ว").first.wait_for()

    council = page_at(1280, role="council", script=script, of=own_saan)
    council.goto("/themes?q=ราวจับ")
    council.get_by_label(words).check()
    council.get_by_label("ชื่อเรื่องใหม่").fill("ข้ามคลองปลอดภัย")
    council.get_by_role("button", name="รวมที่เลือก").click()
    council.locator("#reply_text").fill("ช่างทำราวจับเดือนหน้า")
    council.get_by_role("button", name="ส่งคำตอบถึงทุกคน").click()
    council.get_by_text("ส่งคำตอบถึงทุกคนในเรื่องนี้แล้ว").wait_for()

    told = follow(child, code)
    assert "ช่างทำราวจับเดือนหน้า" in told and "ข้ามคลองปลอดภัย" in told and words not in told
    look(child, f"way-360-{script}")
    child.locator("form[action='/code/erase'] button").click()
    child.get_by_role("button", name="ลบเลย").click()
    child.get_by_role("heading", name="ลบแล้ว").wait_for()
    child.goto("/themes")
    assert words not in child.content()


def test_a_disclosure_reaches_the_lead_and_nobody_else(page_at):
    words = "มีคนตีหนูทุกคืน หนูกลัวมาก"
    child = page_at(360)
    code = speak(child, words)
    assert "รอพี่ ๆ อ่านก่อน" in follow(child, code)
    for role in ("council", "moderator", "officer"):
        page = page_at(1280, role=role)
        for path in ("/moderate", "/themes", "/outbox"):
            page.goto(path)
            assert words not in page.content()
    lead = page_at(1280, role="lead")
    lead.goto("/holds")
    held = lead.locator("article", has_text=words)
    assert "เหลือ" in held.inner_text()
    look(lead, "holds-1280")
    held.get_by_role("button", name="ดูแลต่อแล้ว").click()
    lead.get_by_role("heading", name="ปิดเรื่องนี้ใช่ไหม").wait_for()
    look(lead, "hold-sure-1280")
    lead.get_by_role("button", name="ดูแลต่อแล้ว").click()
    lead.get_by_text("ปิดเรื่องแล้ว").wait_for()
    assert words not in lead.content()


def test_a_qr_code_opens_the_way_and_leaves_no_code_in_the_address(page_at, saan):
    code = json.loads((saan.data / "codes.json").read_text())["confirmed"]
    page = page_at(360)
    page.goto(f"/code?code={code}")
    page.locator(".hop").wait_for()
    page.wait_for_url("**/code")


def test_a_mistake_brings_everything_back(page_at):
    page = page_at(320)
    page.goto("/speak?at=300101")
    page.locator("textarea").fill("เลขหนู 1101700230708")
    page.get_by_label("11–14 ปี").check()
    page.locator("main form button.wide").click()
    page.get_by_role("alert").wait_for()
    assert page.locator("textarea").input_value() == "เลขหนู 1101700230708"
    assert page.locator("input[name=age_band][value='11-14']").is_checked()
    assert axe(page) == []


@pytest.mark.parametrize(("width", "language"), [(320, "th"), (1280, "th"), (320, "en")])
def test_pages_of_listening_can_be_used_by_everyone(page_at, width, language):
    visits = [(page_at(width, language=language), PUBLIC),
              *((page_at(width, language=language, role=role), paths) for role, paths in OF_ROLES.items())]
    for page, paths in visits:
        for path in paths:
            page.goto(path)
            no_sideways_scroll(page)
            assert axe(page) == [], path
            assert page.evaluate(SMALL) == [], path
            if language == "en":
                assert page.evaluate(FOREIGN) == [], path
            look(page, f"{path.partition('?')[0].strip('/').replace('/', '-')}-{width}-{language}")
