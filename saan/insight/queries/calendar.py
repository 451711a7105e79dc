"""What stands in a person's calendar: meetings, activities, and days on which something of theirs is due."""
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from saan.core import clock
from saan.core.names import called
from saan.decisions.models import Meeting, Proposal, Response, Turn
from saan.decisions.queries.resolutions import resolutions_at
from saan.network.models import Commitment, Progress
from saan.people.models import Person
from saan.people.queries import viewer_of
from saan.people.rules import Viewer, Word
from saan.plans.models import Activity

BACK, MOST = timedelta(days=90), 200   # how far back a feed reaches; entries of one kind
WORKING = (Word.COUNCIL, Word.OFFICER, Word.COMMITTEE)   # who goes to meetings
ANSWERING = (Word.OFFICER, Word.PARTNER)                 # who keeps an agency's days


class Entry(NamedTuple):
    """One entry: what it is about (kind and number, for its lasting name), what it says, when, and where to read on."""

    kind: str
    ref: int
    title: str
    starts: datetime | date   # a date lasts all day
    ends: datetime | None
    path: str
    cancelled: bool = False
    where: str = ""


def calendar_of(person: Person) -> list[Entry]:
    """Return the entries of the person's calendar, of the roles that they hold today; public things only."""
    reader = viewer_of(person, purpose="read", basis="public task")
    return [*_meetings(reader), *_activities(reader, person), *_resolutions(reader), *_proposals(reader),
            *_commitments(reader)]


def _meetings(reader: Viewer) -> Iterator[Entry]:
    places = reader.holds(*WORKING)
    mine = Meeting.objects.visible_to(reader).filter(
        committee__authority__in=places, meets_at__gte=clock.now() - BACK).select_related("committee")
    gone = Turn.objects.filter(meeting=OuterRef("pk"), word=Turn.Word.CANCELLED)
    for one in mine.annotate(gone=Exists(gone)).order_by("-meets_at")[:MOST]:
        title = _("ประชุม %(committee)s ครั้งที่ %(label)s") % {"committee": called(one.committee), "label": one.label}
        yield Entry(one.kind, one.pk, title, one.meets_at, one.ends_at, f"/meetings/{one.pk}", one.gone, one.where)


def _activities(reader: Viewer, person: Person) -> Iterator[Entry]:
    registered = Q(registrations__person=person, registrations__left_at=None)
    town = Q(project__authority__in=reader.holds(*WORKING))
    mine = Activity.objects.visible_to(reader).filter(registered | town, starts_at__gte=clock.now() - BACK).distinct()
    for one in mine.select_related("place").order_by("-starts_at")[:MOST]:
        yield Entry(one.kind, one.pk, one.title, one.starts_at, one.ends_at, f"/activities/{one.pk}",
                    one.cancelled_at is not None, one.place.name if one.place else "")


def _resolutions(reader: Viewer) -> Iterator[Entry]:
    mine = resolutions_at(None, reader, "open").filter(owner__in=reader.holds(*ANSWERING))
    for one in mine.order_by("-due_on")[:MOST]:
        yield _due(one, _("ครบกำหนดมติ: %(what)s") % {"what": one.text[:80]}, one.due_on, "resolutions")


def _proposals(reader: Viewer) -> Iterator[Entry]:
    answered = Response.objects.filter(proposal=OuterRef("pk"))
    mine = Proposal.objects.visible_to(reader).filter(agency__in=reader.holds(*ANSWERING)).exclude(Exists(answered))
    for one in mine.order_by("-due_at")[:MOST]:
        yield _due(one, _("ต้องตอบข้อเสนอ: %(what)s") % {"what": one.title}, timezone.localdate(one.due_at),
                   "proposals")


def _commitments(reader: Viewer) -> Iterator[Entry]:
    kept = Progress.objects.filter(commitment=OuterRef("pk"), word=Progress.Word.CONFIRMED)
    mine = Commitment.objects.visible_to(reader).filter(agency__in=reader.holds(*ANSWERING)).exclude(Exists(kept))
    for one in mine.order_by("-due_on")[:MOST]:
        yield _due(one, _("ครบกำหนดที่รับปาก: %(what)s") % {"what": one.text[:80]}, one.due_on, "commitments")


def _due(one, title, day, where):
    return Entry(one.kind, one.pk, title, day, None, f"/{where}/{one.pk}")
