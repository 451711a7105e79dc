"""Pictures as evidence of invented results: drawn, so that nobody's photo stands in a demo."""
import random
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

WIDTH, HEIGHT = 960, 640   # pixels
DUSK, NIGHT, LAMP, PATH = (41, 52, 98), (20, 26, 56), (255, 214, 102), (120, 113, 108)
PAINTS = ((231, 111, 81), (244, 162, 97), (233, 196, 106), (42, 157, 143), (38, 70, 83), (131, 111, 169))
SKY, HILL, FIELD, LEAF, WOOD = (205, 232, 246), (111, 150, 120), (170, 199, 132), (62, 124, 83), (120, 84, 56)


def drawn(name: str) -> SimpleUploadedFile:
    """Return the drawing of this name ("lamps", "mural", "hills") as it would come from a browser."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), SKY)
    {"lamps": _lamps, "mural": _mural, "hills": _hills}[name](ImageDraw.Draw(picture))
    out = BytesIO()
    picture.save(out, "PNG")
    return SimpleUploadedFile(f"{name}.png", out.getvalue(), content_type="image/png")


def _lamps(pen):
    """A path at dusk, with lamps that stand nearer together the further they are."""
    for line in range(HEIGHT):
        share = line / HEIGHT
        colour = tuple(round(above + (below - above) * share) for above, below in zip(NIGHT, DUSK, strict=True))
        pen.line((0, line, WIDTH, line), fill=colour)
    pen.polygon(((430, 330), (530, 330), (900, HEIGHT), (60, HEIGHT)), fill=PATH)
    for far in range(8, 0, -1):
        size, left, right = 1 / far, 480 - 400 / far, 480 + 400 / far
        foot, top = 330 + 290 * size, 330 - 250 * size
        for side in (left, right):
            pen.line((side, foot, side, top), fill=(70, 70, 84), width=max(2, round(9 * size)))
            glow = 46 * size
            pen.ellipse((side - glow, top - glow, side + glow, top + glow), fill=(116, 104, 92))
            pen.ellipse((side - glow / 2, top - glow / 2, side + glow / 2, top + glow / 2), fill=LAMP)


def _mural(pen):
    """A long wall in panels of paint, with pots before it."""
    dice = random.Random(8)
    pen.rectangle((0, 470, WIDTH, HEIGHT), fill=FIELD)
    for number in range(6):
        left = 40 + 148 * number
        pen.rectangle((left, 150, left + 140, 470), fill=PAINTS[number], outline=(250, 246, 238), width=5)
        for _each in range(7):
            x, y, size = left + dice.randint(12, 100), dice.randint(170, 420), dice.randint(14, 38)
            pen.ellipse((x, y, x + size, y + size), fill=dice.choice(PAINTS))
    for number, paint in enumerate(PAINTS[:4]):
        left = 190 + 150 * number
        pen.rectangle((left, 530, left + 62, 592), fill=paint, outline=(60, 60, 60), width=3)


def _hills(pen):
    """A tree with people in a circle, none of whom is anybody, and hills behind."""
    pen.ellipse((-200, 250, 560, 900), fill=HILL)
    pen.ellipse((380, 200, 1200, 900), fill=(96, 138, 110))
    pen.rectangle((0, 460, WIDTH, HEIGHT), fill=FIELD)
    pen.rectangle((455, 260, 505, 480), fill=WOOD)
    pen.ellipse((310, 70, 650, 330), fill=LEAF)
    for number in range(9):
        x, y = 190 + 72 * number, 520 + (number % 2) * 46
        pen.ellipse((x - 15, y - 34, x + 15, y - 4), fill=(198, 156, 121))
        pen.ellipse((x - 24, y - 8, x + 24, y + 48), fill=PAINTS[number % len(PAINTS)])
