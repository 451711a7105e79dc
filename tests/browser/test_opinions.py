"""The opinion map: found from the results, read by everybody, refused in words, and handed on paper."""
import re

import pytest

from tests.browser.looking import fits_everyone, no_sideways_scroll

GROUPS, REFUSED = "/c/bo-yang-thanon-2569", "/c/bo-yang-ruean-khlong-2569"
SIZES = [(360, "th"), (1280, "en")]


@pytest.mark.parametrize(("width", "language"), SIZES)
def test_a_map_is_found_from_the_results_and_its_groups_are_reached_by_keyboard(page_at, width, language):
    page = page_at(width, language=language)
    page.goto(f"{GROUPS}/results?lang={language}")
    page.locator(f'a[href="{GROUPS}/map"]').first.click()
    page.wait_for_url(f"**{GROUPS}/map")
    fits_everyone(page, f"map-{width}-{language}")
    group = page.locator("svg.opmap a").first
    group.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#group-*")
    assert page.locator("table tbody tr").count() > 10


def test_the_map_is_a_picture_without_script_and_says_who_is_in_it(page_at):
    page = page_at(360, script=False)
    page.goto(f"{GROUPS}/map")
    assert page.locator("svg.opmap path.area").count() == 2
    assert "กลุ่ม A มี" in page.locator("svg.opmap desc").text_content()


@pytest.mark.parametrize(("width", "language"), SIZES)
def test_a_refused_map_says_what_is_missing(page_at, width, language):
    page = page_at(width, language=language)
    page.goto(f"{REFUSED}/map?lang={language}")
    fits_everyone(page, f"map-refused-{width}-{language}")
    said = {"th": "ยังไม่พบกลุ่มความเห็นที่ต่างกันชัด", "en": "No clearly different groups"}[language]
    assert said in " ".join(page.locator("h1").inner_text().split())
    assert page.locator("svg.opmap").count() == 0 and page.locator("ul.reqs li").count() == 5


@pytest.mark.parametrize(("width", "language"), SIZES)
def test_what_each_age_thinks_and_the_report_fit_everybody(page_at, width, language):
    page = page_at(width, language=language)
    page.goto(f"{REFUSED}/ages?lang={language}")
    fits_everyone(page, f"ages-{width}-{language}")
    page.goto(f"{GROUPS}/report?lang={language}")
    fits_everyone(page, f"report-{width}-{language}")
    assert page.request.get(f"{GROUPS}/report.pdf").headers["content-type"] == "application/pdf"


def test_who_weaves_reads_what_is_suggested_and_makes_a_theme_of_it(page_at):
    page = page_at(1280, role="council")
    page.goto("/themes/alike")
    fits_everyone(page, "alike-1280-th")
    page.locator('a[href^="/themes/alike/"]').first.click()
    page.wait_for_url("**/themes/alike/*")
    no_sideways_scroll(page)
    assert "หมา" in page.locator("h1").inner_text() and page.locator("label.check").count() == 8
    page.locator('button[value="gather"]').click()
    page.wait_for_url(re.compile(r"/themes/\d+(#|$)"))


@pytest.mark.parametrize("width", [360, 1280])
def test_while_writing_what_others_said_alike_appears_and_nobody_is_stopped(page_at, width):
    page = page_at(width)
    page.goto("/speak?at=300101")
    if page.locator('textarea[name="text"]').count() == 0:
        page.locator('a[href*="/speak"]').first.click()
        page.wait_for_url("**/speak*")
    page.locator('textarea[name="text"]').fill("ป้ายบอกทางในสวนมันลบจนอ่านไม่ออก")
    page.locator("alike-voices li").first.wait_for()
    fits_everyone(page, f"speak-alike-{width}-th")
    assert "text=" not in page.url
