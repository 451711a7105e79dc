"""Search across the way, through the viewer: what is found is what the reader may read anyway."""
import re
from typing import NamedTuple

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Authority
from saan.core.dates import ERA, THAI_DIGITS
from saan.core.faces import Face
from saan.core.names import called
from saan.decisions.models import Meeting, Proposal, Resolution
from saan.methods.words import clean
from saan.network.models import Agreement, Commitment, Goal
from saan.places.models import Place
from saan.plans.models import Activity, Project, Result
from saan.voices.models import Consultation, Reply, Theme, Voice

NUMBER = re.compile(r"\b(\d{1,3})/(\d{4})(?:-(\d{1,3}))?\b")
MOST, WORDS = 8, 5   # found of one kind; words that are looked for


class Found(NamedTuple):
    """What was found of one kind, and whether there is more."""

    head: Promise
    faces: list[Face]
    more: bool


class Kind(NamedTuple):
    """One kind that is searched: its rows, the fields that hold its words, its town, and how it looks."""

    head: Promise
    model: type
    fields: tuple[str, ...]
    town: str
    draw: object


KINDS = (
    Kind(_("ประเด็น"), Theme, ("name",), "authority", lambda one: Face(one.name, f"/themes/{one.pk}")),
    Kind(_("คำตอบ"), Reply, ("text",), "theme__authority",
         lambda one: Face(one.text, f"/themes/{one.theme_id}#r{one.pk}")),
    Kind(_("ข้อเสนอ"), Proposal, ("title", "text"), "authority", lambda one: Face(one.title, f"/proposals/{one.pk}")),
    Kind(_("มติ"), Resolution, ("text",), "meeting__committee__authority",
         lambda one: Face(one.text, f"/resolutions/{one.pk}")),
    Kind(_("โครงการ"), Project, ("title", "text"), "authority", lambda one: Face(one.title, f"/projects/{one.pk}")),
    Kind(_("กิจกรรม"), Activity, ("title", "text"), "project__authority",
         lambda one: Face(one.title, f"/activities/{one.pk}")),
    Kind(_("ผล"), Result, ("title",), "project__authority", lambda one: Face(one.title, f"/results/{one.pk}")),
    Kind(_("ประชุม"), Meeting, ("where", "committee__name"), "committee__authority",
         lambda one: Face(called(one.committee), f"/meetings/{one.pk}")),
    Kind(_("ลาน"), Place, ("name", "name_en", "about"), "authority",
         lambda one: Face(called(one), f"/places/{one.pk}")),
    Kind(_("ข้อตกลง"), Agreement, ("title", "title_en"), "authority",
         lambda one: Face(called(one, "title"), f"/agreements/{one.pk}")),
    Kind(_("เป้าหมายร่วม"), Goal, ("text", "text_en"), "agreement__authority",
         lambda one: Face(called(one, "text"), f"/agreements/{one.agreement_id}")),
    Kind(_("ข้อรับปาก"), Commitment, ("text",), "goal__agreement__authority",
         lambda one: Face(one.text, f"/commitments/{one.pk}")),
    Kind(_("รอบรับฟังเสียง"), Consultation, ("title", "title_en"), "authority",
         lambda one: Face(called(one, "title"), f"/c/{one.slug}")),
)


def search(text: str, viewer, town: Authority | None) -> list[Found]:
    """Return what holds all of the words, kind by kind along the way, of the town or of all towns.

    Voices are found by the words that stand on pages; they lead to their theme, or to where voices stand.
    """
    words = clean(text).split()[:WORDS]
    if not words:
        return []
    found = [_found(kind, words, viewer, town) for kind in KINDS]
    first = (_numbered(text, viewer, town), _voices(words, viewer, town))
    return [one for one in (*first, *found) if one.faces]


def _numbered(text, viewer, town):
    """Return the resolutions that are called so: 7/2569-1, or all of the meeting 7/2569; the years may be ค.ศ."""
    named = NUMBER.search(clean(text).translate(THAI_DIGITS))
    if not named:
        return Found(_("มติ"), [], False)
    meeting, year, number = (int(part) if part else None for part in named.groups())
    rows = Resolution.objects.visible_to(viewer).filter(
        meeting__number=meeting, meeting__year__in=(year, year - ERA), **({"number": number} if number else {}))
    rows = rows.filter(**{"meeting__committee__authority": town} if town else {}).order_by("-pk")
    return _told(_("มติ"), rows.select_related("meeting"), lambda one: Face(f"{one.label} {one.text}",
                                                                           f"/resolutions/{one.pk}"))


def _found(kind, words, viewer, town):
    rows = kind.model.objects.visible_to(viewer).filter(*(_holds(word, kind.fields) for word in words))
    if kind.model is Meeting:
        rows = rows.select_related("committee")
    return _told(kind.head, rows.filter(**{kind.town: town} if town else {}).order_by("-pk"), kind.draw)


def _voices(words, viewer, town):
    rows = Voice.objects.visible_to(viewer).standing().filter(*(_holds(word, ("text",)) for word in words))
    rows = rows.filter(**{"authority": town} if town else {}).order_by("-pk")
    return _told(_("เสียง"), rows, lambda one: Face(one.text, f"/themes#v{one.pk}"))


def _told(head, rows, draw):
    first = list(rows[:MOST + 1])
    return Found(head, [draw(one) for one in first[:MOST]], len(first) > MOST)


def _holds(word, fields):
    holds = Q()
    for field in fields:
        holds |= Q(**{f"{field}__icontains": word})
    return holds
