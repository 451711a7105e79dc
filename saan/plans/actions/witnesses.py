"""Witnesses: those who spoke, and the council, answer whether it came about."""
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from saan.core.refusal import Refusal, Wrong
from saan.core.things import SYSTEM
from saan.people.models import Person
from saan.plans.actions.verdicts import locked, settle
from saan.plans.models import Claim, Figure, Witness
from saan.plans.queries.results import figures_of, is_decided, newest_claim
from saan.plans.queries.witnesses import counted, hash_of, may_witness, witness_of
from saan.plans.rules.results import CLAIMED, judge, next_figure
from saan.voices.models import Voice


@transaction.atomic
def witness(*, claim: Claim, word: str, by: Voice | Person) -> Witness:
    """Take one answer to "did it come about?", and let the count confirm or reopen the result.

    Whoever spoke for the project may answer, and the town's youth council; each human once, however many voices. A
    second answer is refused alike whichever it is: who holds the code later must not learn the first. It is its own
    record, so it is not tied.
    """
    if word not in Witness.Word.values:
        no = _("แตะเลือก จริง ยังไม่จริง หรือ ไม่รู้")
        raise Refusal("plans.word_unclear", no, status=422, errors=[Wrong("word", no)])
    result = locked(claim.result)
    if newest_claim(result).pk != claim.pk:
        raise Refusal("plans.newer_claim", _("ผู้ใหญ่บอกใหม่อีกครั้งแล้ว เปิดหน้าใหม่แล้วตอบเรื่องล่าสุด"))
    if not may_witness(by, result.project):
        raise Refusal("plans.not_a_witness", _("คำถามนี้ถามคนที่พูดเรื่องนี้ไว้กับสภาเด็กของเมือง"), status=403)
    if witness_of(claim, by):
        raise Refusal("plans.witnessed_before", _("ตอบไปแล้ว แต่ละคนตอบได้ครั้งเดียว คำตอบแรกยังอยู่"))
    mine = Witness.objects.create(claim=claim, word=word, who_hash=hash_of(by), **{by.kind: by})
    _count(result, claim)
    return mine


def _count(result, claim):
    count = counted(claim)
    published = figures_of([claim]).get(claim.pk)
    figure = next_figure(count, (published.yes, published.no, published.unknown) if published else (0, 0, 0))
    if figure:
        Figure.objects.create(claim=claim, yes=figure[0], no=figure[1], unknown=figure[2])
    word = judge(*count[:2])
    if word not in {CLAIMED, result.state} and not is_decided(claim):
        settle(result, claim, word, count, by=SYSTEM)
