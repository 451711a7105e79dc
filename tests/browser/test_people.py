"""People's pages, in a browser: the roster, an invitation, one's own page, and areas as one types."""
import pytest

from tests.browser.looking import fits_everyone, look

DESK = ("/people", "/people/invite", "/me", "/accounts/2fa/", "/accounts/2fa/totp/activate/")
DOORS = ("/accounts/login/", "/accounts/link", "/areas?q=โคกมวง&next=/speak")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", DESK)
def test_an_administrators_pages_can_be_read_by_everyone(page_at, width, path):
    page = page_at(width, role="administrator")
    page.goto(path)
    fits_everyone(page, f"people{path.replace('/', '-')}-{width}")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", DOORS)
def test_the_doors_can_be_read_by_everyone(page_at, width, path):
    page = page_at(width, language="en")
    page.goto(path)
    fits_everyone(page, f"people{path.partition('?')[0].replace('/', '-')}-{width}")


def test_an_invitation_is_sent_from_the_roster(page_at):
    boss = page_at(1280, role="administrator")
    boss.goto("/people")
    boss.get_by_role("link", name="เชิญคน").click()
    boss.get_by_label("อีเมลของผู้รับเชิญ").fill("new.officer@example.org")
    boss.get_by_role("checkbox", name="เจ้าหน้าที่").check()
    boss.get_by_role("button", name="ส่งคำเชิญ").click()
    boss.get_by_text("new.officer@example.org").first.wait_for()
    look(boss, "people-invited-1280")


def test_areas_are_found_as_one_types(page_at):
    page = page_at(360)
    page.goto("/areas?next=/speak")
    page.get_by_role("searchbox").press_sequentially("โคกมวง เขาชัย")
    page.get_by_role("link", name="ต.โคกม่วง อ.เขาชัยสน จ.พัทลุง").wait_for()
    look(page, "people-areas-typed-360")


def test_areas_are_found_without_script(page_at):
    page = page_at(360, script=False)
    page.goto("/areas")
    page.get_by_role("searchbox").fill("โคกมวง เขาชัย")
    page.get_by_role("button", name="ค้นหา").click()
    page.get_by_text("ต.โคกม่วง อ.เขาชัยสน จ.พัทลุง").wait_for()
