"""What the server draws: codes to scan, bars that say how sure they are, the board of eight squares."""
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from typing import NamedTuple

import segno
from django.template import Library
from django.templatetags.static import static
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Authority
from saan.core import clock
from saan.voices.rules import BOARD
from saan.web.templatetags.wording import day as day_of
from saan.web.templatetags.wording import short_day

register = Library()

QUIET = 4   # modules of white around a QR code, as its standard asks
SMALL = {   # the same eight squares on a board of 128 by 40
    1: "M1 1h17v38H1z", 2: "M21 1h17v38H21z", 3: "M41 1h20v18H41z", 4: "M41 21h20v18H41z", 5: "M64 1h17v38H64z",
    6: "M84 1h20v18H84z", 7: "M84 21h20v18H84z", 8: "M107 1a19 19 0 0 1 0 38z"}
LAST = 8
_HOP = ('<li class="{look}"{now}><a{link}><span class="n">{n}</span><span class="w">{word}</span>'
        '<span class="d">{day}{state}</span></a>{stone}</li>')
CLAIMS = {"reported"}    # said to be done, not yet confirmed
UNDONE = {"reopened"}    # said to be done, and it was not so


class Square(NamedTuple):
    """One square of the board: `state` is done, claim or wait."""

    number: int
    word: str
    part: str
    path: str
    state: str = "wait"
    at: object = None
    current: bool = False
    steps: tuple = ()

    @property
    def look(self) -> str:
        """Return its classes: its paint, and how it is drawn where it is not solid."""
        return self.part if self.state == "done" else f"{self.part} {self.state}"


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return an icon of the sprite; it says nothing by itself, the words stand beside it."""
    return format_html('<svg class="i" aria-hidden="true"><use href="{}#i-{}"/></svg>', _sprite(), name)


@register.simple_tag
def qr(address: str, label: str) -> SafeString:
    """Return a QR code as one SVG path, with a text for those who do not see it."""
    rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
    size = len(rows) + 2 * QUIET
    return format_html(
        '<svg class="qr" viewBox="-{q} -{q} {s} {s}" role="img" aria-label="{label}">'
        '<rect class="qr-bg" x="-{q}" y="-{q}" width="{s}" height="{s}"/><path d="{path}"/></svg>',
        q=QUIET, s=size, label=label, path=_runs(rows))


@register.simple_tag
def board(steps: Sequence = (), reached: int = 0, state: str = "done") -> list[Square]:
    """Return the eight squares; from steps (step, verb, at, text), or from the number of the one reached."""
    if reached:
        return [_square(n, state=("done" if n < reached else state) if n <= reached else "wait", current=n == reached)
                for n in BOARD]
    told = {number: tuple(step for step in steps if _of(step, "step") == number) for number in BOARD}
    now = _of(steps[-1], "step") if steps else 0
    return [_square(number, state=_state(here[-1] if here else None),   # the last word on a square counts
                    at=_of(here[-1] if here else None, "at"), current=number == now, steps=here)
            for number, here in told.items()]


@register.simple_tag
def hop(squares: Sequence[Square], links: str = "", stone: bool = True) -> SafeString:
    """Return the squares of the board as items of a list; the stone lies on the one where the voice is now."""
    ahead = format_html('<span class="sr"> {}</span>', _("ยังไม่ถึง"))
    passed_by = format_html('<span class="sr"> {}</span>', _("ไม่ได้ผ่านช่องนี้"))
    furthest = max((square.number for square in squares if square.state != "wait"), default=0)
    lines, year = [], clock.now().year
    for square in squares:
        written = day_of if square.at and square.at.year != year else short_day
        year = square.at.year if square.at else year
        day = written(square.at) if square.at else _("หมุนตัว กลับมาหาหนู") if square.number == LAST else ""
        state = {"claim": format_html(" {}", _("รอยืนยัน")),
                 "wait": ahead if square.number > furthest else passed_by}.get(square.state, "")
        lines.append(_HOP.format(
            look=square.look, now=' aria-current="step"' if square.current and stone else "",
            link=f' href="{escape(links)}{square.number}"' if links and square.state != "wait" else "",
            n=square.number, word=escape(square.word), day=escape(day), state=state,
            stone=_stone() if square.current and stone else ""))
    return mark_safe("\n".join(lines))


@register.filter
def standing(squares: Sequence[Square]) -> Square | None:
    """Return the square on which the stone lies."""
    return next((square for square in squares if square.current), None)


@register.simple_tag
def progress(most: int, now: int) -> list[dict]:
    """Return the marks of a way of `most` steps of which number `now` is being done."""
    looks = ["s"] * (now - 1) + ["now"] + [""] * (most - now)
    return [{"number": number, "now": number == now, "look": look} for number, look in enumerate(looks, 1)]


@register.simple_tag
def walls(town: Authority | None) -> list[str]:
    """Return the templates of the town's own wall and of the wall for everyone, the first that exists is shown."""
    return [*([f"web/walls/{town.home.code}.html"] if town else []), "web/walls/yard.html"]


@register.simple_tag
def bar(low: float, high: float, share: float) -> dict:
    """Return where the parts of a bar stand: solid to `low`, hatched to `high`, a tick at `share` (fractions)."""
    middle = min(max((low + high) / 2, .14), .86)
    inside, beside = low >= .22, low < .22 and high <= .74
    return {"low": _at(low), "width": _at(high - low), "high": _at(high), "share": _at(share), "middle": _at(middle),
            "inside": inside, "beside": beside, "apart": low >= .14 and high <= .86,
            "low_text": f"{low * 100:.1f}", "high_text": f"{high * 100:.1f}", "share_text": _at(share)}


@cache
def _sprite():
    return static("web/icons.svg")


@cache
def _stone():
    return format_html('<svg class="stone" viewBox="0 0 56 48" aria-hidden="true"><use href="{}#stone"/></svg>',
                       _sprite())


def _runs(rows):
    parts = []
    for y, row in enumerate(rows):
        x = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                parts.append(f"M{x} {y}h{length}v1H{x}z")
            x += length
    return "".join(parts)


def _square(number, **about):
    word, part = BOARD[number]
    return Square(number, word, part, SMALL[number], **about)


def _state(step):
    verb = _of(step, "verb")
    if step is None or verb in UNDONE:
        return "wait"
    return "claim" if verb in CLAIMS else "done"


def _of(step, name):
    if step is None:
        return ""
    return step.get(name, "") if isinstance(step, dict) else getattr(step, name, "")


def _at(fraction):
    return f"{fraction * 100:.1f}%"
