"""Interests: what members declared, and what they have no more."""
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Agency
from saan.core import clock
from saan.core.acts import signed
from saan.core.refusal import Refusal, Wrong
from saan.core.things import Thing
from saan.decisions.models import Interest, Term
from saan.methods.words import clean, is_blank
from saan.trail.actions import tie

REASON = 200


@transaction.atomic
def declare(*, term: Term, agency: Agency, reason: str, by: Thing) -> Interest:
    """Note that a member has an interest in an agency: there they neither vote nor count."""
    reason = clean(reason)
    if is_blank(reason) or len(reason) > REASON:
        no = _("บอกสั้น ๆ ว่าเกี่ยวข้องอย่างไร เช่น เป็นผู้รับจ้าง ไม่เกิน 200 ตัวอักษร")
        raise Refusal("decisions.interest_unclear", no, status=422, errors=[Wrong("reason", no)])
    mine = Term.objects.select_for_update(of=("self",)).select_related("seat__committee__authority__home").get(
        pk=term.pk)
    if Interest.objects.filter(term=mine, agency_id=agency.pk, ended_at=None).exists():
        raise Refusal("decisions.declared_before", _("แจ้งส่วนได้เสียกับ “%(agency)s” ไว้แล้ว"), agency=agency)
    interest = Interest.objects.create(term=mine, agency_id=agency.pk, reason=reason, **signed(by))
    tie("declared", mine, by=by, area=mine.seat.committee.authority.home.code)
    return interest


@transaction.atomic
def withdraw_interest(*, interest: Interest, by: Thing) -> None:
    """Note that a member has that interest no more; what was resolved meanwhile stays as it was."""
    if not Interest.objects.filter(pk=interest.pk, ended_at=None).update(ended_at=clock.now()):
        raise Refusal("decisions.interest_over", _("ส่วนได้เสียนี้สิ้นสุดไปแล้ว"))
    tie("undeclared", interest.term, by=by, area=interest.term.seat.committee.authority.home.code)
