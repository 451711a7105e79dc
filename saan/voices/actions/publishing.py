"""Publishing figures in steps, so that two looks never tell one person's vote."""
from django.db import transaction

from saan.core import clock, jobs
from saan.core.actions import cursors
from saan.core.things import SYSTEM, Thing
from saan.voices.models import AgeFigure, Consultation, Figure, Heard, Portion, Publication
from saan.voices.queries.heads import portions_due
from saan.voices.queries.publishing import Plan, digest_of, last_publication, next_publication, with_new_votes


def publish_due(*, by: Thing = SYSTEM) -> int:
    """Publish what may move in every round; return in how many rounds something did."""
    return sum(jobs.each(with_new_votes(), lambda consultation: publish(consultation=consultation, by=by)))


def publish(*, consultation: Consultation, by: Thing = SYSTEM) -> bool:
    """Publish the figures that may move now; return whether any did.

    The counting is done before the transaction, so that nobody who votes waits for it; if somebody else has published
    meanwhile, nothing is done and the next time counts anew. A publication is its own record, so it is not tied.
    """
    plan = next_publication(consultation)
    if plan is None:
        return False
    with transaction.atomic():
        Consultation.objects.select_for_update().get(pk=consultation.pk)
        last = last_publication(consultation)
        if (last.pk if last else 0) != plan.after or (last and last.closing) or not plan.moves(last):
            return False
        _record(consultation, plan)
    return True


@transaction.atomic
def publish_last(*, consultation: Consultation, by: Thing) -> Publication:
    """Publish for the last time, at closing: what is too little to move a figure stays out, and that it does is said.

    All votes are counted and hashed, so that a vote which is changed later can be found out.
    """
    cursors.take(name="votes", count=0)   # until the end no vote is written
    last, plan = last_publication(consultation), next_publication(consultation, closing=True)
    plan = plan or Plan(last.people if last else 0, last.change if last else 0, [], {}, 0, last.pk if last else 0)
    votes, digest = digest_of(consultation)
    return _record(consultation, plan, closing=True, late=plan.late, votes=votes, digest=digest)


def _record(consultation, plan, **closing):
    publication = Publication.objects.create(
        consultation=consultation, at=clock.now(), people=plan.people, change=plan.change, **closing)
    Figure.objects.bulk_create(
        Figure(publication=publication, statement_id=tally.statement, agree=tally.agree, disagree=tally.disagree,
               passed=tally.passed, change=tally.change) for tally in plan.tallies)
    Heard.objects.bulk_create(Heard(publication=publication, band=band, people=people)
                              for band, people in plan.heard.items())
    AgeFigure.objects.bulk_create(
        AgeFigure(publication=publication, statement_id=statement, ages=ages, agree=agree, others=others,
                  everybody=sum(map(sum, state.values())))
        for statement, state in plan.ages.items() for ages, (agree, others) in state.items())
    Portion.objects.bulk_create(Portion(publication=publication, way=way, word=word, people=people)
                                for (way, word), people in portions_due(consultation).items())
    return publication
