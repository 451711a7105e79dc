"""The desk: what waits for whoever works here, in numbers first."""
from typing import NamedTuple

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from saan.core import clock
from saan.notices.queries import inbox
from saan.people.queries import is_listening_open, roles_of, viewer
from saan.people.rules import Viewer, Word
from saan.places.queries import waiting as waiting_places
from saan.places.rules import may_keep
from saan.voices.queries.holds import open_holds
from saan.voices.queries.themes import unanswered as unanswered_at
from saan.voices.queries.themes import ungathered
from saan.voices.queries.voices import queue
from saan.voices.rules import may_protect, may_read, may_weave
from saan.web.towns import workplaces_of
from saan.web.work import Tally, work_of

FIRST = 6   # rows shown on the desk; the rest stands on its own page


class Start(NamedTuple):
    """What a role without a queue of its own can do now, and where."""

    path: str
    sentence: str
    action: str


STARTS = {
    Word.VOLUNTEER: Start("/speak", _("ช่วยเด็กที่ไม่ถนัดพิมพ์ ให้เด็กพูดเอง เราพิมพ์ตามคำของเด็ก"), _("ช่วยเด็กพูด")),
    Word.PARTNER: Start("/themes", _("ดูว่าเด็กหลายคนอยากได้อะไรเหมือนกัน แล้วเลือกว่าช่วยเรื่องไหนได้"), _("อ่านเรื่องที่เด็กพูด")),
    Word.COMMITTEE: Start("/results", _("ก่อนเข้าประชุม อ่านว่าเด็กเห็นด้วยกับเรื่องไหน และแน่ใจได้แค่ไหน"), _("อ่านผลที่ได้ฟังมา")),
    Word.GUARDIAN: Start("/keeps", _("ดูว่าสานเก็บอะไรของเด็กบ้าง เก็บทำไม และลบได้อย่างไร"), _("ดูว่าเราเก็บอะไรบ้าง")),
    Word.EDITOR: Start("/poster", _("คำตอบที่ส่งถึงเด็กแล้ว เอาไปพิมพ์ติดผนังหรือเล่าต่อได้"), _("เปิดโปสเตอร์")),
    Word.ADMINISTRATOR: Start("/people", _("เชิญคนมาทำหน้าที่ และดูว่ามีผู้ดูแลความปลอดภัยเด็กครบ"), _("คนและบทบาท")),
}


@require_safe
@never_cache
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person, by the roles that they hold today."""
    reader = viewer(request, "moderate")
    waiting, unanswered = queue(reader), unanswered_at(may_weave(reader), reader)
    work = work_of(reader, request.user.person)
    tallies = [*_tallies(request, reader, waiting, unanswered), *work.tallies]
    starts = [start for word, start in STARTS.items() if reader.holds(word)]
    return render(request, "web/desk_today.html", {
        "reader": reader, "today": clock.today(), "roles": roles_of(request.user.person),
        "tallies": tallies, "work": work,
        "closed": [place for place in workplaces_of(reader) if not is_listening_open(place)],
        "starts": starts,
        "idle": not (reader.unproven or starts or work.lists or any(tally.count for tally in tallies)),
        "waiting": waiting[:FIRST], "unanswered": unanswered[:FIRST]})


def _tallies(request, reader: Viewer, waiting, unanswered):
    tallies = []
    if may_read(reader):
        oldest = waiting.values_list("said_at", flat=True).first()
        tallies.append(Tally("/moderate", "p-voices", waiting.count(), _("เสียงรออ่าน"), oldest))
    if may_protect(reader):
        held = open_holds(viewer(request, "protect", "legal duty"))
        tallies.append(Tally("/holds", "p-care", held.count(), _("เสียงที่ต้องดูแลก่อน"),
                             late=held.filter(due_at__lt=clock.now()).count()))
    if may_weave(reader):
        loose = ungathered(may_weave(reader), reader)
        tallies += [Tally("/themes", "p-weave", loose.count(), _("เสียงที่ยังไม่รวมเป็นประเด็น")),
                    Tally("/themes?state=unanswered#known", "p-places", unanswered.count(), _("ประเด็นที่ยังไม่ได้ตอบ"))]
    if may_keep(reader):
        oldest = waiting_places(reader, may_keep(reader)).values_list("known_at", flat=True).first()
        tallies.append(Tally("/places/waiting", "p-places", waiting_places(reader, may_keep(reader)).count(),
                             _("ลานรอไปดู"), oldest))
    unread = inbox(request.user.person).filter(read_at=None).count()
    return [*tallies, Tally("/inbox", "p-learn", unread, _("ข่าวใหม่ถึงฉัน"))]
