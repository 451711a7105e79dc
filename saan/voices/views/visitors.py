"""Who visits a round: somebody with a token in a cookie, or somebody signed in where the door asks for it."""
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from saan.core.networks import network_of
from saan.core.refusal import Refusal
from saan.people.actions.participants import welcome
from saan.people.engines import fresh_token, keep_token, token_in
from saan.people.models import Person
from saan.people.queries import participant_at, token_hash
from saan.voices.actions.tickets import admit, own_token
from saan.voices.models import Consultation
from saan.voices.queries.votes import Pass, pass_for


class Visitor(NamedTuple):
    """Whoever looks at a round: the token, whether it has to be kept in the cookie, and the pass where there is one."""

    token: str
    fresh: bool
    bearer: Pass | None
    person: Person | None

    def keep(self, response: HttpResponse) -> HttpResponse:
        """Keep the token of a newcomer in the cookie, and return the response."""
        if self.fresh:
            keep_token(response, self.token)
        return response


def visitor_of(request: HttpRequest, consultation: Consultation) -> Visitor:
    """Return who visits; nothing is written."""
    person = request.user.person if request.user.is_authenticated else None
    if consultation.door == Consultation.Door.SIGNED_IN:
        token = own_token(consultation, person) if person else ""
        return Visitor(token, False, _bearer(consultation, token), person)
    known = token_in(request)
    token = known or fresh_token()
    return Visitor(token, not known, _bearer(consultation, token) if known else None, person)


def let_in(request: HttpRequest, consultation: Consultation, visitor: Visitor, *, band: str = "",
           slip: str = "") -> Pass:
    """Let the visitor in through the round's door, as the participant they are in this town; return the pass."""
    if consultation.door == Consultation.Door.SIGNED_IN and visitor.person is None:
        raise Refusal("voices.sign_in_first", _("รอบนี้ตอบได้เมื่อเข้าสู่ระบบแล้ว"), status=403)
    network = network_of(request)
    participant = welcome(authority=consultation.authority, token=visitor.token, network=network, band=band)
    return admit(consultation=consultation, participant=participant, network=network, slip=slip, person=visitor.person)


def seed_of(consultation: Consultation, visitor: Visitor) -> str:
    """Return what the visitor's own order of statements is drawn from; the same before and after the first vote."""
    return token_hash(consultation.authority, visitor.token)


def _bearer(consultation, token):
    participant = participant_at(consultation.authority, token)
    return pass_for(consultation, participant.pk) if participant else None
