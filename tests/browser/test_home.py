"""The first page, in both languages."""
from tests.browser.looking import fits_everyone, look


def test_the_name_stands_on_the_first_page_in_thai_and_in_english(page_at):
    page = page_at(360)
    for path, language in (("/", "th"), ("/?lang=en", "en"), ("/", "en"), ("/?lang=th", "th")):
        answer = page.goto(path)
        assert answer.header_value("content-language") == language
        assert page.get_by_text({"th": "สาน", "en": "Saan"}[language], exact=True).first.is_visible()
        look(page, f"home-360-{language}")


def test_the_first_page_can_be_used_by_everyone(page_at):
    for width in (320, 1280):
        page = page_at(width)
        page.goto("/")
        fits_everyone(page, f"home-{width}-th")
