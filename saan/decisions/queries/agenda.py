"""What the next meeting of a committee has to come back to, old promises first."""
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from saan.decisions.models import Committee, Ground, Item, Meeting, Noting, Proposal, Resolution
from saan.decisions.queries.minutes import named
from saan.decisions.queries.proposals import for_agenda, voices_behind


class Wanted(NamedTuple):
    """What belongs on an agenda, each in its order."""

    resolutions: list[Resolution]
    proposals: list[Proposal]
    left: list[Item]   # what was tabled by hand for a meeting that did not get to it


def wanted_by(meeting: Meeting) -> Wanted:
    """Return what comes back by itself: open resolutions, the longest overdue first; proposals; what was left over."""
    committee = meeting.committee
    return Wanted(open_of(committee), list(for_agenda(committee, besides=meeting)), list(untreated(committee)))


def told_of(items: Iterable[Item]) -> list[Item]:
    """Return the points; each that is a proposal knows how many voices are `behind` it and who is its `proposer`."""
    items = list(items)
    proposed = [item.proposal for item in items if item.proposal_id]
    behind, signed = voices_behind(proposed), {one.act.pk: one.who for one in named(proposed)}
    for item in items:
        item.behind, item.proposer = behind.get(item.proposal_id), signed.get(item.proposal_id)
    return items


def open_of(committee: Committee) -> list[Resolution]:
    """Return the committee's open resolutions, the longest overdue first."""
    return list(Resolution.objects.still_open().filter(meeting__committee=committee).order_by("due_on", "pk"))


def untreated(committee: Committee) -> QuerySet[Item]:
    """Return what was tabled for meetings that are over, and was neither treated there nor has gone on to another."""
    by_hand = Q(tabled=True) | Q(carried__isnull=False)
    left = Item.objects.filter(by_hand, meeting__in=Meeting.objects.over().filter(committee=committee),
                               resolutions=None, noting=None, carried_on=None)
    answered = Ground.objects.filter(proposal=OuterRef("proposal"))
    noted = Noting.objects.filter(item__proposal=OuterRef("proposal"), item__meeting__committee=committee)
    return left.filter(~Exists(answered), ~Exists(noted)).select_related("proposal").order_by("pk")
