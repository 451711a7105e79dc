"""Questions about witnesses: who may answer whether it came about, and what they were asked."""
from django.conf import settings
from django.db import connection
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from saan.core.keys import fingerprint
from saan.core.things import Thing
from saan.people.models import Person
from saan.people.queries import NOBODY, viewer_of
from saan.plans.models import Claim, Project, Result, Witness
from saan.plans.queries.audience import voices_of
from saan.plans.queries.results import newest_claims
from saan.plans.rules.results import may_decide
from saan.voices.models import Voice

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


def asked_at_code(voice: Voice) -> QuerySet[Claim]:
    """Return the claims that wait to be confirmed and about which the speaker may be asked."""
    return _asked(voice, Result.State.CLAIMED)


def asked_of(voice: Voice) -> QuerySet[Claim]:
    """Return the claims about which the speaker may be asked, through typed links; each knows what was `said`."""
    return _asked(voice, *Result.State)


def _asked(voice, *states):
    with connection.cursor() as cursor:
        cursor.execute(_CAME_OF_IT, [voice.pk] * 5)
        numbers = {number for number, state in cursor if state in states}
    if not numbers:   # so it is for most voices, and soon known
        return Claim.objects.none()
    mine = Witness.objects.filter(claim=OuterRef("pk"), who_hash=hash_of(voice)).values("word")[:1]
    claims = newest_claims(NOBODY).filter(result__in=numbers).annotate(said=Subquery(mine))
    return claims.select_related("result__project__agency").order_by("-pk")


# From the voice through its themes (and those merged into them), its statements and their rounds to results.
_CAME_OF_IT = """
    WITH RECURSIVE mine(id) AS (
        SELECT m.theme_id FROM voices_membership m LEFT JOIN voices_statement s ON s.id = m.statement_id
        WHERE m.left_at IS NULL AND (m.voice_id = %s OR s.voice_id = %s)
        UNION SELECT t.id FROM voices_theme t JOIN mine ON t.merged_into_id = mine.id)
    SELECT DISTINCT r.id, r.state FROM decisions_source o
    JOIN decisions_ground g ON g.proposal_id = o.proposal_id
    JOIN plans_project p ON p.resolution_id = g.resolution_id
    JOIN plans_result r ON r.project_id = p.id
    WHERE o.theme_id IN (SELECT id FROM mine) OR o.voice_id = %s
        OR o.statement_id IN (SELECT id FROM voices_statement WHERE voice_id = %s)
        OR o.consultation_id IN (SELECT consultation_id FROM voices_statement WHERE voice_id = %s)"""
