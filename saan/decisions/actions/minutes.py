"""Minutes: write them together without losing a word, and amend them once the meeting is closed."""
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from saan.core.acts import signed
from saan.core.refusal import Refusal, Wrong
from saan.core.things import Thing
from saan.core.vocabulary import Level
from saan.decisions.actions.agenda import locked
from saan.decisions.models import Amendment, Draft, Meeting, Turn
from saan.decisions.queries.minutes import draft_numbered, draft_of
from saan.decisions.rules.meetings import LONGEST_MINUTES, LONGEST_TEXT
from saan.methods.words import clean, graphemes, is_blank
from saan.trail.actions import tie


class Conflict(Refusal):
    """A no that loses nothing: what they wrote meanwhile, what you wrote (it is kept), and what both began with."""

    def __init__(self, theirs: Draft, yours: Draft, before: Draft | None):
        super().__init__("decisions.minutes_changed", _(
            "มีคนแก้รายงานนี้ระหว่างที่คุณเขียน ที่คุณเขียนเก็บไว้ครบแล้ว รวมสองฉบับเข้าด้วยกันข้างล่าง แล้วบันทึกอีกครั้ง"), status=409)
        self.theirs, self.yours, self.before = theirs, yours, before


def write(*, meeting: Meeting, text: str, on: int, by: Thing) -> Draft:
    """Write the minutes whole; `on` is the number of the draft that was edited, 0 where there was none.

    Where somebody wrote a newer one meanwhile, this one is kept beside it, and Conflict is raised with both.
    """
    draft = _written(meeting, text, on, by)   # committed, so that what was typed stays whatever follows
    if draft.set_aside:
        raise Conflict(draft_of(meeting), draft, draft_numbered(meeting, on))
    return draft


@transaction.atomic
def amend(*, meeting: Meeting, text: str, by: Thing) -> Amendment:
    """Add to the minutes of a closed meeting what has to be put right; they themselves are not touched."""
    text = clean(text)
    if is_blank(text) or graphemes(text) > LONGEST_TEXT:
        no = _("เขียนสิ่งที่แก้ไข 1 ถึง 4,000 ตัวอักษร")
        raise Refusal("decisions.amendment_unclear", no, status=422, errors=[Wrong("text", no)])
    if not Turn.objects.filter(meeting=meeting, word=Turn.Word.CLOSED).exists():
        raise Refusal("decisions.not_closed", _("ประชุมนี้ยังไม่ปิด แก้ในรายงานได้เลย"))
    amendment = Amendment.objects.create(meeting=meeting, text=text, **signed(by))
    tie("amended", meeting, by=by, area=meeting.committee.authority.home.code)
    return amendment


@transaction.atomic
def _written(meeting, text, on, by):
    mine, text = locked(meeting), clean(text)
    if len(text) > LONGEST_MINUTES:
        no = _("รายงานยาวเกิน 200,000 ตัวอักษร ตัดส่วนที่แนบเป็นไฟล์ได้ออก")
        raise Refusal("decisions.minutes_too_long", no, status=422, errors=[Wrong("text", no)])
    newest = draft_of(mine)
    if newest and newest.text == text:
        return newest   # sent twice, or nothing was changed
    behind = bool(newest) and newest.number != on
    before = Draft.objects.filter(meeting=mine, text=text, written_on=on, set_aside=True, **signed(by)).first()
    if behind and before:
        return before
    last = Draft.objects.filter(meeting=mine).order_by("-number").values_list("number", flat=True).first() or 0
    draft = Draft.objects.create(meeting=mine, number=last + 1, text=text, written_on=on, set_aside=behind,
                                 level=Level.OFFICE, **signed(by))
    tie("wrote", mine, by=by, area=mine.committee.authority.home.code)
    return draft
