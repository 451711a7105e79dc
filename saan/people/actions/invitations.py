"""Invitations: an offer of roles that ends after seven days."""
from collections.abc import Sequence
from datetime import timedelta
from types import SimpleNamespace
from typing import NamedTuple

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Agency
from saan.core import clock
from saan.core.acts import signed
from saan.core.refusal import Refusal, Wrong
from saan.core.things import Thing
from saan.methods.words import clean
from saan.people.actions import letters
from saan.people.actions.persons import enrol, plain_address
from saan.people.actions.roles import appoint, refuse_lead_without_hours
from saan.people.engines import fresh_token, hashed
from saan.people.models import Invitation, Login, Offer, Role
from saan.people.queries import invited_by
from saan.people.rules import Word
from saan.trail.actions import tie

DAYS = 7


class Sent(NamedTuple):
    """An invitation and the token that only its letter holds."""

    invitation: Invitation
    token: str


@transaction.atomic
def invite(*, email: str, words: Sequence[str], at: Agency, by: Thing, address: str, language: str = "th",
           duty: str = "") -> Sent:
    """Invite somebody to roles by a letter with a link that begins with `address` and is good for seven days."""
    email, words, duty = plain_address(email), list(dict.fromkeys(words)), clean(duty)
    _refuse_offer(words, duty)
    now = clock.now()
    held = Role.objects.held_on(clock.today()).filter(person__login__email=email, at=at.pk, word__in=words)
    if held.exists():
        raise Refusal("people.holds_already", _("%(name)s มีหน้าที่ “%(role)s” ที่นี่อยู่แล้ว"), name=email,
                      role=held[0].get_word_display())
    token = fresh_token()
    invitation = Invitation.objects.create(
        email=email, language=language, at_agency_id=at.pk, duty=duty, token_hash=hashed("invitation", token),
        expires_at=now + timedelta(days=DAYS), **signed(by))
    Offer.objects.bulk_create(Offer(invitation=invitation, word=word) for word in words)
    tie("invited", invitation, by=by, area=at.home.code, because=[at])
    with translation.override(language):
        roles = ", ".join(str(Word(word).label) for word in words)
    letters.post("invitation", email, language, at=at, roles=roles, days=DAYS,
                 link=f"{address.rstrip('/')}/invitation/{token}")
    return Sent(invitation, token)


@transaction.atomic
def withdraw(*, invitation: Invitation, by: Thing) -> None:
    """Withdraw an invitation that nobody has accepted; its link leads nowhere from now on."""
    waiting = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
    if not waiting.update(withdrawn_at=clock.now()):
        raise Refusal("people.invitation_over", _("คำเชิญนี้ใช้หรือยกเลิกไปแล้ว"))
    tie("withdrawn", invitation, by=by, area=invitation.at_agency.home.code, because=[invitation.at_agency])


@transaction.atomic
def accept(*, token: str, name: str = "", password: str = "") -> Login:
    """Accept an invitation: whoever has no login yet gets one under this name; the roles are held from today.

    Without a password the person signs in by links sent to the address. A login that stands already stays as it is.
    """
    invitation = invited_by(token)
    if not Invitation.objects.filter(pk=invitation.pk, accepted_at=None).update(accepted_at=clock.now()):
        raise Refusal("people.link_used", _("ลิงก์นี้ใช้ไปแล้ว เข้าสู่ระบบด้วยอีเมลของคุณได้เลย"), status=410)
    host = SimpleNamespace(kind=invitation.by_kind, pk=invitation.by_id)
    login = Login.objects.select_related("person").filter(email=invitation.email).first()
    if login is None:
        login = enrol(name=name, language=invitation.language, email=invitation.email, password=password, by=host).login
    words = list(invitation.offers.order_by("pk").values_list("word", flat=True))
    held = Role.objects.held_on(clock.today()).filter(person=login.person, at=invitation.at_agency_id)
    for word in [word for word in words if word not in held.values_list("word", flat=True)]:
        appoint(person=login.person, word=word, at=invitation.at_agency, by=host, duty=invitation.duty)
    tie("accepted", invitation, by=login.person, area=invitation.at_agency.home.code, because=[invitation.at_agency])
    return login


def _refuse_offer(words, duty):
    unknown = [word for word in words if word not in Word.values]
    if unknown or not words:
        no = _("เลือกอย่างน้อยหนึ่งหน้าที่")
        raise Refusal("people.no_role", no, status=422, errors=[Wrong("words", no)])
    refuse_lead_without_hours(words, duty)
