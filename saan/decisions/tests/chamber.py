"""A committee that meets, set up through actions on a clock that the stories move."""
from datetime import datetime, timedelta
from types import SimpleNamespace

from django.utils.timezone import make_aware

from saan.agencies.actions import enlist
from saan.core import clock
from saan.core.things import SYSTEM
from saan.decisions.actions.committees import set_up
from saan.decisions.actions.meetings import attend, call, close_meeting, open_meeting
from saan.decisions.actions.minutes import write
from saan.decisions.actions.resolutions import resolve
from saan.decisions.actions.terms import seat
from saan.decisions.models import Meeting, Term
from saan.people.actions import enrol
from tests.town import settle

BEGIN = make_aware(datetime(2026, 11, 2, 9))


def chamber(seats: int = 5, quorum: int = 50) -> SimpleNamespace:
    """Return a town with a committee of so many members, and two agencies."""
    town = settle(roles=("officer", "council", "moderator", "lead"))
    town.owner = enlist(name="กองช่าง", home=town.area, by=SYSTEM)
    town.artists = enlist(name="กลุ่มศิลปินริมทาง", home=town.area, by=SYSTEM)
    town.committee = set_up(authority=town.city, name="คณะกรรมการเมืองเป็นมิตรกับเด็ก", quorum=quorum, by=town.officer,
                            seats=[(f"กรรมการ {n}", None) for n in range(1, seats + 1)])
    town.terms = [seat(seat=one, person=enrol(name=f"สมาชิก {one.number}", by=SYSTEM), by=town.officer,
                       starts_on=(BEGIN - timedelta(days=400)).date())
                  for one in town.committee.seats.order_by("number")]
    return town


def called(town: SimpleNamespace, days: float = 7) -> Meeting:
    """Call a meeting in so many days."""
    return call(committee=town.committee, meets_at=clock.now() + timedelta(days=days), where="ห้องประชุม 1",
                by=town.officer)


def opened(town: SimpleNamespace, meeting: Meeting | None = None, there: int = 5) -> Meeting:
    """Open a meeting on its day (the clock has to be moved there), with so many members."""
    meeting = meeting or called(town, .01)
    for term in town.terms[:there]:
        attend(meeting=meeting, term=term, word="present", by=town.officer)
    with clock.moved_to(max(clock.now(), meeting.meets_at)):
        return open_meeting(meeting=meeting, by=town.officer)


def resolved(town: SimpleNamespace, item, days: int = 30, text: str = "ให้ทำที่ร่ม", **more):
    """Resolve a point, due in so many days."""
    about = {"owner": town.owner, "due_on": (clock.now() + timedelta(days=days)).date(), "by": town.officer} | more
    return resolve(item=item, text=text, **about)


def closed(town: SimpleNamespace, meeting: Meeting) -> None:
    """Write the minutes and close the meeting."""
    write(meeting=meeting, text="รายงานการประชุม", on=0, by=town.officer)
    close_meeting(meeting=meeting, by=town.officer)


def term(town: SimpleNamespace, number: int) -> Term:
    """Return the term of the seat of that number, as it is now."""
    return Term.objects.get(seat__committee=town.committee, seat__number=number)
