"""Themes on the API: everybody reads what is said alike; those who weave gather, name and answer it."""
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from ninja import Body, Field, Header, Query, Router, Schema, Status

from saan.core.refusal import Refusal, Wrong
from saan.people.queries import NOBODY
from saan.people.rules import Viewer
from saan.voices.actions.replies import answer
from saan.voices.actions.themes import gather, join, rename
from saan.voices.api.doors import LARGEST, Session, enter
from saan.voices.api.voices import Answer, Key
from saan.voices.models import Theme, Voice
from saan.voices.queries.themes import counted, theme_of, themes_in
from saan.voices.queries.voices import shown
from saan.voices.rules import may_weave

router, session = Router(), Session()
AT_ONCE, MOST = 50, 200   # themes on one page; voices gathered in one go
Name = Annotated[str, Field(max_length=4000)]   # code points; the action counts letters as people do
Number = Annotated[int, Field(strict=True, ge=1, le=LARGEST)]
Numbers = Annotated[list[Number], Field(min_length=1, max_length=MOST)]
Once = Annotated[UUID | None, Header(alias="Idempotency-Key", description="Made by the sender; one key, one theme")]


class Alike(Schema):
    """What several people said alike; `members` is null where they are too few to say."""

    number: int
    name: str
    authority: str
    area: str
    state: Literal["open", "answered"]
    members: int | None
    answered_at: datetime | None


class Themes(Schema):
    """Themes, the newest first, and how many there are in all."""

    items: list[Alike]
    themes: int


class Gathered(Schema):
    """What the theme is to be called, and the numbers of the voices that say the same."""

    name: Name
    voices: Numbers


class Joining(Schema):
    """The numbers of the voices that say the same too."""

    voices: Numbers


class Renamed(Schema):
    """What the theme is to be called from now on."""

    name: Name


class Replied(Schema):
    """What everybody whose voice is in the theme gets to read."""

    text: str


@router.get("", response=Themes)
def themes(request: HttpRequest, area: Annotated[str, Query(pattern=r"^([0-9]{2}){0,3}$")] = "",
           authority: Annotated[str, Query(max_length=12)] = "", page: Annotated[int, Query(ge=1, le=10_000)] = 1):
    """Return the themes of an area (code of a province, district or subdistrict), fifty on a page."""
    found = themes_in(area, NOBODY, authority)
    return {"items": _told(found[(page - 1) * AT_ONCE:page * AT_ONCE], NOBODY), "themes": found.count()}


@router.post("", response={201: Alike}, auth=session)
def collect(request: HttpRequest, gathered: Body[Gathered], key: Once = None):
    """Gather voices that stand on pages into a new theme of their authority; the same key and body gather once."""
    viewer, places = enter(request, may_weave)
    voices = _voices(gathered.voices, places, viewer)
    town = voices[0].authority
    made = gather(members=voices, name=gathered.name, authority=town, area=town.home, by=request.user.person,
                  key=str(key or ""))
    return Status(201, _one(made, viewer))


@router.post("/{int:number}/members", response=Alike, auth=session)
def add(request: HttpRequest, number: int, joining: Body[Joining]):
    """Let more voices join the theme; each belongs to one at a time, so that asking twice adds none twice."""
    viewer, places, theme = _mine(request, number)
    join(members=_voices(joining.voices, places, viewer), theme=theme, by=request.user.person)
    return _one(theme, viewer)


@router.patch("/{int:number}", response=Alike, auth=session)
def call(request: HttpRequest, number: int, renamed: Body[Renamed]):
    """Give the theme another name."""
    viewer, _places, theme = _mine(request, number)
    rename(theme=theme, name=renamed.name, by=request.user.person)
    return _one(theme, viewer)


@router.post("/{int:number}/replies", response={201: Answer}, auth=session)
def reply(request: HttpRequest, number: int, replied: Body[Replied], key: Key):
    """Answer everybody whose voice is in the theme, on the channel they have; the same key and text answer once."""
    _viewer, _places, theme = _mine(request, number)
    made = answer(theme=theme, text=replied.text, key=str(key), by=request.user.person)
    return Status(201, {"text": made.text, "at": made.at})


def _mine(request, number):
    viewer, places = enter(request, may_weave)
    mine = Theme.objects.visible_to(viewer).filter(authority__in=places).select_related("authority")
    return viewer, places, get_object_or_404(mine, pk=number)


def _voices(numbers: list[int], places: set[int], viewer: Viewer) -> list[Voice]:
    """Return the voices of these authorities that stand on pages; every other number is named in the refusal."""
    standing = shown(viewer).filter(authority__in=places).select_related("authority__home").in_bulk(numbers)
    wrong = [Wrong(f"voices.{place}", _("ไม่มีเสียงหมายเลขนี้ให้รวม")) for place, number in enumerate(numbers)
             if number not in standing]
    if wrong:
        raise Refusal("voices.unknown_voices", _("บางเสียงไม่มีให้รวม เอาออกแล้วส่งอีกครั้ง"), status=422, errors=wrong)
    return [standing[number] for number in dict.fromkeys(numbers)]


def _one(theme: Theme, viewer: Viewer) -> dict:
    return _told([theme_of(theme.pk, viewer)], viewer)[0]


def _told(themes: Iterable[Theme], viewer: Viewer) -> list[dict]:
    themes = list(themes)
    members = counted(themes, viewer)
    return [{"number": theme.pk, "name": theme.name, "authority": theme.authority.code, "area": theme.area.code,
             "state": "answered" if theme.answered_at else "open", "members": members[theme.pk],
             "answered_at": theme.answered_at} for theme in themes]
