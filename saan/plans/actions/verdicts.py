"""Verdicts: a claim is confirmed or reopened, by the count of those who spoke or by the council; and what follows."""
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from saan.core.acts import signed
from saan.core.refusal import Refusal, Wrong
from saan.core.things import SYSTEM, Thing
from saan.decisions.actions.resolutions import close_resolution, reopen
from saan.decisions.models import Closing
from saan.methods.words import clean, graphemes, is_blank
from saan.network.actions import commitments
from saan.network.queries.commitments import last_word
from saan.network.rules import may_follow
from saan.notices.actions import tell
from saan.people.models import Person
from saan.people.queries import holders_of, viewer_of
from saan.people.rules import Word
from saan.plans.models import Claim, Project, Result, Verdict
from saan.plans.queries.audience import audience_of
from saan.plans.queries.results import newest_claim, promise_is_kept, resolution_is_done
from saan.plans.queries.witnesses import counted
from saan.plans.rules.results import CONFIRMED, LONGEST_REASON, REOPENED, VERDICTS, may_decide
from saan.trail.actions import tie
from saan.voices.rules import refuse_private


@transaction.atomic
def decide(*, result: Result, word: str, reason: str, by: Person) -> Verdict:
    """Record what the youth council decided; it outranks the count until the result is claimed anew."""
    now = locked(result)
    if now.project.authority_id not in may_decide(viewer_of(by, purpose="read", basis="public task")):
        raise Refusal("plans.not_on_council", _("เฉพาะสภาเด็กและเยาวชนของเมืองนี้ที่ตัดสินได้"), status=403)
    if word not in VERDICTS:
        no = _("เลือกว่า เกิดขึ้นจริง หรือ ยังไม่จริง")
        raise Refusal("plans.word_unclear", no, status=422, errors=[Wrong("word", no)])
    reason = _reasoned(reason)
    claim = newest_claim(now)
    before = Verdict.objects.filter(claim=claim, decided=True).order_by("-pk").first()
    if before and before.word == word:
        raise Refusal("plans.decided_before", _("สภาเด็กตัดสินไว้แล้วว่า “%(word)s”"), word=before.get_word_display())
    return settle(now, claim, word, counted(claim), by=by, reason=reason)


def settle(result: Result, claim: Claim, word: str, count: tuple[int, int, int], *, by: Thing,
           reason: str = "") -> Verdict:
    """Write the verdict on the claim, and tell everybody concerned; with a reason it is the council's decision.

    The result is locked by whoever calls. What was paid and accepted stays as it is.
    """
    yes, no, _unknown = count
    verdict = Verdict.objects.create(claim=claim, word=word, decided=bool(reason), reason=reason, yes=yes, no=no,
                                     **signed(by))
    if result.state != word:
        Result.objects.filter(pk=result.pk).update(state=word)
    project = result.project
    tie(word, result, by=by, area=project.area.code)
    tell(those_concerned(project, but=by), f"plans.{word}", verdict)
    if project.commitment:
        _judge_promise(project.commitment, result, word, reason, by)
    if project.resolution:
        _judge_resolution(project.resolution, result, word)
    return verdict


def claim_promise(result: Result, by: Thing) -> None:
    """Let the promise that the project keeps stand as claimed; one that does already is left as it is."""
    promise = result.project.commitment
    if promise and may_follow("claimed", last_word(promise)):
        commitments.claim(commitment=promise, by=by, text=result.title, because=[result])


def locked(result: Result) -> Result:
    """Return the result as it is now, locked until the transaction ends."""
    rows = Result.objects.select_for_update(of=("self",)).select_related(
        "project__authority", "project__area", "project__agency", "project__commitment",
        "project__resolution")
    return rows.get(pk=result.pk)


def those_concerned(project: Project, but: Thing) -> set[Thing]:
    """Return everybody who spoke for the project, the town's youth council and the agency, but for whoever acts."""
    told = {*audience_of(project), *holders_of(Word.COUNCIL, project.authority),
            *holders_of(Word.PARTNER, project.agency)}
    return {one for one in told if (one.kind, one.pk) != (but.kind, but.pk)}


def _judge_promise(promise, result, word, reason, by):
    """Let the promise follow: kept once everything that came of it is confirmed, open as soon as something is not."""
    last = last_word(promise)
    if word == CONFIRMED and may_follow("confirmed", last) and promise_is_kept(promise):
        commitments.confirm(commitment=promise, by=by, because=[result])
    elif word == REOPENED and may_follow("reopened", last):
        commitments.reopen(commitment=promise, by=by, text=reason or result.title, because=[result])


def _judge_resolution(resolution, result, word):
    """Close the resolution once everything that came of it is confirmed, and let it come back when something is not."""
    closing = Closing.objects.filter(resolution=resolution, ended_at=None).first()
    if word == CONFIRMED and closing is None and resolution_is_done(resolution):
        close_resolution(resolution=resolution, word=Closing.Word.DONE, reason=result.title, by=SYSTEM)
    elif word == REOPENED and closing and closing.word == Closing.Word.DONE:
        reopen(resolution=resolution, by=SYSTEM)


def _reasoned(reason):
    reason = clean(reason)
    if is_blank(reason) or graphemes(reason) > LONGEST_REASON:
        no = Refusal("plans.no_reason", _("บอกเหตุผลที่ตัดสินแบบนี้ ไม่เกิน %(longest)s ตัวอักษร"), status=422,
                     longest=LONGEST_REASON)
        no.errors = [Wrong("reason", str(no))]
        raise no
    refuse_private(reason, "reason")
    return reason
