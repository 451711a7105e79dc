"""Places: what is counted is seen whole, and what stands above a headline does not lie on it."""
import pytest

from tests.browser.looking import fits_everyone

HIDDEN = "[...document.querySelectorAll('#count ~ .scroll')].map(table => table.scrollWidth - table.clientWidth)"
GAP = """() => { const words = document.createRange(); words.selectNodeContents(document.querySelector('.kick + h1'));
        return words.getBoundingClientRect().top - document.querySelector('.kick').getBoundingClientRect().bottom; }"""


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_sum_of_places_is_seen_without_scrolling(page_at, width, language):
    page = page_at(width)
    page.goto(f"/places?at=d300101&lang={language}")
    assert page.evaluate(HIDDEN) == [0]
    fits_everyone(page, f"places-{width}-{language}")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_line_above_a_headline_leaves_room_for_tall_marks(page_at, width):
    page = page_at(width)
    page.goto("/proposals/1")
    assert page.evaluate(GAP) >= 0
