"""Sign-in links: one that is sent by e-mail and works once, and one that lasts in a demo town."""
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from saan.core import clock
from saan.core.actions import limits
from saan.core.keys import fingerprint
from saan.core.networks import is_loopback
from saan.core.refusal import Refusal
from saan.people.actions import letters
from saan.people.actions.persons import plain_address
from saan.people.engines import fresh_token, hashed
from saan.people.models import Link, Login
from saan.people.queries import link_by

MINUTES = 15
MOST_A_NETWORK, MOST_AN_ADDRESS = 60, 5   # within an hour


@transaction.atomic
def send_link(*, email: str, network: str, address: str) -> None:
    """Send a link that signs in once within 15 minutes, if somebody has this e-mail address; nobody learns whether."""
    email = plain_address(email)
    limits.count(scope="link", network=network, most=MOST_A_NETWORK, minutes=60)
    to = fingerprint(settings.KEYS["network"], email)
    limits.count(scope="link-to", network=to, most=MOST_AN_ADDRESS, minutes=60)
    login = Login.objects.select_related("person").filter(email=email, is_active=True).first()
    if login is None:
        return
    token = fresh_token()
    Link.objects.create(login=login, token_hash=hashed("link", token),
                        expires_at=clock.now() + timedelta(minutes=MINUTES))
    letters.post("link", email, login.person.language, name=login.person.name, minutes=MINUTES,
                 link=f"{address.rstrip('/')}/in/{token}")


@transaction.atomic
def last_link(*, login: Login) -> str:
    """Make a link that works again and again and counts as a second factor, in a demo town on this machine only."""
    if not (settings.DEMO and is_loopback(settings.HOST)):
        raise Refusal("people.only_in_demo", _("ลิงก์แบบนี้มีเฉพาะเมืองสาธิตบนเครื่องนี้"), status=403)
    token = fresh_token()
    Link.objects.create(login=login, token_hash=hashed("link", token), lasting=True)
    return token


@transaction.atomic
def follow(*, token: str, here: bool) -> Link:
    """Use a link up (a lasting one stays) and return it, so that its login may be signed in."""
    link = link_by(token, here)
    if not link.lasting and not Link.objects.filter(pk=link.pk, used_at=None).update(used_at=clock.now()):
        raise Refusal("people.link_used", _("ลิงก์นี้ใช้ไปแล้ว ขอลิงก์ใหม่ได้จากหน้าเข้าสู่ระบบ"), status=410)
    return link


def forget_links() -> int:
    """Forget links that no longer work, a day after."""
    return Link.objects.filter(lasting=False, expires_at__lt=clock.now() - timedelta(days=1)).delete()[0]
