"""Every no and every fault has a page of its own, in the reader's language, with the help numbers on it."""
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from saan.core.refusal import Refusal, Wrong
from saan.web.views import problems

ROOT = Path(__file__).parents[2]
BROKEN = """
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "saan.web.settings"
django.setup()
from django.test import Client
answer = Client(raise_request_exception=False).get(sys.argv[1], headers={"accept-language": "en"})
print(answer.status_code, answer.headers.get("Retry-After"), answer.content.decode())
"""


@pytest.mark.django_db
@pytest.mark.parametrize("status", [400, 403, 404, 409, 410, 411, 413, 422, 429])
@pytest.mark.parametrize("language", ["th", "en"])
def test_every_no_has_its_page(status, language):
    no = Refusal("web.some", problems.SENTENCES.get(status, problems.SENTENCES[400]), status=status,
                 errors=[Wrong("text", problems.STALE_FORM)], retry_after=90 if status == 429 else None)
    with translation.override(language):
        page = problems.refuse(RequestFactory().get("/speak"), no)
        sentences = [str(no), str(problems.STALE_FORM), str(problems.HEADS.get(status, problems.HEADS[400]))]
    text = page.content.decode()
    assert page.status_code == status
    assert f'<html lang="{language}"' in text
    assert [sentence for sentence in sentences if sentence not in text] == []
    assert 'href="tel:1300"' in text and 'href="tel:1387"' in text
    assert page.headers.get("Retry-After") == ("90" if status == 429 else None)


@pytest.mark.django_db
def test_a_page_that_is_not_there_shows_the_way_home(client):
    page = client.get("/nowhere", headers={"accept-language": "en"})
    assert page.status_code == 404
    assert "Stepped off the board" in page.content.decode() and 'href="/"' in page.content.decode()


@pytest.mark.django_db
def test_the_way_back_leads_only_to_saan():
    for referer, back in (("http://testserver/speak?text=secret", True), ("https://evil.example/speak", False)):
        here = RequestFactory().get("/nowhere", headers={"referer": referer})
        page = problems.refuse(here, Refusal("web.some", problems.STALE_FORM, status=409)).content.decode()
        assert ('href="/speak"' in page.partition("<main")[2].partition("</main>")[0]) == back
        assert "evil" not in page and "secret" not in page


def test_a_fault_shows_its_page_without_any_database():
    # pytest allows this test no database: asking for the first page is a fault
    page = Client(raise_request_exception=False).get("/", headers={"accept-language": "en"})
    text = page.content.decode()
    assert page.status_code == 500
    assert "Saan has stumbled" in text and 'href="tel:1300"' in text and "<script" not in text


def test_a_fault_on_the_api_is_a_problem():
    page = Client(raise_request_exception=False).get("/api/v1/areas?q=a")
    assert (page.status_code, json.loads(page.content)["code"]) == (500, "fault")


@pytest.mark.slow
def test_a_database_that_is_away_shows_the_page_of_a_rest(tmp_path):
    (tmp_path / "saan.sqlite3").mkdir()   # a folder where the database should lie: it cannot be opened
    rest = {**os.environ, "SAAN_DATA": str(tmp_path), "DATABASE_URL": "", "PYTHONPATH": str(ROOT),
            "SAAN_HOSTS": "testserver"}
    for path in ("/", "/api/v1/areas?q=a"):
        said = subprocess.run([sys.executable, "-c", BROKEN, path], cwd=ROOT, env=rest, capture_output=True, text=True,
                              check=False)
        assert said.stdout.startswith("503 10 "), said.stderr[-2000:]
    assert '"code": "resting"' in said.stdout


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "a b", "x'<"])
@pytest.mark.parametrize("path", ["/", "/moderate", "/in/some-token", "/api/v1/areas?q=a", "/accounts/login/"])
def test_under_another_name_nothing_opens(client, host, path):
    page = client.get(path, headers={"host": host, "referer": "http://x/"})
    assert page.status_code == 400 and not page.cookies
    assert page.headers["Content-Security-Policy"] and page.headers["X-Frame-Options"] == "DENY"


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_a_page_takes_only_what_browsers_send(client, method):
    page = getattr(client, method)("/speak")
    assert (page.status_code, page.headers["Allow"]) == (405, "GET, HEAD, POST")


@pytest.mark.django_db
def test_a_form_that_was_open_too_long_hands_the_words_back():
    page = Client(enforce_csrf_checks=True).post("/speak", {"text": "อยากได้สะพาน <b>"})
    assert page.status_code == 403 and "อยากได้สะพาน &lt;b&gt;</textarea>" in page.content.decode()


@pytest.mark.django_db
def test_the_api_reads_json_and_says_so(client):
    no = client.post("/api/v1/voices", "x", content_type="text/plain")
    assert (no.status_code, no.json()["code"], no.json()["title"]) == (415, "not_json", "ต้องส่งเป็น JSON")


@pytest.mark.django_db
def test_what_a_page_says_depends_on_the_readers_language(client):
    assert {"Accept-Language", "Cookie"} <= {word.strip() for word in client.get("/").headers["Vary"].split(",")}
