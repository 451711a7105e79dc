"""The ways through the product: for everyone, and for those who work in it."""
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from saan.people.queries import managed_by
from saan.people.rules import MANAGERS, PROTECTORS, READERS, Viewer, Word
from saan.places.rules import KEEPERS
from saan.voices.rules import WEAVERS

EVERYONE = frozenset(Word.values)
PROMISING = frozenset({Word.OFFICER, Word.COUNCIL, Word.PARTNER, Word.COMMITTEE})   # who keeps, judges and follows up


class Way(NamedTuple):
    """One item of a menu: where it leads, what it says, its icon, and whether the reader is there."""

    path: str
    word: str
    icon: str
    here: bool = False


class Desk(NamedTuple):
    """One item of the officer's rail: where it leads, what it says, its paint, and whose it is."""

    path: str
    word: str
    part: str
    roles: frozenset[str]
    here: bool = False


SHOWING = ("/results", "/map", "/report", "/ages")   # pages of a consultation that show what came out
MAIN = (
    Way("/", _("หน้าแรก"), "home"),
    Way("/speak", _("พูด"), "talk"),
    Way("/vote", _("โหวต"), "check"),
    Way("/code", _("ตามเสียง"), "way"),
    Way("/results", pgettext_lazy("เมนู", "ผล"), "chart"),
)
RAIL = (
    Desk("/desk", _("โต๊ะทำงาน"), "p-ink", EVERYONE),
    Desk("/moderate", _("เสียงรออ่าน"), "p-voices", frozenset(READERS)),
    Desk("/holds", _("เสียงที่ต้องดูแลก่อน"), "p-care", frozenset(PROTECTORS)),
    Desk("/themes", pgettext_lazy("เมนู", "ประเด็น"), "p-voices", frozenset(WEAVERS)),
    Desk("/proposals", pgettext_lazy("เมนู", "ข้อเสนอ"), "p-weave", frozenset({*WEAVERS, Word.PARTNER})),
    Desk("/committees", pgettext_lazy("เมนู", "คณะกรรมการ"), "p-weave", frozenset({Word.OFFICER, Word.COMMITTEE})),
    Desk("/projects", pgettext_lazy("เมนู", "โครงการ"), "p-weave", frozenset({*WEAVERS, Word.PARTNER})),
    Desk("/rounds", _("รอบรับฟังเสียง"), "p-measure", frozenset(READERS)),
    Desk("/network", _("ใครรับปากอะไรไว้"), "p-weave", PROMISING),
    Desk("/places/waiting", _("ลานรอไปดู"), "p-places", frozenset(KEEPERS)),
    Desk("/qr", _("ใบคิวอาร์"), "p-places", frozenset(WEAVERS)),
    Desk("/papers", _("แบบเอกสาร"), "p-weave", frozenset({Word.OFFICER})),
    Desk("/inbox", _("ข่าวถึงฉัน"), "p-learn", EVERYONE),
)
PEOPLE = Desk("/people", _("คนและบทบาท"), "p-weave", frozenset(MANAGERS))   # officers only where no administrator is
OUTBOX = Desk("/outbox", _("กล่องจดหมายสาธิต"), "p-wallet", EVERYONE)


def main(request: HttpRequest) -> list[Way]:
    """Return the menu of every public page, with the page that the reader is on."""
    return [way._replace(here=_is_here(request.path, way.path)) for way in MAIN]


def rail(request: HttpRequest, viewer: Viewer) -> list[Desk]:
    """Return the items of the officer's rail that one of the viewer's roles opens."""
    words = {word for word, _at in viewer.roles}
    items = [item for item in RAIL if item.roles & words]
    if words & set(MANAGERS) and managed_by(viewer):
        items.append(PEOPLE)
    if settings.DEMO and words:
        items.append(OUTBOX)
    return [item._replace(here=_is_here(request.path, item.path)) for item in items]


def _is_here(path, way):
    if path.startswith("/c/"):   # one consultation stands under voting, its results under results
        return way == ("/results" if path.endswith(SHOWING) else "/vote")
    return path == way or (way != "/" and path.startswith(f"{way}/"))
