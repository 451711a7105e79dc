"""Who comes to an activity: somebody signed in, or somebody with a token in a cookie, as when voting."""
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse

from saan.agencies.models import Authority
from saan.core.networks import network_of
from saan.core.things import Thing
from saan.people.actions.participants import welcome
from saan.people.engines import fresh_token, keep_token, token_in
from saan.people.queries import participant_at


class Guest(NamedTuple):
    """Whoever asks: the person or participant where known, and the token to keep in the cookie of a newcomer."""

    who: Thing | None
    fresh: str = ""

    def keep(self, response: HttpResponse) -> HttpResponse:
        """Keep the token of a newcomer in the cookie, and return the response."""
        if self.fresh:
            keep_token(response, self.fresh)
        return response


def guest_of(request: HttpRequest, town: Authority) -> Guest:
    """Return who asks; nothing is written."""
    if request.user.is_authenticated:
        return Guest(request.user.person)
    return Guest(participant_at(town, token_in(request)))


def welcomed(request: HttpRequest, town: Authority) -> Guest:
    """Return who asks, as the participant they are in this town from now on where they have no account."""
    known = guest_of(request, town)
    if known.who:
        return known
    kept = token_in(request)
    token = kept or fresh_token()
    return Guest(welcome(authority=town, token=token, network=network_of(request)), "" if kept else token)
