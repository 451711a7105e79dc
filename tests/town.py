"""A small town for stories: its area, authority and people, set up through actions."""
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from types import SimpleNamespace
from uuid import uuid4

import pytest
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.http import HttpRequest
from django.test import Client

from saan.agencies.actions import found
from saan.areas.actions import load
from saan.areas.models import Area
from saan.core.refusal import Refusal
from saan.core.things import SYSTEM
from saan.people.actions import appoint, enrol
from saan.people.engines import has_device
from saan.people.queries import viewer_of
from saan.voices.actions.readings import let_stand
from saan.voices.actions.voices import speak
from saan.voices.models import Voice

ROLES = ("council", "moderator", "officer", "lead", "deputy")
_numbers = count(1)


def settle(code: str = "930307", roles: tuple[str, ...] = ROLES) -> SimpleNamespace:
    """Return a town on the area, with one person to each role."""
    load(codes=[code])
    area = Area.objects.get(code=code)
    number = next(_numbers)
    city = found(name=f"เทศบาล{area.name} {number}", home=area, areas=[area], by=SYSTEM, code=f"D{number}",
                 short=area.name)
    town = SimpleNamespace(area=area, city=city)
    for word in roles:
        person = enrol(name=f"{word} {number}", by=SYSTEM, email=f"{word}{number}@example.org")
        appoint(person=person, word=word, at=city, by=SYSTEM, duty="ทุกวัน 8.30–20.00 น.")
        setattr(town, word, person)
    return town


def say(town: SimpleNamespace, text: str = "อยากได้ลานเล่นที่มีไฟ", **more) -> SimpleNamespace:
    """Say something in the town, and return the voice with its code and key."""
    about = {"sort": "need", "authority": town.city, "area": town.area, "key": str(uuid4())} | more
    receipt = speak(text=text, **about)
    return SimpleNamespace(voice=Voice.objects.get(pk=receipt.voice.pk), code=receipt.code, key=about["key"])


def stand(town: SimpleNamespace, text: str = "อยากได้ลานเล่นที่มีไฟ", **more) -> SimpleNamespace:
    """Say something and let it stand on pages."""
    said = say(town, text, **more)
    let_stand(voice=said.voice, by=town.moderator)
    said.voice.refresh_from_db()
    return said


def sign_in(client: Client, person) -> Client:
    """Sign the person in, with a second factor."""
    client.force_login(person.login)
    if not has_device(person.login):
        TOTP.activate(person.login, generate_totp_secret())
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, person.login, method="mfa")
    request.session.save()
    return client


def seen_by(person, purpose: str = "moderate", basis: str = "public task"):
    """Return the person as somebody who looks."""
    return viewer_of(person, purpose=purpose, basis=basis)


@contextmanager
def refused(code: str, status: int = 409) -> Iterator[pytest.ExceptionInfo]:
    """Expect a no with this code and status."""
    with pytest.raises(Refusal) as no:
        yield no
    assert (no.value.code, no.value.status) == (code, status)
