"""On an English page no Thai stands outside what is marked as Thai, for nobody and for every role."""
import re

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from saan.agencies.models import Authority
from saan.areas.models import Area
from saan.core.things import SYSTEM
from saan.people.actions import appoint, enrol
from saan.people.models import Login
from saan.people.rules import Word
from tests.house import tenants
from tests.languages import thai_outside
from tests.town import sign_in

SILENT = ("api/", "accounts/signup/", "accounts/social", "healthz", "readyz")


def paths(resolver=None, before=""):
    """Return every address that needs nothing filled in."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from paths(entry, route)
        elif isinstance(entry, URLPattern) and not set("<(\\^$") & set(route) and not route.startswith(SILENT):
            yield f"/{route}"


PATHS = sorted(set(paths()))
SLOW = [pytest.param(word, marks=pytest.mark.slow) for word in Word.values if word != Word.OFFICER]


@pytest.fixture
def town(db):
    """Return a town that has only a Thai name, as real ones do on their first day."""
    area = Area.objects.create(code="930307", size="subdistrict", name="โคกม่วง", name_en="Khok Muang", key="โคกมวง",
                               key_en="khok muang")
    authority = Authority.objects.create(code="5930307", home=area, name="เทศบาลตำบลโคกม่วง", short="โคกม่วง")
    authority.areas.add(area)
    return authority


def signed_in(client, word, town):
    """Sign somebody in who holds the role."""
    person = enrol(name="วารี", by=SYSTEM)
    appoint(person=person, word=word, at=town, by=SYSTEM, duty="8:30–20:00")
    client.force_login(Login.objects.create(person=person, email="waree@example.org"))


@pytest.mark.one_database
@pytest.mark.parametrize("word", ["", Word.OFFICER, *SLOW])
def test_english_pages_speak_english(client, town, word):
    if word:
        signed_in(client, word, town)
    heard = {}
    for path in PATHS:
        page = client.get(path, {"lang": "en"})
        assert page.status_code < 500, path
        if page.headers.get("Content-Type", "").startswith("text/html") and page.content:
            heard[path] = thai_outside(page.content.decode())
            assert '<html lang="en"' in page.content.decode(), path
    assert {path: thai for path, thai in heard.items() if thai} == {}
    assert "/" in heard and "/privacy" in heard


def name_twice():
    """Give whatever may have an English name one, and a Thai one that nothing else holds."""
    for model in apps.get_models():
        fields = {field.name for field in model._meta.concrete_fields}
        for field in sorted(name for name in fields if f"{name}_en" in fields and name != "key"):
            for row in model.objects.order_by("pk"):
                model.objects.filter(pk=row.pk).update(
                    **{field: f"ฆฌฒ{row.pk}", f"{field}_en": f"Zarquil {model.kind} {row.pk}"})


@pytest.mark.slow
def test_what_has_an_english_name_is_called_by_it(db, settings):
    settings.LIMITS = False
    a, _b = tenants.two_towns()
    for word in sorted(set(Word.values) - {Word.OFFICER}):
        appoint(person=a.officer, word=word, at=a.city, by=SYSTEM, duty="ทุกวัน")
    name_twice()
    thai, english = {}, 0
    for client in (Client(), sign_in(Client(), a.officer)):
        for where in (tenants.address(template, a) for template in tenants.routes() if not template.startswith("api/")):
            page = client.get(where, {"at": a.city.code, "lang": "en", "q": "ฆฌฒ"})
            if page.headers.get("Content-Type", "").startswith("text/html") and "/logout" not in where:
                text = re.sub(r"<input[^>]*>|<textarea.*?</textarea>", "", page.content.decode(), flags=re.DOTALL)
                english += "Zarquil" in text
                found = re.findall(r".{60}ฆฌฒ\d+", text, flags=re.DOTALL)
                thai |= {where: found} if found else {}
            page.close()
    assert thai == {}
    assert english > 40


def test_thai_is_heard_where_it_stands():
    page = """<html lang="en"><title>เสียง</title>
        <p>Hi<br>ก <b lang="th">ข</b><img alt="ค"><input value="ง" lang="th"></p>
        <svg aria-label="จ"><path/></svg><script>ฉ</script>"""
    assert thai_outside(page) == ["title: เสียง", "p: ก", "img alt: ค", "svg aria-label: จ"]
