"""Opening and closing a round."""
import re
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Authority
from saan.areas.models import Area
from saan.core import clock, jobs
from saan.core.actions import cursors
from saan.core.refusal import Refusal, Wrong
from saan.core.things import SYSTEM, Thing
from saan.methods import words
from saan.trail.actions import tie
from saan.voices.actions.publishing import publish_last
from saan.voices.actions.votes import NUMBERS
from saan.voices.models import Consultation
from saan.voices.queries.consultations import past_their_day
from saan.voices.rules import refuse_private

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@transaction.atomic
def open_round(*, slug: str, title: str, authority: Authority, area: Area, by: Thing, title_en: str = "",
               source: str = Consultation.Source.VOTES, door: str = Consultation.Door.OPEN,
               opens_at: datetime | None = None, closes_at: datetime | None = None) -> Consultation:
    """Open a round of statements: for votes through one door, or for the totals of a sheet."""
    opens_at = opens_at or clock.now()
    title, title_en = words.clean(title), words.clean(title_en)
    sheet = source == Consultation.Source.SHEET
    door = Consultation.Door.SHEET if sheet else door
    wrong = [*_wrong_words(slug, title, title_en), *_wrong_frame(authority, area, source, door, opens_at, closes_at)]
    if wrong:
        raise Refusal("voices.round_incomplete", _("มีบางช่องที่ต้องแก้ก่อนเปิดรอบ"), status=422, errors=wrong)
    refuse_private(title, "title")
    refuse_private(title_en, "title_en")
    consultation = Consultation.objects.create(
        slug=slug, title=title, title_en=title_en, authority=authority, area=area, source=source, door=door,
        opens_at=opens_at, closes_at=None if sheet else closes_at)
    tie("opened", consultation, by=by, area=area.code)
    return consultation


@transaction.atomic
def close_round(*, consultation: Consultation, by: Thing) -> Consultation:
    """Close a round of votes now: nobody votes any more, and the last figures are published."""
    cursors.take(name=NUMBERS, count=0)   # waits for the votes that are being written, and lets none follow
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if consultation.source != Consultation.Source.VOTES:
        raise Refusal("voices.round_of_sheet", _("รอบนี้ใช้ใบนับคะแนน จะปิดเองเมื่อรับยอดแล้ว"))
    if consultation.closed_at:
        raise Refusal("voices.round_closed", _("รอบนี้ปิดไปแล้ว"))
    consultation.closed_at = clock.now()
    Consultation.objects.filter(pk=consultation.pk).update(closed_at=consultation.closed_at)
    last = publish_last(consultation=consultation, by=by)
    tie("closed", consultation, by=by, area=consultation.area.code, digest=last.digest)
    return consultation


def close_due(*, by: Thing = SYSTEM) -> int:
    """Close the rounds whose promised day is over; return how many."""
    return sum(jobs.each(past_their_day(), lambda due: bool(close_round(consultation=due, by=by))))


def _wrong_words(slug, title, title_en):
    if not SLUG.fullmatch(slug) or len(slug) > 60:
        yield Wrong("slug", _("ใช้ตัวอักษรอังกฤษตัวเล็ก ตัวเลข และขีด ไม่เกิน 60 ตัว เช่น khok-muang-2569"))
    elif Consultation.objects.filter(slug=slug).exists():
        yield Wrong("slug", _("ชื่อลิงก์นี้มีรอบอื่นใช้แล้ว ลองเติมปีหรือเดือนต่อท้าย"))
    if words.is_blank(title) or len(title) > 160:
        yield Wrong("title", _("ตั้งชื่อรอบ ไม่เกิน 160 ตัวอักษร"))
    if len(title_en) > 160:
        yield Wrong("title_en", _("ชื่อภาษาอังกฤษไม่เกิน 160 ตัวอักษร"))


def _wrong_frame(authority, area, source, door, opens_at, closes_at):
    if source not in Consultation.Source.values:
        yield Wrong("source", _("เลือกโหวตทีละคน หรือใบนับคะแนน"))
    if door not in Consultation.Door.values or (door == Consultation.Door.SHEET) != (source == "sheet"):
        yield Wrong("door", _("เลือกว่าใครตอบได้"))
    if area.pk != authority.home_id and not authority.areas.filter(pk=area.pk).exists():
        yield Wrong("area", _("เลือกเขตพื้นที่ที่ อปท. นี้ดูแล"))
    if closes_at and closes_at <= opens_at:
        yield Wrong("closes_at", _("วันปิดต้องมาหลังวันเปิด"))
