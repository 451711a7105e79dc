"""Committees: set one up, give it another name or one more seat, and end it."""
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Agency, Authority
from saan.core import clock
from saan.core.acts import signed
from saan.core.dates import said_day
from saan.core.refusal import Refusal, Wrong
from saan.core.things import Thing
from saan.decisions.models import Committee, Disbanding, Meeting, Resolution, Retraction, Seat, Term
from saan.decisions.queries.agenda import untreated
from saan.methods.words import clean, is_blank
from saan.trail.actions import tie

NAME, TITLE, REASON = 160, 120, 200
NAMELESS = _("ใส่ชื่อคณะกรรมการ ไม่เกิน 160 ตัวอักษร")


@transaction.atomic
def set_up(*, authority: Authority, name: str, seats: Sequence[tuple[str, Agency | None]], by: Thing, quorum: int = 50,
           name_en: str = "") -> Committee:
    """Set up a committee with its seats, each with a title and perhaps an agency it stands for.

    Its name is its own among the committees of the town that meet; the very same sent again is the one that stands.
    """
    name, titles = clean(name), [clean(title) for title, _agency in seats]
    wrong = []
    if is_blank(name) or len(name) > NAME:
        wrong.append(Wrong("name", NAMELESS))
    if not titles or any(is_blank(title) or len(title) > TITLE for title in titles):
        wrong.append(Wrong("seats", _("ใส่ตำแหน่งอย่างน้อยหนึ่งที่นั่ง บรรทัดละหนึ่งตำแหน่ง ไม่เกิน 120 ตัวอักษร")))
    if not 1 <= quorum <= 100:
        wrong.append(Wrong("quorum", _("องค์ประชุมเป็นร้อยละ 1 ถึง 100 ของผู้ดำรงตำแหน่ง")))
    if wrong:
        raise Refusal("decisions.committee_unclear", wrong[0].sentence, status=422, errors=wrong)
    name_en = clean(name_en)[:NAME]
    stands = _of_name(authority, name)
    wanted = [(title, agency and agency.pk) for title, (_title, agency) in zip(titles, seats, strict=True)]
    if stands and (stands.name_en, stands.quorum) == (name_en, quorum) and wanted == list(
            stands.seats.order_by("number").values_list("title", "agency")):
        return stands
    _refuse_name(stands)
    committee = Committee.objects.create(authority_id=authority.pk, name=name, name_en=name_en, quorum=quorum)
    Seat.objects.bulk_create(Seat(committee=committee, number=number, title=title, agency=agency)
                             for number, (title, (_title, agency)) in enumerate(zip(titles, seats, strict=True), 1))
    tie("set_up", committee, by=by, area=authority.home.code, because=[authority])
    return committee


@transaction.atomic
def rename(*, committee: Committee, name: str, by: Thing, name_en: str = "") -> Committee:
    """Give a committee another name; its meetings and resolutions stay its own."""
    name, name_en = clean(name), clean(name_en)[:NAME]
    if is_blank(name) or len(name) > NAME:
        raise Refusal("decisions.committee_unclear", NAMELESS, status=422, errors=[Wrong("name", NAMELESS)])
    stands = _of_name(committee.authority, name)
    mine = _locked(committee)
    if stands != mine:
        _refuse_name(stands)
    if (mine.name, mine.name_en) != (name, name_en):
        Committee.objects.filter(pk=mine.pk).update(name=name, name_en=name_en)
        tie("renamed", mine, by=by, area=mine.authority.home.code)
    return Committee.objects.get(pk=mine.pk)


@transaction.atomic
def add_seat(*, committee: Committee, number: int, title: str, by: Thing, agency: Agency | None = None) -> Seat:
    """Add a seat; `number` is the one it gets, so that what was sent twice is one seat."""
    mine, title = _locked(committee), clean(title)
    if is_blank(title) or len(title) > TITLE or "\n" in title:
        no = _("ใส่ชื่อตำแหน่งบรรทัดเดียว ไม่เกิน 120 ตัวอักษร")
        raise Refusal("decisions.seat_unclear", no, status=422, errors=[Wrong("title", no)])
    stands = Seat.objects.filter(committee=mine, number=number).first()
    if stands and (stands.title, stands.agency_id) == (title, agency and agency.pk):
        return stands
    last = Seat.objects.filter(committee=mine).count()
    if number != last + 1:
        raise Refusal("decisions.seats_changed", _(
            "มีคนเพิ่มที่นั่งระหว่างที่คุณพิมพ์ ตอนนี้มี %(last)s ที่นั่ง ดูรายการแล้วบันทึกอีกครั้ง"), last=last)
    seat = Seat.objects.create(committee=mine, number=number, title=title, agency=agency)
    tie("added_seat", mine, by=by, area=mine.authority.home.code)
    return seat


@transaction.atomic
def disband(*, committee: Committee, reason: str, by: Thing) -> Disbanding:
    """End a committee: nobody sits there after today and it meets no more. Nothing may be left that waits for it."""
    reason = clean(reason)
    mine = _locked(committee)
    if is_blank(reason) or len(reason) > REASON:
        no = _("บอกว่าจบเพราะอะไร ไม่เกิน 200 ตัวอักษร")
        raise Refusal("decisions.reason_missing", no, status=422, errors=[Wrong("reason", no)])
    _refuse_waiting(mine)
    today = clock.today()
    terms = Term.objects.standing().filter(seat__committee=mine)
    Retraction.objects.bulk_create(Retraction(term=term, **signed(by)) for term in terms.filter(starts_on__gt=today))
    terms.filter(starts_on__lte=today).exclude(ends_on__lte=today).update(ends_on=today)
    disbanding = Disbanding.objects.create(committee=mine, reason=reason, **signed(by))
    tie("disbanded", mine, by=by, area=mine.authority.home.code)
    return disbanding


def refuse_disbanded(committee: Committee) -> None:
    """Refuse what only a committee that still meets can do."""
    ended = Disbanding.objects.filter(committee=committee).first()
    if ended:
        raise Refusal("decisions.disbanded", _("คณะนี้จบไปแล้วเมื่อ %(day)s (%(reason)s) มติและรายงานยังอ่านได้"),
                      day=said_day(ended.at), reason=ended.reason)


def _locked(committee):
    mine = Committee.objects.select_for_update(of=("self",)).select_related("authority__home").get(pk=committee.pk)
    refuse_disbanded(mine)
    return mine


def _of_name(authority, name):
    """Return the committee of the town that has the name and still meets; the town is locked, so that none slips in."""
    Authority.objects.select_for_update().get(pk=authority.pk)
    return Committee.objects.filter(authority=authority.pk, name=name, disbanding=None).first()


def _refuse_name(stands):
    if stands:
        no = _("เมืองนี้มีคณะกรรมการชื่อนี้แล้ว ตั้งชื่อให้ต่างกัน หรือใช้คณะเดิม")
        raise Refusal("decisions.name_taken", no, status=422, errors=[Wrong("name", no)])


def _refuse_waiting(committee):
    """Refuse to end a committee for which a meeting, a resolution or a point still waits."""
    meeting = Meeting.objects.exclude(pk__in=Meeting.objects.over()).filter(committee=committee).first()
    if meeting:
        raise Refusal("decisions.still_meets", _("ประชุมครั้งที่ %(label)s ยังไม่จบ ปิดหรือยกเลิกครั้งนั้นก่อน"), label=meeting.label)
    still_open = Resolution.objects.still_open().filter(meeting__committee=committee).count()
    left = untreated(committee).count()
    if still_open or left:
        raise Refusal("decisions.still_waits", _(
            "ยังมีมติที่ไม่ปิด %(open)s ข้อ และวาระที่ค้าง %(left)s ข้อ ให้ประชุมครั้งสุดท้ายปิดหรือยุติก่อน จึงจบคณะได้"),
            open=still_open, left=left)
