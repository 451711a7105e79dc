"""Questions about proposals that a committee asks."""
from django.db.models import QuerySet

from saan.core.things import Thing
from saan.decisions.models import Committee, Proposal
from saan.voices.queries.themes import audience_of as speakers_of


def for_agenda(committee: Committee) -> QuerySet[Proposal]:
    """Return the proposals of the committee's authority that no resolution answers yet, by the day of their reply."""
    return Proposal.objects.filter(authority=committee.authority_id, grounds=None).order_by("due_at", "pk")


def audience_of(proposal: Proposal) -> set[Thing]:
    """Return everybody whose voice stands behind the proposal."""
    sources = proposal.sources.select_related("theme", "voice__person", "voice__participant")
    told = [speakers_of(source.theme) for source in sources if source.theme]
    own = {one.voice.person or one.voice.participant or one.voice for one in sources if one.voice}
    return own.union(*told)
