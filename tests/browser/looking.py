"""What a story can ask of a page: a picture, accessibility, and that nothing makes it scroll sideways."""
import os
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PICTURES = Path(__file__).parents[2] / "var" / "pictures"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDER = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
STICKING_OUT = """() => [...document.querySelectorAll('body *')]
    .filter(it => it.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .slice(0, 5).map(it => it.outerHTML.slice(0, 120))"""


def look(page: Page, name: str) -> None:
    """Save what the window shows as var/pictures/NAME.png, where SAAN_PICTURES asks for it: each takes a while."""
    if os.environ.get("SAAN_PICTURES"):
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png")


def axe(page: Page) -> list[str]:
    """Return what breaks WCAG 2.2 AA on the page: the rule, what it asks for, and where."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]})
    return [f"{wrong['id']}: {wrong['help']} — {node['html'][:160]}"
            for wrong in found.response["violations"] for node in wrong["nodes"]]


def fits_everyone(page: Page, name: str) -> None:
    """Save a picture of the page once it has loaded; fail where it scrolls sideways or breaks WCAG 2.2 AA."""
    page.wait_for_load_state()
    look(page, name)
    no_sideways_scroll(page)
    assert axe(page) == [], page.url


def no_sideways_scroll(page: Page) -> None:
    """Fail where the page is wider than the window, and say what sticks out."""
    wider = page.evaluate(WIDER)
    assert wider <= 0, f"{page.url} is {wider} px too wide: {page.evaluate(STICKING_OUT)}"
