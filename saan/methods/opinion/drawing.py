"""The picture of a map, as paths: an area and stones to each group; a picture wherever paths are drawn."""
from collections.abc import Iterable, Sequence
from typing import NamedTuple

WIDE = 480.0          # units of the picture
TALL = (230.0, 400.0)   # least and most
EDGE = 62.0           # units between the outermost stones and the edge
SIZE = 7.5            # half a stone
AREA = 27.0           # units that an area reaches beyond its stones
MARK = 17.0           # half the letter's badge
LETTERS = "ABCDEFGH"
INKS = (("#2748E6", "#1F39C4", "#E3E8FF"), ("#FF6B2C", "#9C3600", "#FFE6DA"), ("#7A3FE6", "#5A22C0", "#EDE4FE"),
        ("#27BFE4", "#005C75", "#D6F3FB"), ("#FFC728", "#6B4F00", "#FFF1C4"))   # paint, deep and tint of each group
CROSS = (.8, .7, .7, .8, -.7, .7, -.8, -.7, -.7, -.8, .7)   # steps around a cross, in halves of a stone


class Shape(NamedTuple):
    """One group of the picture: its letter, the area around it, all its stones as one path, and where its letter is."""

    number: int
    letter: str
    area: str
    stones: str
    x: float
    y: float


class Picture(NamedTuple):
    """The picture: its size, and a shape for each group."""

    width: float
    height: float
    shapes: list[Shape]


def picture_of(stones: Iterable[Sequence[float]], groups: int) -> Picture:
    """Return the picture of stones (group, x, y), y upwards; each group has its own form of stone."""
    stones = list(stones)
    xs, ys = [stone[1] for stone in stones] or [0], [stone[2] for stone in stones] or [0]
    wide, tall = max(max(xs) - min(xs), 1), max(max(ys) - min(ys), 1)
    scale = min((WIDE - 2 * EDGE) / wide, (TALL[1] - 2 * EDGE) / tall)
    height = min(max(tall * scale + 2 * EDGE, TALL[0]), TALL[1])
    middle = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    shapes = []
    for group in range(groups):
        spots = [(WIDE / 2 + (x - middle[0]) * scale, height / 2 - (y - middle[1]) * scale)
                 for number, x, y in stones if number == group]
        shapes.append(_shape(group, spots, height))
    return Picture(WIDE, height, shapes)


def standalone(picture: Picture) -> str:
    """Return the picture as an SVG of its own, for paper: it needs no style from elsewhere."""
    size = f"{picture.width:.0f} {picture.height:.0f}"
    rims = (f'<path d="{shape.area}" fill="none" stroke="{INKS[shape.number][1]}" stroke-width="{2 * AREA + 6:.0f}"/>'
            for shape in picture.shapes)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" stroke-linejoin="round">'
            f'{"".join(rims)}{"".join(map(_alone, picture.shapes))}</svg>')


def stone_at(x: float, y: float, form: int, size: float = SIZE) -> str:
    """Return the path of one stone: round, square, a diamond, a triangle or a cross, by the number of its group."""
    a = size
    forms = (
        f"m{-a:.1f} 0a{a:.1f} {a:.1f} 0 1 1 {2 * a:.1f} 0a{a:.1f} {a:.1f} 0 1 1 {-2 * a:.1f} 0z",
        f"m{-.9 * a:.1f} {-.9 * a:.1f}h{1.8 * a:.1f}v{1.8 * a:.1f}h{-1.8 * a:.1f}z",
        "m0 {1}l{0} {0}l{1} {0}l{1} {1}z".format(f"{1.25 * a:.1f}", f"{-1.25 * a:.1f}"),
        f"m0 {-1.15 * a:.1f}l{1.2 * a:.1f} {2.1 * a:.1f}h{-2.4 * a:.1f}z",
        "m" + " ".join(f"{step * a:.1f}" for step in (-.4, -1.1)) + "".join(
            f"{way}{step * a:.1f}" for way, step in zip("hvhvhvhvhvh", CROSS, strict=True)) + "z")
    return f"M{x:.1f} {y:.1f}{forms[form % len(forms)]}"


def hull(spots: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the corners of the smallest area without dents that holds all spots (Andrew 1979)."""
    spots = sorted(set(spots))
    if len(spots) < 3:
        return spots
    rounds = []
    for way in (spots, spots[::-1]):
        corners: list[tuple[float, float]] = []
        for spot in way:
            while len(corners) > 1 and _turns(corners[-2], corners[-1], spot) <= 0:
                corners.pop()
            corners.append(spot)
        rounds += corners[:-1]
    return rounds


def _alone(shape):
    paint, deep, tint = INKS[shape.number]
    letter = 'font-family="Sarabun" font-weight="700" font-size="20" text-anchor="middle" fill="#fff"'
    return (f'<path d="{shape.area}" fill="{tint}" stroke="{tint}" stroke-width="{2 * AREA:.0f}"/>'
            f'<path d="{shape.stones}" fill="{paint}" stroke="#15181F" stroke-width="1.75"/>'
            f'<circle cx="{shape.x}" cy="{shape.y}" r="{MARK}" fill="{deep}" stroke="#fff" stroke-width="3"/>'
            f'<text x="{shape.x}" y="{shape.y + 7}" {letter}>{shape.letter}</text>')


def _shape(group, spots, height):
    corners = hull(spots)
    area = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in corners) + "z" if corners else ""
    top, bottom = min((y for _x, y in spots), default=0), max((y for _x, y in spots), default=0)
    x = sum(x for x, _y in spots) / max(1, len(spots))
    y = top - AREA - MARK * .4 if top + bottom <= height else bottom + AREA + MARK * .4
    at = min(max(x, MARK + 2), WIDE - MARK - 2), min(max(y, MARK + 2), height - MARK - 2)
    stones = "".join(stone_at(*spot, group) for spot in spots)
    return Shape(group, LETTERS[group], area, stones, round(at[0], 1), round(at[1], 1))


def _turns(one, two, three):
    return (two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (three[0] - one[0])
