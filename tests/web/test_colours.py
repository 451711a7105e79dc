"""Every text and every boundary can be seen in both themes (WCAG 2.2 AA: 4.5 for text, 3 for boundaries)."""
import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "saan/web/static/web/tokens.css").read_text()
COLOUR = re.compile(r"--([\w-]+):\s*(?:var\(--light, (#\w{6})\) var\(--dark, (#\w{6})\)|(#\w{6}))")
THEMES = {"light": 0, "dark": 1}


def colours(css):
    """Return the colours that the rules set: name, then light and dark."""
    return {name: (light or both, dark or both) for name, light, dark, both in COLOUR.findall(css)}


def luminance(colour):
    """Return the relative luminance as WCAG defines it."""
    parts = [int(colour[place:place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= .04045 else ((part + .055) / 1.055) ** 2.4 for part in parts)
    return .2126 * red + .7152 * green + .0722 * blue


def contrast(one, other):
    """Return the contrast of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + .05) / (low + .05)


GROUND = colours(TOKENS[TOKENS.index("--ground"):TOKENS.index("--poster")])
RULES = dict(re.findall(r"\.(p-\w+) \{([^}]*)\}", TOKENS))
PARTS = {name: GROUND | colours(rules) for name, rules in RULES.items() if name != "p-ink"}   # that one borrows
SURFACES = ("paper", "ground")
TEXT = {
    *((ink, surface) for ink in ("ink", "ink-2", "bad", "good", "deep") for surface in SURFACES),
    ("on-solid", "solid"), ("on-court", "court"), ("bad", "bad-tint"), ("paper", "bad"),
    ("on", "paint"), ("deep", "tint"), ("ink", "tint"), ("ink-2", "tint"), ("paper", "deep")}
BOUNDARIES = {("line", surface) for surface in SURFACES}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("part", PARTS)
def test_everything_can_be_read(part, theme):
    place = THEMES[theme]
    for pairs, least in ((TEXT, 4.5), (BOUNDARIES, 3)):
        faint = {(front, back): contrast(PARTS[part][front][place], PARTS[part][back][place]) for front, back in pairs}
        assert {pair: ratio for pair, ratio in faint.items() if ratio < least} == {}


def test_all_seven_parts_have_their_paint():
    assert sorted(PARTS) == ["p-care", "p-learn", "p-measure", "p-places", "p-voices", "p-wallet", "p-weave"]
