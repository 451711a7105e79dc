"""Responses: what the responsible agency answers, that it passes a proposal on, and how it is reminded."""
import json
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Agency
from saan.core import clock
from saan.core.actions import retry
from saan.core.acts import signed
from saan.core.refusal import Refusal, Wrong
from saan.core.things import SYSTEM, Thing
from saan.decisions.actions.proposals import ask, go_on, worded
from saan.decisions.models import Ground, Passing, Proposal, Reminder, Response
from saan.decisions.queries.proposals import audience_of, unreminded
from saan.decisions.rules.proposals import LONGEST_ANSWER, SOON
from saan.network.actions import errands
from saan.network.models import Errand
from saan.notices.actions import tell
from saan.trail.actions import tie
from saan.voices.rules import refuse_private

AT_ONCE = 200   # proposals that one run of the reminders looks at


@transaction.atomic
def respond(*, proposal: Proposal, agency: Agency, word: str, text: str, by: Thing, key: str = "") -> Response:
    """Answer the proposal for the agency that is responsible now; its first answer stops the clock.

    Declining needs a reason, which everybody behind the proposal reads. Once under a key, where one is given.
    """
    text = _answer(word, text)
    return _once(Response, key, [proposal.pk, agency.pk, word, text, by.kind, by.pk],
                 lambda: _responded(proposal, agency, word, text, by))


@transaction.atomic
def pass_on(*, proposal: Proposal, to_agency: Agency, reason: str, by: Thing, key: str = "",
            address: str = "") -> Passing:
    """Pass the proposal on to the agency whose it is; the clock runs on. Once under a key, where one is given."""
    reason = worded(reason, "reason", LONGEST_ANSWER)
    refuse_private(reason, "reason", contacts=False)
    return _once(Passing, key, [proposal.pk, to_agency.pk, reason, by.kind, by.pk],
                 lambda: _passed(proposal, to_agency, reason, by, address))


@transaction.atomic
def respond_by_link(*, errand: Errand, proposal: Proposal, word: str, text: str) -> Response:
    """Answer the proposal by a one-time link, which is used up with it; where it is refused, the link still works."""
    errands.use(errand=errand)
    return respond(proposal=proposal, agency=errand.agency, word=word, text=text, by=errand.agency)


@transaction.atomic
def pass_on_by_link(*, errand: Errand, proposal: Proposal, to_agency: Agency, reason: str,
                    address: str = "") -> Passing:
    """Pass the proposal on by a one-time link, which is used up with it."""
    errands.use(errand=errand)
    _mine(proposal, errand.agency)
    return pass_on(proposal=proposal, to_agency=to_agency, reason=reason, by=errand.agency, address=address)


@transaction.atomic
def remind(*, proposal: Proposal, word: str, by: Thing = SYSTEM) -> None:
    """Remind the agency that is responsible now, once of each word: soon due, or overdue."""
    _row, new = Reminder.objects.get_or_create(proposal=proposal, agency_id=proposal.agency_id, word=word)
    if new:
        ask(proposal=proposal, key=f"decisions.{word}", thing=proposal, by=by)


def refuse_passed(proposal: Proposal, agency: Agency) -> None:
    """Refuse an agency that is not responsible any more, and say where the proposal is now."""
    if proposal.agency_id != agency.pk:
        raise Refusal("decisions.not_responsible", _(
            "ตอนนี้ข้อเสนอนี้อยู่ที่ %(agency)s หน่วยงานอื่นตอบแทนไม่ได้ ยังไม่มีอะไรเปลี่ยน"), status=403,
            agency=proposal.agency)


def remind_all() -> int:
    """Remind every agency whose first reply is soon due, or overdue; return how many were."""
    today = clock.today()
    late = list(unreminded(Reminder.Word.OVERDUE, today)[:AT_ONCE])
    for proposal in late:
        remind(proposal=proposal, word=Reminder.Word.OVERDUE)
    coming = unreminded(Reminder.Word.SOON, today + timedelta(days=SOON + 1)).filter(due_at__gte=clock.now())
    soon = list(coming[:AT_ONCE])
    for proposal in soon:
        remind(proposal=proposal, word=Reminder.Word.SOON)
    return len(late) + len(soon)


def _responded(proposal, agency, word, text, by):
    mine = _mine(proposal, agency)
    go_on(proposal=mine)
    before = Response.objects.filter(proposal=mine).order_by("-at", "-pk").first()
    response = Response.objects.create(proposal=mine, agency=mine.agency, word=word, text=text, **signed(by))
    tie(_verb(word, before), response, by=by, area=mine.area.code, because=[mine])
    tell(audience_of(mine), "decisions.declined" if word == Response.Word.DECLINES else "decisions.responded", response)
    return response


def _passed(proposal, to_agency, reason, by, address):
    mine = _locked(proposal)
    if mine.agency_id == to_agency.pk:
        raise _wrong("decisions.same_agency", "to_agency", _("เลือกหน่วยงานอื่น ข้อเสนอนี้อยู่ที่ %(agency)s แล้ว"),
                     agency=mine.agency)
    go_on(proposal=mine)
    passing = Passing.objects.create(proposal=mine, from_agency=mine.agency, to_agency_id=to_agency.pk, reason=reason,
                                     **signed(by))
    mine.agency = passing.to_agency
    Proposal.objects.filter(pk=mine.pk).update(agency=passing.to_agency)
    tie("passed", passing, by=by, area=mine.area.code, because=[mine])
    tell(audience_of(mine), "decisions.passed", passing)
    ask(proposal=mine, key="decisions.handed", thing=passing, by=by, address=address)
    return passing


def _once(model, key, body, make):
    if not key:
        return make()
    ref, _new = retry.once(scope=model.kind, key=key, body=json.dumps(body), make=lambda: make().pk)
    return model.objects.get(pk=ref)


def _answer(word, text):
    if word not in Response.Word.values:
        raise _wrong("decisions.no_answer", "word", _("เลือกคำตอบหนึ่งข้อ"))
    declines = word == Response.Word.DECLINES
    if declines and not text.strip():
        raise _wrong("decisions.reason_needed", "text", _("บอกเหตุผลด้วย เด็กที่พูดเรื่องนี้จะได้อ่าน"))
    text = worded(text, "text", LONGEST_ANSWER, least=int(declines))
    refuse_private(text, "text", contacts=False)   # an agency may give its own number
    return text


def _verb(word, before):
    """Return the verb of the step: whoever takes up what was declined before, leads on again."""
    if word == Response.Word.DECLINES:
        return "declined"
    return "reconsidered" if before and before.word == Response.Word.DECLINES else "responded"


def _mine(proposal, agency):
    mine = _locked(proposal)
    refuse_passed(mine, agency)
    return mine


def _locked(proposal):
    """Return the proposal as it is now, locked until the transaction ends; one that was resolved is past answering."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("authority__home", "agency", "area")
    mine = rows.get(pk=proposal.pk)
    if Ground.objects.filter(proposal=mine).exists():
        raise Refusal("decisions.resolved_already", _("ที่ประชุมมีมติเรื่องนี้แล้ว ดูมติและกำหนดเสร็จที่หน้าข้อเสนอ"))
    return mine


def _wrong(code, where, sentence, **params):
    no = Refusal(code, sentence, status=422, **params)
    no.errors = [Wrong(where, str(no))]
    return no
