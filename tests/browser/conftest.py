"""What browser stories stand on: a Saan that runs, and Debian's Chromium."""
import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests import running

HERE = Path(__file__).parent
QUIET = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--no-first-run", "--disable-quic"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark the stories of this folder, and tell them last: with Playwright running, no other test may use the ORM.

    The longest of them comes first.
    """
    here = [item for item in items if HERE in item.path.parents]
    here.sort(key=lambda item: "test_story" not in item.nodeid)
    for item in here:
        item.add_marker("browser")
    items[:] = [item for item in items if item not in here] + here


@pytest.fixture(scope="session")
def saan(told, tmp_path_factory):
    """A Saan that all stories of the run share: they speak and vote in it, so none counts on being alone."""
    with running.running(told, tmp_path_factory.mktemp("saan") / "data") as serving:
        yield serving


@pytest.fixture
def own_saan(told, tmp_path):
    """A freshly told Saan of this story alone (it takes about two seconds)."""
    with running.running(told, tmp_path / "data") as serving:
        yield serving


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium; a story is skipped where there is none, and fails in continuous integration."""
    chromium = shutil.which("chromium")
    if chromium is None:
        missing = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        missing("Chromium is missing; as root run: apt-get install chromium libatomic1")
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=chromium, args=QUIET + as_root)
        yield chromium
        chromium.close()


@pytest.fixture
def page_at(browser, saan):
    """Return a function that opens a page of that width, as a visitor or signed in with a role.

    `page_at(360)`, `page_at(1280, role="officer", language="en", script=False)`; paths are relative to Saan's address.
    A script that fails, or anything that the content security policy stops, fails the story.
    """
    opened, wrong = [], []

    def open_page(width, *, role=None, language="th", script=True, of=saan):
        context = browser.new_context(viewport={"width": width, "height": 800 if width > 600 else 640},
                                      base_url=of.origin, locale=language, java_script_enabled=script)
        opened.append(context)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
        page.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
        if role:
            page.goto(of.links[role])
        return page

    yield open_page
    for context in opened:
        context.close()
    assert wrong == []
