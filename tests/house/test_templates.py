"""Templates keep to the strict content policy, to icons that exist, and to components that can be looked at."""
import re
from pathlib import Path

import pytest

SAAN = Path(__file__).parents[2] / "saan"
TEMPLATES = sorted(SAAN.glob("*/templates/**/*.html"))
SPRITE = (SAAN / "web/static/web/icons.svg").read_text()
FORBIDDEN = {
    "an inline style": re.compile(r"<[^>]+\sstyle=|<style\b"),
    "a handler in an attribute": re.compile(r"<[^>]+\son[a-z]+=\"", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*(src=|type=\"application/json\"))"),
    "something of another site": re.compile(r"<(?:img|script|link|use|source)[^>]+(?:src|href)=\"https?:"),
}
ICONS = re.compile(r"""(?:{%\s*icon\s+"|<c-icon\s+name="|<c-(?:button|note)\b[^>]*\s(?:icon|before)=")([a-z]+)""")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(SAAN).as_posix())
def test_templates_bring_no_style_or_script_of_their_own(path):
    text = path.read_text()
    assert [what for what, sign in FORBIDDEN.items() if sign.search(text)] == []


def test_every_icon_that_is_used_is_drawn():
    used = {(name, path.name) for path in TEMPLATES for name in ICONS.findall(path.read_text())}
    assert len(used) > 20
    assert sorted((name, where) for name, where in used if f'id="i-{name}"' not in SPRITE) == []


def test_every_component_can_be_looked_at():
    guide = (SAAN / "web/templates/web/look.html").read_text()
    inside = "".join(path.read_text() for path in (SAAN / "web/templates/cotton").glob("*.html"))
    components = {path.stem for path in (SAAN / "web/templates/cotton").glob("*.html")}
    assert {name for name in components if f"<c-{name} " not in guide and f"<c-{name}>" not in guide
            and f"<c-{name} " not in inside and f"<c-{name}>" not in inside} == set()
