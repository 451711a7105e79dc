"""The calendar feed."""
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from saan.core import clock
from saan.insight.queries.calendar import Entry, calendar_of
from saan.people.queries import feed_by

AGAIN = timedelta(hours=1)   # after which a calendar should ask again


@require_safe
@never_cache
def calendar(request: HttpRequest) -> HttpResponse:
    """Answer the calendar of whoever holds the token, in that person's language."""
    person = feed_by(request.GET.get("token", "")).person
    feed = Calendar()
    feed.add("prodid", "-//Saan//saan//TH")
    feed.add("version", "2.0")
    feed.add("refresh-interval", AGAIN, parameters={"value": "DURATION"})
    with translation.override(person.language):
        for entry in calendar_of(person):
            feed.add_component(_event(request, entry))
    return HttpResponse(feed.to_ical(), content_type="text/calendar; charset=utf-8",
                        headers={"Content-Disposition": 'inline; filename="saan.ics"'})


def _event(request: HttpRequest, entry: Entry) -> Event:
    event = Event()
    event.add("uid", f"{entry.kind}-{entry.ref}@{request.get_host()}")
    event.add("dtstamp", clock.now())
    event.add("summary", entry.title)
    event.add("dtstart", entry.starts)
    if isinstance(entry.starts, datetime):
        event.add("dtend", entry.ends or entry.starts + timedelta(hours=2))
    event.add("url", request.build_absolute_uri(entry.path))
    if entry.where:
        event.add("location", entry.where)
    if entry.cancelled:
        event.add("status", "CANCELLED")
    return event
