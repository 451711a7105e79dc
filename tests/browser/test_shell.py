"""The shell in a real browser: light to load, usable by everyone, left in one tap."""
import pytest

from tests.browser.looking import axe, fits_everyone, look

FIRST_PAGE = 150_000   # bytes that may be transferred, all resources together
WORDS = ("/help", "/privacy", "/keeps", "/accessibility", "/sources", "/towns", "/vote", "/results", "/theme",
         "/accounts/login/", "/accounts/password/reset/", "/nowhere")
SMALL = """() => [...document.querySelectorAll('a[href],button,input,select,textarea,summary')].filter(it => {
    const own = it.getBoundingClientRect(), label = it.labels?.[0]?.getBoundingClientRect();
    const inside = it.tagName === 'A' && getComputedStyle(it).display === 'inline' && it.closest('p,li,td,dd,dt,span');
    const large = (box) => box && box.width >= 43.5 && box.height >= 43.5;
    return own.width && own.height && it.type !== 'hidden' && !it.closest('.skip') && !inside
        && !large(own) && !large(label);
}).map(it => it.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_first_page_is_light(page_at, language):
    page = page_at(360, language=language)
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    loaded = []
    network.on("Network.loadingFinished", lambda it: loaded.append(it["encodedDataLength"]))
    page.goto("/?at=300101", wait_until="networkidle")
    assert page.evaluate("document.fonts.check('1em \"Saan Poster\"')")
    assert len(loaded) > 8
    assert sum(loaded) <= FIRST_PAGE


@pytest.mark.parametrize(("width", "language"), [(320, "th"), (1280, "th"), (320, "en")])
def test_pages_of_the_shell_can_be_used_by_everyone(page_at, width, language):
    page = page_at(width, language=language)
    for path in ("/?at=930307", "/look", *WORDS):
        page.goto(path)
        assert page.evaluate(SMALL) == [], path
        fits_everyone(page, f"{path.partition('?')[0].strip('/').replace('/', '-') or 'home'}-{width}-{language}")


def test_dark_is_chosen_without_script_and_can_be_read(page_at):
    page = page_at(360, script=False)
    page.goto("/theme?back=/help")
    page.get_by_role("button", name="มืด").click()
    page.wait_for_url("**/help")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    readable = page_at(1280)
    readable.context.add_cookies(page.context.cookies())
    for path in ("/?at=300101", "/look", "/help"):
        readable.goto(path)
        assert axe(readable) == [], path
    look(readable, "help-1280-dark")


def test_the_menu_is_reached_and_the_content_too_by_keyboard_alone(page_at):
    page = page_at(1280)
    page.goto("/?at=300101")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_leaving_quickly_leaves_nothing_to_go_back_to(page_at):
    page = page_at(360)
    page.route("https://www.tmd.go.th/**", lambda route: route.fulfill(body="<title>weather</title>"))
    page.goto("/?at=300101")
    page.goto("/help")
    page.get_by_role("link", name="ออกจากหน้านี้เร็ว ๆ").first.click()
    page.wait_for_url("https://www.tmd.go.th/")
    page.go_back()
    assert "/help" not in page.url


def test_leaving_quickly_works_without_script_too(page_at):
    page = page_at(360, script=False)
    page.route("https://www.tmd.go.th/**", lambda route: route.fulfill(body="<title>weather</title>"))
    page.goto("/help")
    page.get_by_role("link", name="ออกจากหน้านี้เร็ว ๆ").first.click()
    page.wait_for_url("https://www.tmd.go.th/")


def test_what_is_typed_is_counted_as_people_count(page_at):
    page = page_at(360)
    page.goto("/look")
    page.locator("#id_words").fill("กำ👩‍👩‍👧")
    assert page.locator("#id_words + .count").inner_text() == "พิมพ์ได้อีก 998"
