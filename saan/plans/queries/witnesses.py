"""Questions about witnesses: who may answer whether it came about, and what they were asked."""
from django.conf import settings
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from saan.core.keys import fingerprint
from saan.core.things import Thing
from saan.people.models import Person
from saan.people.queries import NOBODY, viewer_of
from saan.plans.models import Claim, Project, Witness
from saan.plans.queries.audience import voices_of
from saan.plans.queries.results import newest_claims
from saan.plans.rules.results import may_decide
from saan.voices.models import Membership, Theme, Voice

MOST_ASKED = 20   # claims on one page


def human_of(who: Voice | Person) -> Thing:
    """Return the human as far as one is known: whoever spoke with several voices is one."""
    return (who.person or who.participant or who) if isinstance(who, Voice) else who


def hash_of(who: Voice | Person) -> str:
    """Return the keyed hash under which the human answers; erasing a voice leaves no name in it."""
    human = human_of(who)
    return fingerprint(settings.KEYS["token"], f"witness {human.kind} {human.pk}")


def may_witness(who: Voice | Person, project: Project) -> bool:
    """Return whether this one was part of it: whose voice stands behind the project, or who sits on the council."""
    voices = voices_of(project)
    if isinstance(who, Voice):
        return voices.filter(pk=who.pk).exists()
    on_council = project.authority_id in may_decide(viewer_of(who, purpose="read", basis="public task"))
    return on_council or voices.filter(person=who).exists()


def counted(claim: Claim) -> tuple[int, int, int]:
    """Return how many said yes, no and that they cannot say, as of now; pages show what is published instead."""
    words = {word: Count("pk", filter=Q(word=word)) for word in Witness.Word.values}
    count = Witness.objects.filter(claim=claim).aggregate(**words)
    return count["yes"], count["no"], count["unknown"]


def witness_of(claim: Claim, who: Voice | Person) -> Witness | None:
    """Return what the human behind this one said to the claim."""
    return Witness.objects.filter(claim=claim, who_hash=hash_of(who)).first()


def asked_of(voice: Voice) -> QuerySet[Claim]:
    """Return the claims about which the speaker may be asked, through typed links; each knows what was `said`."""
    theme = Membership.objects.filter(Q(voice=voice) | Q(statement__voice=voice), left_at=None).values("theme")
    themes = _with_forebears(set(theme.values_list("theme", flat=True)))
    way = "result__project__resolution__grounds__proposal__sources"
    behind = (Q(**{f"{way}__theme__in": themes}) | Q(**{f"{way}__voice": voice})
              | Q(**{f"{way}__statement__voice": voice}) | Q(**{f"{way}__consultation__statements__voice": voice}))
    mine = Witness.objects.filter(claim=OuterRef("pk"), who_hash=hash_of(voice)).values("word")[:1]
    numbers = newest_claims(NOBODY).filter(behind).values("pk")
    claims = Claim.objects.filter(pk__in=numbers).annotate(said=Subquery(mine))
    return claims.select_related("result__project__agency").order_by("-pk")


def _with_forebears(themes):
    """Return the themes and those that were merged into them."""
    known = found = set(themes)
    while found:
        found = set(Theme.objects.filter(merged_into__in=found).values_list("pk", flat=True)) - known
        known = known | found
    return known
