"""Questions about proposals: which there are, how their clock stands, who is behind them and who answers for them."""
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from saan.agencies.models import Agency, Authority
from saan.core import clock as clocks
from saan.core.things import Thing
from saan.decisions.models import Committee, Ground, Item, Meeting, Passing, Proposal, Reminder, Response, Source, Turn
from saan.decisions.queries.budgets import OVER
from saan.decisions.queries.sources import all_of, parts_of, standing
from saan.decisions.rules.proposals import Clock, clock_on
from saan.methods import honest
from saan.people.models import Person
from saan.people.queries import NOBODY, holders_of
from saan.people.rules import Word
from saan.voices.models import Voice

STATES = ("waiting", "overdue", "answered", "resolved")


class Deed(NamedTuple):
    """What an agency did with a proposal: answered it, or passed it on."""

    at: datetime
    response: Response | None = None
    passing: Passing | None = None


def proposals_at(places: set[int] | None, viewer, state: str = "") -> QuerySet[Proposal]:
    """Return the proposals of these authorities, or of all, the newest first; in one of the STATES where it is named.

    Each knows when it was first answered (`answered_at`), the last word of the answers (`word`), and whether a meeting
    resolved it (`resolved`). Those that wait for their first reply come in the order in which it is due.
    """
    found = _told(viewer)
    found = found if places is None else found.filter(authority__in=places)
    today = _begin(clocks.today())
    if state == "resolved":
        return found.filter(resolved=True)
    if state == "answered":
        return found.filter(resolved=False, answered_at__isnull=False)
    if state in STATES:
        late = Q(due_at__lt=today) if state == "overdue" else Q(due_at__gte=today)
        return found.filter(late, resolved=False, answered_at=None).order_by("due_at", "pk")
    return found


def proposal_of(number: int, viewer) -> Proposal:
    """Return the proposal of this number, which knows what those of `proposals_at` know."""
    return _told(viewer).get(pk=number)


def overdue_at(authority: Authority, day: date) -> QuerySet[Proposal]:
    """Return the proposals without any reply whose day of the first reply was before that day, the oldest first."""
    return _unanswered().filter(authority=authority, due_at__lt=_begin(day)).order_by("due_at", "pk")


def for_agenda(committee: Committee, besides: Meeting | None = None) -> QuerySet[Proposal]:
    """Return the proposals that go on the agenda by themselves, those that are due longest first.

    Overdue without a reply, or the agency asked for a meeting; not yet resolved, and on no agenda that is still open,
    besides that of the meeting for which is asked.
    """
    closed = Turn.objects.filter(meeting=OuterRef("meeting"), word__in=OVER)
    tabled = Item.objects.filter(~Exists(closed), proposal=OuterRef("pk")).exclude(meeting=besides)
    overdue = Q(answered_at=None, due_at__lt=_begin(clocks.today()))
    asked = Q(word=Response.Word.TABLES)
    mine = _told(NOBODY).filter(overdue | asked, authority=committee.authority_id, resolved=False)
    return mine.filter(~Exists(tabled)).order_by("due_at", "pk")


def unresolved(authority: Authority, viewer) -> QuerySet[Proposal]:
    """Return the proposals of the authority that no resolution answers yet, the newest first."""
    return _told(viewer).filter(authority=authority.pk, resolved=False)


def unreminded(word: str, due_before: date) -> QuerySet[Proposal]:
    """Return the proposals without any reply that are due before that day and whose agency was not yet reminded so."""
    reminded = Reminder.objects.filter(proposal=OuterRef("pk"), agency=OuterRef("agency"), word=word)
    return _unanswered().filter(~Exists(reminded), due_at__lt=_begin(due_before)).order_by("due_at", "pk")


def merged_away() -> QuerySet[Proposal]:
    """Return the proposals that stand on a theme which was merged into another one on which they do not stand yet."""
    known = Source.objects.filter(proposal=OuterRef("proposal"), theme=OuterRef("theme__merged_into"))
    left = Source.objects.filter(~Exists(known), theme__merged_into__isnull=False)
    return Proposal.objects.filter(pk__in=left.values("proposal")).order_by("pk")


def voices_behind(proposals: Iterable[Proposal]) -> dict[int, int | None]:
    """Return how many different voices that stand are behind each proposal now, by its number; None = not to be said.

    0 = no voice that stands: it rests on what people answered in a round, or every voice was taken back.
    Voices that are sources by themselves can be counted on the page anyway: they are no part that hides.
    """
    proposals = list(proposals)
    parts = parts_of(proposals, Voice.objects.visible_to(NOBODY).standing())
    behind = {}
    for one in proposals:
        mine = parts.get(one.pk, [])
        many = len(all_of(mine))
        behind[one.pk] = many and honest.aloud(many, (len(part.voices) for part in mine if not part.single))
    return behind


def clock(proposal: Proposal, now: datetime) -> Clock:
    """Return how the clock of the first reply stands: days left, over, or taken. Asks for the reply if it must."""
    answered_at = proposal.answered_at if hasattr(proposal, "answered_at") else _first_reply(proposal)
    return clock_on(timezone.localdate(now), asked_on=timezone.localdate(proposal.at),
                    due_on=timezone.localdate(proposal.due_at),
                    answered_on=answered_at and timezone.localdate(answered_at))


def audience_of(proposal: Proposal) -> set[Thing]:
    """Return everybody whose voice is behind the proposal now: in its themes, behind its statements, or itself.

    A person or a participant where one is known, else the voice: its notice waits at the code. Never who only voted.
    """
    parts = parts_of([proposal], Voice.objects.filter(erased_at=None))
    voices = Voice.objects.filter(pk__in=all_of(parts.get(proposal.pk, [])))
    return {voice.person or voice.participant or voice
            for voice in voices.select_related("person", "participant").defer("text")}


def answerers_of(agency: Agency) -> set[Person]:
    """Return who answers for the agency: its partners, and its officers where it is an authority."""
    return {person for word in (Word.PARTNER, Word.OFFICER) for person in holders_of(word, agency)}


def deeds_of(proposal: Proposal, viewer) -> list[Deed]:
    """Return all that agencies did with the proposal, the oldest first."""
    responses = Response.objects.visible_to(viewer).filter(proposal=proposal).select_related("agency")
    passings = Passing.objects.visible_to(viewer).filter(proposal=proposal).select_related("from_agency", "to_agency")
    deeds = [*(Deed(one.at, response=one) for one in responses), *(Deed(one.at, passing=one) for one in passings)]
    return sorted(deeds, key=lambda deed: deed.at)


def sources_of(proposal: Proposal, viewer) -> list[Source]:
    """Return what the proposal stands on; of a statement or a voice only `words` that stand on pages for everybody."""
    sources = list(Source.objects.visible_to(viewer).filter(proposal=proposal).order_by("pk").select_related(
        "theme", "consultation", "statement__consultation"))
    for kind in ("statement", "voice"):
        ids = [getattr(source, f"{kind}_id") for source in sources if getattr(source, f"{kind}_id")]
        words = dict(standing(kind, NOBODY).filter(pk__in=ids).values_list("pk", "text")) if ids else {}
        for source in sources:
            source.words = words.get(getattr(source, f"{kind}_id"), getattr(source, "words", ""))
    return sources


def standing_on(origin: Thing) -> QuerySet[Proposal]:
    """Return the proposals that stand on this theme, round, statement or voice, the newest first."""
    return Proposal.objects.filter(sources__in=Source.objects.filter(**{origin.kind: origin.pk})).order_by("-pk")


def _told(viewer):
    replies = Response.objects.visible_to(viewer).filter(proposal=OuterRef("pk"))
    proposals = Proposal.objects.visible_to(viewer).select_related("authority", "agency", "area")
    return proposals.annotate(
        answered_at=Subquery(replies.order_by("at", "pk").values("at")[:1]),
        word=Subquery(replies.order_by("-at", "-pk").values("word")[:1]),
        resolved=Exists(Ground.objects.filter(proposal=OuterRef("pk")))).order_by("-pk")


def _unanswered():
    return _told(NOBODY).filter(answered_at=None, resolved=False)


def _first_reply(proposal):
    return Response.objects.filter(proposal=proposal).order_by("at", "pk").values_list("at", flat=True).first()


def _begin(day):
    return timezone.make_aware(datetime.combine(day, time.min))
