"""Calendar feeds: an address that only its owner is told, until it is ended or made anew."""
from django.db import transaction

from saan.core import clock
from saan.people.engines import fresh_token, hashed
from saan.people.models import Feed, Person


@transaction.atomic
def open_feed(*, by: Person) -> str:
    """Give the person a calendar feed and return its token, which is told once; the one before ends."""
    end_feed(by=by)
    token = fresh_token()
    Feed.objects.create(person=by, token_hash=hashed("feed", token))
    return token


def end_feed(*, by: Person) -> None:
    """End the person's calendar feed: its address shows nothing from now on."""
    Feed.objects.filter(person=by, ended_at=None).update(ended_at=clock.now())
