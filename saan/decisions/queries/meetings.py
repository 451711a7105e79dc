"""Questions about meetings: which comes next, what is on its agenda, who is there, and whether that is enough."""
from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from saan.agencies.models import Agency, Authority
from saan.core import clock
from saan.decisions.models import (
    Amendment,
    Ballot,
    Closing,
    Coming,
    Committee,
    FollowUp,
    Interest,
    Item,
    Meeting,
    Noting,
    Presence,
    Resolution,
    Term,
    Turn,
)
from saan.decisions.queries.chairs import Chair
from saan.decisions.queries.committees import interests_in, sat_by, terms_on
from saan.decisions.rules.meetings import Quorum, Tally, may_look_in, quorum, tally
from saan.people.models import Person

Word = Turn.Word


def meeting_of(number: int, viewer) -> Meeting | None:
    """Return the meeting of this number."""
    found = Meeting.objects.visible_to(viewer).filter(pk=number)
    return found.select_related("committee__authority__home").prefetch_related("turns").first()


def meetings_of(committee: Committee, viewer) -> QuerySet[Meeting]:
    """Return the committee's meetings, the latest first."""
    found = Meeting.objects.visible_to(viewer).filter(committee=committee)
    return found.prefetch_related("turns").order_by("-meets_at", "-pk")


def next_meeting(of: Committee | Authority) -> Meeting | None:
    """Return the next meeting of a committee, or of any committee of an authority, that is still to be opened."""
    where = {"committee": of} if isinstance(of, Committee) else {"committee__authority": of.pk}
    found = Meeting.objects.to_come().filter(**where).select_related("committee__authority__home")
    return found.order_by("meets_at", "pk").first()


def meetings_at(places: set[int] | None, viewer) -> QuerySet[Meeting]:
    """Return the meetings of these authorities, or of all, the latest first."""
    found = Meeting.objects.visible_to(viewer).select_related("committee__authority").prefetch_related("turns")
    found = found.order_by("-meets_at", "-pk")
    return found if places is None else found.filter(committee__authority__in=places)


def for_member(person: Person) -> list[Meeting]:
    """Return the meetings under way or still to come of the committees on which the person sits, the next first."""
    committees = {term.seat.committee_id for term in sat_by(person, clock.today())}
    mine = Meeting.objects.filter(committee__in=committees)
    found = (mine.to_come() | mine.under_way()).select_related("committee__authority").prefetch_related("turns")
    return list(found.order_by("meets_at", "pk")[:20])


def turns_of(meeting: Meeting) -> dict[str, Turn]:
    """Return what the meeting went through, by word."""
    return {turn.word: turn for turn in meeting.turns.all()}


def state_of(meeting: Meeting) -> str:
    """Return how far the meeting is: called, invited, opened, closed or cancelled."""
    gone = turns_of(meeting)
    return next((str(word) for word in (Word.CANCELLED, Word.CLOSED, Word.OPENED, Word.INVITED) if word in gone),
                "called")


def looks_in(viewer, meeting: Meeting) -> bool:
    """Return whether the viewer reads the agenda before the meeting is closed: the secretary, and who sits there."""
    if meeting.committee.authority_id in may_look_in(viewer):
        return True
    return bool(viewer.person) and not viewer.unproven and Term.objects.standing().filter(
        seat__committee=meeting.committee_id, person=viewer.person).exists()


def items_of(meeting: Meeting, viewer) -> QuerySet[Item]:
    """Return the agenda, in its order, with what came of each point; nothing to those who may not read it yet.

    That of a closed meeting stands as it stood: what owners said later is on the page of the resolution.
    """
    closed = turns_of(meeting).get(Word.CLOSED)
    found = _items(Item.objects.visible_to(viewer).filter(meeting=meeting), viewer, closed and closed.at)
    return found if closed or looks_in(viewer, meeting) else found.none()


def item_of(number: int, viewer) -> Item | None:
    """Return the point of an agenda of this number, where the viewer may read that agenda."""
    found = _items(Item.objects.visible_to(viewer).filter(pk=number), viewer)
    item = found.select_related("meeting__committee__authority__home", "proposal__agency", "followed__owner").first()
    return item if item and items_of(item.meeting, viewer).filter(pk=item.pk).exists() else None


def apart_from(item: Item, chairs: Iterable[Chair]) -> dict[int, Interest]:
    """Return who neither votes nor counts on a point, by their term, with the interest they declared."""
    declared = interests_in(concerned(item), [chair.term for chair in chairs])
    return {interest.term_id: interest for interest in declared}


def ballots_on(item: Item) -> dict[int, str]:
    """Return how each member voted on a point so far, by their term."""
    return dict(Ballot.objects.filter(item=item).values_list("term", "word"))


def chairs_of(meeting: Meeting) -> list[Chair]:
    """Return who sits on the committee on the day of the meeting, by seat, and how they take part."""
    known = {presence.term_id: presence for presence in Presence.objects.filter(meeting=meeting)}
    moved: dict[int, list[Coming]] = {}
    for coming in Coming.objects.filter(meeting=meeting).order_by("pk"):
        moved.setdefault(coming.term_id, []).append(coming)
    over = Word.CLOSED in turns_of(meeting)
    return [Chair(term, known.get(term.pk), moved.get(term.pk, []), over)
            for term in terms_on(meeting.committee, day_of(meeting))]


def day_of(meeting: Meeting):
    """Return the day on which the meeting is, in Thailand."""
    return timezone.localdate(meeting.meets_at)


def concerned(item: Item, owner: Agency | None = None) -> set[int]:
    """Return the agencies that a point concerns: who answers for it, and who is to do it."""
    found = {item.followed and item.followed.owner_id, item.proposal and item.proposal.agency_id,
             owner and owner.pk}
    return {number for number in found if number}


def quorum_of(meeting: Meeting, agencies: Iterable[int] = ()) -> Quorum:
    """Return whether enough are there, or were there in a meeting that is closed.

    Where agencies are concerned, those who have an interest in one do not count.
    """
    chairs = chairs_of(meeting)
    there = [chair.term.pk for chair in chairs if chair.is_there]
    apart = {interest.term_id for interest in interests_in(agencies, [chair.term for chair in chairs])}
    return quorum([chair.term.pk for chair in chairs], meeting.committee.quorum, there, apart)


def tally_of(item: Item, agencies: Iterable[int] = ()) -> Tally:
    """Return the votes on a point that count: of those who were there when they voted and have no interest."""
    chairs = chairs_of(item.meeting)
    apart = {interest.term_id for interest in interests_in(agencies, [chair.term for chair in chairs])}
    ballots = Ballot.objects.filter(item=item).values_list("term", "word")
    return tally(ballots, {chair.term.pk for chair in chairs} - apart)


def has_decided(meeting: Meeting) -> bool:
    """Return whether anybody voted or anything was decided there, so that who was there has to be kept."""
    of = {"item__meeting": meeting}
    return any(found.exists() for found in (
        Resolution.objects.filter(meeting=meeting), Ballot.objects.filter(**of), Noting.objects.filter(**of),
        Closing.objects.filter(**of)))


def amendments_of(meeting: Meeting, viewer) -> QuerySet[Amendment]:
    """Return what was amended after the meeting was closed, the first first."""
    return Amendment.objects.visible_to(viewer).filter(meeting=meeting).order_by("pk")


def _items(found, viewer, until=None):
    said = FollowUp.objects.visible_to(viewer).order_by("-pk")
    said = said.filter(at__lte=until) if until else said
    return found.select_related("proposal__agency", "followed__owner", "noting").order_by("number").prefetch_related(
        Prefetch("resolutions", Resolution.objects.visible_to(viewer).select_related("owner")),
        Prefetch("closings", Closing.objects.visible_to(viewer)), Prefetch("followed__follow_ups", said),
        Prefetch("followed__closings", Closing.objects.filter(ended_at=None)),
        Prefetch("ballots", Ballot.objects.visible_to(viewer).select_related("term__seat")))
