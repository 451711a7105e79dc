"""The overview: what was heard, what came of it, how long it took, and who is missing."""
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from saan.agencies.models import Authority
from saan.insight.queries.overview import days_of, ends_of, overview_of
from saan.insight.rules import COLUMN, COLUMNS, Block, bands, flow, lines_of
from saan.people.queries import viewer
from saan.plans.models import Activity, Project
from saan.voices.models import Reply
from saan.voices.rules import BOARD

SAYS = {   # the blocks of the flow picture
    "spoken": _("เสียงที่ขึ้นแล้ว"), "gathered": _("รวมเป็นประเด็น"), "loose": _("ยังไม่รวม"),
    "resolved": _("ที่ประชุมตกลงแล้ว"), "open": _("ยังไม่มีมติ"), "confirmed": _("เด็กยืนยันแล้ว"),
    "claimed": _("ผู้ใหญ่บอกว่าเสร็จแล้ว"), "waits": _("ตกลงแล้ว ยังไม่มีผล")}
HEADS = (pgettext_lazy("ภาพ", "เสียง"), pgettext_lazy("ภาพ", "ประเด็น"), pgettext_lazy("ภาพ", "มติ"),
         pgettext_lazy("ภาพ", "ผล"))
APART = 10   # between a block of the picture and its number
LOOKS = {"claimed": "claim", "loose": "wait", "open": "wait", "waits": "wait"}   # all others are solid


class Square(NamedTuple):
    """One square of the town's board: how many came so far, and how many days it took them, as a median."""

    number: int
    word: str
    part: str
    count: int
    days: float | None


class Part(NamedTuple):
    """One block of the flow picture with its look, and where its number stands: none for an empty one."""

    block: Block
    look: str
    beside: int
    says: float | None
    anchor: str


class Column(NamedTuple):
    """One column of the flow picture with its head, and where that stands."""

    head: str
    x: int
    anchor: str
    parts: list[Part]


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show the overview of the town, or of all towns where none is chosen."""
    reader, town = viewer(request), request.town
    told = overview_of(town, reader)
    columns = flow(ends_of(town, reader, told.voices))
    return render(request, "insight/overview.html", {
        "told": told, "town": town, "squares": _squares(told, town, reader), "bands": bands(columns),
        "columns": [_drawn(*one) for one in zip(HEADS, columns, ("start", "middle", "middle", "end"), strict=True)],
        "rows": zip(HEADS, ([(SAYS[block.key], block.count) for block in column] for column in columns), strict=True),
        "towns": [] if town else Authority.objects.order_by("name"), "steps": len(COLUMNS)})


def _drawn(head, blocks, anchor):
    """Return a column as it is drawn: its numbers to the right of its blocks, those of the last to the left."""
    left = blocks[0].x
    last = anchor == "end"
    beside = left - APART if last else left + COLUMN + APART
    return Column(head, left + {"start": 0, "middle": COLUMN // 2, "end": COLUMN}[anchor], anchor, [
        Part(block, LOOKS.get(block.key, "done"), beside, says, "end" if last else "start")
        for block, says in zip(blocks, lines_of(blocks), strict=True)])


def _squares(told, town, reader):
    days = days_of(town, reader)
    inside = {"authority": town} if town else {}
    projects = Project.objects.visible_to(reader).filter(**inside)
    held = Activity.objects.visible_to(reader).filter(project__in=projects, held_at__isnull=False)
    replies = Reply.objects.visible_to(reader).filter(**{f"theme__{at}": one for at, one in inside.items()})
    counts = {1: told.voices, 2: told.themes, 3: told.proposals, 4: told.resolutions, 5: projects.count(),
              6: held.count(), 7: told.claimed + told.confirmed, 8: replies.count()}
    return [Square(number, word, part, counts[number], days.get(number)) for number, (word, part) in BOARD.items()]
