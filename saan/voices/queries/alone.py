"""The map of a file as a page of its own: look, picture and table in one file that fetches nothing."""
import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from saan.core import clock
from saan.methods.honest import gate
from saan.methods.opinion.guard import Verdict
from saan.methods.opinion.mapping import Engine, Map
from saan.methods.opinion.told import conditions, told
from saan.voices.models import OpinionMap, Statement
from saan.voices.queries.groups import groups_in, whole
from saan.voices.queries.results import Line, Results

LOOK = ("web/tokens.css", "web/base.css", "web/components.css", "web/board.css", "web/pages.css", "voices/map.css")
FONT = re.compile(r"@font-face\s*{[^}]*}")
SYMBOL = re.compile(r'<symbol id="i-(?:check|cross|skip)".*?</symbol>', re.DOTALL)


def page_of(found: Map, verdict: Verdict, engine: Engine, *, name: str, texts: Mapping[str, str]) -> str:
    """Return the map as HTML: what a page of a round would tell, no more; a statement without words shows its id.

    Totals go through the gate, and groups are told in tens, as everywhere.
    """
    ids = [str(one) for one in found.statements.tolist()]
    numbers = np.arange(1, len(ids) + 1)
    numbered = found._replace(statements=numbers)
    people = int(found.sums.people)
    rows = zip(numbers.tolist(), ids, found.sums.counts.T.tolist(), strict=True)
    lines = [Line(Statement(pk=at, number=at, text=texts.get(one) or one), gate(agree, disagree, passed, people))
             for at, one, (disagree, passed, agree) in rows]
    content = told(numbered, verdict, engine, whole({line.statement.pk: line for line in lines}))
    drawn = OpinionMap(at=clock.now(), people=people, shown=verdict.shown, p=verdict.p, content=content,
                       conditions=conditions(verdict), tested=verdict.tested if verdict.tested < verdict.people else 0)
    shown = Results(None, people, lines, {})
    return render_to_string("voices/map/file.html", {
        "told": groups_in(drawn, shown), "shown": shown, "name": name, "look": _look(), "signs": _signs(),
        "alone": True})


def _look():
    css = "\n".join(FONT.sub("", _static(name)) for name in LOOK)
    return mark_safe(f"<style>\n{css}</style>")


def _signs():
    symbols = "".join(SYMBOL.findall(_static("web/icons.svg")))
    return mark_safe(f'<svg width="0" height="0" aria-hidden="true">{symbols}</svg>')


def _static(name):
    return Path(finders.find(name)).read_text(encoding="utf-8")
