"""What waits for whoever works here, by the roles they hold today: numbers first, then what is late, part by part."""
from datetime import date, datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saan.core import clock
from saan.core.names import called
from saan.decisions.models import Meeting, Proposal
from saan.decisions.queries.meetings import for_member, meetings_at
from saan.decisions.queries.proposals import proposals_at
from saan.decisions.queries.resolutions import resolutions_at
from saan.network.queries.commitments import owed_by
from saan.network.rules import State
from saan.people.models import Person
from saan.people.rules import Viewer, Word
from saan.plans.models import Result

FIRST = 6   # rows shown of a list; the rest stands on its own page
WEAVING = (Word.COUNCIL, Word.OFFICER)
FOLLOWING = (Word.COUNCIL, Word.OFFICER, Word.COMMITTEE)   # who sees that what was resolved is done
ANSWERING = (Word.OFFICER, Word.PARTNER)                   # who acts for an agency


class Tally(NamedTuple):
    """How much waits of one kind, where it is worked on, how long the oldest has waited, and how much is late."""

    path: str
    part: str
    count: int
    word: Promise
    since: datetime | None = None
    late: int = 0


class Line(NamedTuple):
    """One thing on a list: where it leads, what it is called, its badge, and a word more."""

    path: str
    title: str
    look: str
    badge: str | Promise
    day: date | datetime | None = None
    small: str = ""


class List(NamedTuple):
    """A list of the desk: its head, its paint, where all of it stands, and its first rows."""

    head: Promise
    part: str
    path: str
    lines: list[Line]


class Work(NamedTuple):
    """What waits beyond the listening: numbers, lists, and the meetings to come."""

    tallies: list[Tally]
    lists: list[List]
    meetings: list[Meeting]


def work_of(reader: Viewer, person: Person) -> Work:
    """Return what waits for the person; lists that are empty are left out."""
    parts = [part(reader) for part in (_to_answer, _owned, _promised, _followed, _claimed, _proposed)]
    return Work([tally for tally, _list in parts if tally and tally.count],
                [one for _tally, one in parts if one and one.lines], _meetings(reader, person))


def _to_answer(reader):
    """The proposals whose first reply the reader's agency owes: its clocks."""
    mine = reader.holds(*ANSWERING)
    rows = proposals_at(None, reader).filter(agency__in=mine, answered_at=None, resolved=False).order_by("due_at", "pk")
    lines = [_clocked(row) for row in rows[:FIRST]] if mine else []
    count = rows.count() if lines else 0
    late = proposals_at(None, reader, "overdue").filter(agency__in=mine).count() if lines else 0
    return (Tally("/proposals?state=waiting", "p-weave", count, _("ข้อเสนอรอเราตอบ"), late=late),
            List(_("ข้อเสนอที่เราต้องตอบ"), "p-weave", "/proposals", lines))


def _owned(reader):
    """The open resolutions that the reader's agency answers for."""
    mine = reader.holds(*ANSWERING)
    rows = resolutions_at(None, reader, "open").filter(owner__in=mine)
    lines = [_due(row) for row in rows[:FIRST]] if mine else []
    late = rows.filter(due_on__lt=clock.today()).count() if lines else 0
    return (Tally("/resolutions?state=open", "p-weave", rows.count() if lines else 0, _("มติที่เรารับไปทำ"), late=late),
            List(_("มติที่เรารับไปทำ"), "p-weave", "/resolutions", lines))


def _promised(reader):
    """What the reader's agency promised and has not said to be done."""
    mine = reader.holds(*ANSWERING)
    owed = owed_by(mine, reader) if mine else []
    lines = [Line(f"/commitments/{one.commitment.pk}", one.commitment.text,
                  "late" if one.state == State.OVERDUE else "doing" if one.state == State.UNDER_WAY else "wait",
                  one.state.label, one.commitment.due_on) for one in owed[:FIRST]]
    late = sum(one.state == State.OVERDUE for one in owed)
    return (Tally("/network#ours", "p-measure", len(owed), _("ที่เรารับปากไว้"), late=late),
            List(_("ที่เรารับปากไว้"), "p-measure", "/network#ours", lines))


def _followed(reader):
    """The resolutions of the town whose day is over: they come back to the next meeting by themselves."""
    places = reader.holds(*FOLLOWING)
    rows = resolutions_at(places, reader, "overdue")
    lines = [_due(row) for row in rows[:FIRST]] if places else []
    count = rows.count() if lines else 0
    return (Tally("/resolutions?state=overdue", "p-care", count, _("มติเกินกำหนด"), late=count),
            List(_("มติเกินกำหนด"), "p-care", "/resolutions?state=overdue", lines))


def _claimed(reader):
    """What adults say is done, and the council has yet to look at."""
    places = reader.holds(Word.COUNCIL)
    rows = Result.objects.visible_to(reader).filter(project__authority__in=places, state=Result.State.CLAIMED)
    rows = rows.select_related("project").order_by("pk")
    lines = [Line(f"/results/{row.pk}", row.title, "claim", _("จริงไหม"), row.at, row.project.title)
             for row in rows[:FIRST]] if places else []
    return (Tally("/projects?state=claimed", "p-measure", rows.count() if lines else 0, _("บอกว่าเสร็จแล้ว จริงไหม")),
            List(_("ผู้ใหญ่บอกว่าเสร็จแล้ว จริงไหม"), "p-measure", "/projects?state=claimed", lines))


def _proposed(reader):
    """What the council proposed and waits to hear about: its promises to those who spoke."""
    places = reader.holds(Word.COUNCIL)
    rows = proposals_at(places, reader).filter(resolved=False)
    lines = [_clocked(row) for row in rows[:FIRST]] if places else []
    return None, List(_("ที่สภาเด็กเสนอไว้ ยังไม่มีมติ"), "p-voices", "/proposals", lines)


def _meetings(reader, person):
    """The meetings to come on which the person sits, or of the towns where they keep or follow them."""
    mine = for_member(person)
    places = reader.holds(*WEAVING)
    if places:
        known = {one.pk for one in mine}
        to_come = meetings_at(places, reader).to_come().order_by("meets_at", "pk")[:FIRST]
        mine = sorted([*mine, *(one for one in to_come if one.pk not in known)], key=lambda one: one.meets_at)
    return mine[:FIRST]


def _clocked(row: Proposal) -> Line:
    if row.answered_at:
        return Line(f"/proposals/{row.pk}", row.title, "doing", _("ตอบแล้ว"), row.answered_at)
    day = timezone.localdate(row.due_at)
    late = day < clock.today()
    return Line(f"/proposals/{row.pk}", row.title, "late" if late else "wait", _late(day) if late else _("รอตอบ"), day)


def _due(row) -> Line:
    late = row.due_on < clock.today()
    return Line(f"/resolutions/{row.pk}", str(row), "late" if late else "doing",
                _late(row.due_on) if late else _("กำลังทำ"), row.due_on, called(row.owner))


def _late(day: date) -> Promise:
    return _("เกิน %(days)s วัน") % {"days": (clock.today() - day).days}

