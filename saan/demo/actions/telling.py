"""The whole story, on a moving clock that ends now."""
from datetime import datetime

from django.db import transaction
from django.utils.timezone import make_aware

from saan.core import clock
from saan.demo.actions.committees import convene
from saan.demo.actions.listening import listen
from saan.demo.actions.network import join
from saan.demo.actions.places import open_places
from saan.demo.actions.projects import carry_out
from saan.demo.actions.rounds import tell_rounds
from saan.demo.actions.scenes import Tale
from saan.demo.actions.towns import count_towns, settle
from saan.demo.actions.ways import go
from saan.demo.engines import facts
from saan.people.actions.links import last_link
from saan.people.models import Login
from saan.voices.actions.suggesting import suggest_due
from saan.voices.rules import State

SETTLED = make_aware(datetime(2020, 8, 1, 9))   # before the first thing that public reports tell
REACHED = {   # how far a voice came: whose code shows it
    State.WAITING: "waiting", State.SHOWN: "shown", State.RETURNED: "returned", State.JOINED: "bench",
    State.PROPOSED: "bus", State.NOT_YET: "book", State.RESOLVED: "toilet", State.UNDER_WAY: "shade",
    State.CLAIMED: "wall", State.CONFIRMED: "light"}


@transaction.atomic   # told whole or not at all
def tell(*, address: str = "") -> dict[str, str]:
    """Tell the demo into an empty database; return a receipt code for each state that a voice can have reached.

    Links in letters to agencies begin with the address.
    """
    tale = Tale(clock.now().replace(second=0, microsecond=0), address)
    with clock.moved_to(SETTLED):
        tale.towns, tale.agencies = settle()
        count_towns(tale.towns)
    for told_of in (tell_rounds, join, open_places, listen, convene, go, carry_out):
        told_of(tale)
    tale.play()
    suggest_due()
    return {str(state): tale.codes[word][-1] for state, word in REACHED.items()}


def sign_in_links(*, origin: str) -> dict[str, str]:
    """Make a lasting sign-in link for each role of Korat; return them by role."""
    logins = {role: Login.objects.get(email=f"{role}@korat.demo.invalid") for role in facts("people")["korat"]}
    return {role: f"{origin}/in/{last_link(login=login)}" for role, login in logins.items()}
