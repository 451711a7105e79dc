"""What others said like it, shown while somebody writes; of what is typed nothing is kept."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from saan.core import clock
from saan.core.actions.limits import count_in_memory
from saan.core.networks import network_of
from saan.people.queries import NOBODY, is_listening_open
from saan.voices.models import Consultation, Statement, Voice
from saan.voices.queries.twins import like, like_in_round

A_MINUTE = 600     # questions of one network: a whole school may write behind one address
FEWEST = 8         # letters from which on it is worth looking
LONGEST = 4000     # and so many are looked at


@never_cache
@require_POST
def while_writing(request: HttpRequest) -> HttpResponse:
    """Show the voices of the town that stand and are like what is being written: a piece of the page, often empty."""
    count_question(request)
    return render(request, "voices/speak/alike.html", {"alike": alike(request, request.POST.get("text", ""))})


def count_question(request: HttpRequest) -> None:
    """Count that the visitor's network asked what is alike; refuse where it asks far too often."""
    count_in_memory(scope="alike", network=network_of(request), most=A_MINUTE)


def near(consultation: Consultation, text: str) -> list[Statement]:
    """Return the few statements of the round to show beside the text; none where nobody may write one now."""
    writes = consultation.is_open(clock.now()) and is_listening_open(consultation.authority)
    if len(text.strip()) < FEWEST or not writes:
        return []
    return like_in_round(text[:LONGEST], consultation, NOBODY)


def alike(request: HttpRequest, text: str) -> list[Voice]:
    """Return the few voices to show beside the text; none where the town does not listen now."""
    town = request.town
    if not town or len(text.strip()) < FEWEST or not is_listening_open(town):
        return []
    return like(text[:LONGEST], town, NOBODY)   # as everybody sees it, whoever writes
