"""Promises: made towards a goal, begun, claimed to be kept, confirmed or reopened."""
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Agency
from saan.core.acts import signed
from saan.core.dates import said_moment
from saan.core.models import StoredFile
from saan.core.refusal import Refusal, Wrong
from saan.core.things import SYSTEM, Thing
from saan.methods.words import clean, is_blank
from saan.network.actions.errands import use
from saan.network.models import Commitment, Errand, Goal, Party, Progress
from saan.network.queries.commitments import newest
from saan.network.queries.errands import refuse_other
from saan.network.rules import LONGEST_PROMISE, LONGEST_WORDS, may_follow, refuse_private
from saan.notices.actions import tell
from saan.people.queries import holders_of
from saan.people.rules import Word
from saan.trail.actions import tie

TIED = {   # a word of progress: the verb of the trail; `confirmed` and `reopened` there belong to results
    "begun": "begun", "claimed": "claimed", "confirmed": "kept", "reopened": "found_not_kept"}
STANDS = {   # the word that stands now: what that is, by whom and since when, and what can follow
    "": _("ยังไม่มีใครบอกว่าข้อรับปากนี้ทำแล้ว จึงยังไม่มีอะไรให้สภาเด็กยืนยันหรือเปิดใหม่"),
    "begun": _("ข้อรับปากนี้เริ่มทำแล้ว %(who)s บอกไว้เมื่อ %(when)s และยังไม่มีใครบอกว่าทำเสร็จ"),
    "claimed": _("ข้อรับปากนี้มีคนบอกว่าทำแล้ว %(who)s บอกไว้เมื่อ %(when)s ตอนนี้รอสภาเด็กยืนยัน"),
    "confirmed": _("ข้อรับปากนี้ยืนยันแล้ว %(who)s ยืนยันไว้เมื่อ %(when)s ถ้าไม่จริงแล้ว สภาเด็กเปิดใหม่ได้"),
    "reopened": _("ข้อรับปากนี้เปิดใหม่แล้ว %(who)s บอกว่ายังไม่จริงเมื่อ %(when)s ตอนนี้รอหน่วยงานบอกว่าทำเสร็จ"),
}


@transaction.atomic
def promise(*, goal: Goal, agency: Agency, text: str, due_on: date, by: Thing) -> Commitment:
    """Record what a party promises towards a goal, and until when; those who work for it there are told.

    The same promise sent again is the one that stands.
    """
    agreement = goal.agreement
    if not Party.objects.filter(agreement=agreement, agency=agency.pk).exists():
        _refuse("network.no_party", _("%(agency)s ไม่ได้อยู่ในข้อตกลงนี้ เลือกหน่วยงานที่ลงนาม"), "agency", agency=agency)
    if not agreement.starts_on <= due_on <= agreement.ends_on:
        _refuse("network.due_out_of_term", _("วันครบกำหนดอยู่นอกอายุของข้อตกลง เลือกวันในช่วงอายุของข้อตกลง"), "due_on")
    text = clean(text)
    if is_blank(text) or len(text) > LONGEST_PROMISE:
        _refuse("network.promise", _("บอกว่ารับปากจะทำอะไร ไม่เกิน %(longest)s ตัวอักษร"), "text", longest=LONGEST_PROMISE)
    refuse_private(text, "text")
    Goal.objects.select_for_update().get(pk=goal.pk)   # then the same promise does not slip in twice
    about = {"goal": goal, "agency_id": agency.pk, "text": text, "due_on": due_on}
    stands = Commitment.objects.filter(**about).first()
    if stands:
        return stands
    commitment = Commitment.objects.create(**about)
    tie("promised", commitment, by=by, area=agreement.authority.home.code, because=[goal])
    tell(_but(by, holders_of(Word.PARTNER, agency)), "network.promised", commitment)
    return commitment


@transaction.atomic
def begin(*, commitment: Commitment, by: Thing, text: str = "", because: Iterable[Thing] = ()) -> Progress:
    """Record that the agency has begun to keep its promise.

    Here and below: what the same one sends again in the same words changes nothing.
    """
    return _step(commitment, "begun", by, _told(text), because)[0]


@transaction.atomic
def claim(*, commitment: Commitment, by: Thing, text: str, file: StoredFile | None = None,
          because: Iterable[Thing] = ()) -> Progress:
    """Record that the promise is said to be kept, with what was done; the council is told and may confirm it."""
    done = _told(text, _("บอกว่าทำอะไรไปแล้ว"))
    progress, new = _step(commitment, "claimed", by, done, because, file)
    if new:
        tell(_but(by, holders_of(Word.COUNCIL, _town(commitment))), "network.claimed", progress)
    return progress


@transaction.atomic
def confirm(*, commitment: Commitment, by: Thing, text: str = "", because: Iterable[Thing] = ()) -> Progress:
    """Confirm that a promise was kept, as the council or, after a count, the system; nobody else may."""
    _check_judge(commitment, by)
    progress, new = _step(commitment, "confirmed", by, _told(text), because)
    if new:
        _tell_agency(commitment, by, "network.kept", progress)
    return progress


@transaction.atomic
def reopen(*, commitment: Commitment, by: Thing, text: str, because: Iterable[Thing] = ()) -> Progress:
    """Say, as the council or the system after a count, that a promise is not kept yet and why; it is open again."""
    _check_judge(commitment, by)
    progress, new = _step(commitment, "reopened", by, _told(text, _("บอกว่ายังขาดอะไร")), because)
    if new:
        _tell_agency(commitment, by, "network.not_kept", progress)
    return progress


@transaction.atomic
def answer(*, errand: Errand, commitment: Commitment, word: str, text: str, file: StoredFile | None = None) -> Progress:
    """Begin or claim a promise by the agency's one-time link, which is used up with it; a no leaves the link unused."""
    refuse_other(errand, commitment.agency)
    if word == "begun":
        progress = begin(commitment=commitment, by=errand.agency, text=text)
    elif word == "claimed":
        progress = claim(commitment=commitment, by=errand.agency, text=text, file=file)
    else:
        _refuse("network.no_word", _("เลือกว่าเริ่มทำแล้ว หรือทำแล้ว"), "word")
    use(errand=errand)
    return progress


def _step(commitment, word, by, text, because, file=None):
    """Return the step and whether it is new: the last one where it was sent twice."""
    Commitment.objects.select_for_update().get(pk=commitment.pk)
    about = {"word": word, "text": text, "file": file, **signed(by)}
    last = newest(commitment)
    if last and all(getattr(last, name) == value for name, value in about.items()):
        return last, False
    if not may_follow(word, last.word if last else ""):
        raise _cannot(word, last)
    progress = Progress.objects.create(commitment=commitment, **about)
    tie(TIED[word], commitment, by=by, area=_town(commitment).home.code, because=because)
    return progress, True


def _cannot(word, last):
    if last is None:
        return Refusal(f"network.not_{word}", STANDS[""])
    who = str(last.commitment.agency)
    if last.word in {"confirmed", "reopened"}:
        who = _("สภาเด็กและเยาวชน") if last.by_kind != SYSTEM.kind else _("การนับคำตอบของคนที่พูดเรื่องนี้")
    return Refusal(f"network.not_{word}", STANDS[last.word], who=who, when=said_moment(last.at))


def _check_judge(commitment, by):
    council = {person.pk for person in holders_of(Word.COUNCIL, _town(commitment))} if by.kind == "person" else set()
    if by.kind != SYSTEM.kind and by.pk not in council:
        raise Refusal("network.not_council", _("มีแต่สภาเด็กและเยาวชนของเมืองนี้ที่บอกได้ว่าจริงหรือยังไม่จริง"), status=403)


def _tell_agency(commitment, by, key, progress):
    told = {*holders_of(Word.PARTNER, commitment.agency), *holders_of(Word.OFFICER, _town(commitment))}
    tell(_but(by, told), key, progress)


def _town(commitment):
    return commitment.goal.agreement.authority


def _but(by, persons):
    return [one for one in persons if (one.kind, one.pk) != (by.kind, by.pk)]


def _told(text, needed=None):
    text = clean(text)
    if needed and is_blank(text):
        _refuse("network.no_words", needed, "text")
    if len(text) > LONGEST_WORDS:
        _refuse("network.long_words", _("เล่าไม่เกิน %(longest)s ตัวอักษร"), "text", longest=LONGEST_WORDS)
    refuse_private(text, "text")
    return text


def _refuse(code, sentence, where, **params):
    no = Refusal(code, sentence, status=422, **params)
    no.errors = [Wrong(where, str(no))]
    raise no
