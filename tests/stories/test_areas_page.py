"""Areas are found on a page, with script or without."""
import re

import pytest

from saan.areas.actions import load

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _khao_chaison():
    load(codes=["9303"])


def test_the_list_says_full_names_and_leads_on(client):
    page = client.get("/areas", {"q": "โคกมวง", "next": "/speak"}).content.decode()
    assert re.search('<a [^>]*href="/speak[?]at=930307">.*ต.โคกม่วง อ.เขาชัยสน จ.พัทลุง.*</a>', page)
    assert "data-found" in page and "<form" in page
    english = client.get("/areas", {"q": "โคกมวง"}, headers={"accept-language": "en"}).content.decode()
    assert "Khok Muang, Khao Chaison, Phatthalung" in english


def test_htmx_gets_the_list_only(client):
    part = client.get("/areas", {"q": "โคกมวง"}, headers={"hx-request": "true"}).content.decode()
    assert "930307" in part and "<html" not in part


@pytest.mark.parametrize("way", ["//evil.example", "https://evil.example", "javascript:alert(1)", "/\\evil.example"])
def test_it_leads_nowhere_else(client, way):
    page = client.get("/areas", {"q": "โคกมวง", "next": way}).content.decode()
    assert "930307" in page and not re.search(r'<a[^>]+at=930307', page)


def test_nothing_found_is_said_and_html_is_text(client):
    page = client.get("/areas", {"q": "<b>ซซซ"}).content.decode()
    assert "ไม่พบเขตพื้นที่นี้" in page and "<b>ซซซ" not in page
