"""People come in by password, by a link or by an invitation, and with a second factor where their role needs one."""
import base64
import hmac
import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache

from saan.agencies.actions import found
from saan.areas.actions import load
from saan.areas.queries import area_of
from saan.core import clock
from saan.core.things import SYSTEM
from saan.people.actions import appoint, enrol, forget_devices, invite, last_link
from saan.people.models import Link, Login
from saan.trail.queries import journey_of

pytestmark = pytest.mark.django_db
PASSWORD = "ทะเลสวยมากในฤดูฝน"
HOME = "http://testserver"


@pytest.fixture(autouse=True)
def _no_attempts_from_before():
    cache.clear()


@pytest.fixture
def city():
    """Return the authority of Khok Muang."""
    load(codes=["930307"])
    area = area_of("930307")
    return found(name="เทศบาลตำบลโคกม่วง", short="โคกม่วง", home=area, areas=[area], by=SYSTEM)


@pytest.fixture
def officer(city):
    """Return an officer with a password, and no second factor yet."""
    person = enrol(name="สุรเชษฐ์ คงแก้ว", email="officer@example.org", password=PASSWORD, by=SYSTEM)
    appoint(person=person, word="officer", at=city, by=SYSTEM)
    return person


def code_of(secret):
    """Return the six digits that an app with this secret shows now (RFC 6238, HMAC-SHA-1 of the 30-second step)."""
    digest = hmac.digest(base64.b32decode(secret), int(time.time() // 30).to_bytes(8, "big"), "sha1")
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at:at + 4], 'big') & 0x7fffffff) % 10**6:06}"


def with_password(client, follow=False, **more):
    """Sign in by e-mail and password."""
    return client.post("/accounts/login/", {"login": "officer@example.org", "password": PASSWORD} | more, follow=follow)


def set_up(client):
    """Set up an app, and return its secret."""
    page = client.get("/accounts/2fa/totp/activate/")
    assert page.status_code == 200
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    assert client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)}).status_code == 302
    return secret


def test_an_officers_roles_are_powerless_until_a_second_factor_is_shown(client, officer):
    assert with_password(client).url == "/desk"
    assert client.get("/desk").url == "/accounts/2fa/totp/activate/"
    response = client.get("/people", follow=True)
    assert response.redirect_chain == [("/accounts/2fa/totp/activate/", 302)]
    assert "ยืนยันตัวสองชั้น" in response.content.decode()
    set_up(client)
    assert officer.name in client.get("/people").content.decode()


def test_the_next_sign_in_asks_for_the_code_and_a_code_works_once(client, officer):
    with_password(client)
    secret = set_up(client)
    client.post("/accounts/logout/")
    assert client.get("/people").status_code == 403
    assert with_password(client).url == "/accounts/2fa/authenticate/"
    assert client.get("/people").status_code == 403
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == 200 and "_auth_user_id" not in client.session
    code = code_of(secret)
    assert client.post("/accounts/2fa/authenticate/", {"code": code}).url == "/desk"
    assert client.get("/people").status_code == 200
    client.post("/accounts/logout/")
    with_password(client)
    again = client.post("/accounts/2fa/authenticate/", {"code": code})
    assert again.status_code == 200 and "_auth_user_id" not in client.session


def test_a_recovery_code_lets_in_once(client, officer):
    with_password(client)
    set_up(client)
    page = client.get("/accounts/2fa/recovery-codes/")
    codes = re.findall(r"^\s*([0-9a-z]{8})$", page.context["unused_codes"][0], re.MULTILINE)
    client.post("/accounts/logout/")
    with_password(client)
    assert client.post("/accounts/2fa/authenticate/", {"code": codes[0]}).url == "/desk"
    assert client.get("/people").status_code == 200
    client.post("/accounts/logout/")
    with_password(client)
    assert client.post("/accounts/2fa/authenticate/", {"code": codes[0]}).status_code == 200


def test_the_secret_of_an_app_is_kept_encrypted(client, officer):
    with_password(client)
    secret = set_up(client)
    kept = Authenticator.objects.get(user=officer.login, type="totp").data
    assert secret not in str(kept) and kept["secret"]


def test_a_lost_device_is_forgotten_by_another_administrator_never_by_oneself(client, city, officer, settings):
    with_password(client)
    set_up(client)
    boss = enrol(name="ชาญชัย", email="boss@example.org", by=SYSTEM)
    appoint(person=boss, word="administrator", at=city, by=SYSTEM)
    assert client.get("/people").status_code == 403   # the officer's word was enough only while there was no other
    assert client.post(f"/people/{officer.pk}/devices/forget").status_code == 403
    settings.DEMO = True
    boss_client = type(client)()
    boss_client.get(f"/in/{last_link(login=boss.login)}")
    assert boss_client.post(f"/people/{officer.pk}/devices/forget").status_code == 200   # asked, nothing done
    gone = boss_client.post(f"/people/{officer.pk}/devices/forget", {"sure": "yes"})
    assert gone.url == f"/people?at={city.code}"
    assert not Authenticator.objects.exists()
    assert journey_of(officer)[-1].verb == "forgot_devices"
    assert client.get("/desk").url == "/accounts/2fa/totp/activate/"   # its session has no power any more
    assert boss_client.post(f"/people/{boss.pk}/devices/forget", {"sure": "yes"}).status_code == 403


def test_whoever_comes_by_links_is_signed_out_where_the_device_was_lost(
        client, city, django_capture_on_commit_callbacks):
    person = enrol(name="จินตนา", email="lead@example.org", by=SYSTEM)
    appoint(person=person, word="lead", at=city, by=SYSTEM, duty="ทุกวัน 8.00–20.00 น.")
    follow_letter(client, "lead@example.org", django_capture_on_commit_callbacks)
    set_up(client)
    assert "_auth_user_id" in client.session
    forget_devices(person=person, by=SYSTEM)
    assert client.get("/me").status_code == 302
    assert not client.get("/me", follow=True).context["user"].is_authenticated


def follow_letter(client, email, capture):
    """Ask for a link, and press the button behind it."""
    mail.outbox.clear()
    with capture(execute=True):
        assert client.post("/accounts/link", {"email": email}).url == "/accounts/link"
    path = re.search(rf"{HOME}(/in/\S+)", mail.outbox[0].body)[1]
    assert client.get(path).status_code == 200   # looking does not use it up
    assert client.post(path).status_code == 302
    return path


def test_a_link_signs_in_once_within_a_quarter_of_an_hour(client, city, django_capture_on_commit_callbacks):
    person = enrol(name="ฟาริดา", email="council@example.org", by=SYSTEM)
    appoint(person=person, word="council", at=city, by=SYSTEM)
    path = follow_letter(client, "council@example.org", django_capture_on_commit_callbacks)
    assert "ฟาริดา" in client.get("/me").content.decode()
    other = type(client)()
    assert (other.get(path).status_code, other.post(path).status_code) == (410, 410)
    assert (other.get("/in/wrong").status_code, "ลิงก์นี้ใช้ไปแล้ว" in other.get(path).content.decode()) == (404, True)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        other.post("/accounts/link", {"email": "council@example.org"})
    late = re.search(rf"{HOME}(/in/\S+)", mail.outbox[0].body)[1]
    with clock.moved_to(clock.now() + timedelta(minutes=15)):
        assert other.post(late).status_code == 410
    assert Link.objects.filter(used_at=None).count() == 1


def test_nobody_learns_whether_an_address_is_known(client, city, django_capture_on_commit_callbacks):
    enrol(name="ฟาริดา", email="council@example.org", by=SYSTEM)
    answers = []
    for email in ("council@example.org", "nobody@example.org"):
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post("/accounts/link", {"email": email}, follow=True)
        answers.append((response.redirect_chain, re.sub(r'value="[^"]+"', "", response.content.decode())))
    assert answers[0] == answers[1]
    assert [letter.to for letter in mail.outbox] == [["council@example.org"]]
    for _ in range(4):
        client.post("/accounts/link", {"email": "nobody@example.org"})
    assert client.post("/accounts/link", {"email": "nobody@example.org"}).status_code == 429
    assert client.post("/accounts/link", {"email": "x"}).status_code == 422


def test_an_invitation_is_accepted_on_its_page(client, city):
    sent = invite(email="officer@example.org", words=["officer"], at=city, by=SYSTEM, address=HOME)
    page = client.get(f"/invitation/{sent.token}").content.decode()
    assert "เทศบาลตำบลโคกม่วง" in page and "เจ้าหน้าที่" in page
    weak = client.post(f"/invitation/{sent.token}", {"name": "สุรเชษฐ์", "password": "12345678"})
    assert weak.status_code == 422 and "สุรเชษฐ์" in weak.content.decode()
    assert client.post(f"/invitation/{sent.token}", {"name": "สุรเชษฐ์", "password": PASSWORD}).url == "/desk"
    assert client.get("/people").url == "/accounts/2fa/totp/activate/"
    assert client.get(f"/invitation/{sent.token}").status_code == 410
    assert client.get("/invitation/wrong").status_code == 404


def test_lasting_links_work_only_in_a_demo_on_this_very_machine(client, officer, settings):
    settings.DEMO = True
    path = f"/in/{last_link(login=officer.login)}"
    for _ in range(2):
        assert client.get(path).url == "/desk"
        assert client.get("/people").status_code == 200
    assert client.get(path, REMOTE_ADDR="10.1.2.3").status_code == 403
    assert client.get(path, HTTP_X_FORWARDED_FOR="127.0.0.1").status_code == 403
    settings.HOST = "0.0.0.0"
    assert client.get(path).status_code == 403
    settings.HOST, settings.DEMO = "127.0.0.1", False
    assert client.get(path).status_code == 403
    assert client.get("/people").status_code == 302   # the session counts no more, either


PAGES = ("/people", "/people/invite", "/me", "/accounts/2fa/", "/accounts/2fa/totp/activate/",
         "/accounts/2fa/totp/deactivate/", "/accounts/2fa/recovery-codes/", "/accounts/2fa/recovery-codes/generate/",
         "/accounts/2fa/webauthn/", "/accounts/2fa/webauthn/add/", "/accounts/2fa/reauthenticate/",
         "/accounts/reauthenticate/", "/accounts/password/change/", "/accounts/password/set/", "/accounts/logout/")
OPEN = ("/accounts/login/", "/accounts/link", "/accounts/signup/", "/accounts/inactive/", "/accounts/password/reset/",
        "/accounts/password/reset/done/", "/accounts/password/reset/key/done/", "/accounts/password/reset/key/1-x/")


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_page_speaks_the_readers_language(client, officer, language):
    said = {page: foreign(client.get(page, HTTP_ACCEPT_LANGUAGE=language), language) for page in OPEN}
    with_password(client)
    set_up(client)
    said |= {page: foreign(client.get(page, HTTP_ACCEPT_LANGUAGE=language, follow=True), language) for page in PAGES}
    assert {page: words for page, words in said.items() if words} == {}


def foreign(response, language):
    """Return the words of the page that are not in the language, names and marked words apart."""
    html = response.content.decode()
    assert response.status_code == 200
    assert not re.search(r"\son\w+=|\sstyle=|<script(?![^>]*(src=|type=\"application/json))", html)
    shown = re.sub(r"<(script|style|code|textarea)\b.*?</\1>|<[^>]+\blang=\"th\"[^>]*>.*?</\w+>|<[^>]+>", " ",
                   html.partition("<main")[2].partition(">")[2].partition("</main>")[0], flags=re.DOTALL)
    known = r"\S+@\S+|\b(Google|Microsoft|Authenticator|Aegis|TOTP|JavaScript|USB)\b"
    return re.findall("[\u0e00-\u0e7f]+" if language == "en" else "[A-Za-z]{3,}", re.sub(known, " ", shown))


def test_nobody_signs_up_alone(client):
    client.post("/accounts/signup/", {"email": "me@example.org", "password1": PASSWORD})
    assert not Login.objects.exists()
    assert "_auth_user_id" not in client.session

