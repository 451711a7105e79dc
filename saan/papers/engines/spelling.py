"""What a PDF says of itself, for those who search, copy or hear it: each Thai cluster once, each glyph its own letter.

The setter draws a tone that is moved a little over its vowel as a run of its own, and lets that run say the whole
cluster once more; and it lets the first glyph of a cluster stand for all of it. Both are put right here, behind it.
"""
import re
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name, Operator, Pdf, Stream, String

BEGINS, ENDS = Operator("BDC"), Operator("EMC")
CODE = re.compile(rb"<([0-9a-fA-F]+)>")
AM, IN_TWO = "\u0e33", "\u0e4d\u0e32"   # ำ is drawn as a ring and า
TONED_AM = re.compile(f"([\u0e48-\u0e4b]){AM}")   # น้ำ is drawn น ํ ้ า
MAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def /CMapName /Adobe-Identity-UCS def
/CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange
{rows}
endcmap CMapName currentdict /CMap defineresource pop end end"""
AT_ONCE = 100   # rows of a map under one head


def spelled(pdf: bytes) -> bytes:
    """Return the PDF with every cluster said once; what is drawn stays as it is."""
    out = BytesIO()
    with Pdf.open(BytesIO(pdf)) as document:
        fonts = {font.objgen: Letters(font) for page in document.pages for font in _fonts(page).values()}
        for page in document.pages:
            named = {name: fonts[font.objgen] for name, font in _fonts(page).items()}
            page.obj.Contents = Stream(document, pikepdf.unparse_content_stream(_told(page, named)))
        for letters in fonts.values():
            letters.font.ToUnicode = Stream(document, letters.written())
        document.save(out, deterministic_id=True)
    return out.getvalue()


class Letters:
    """The glyphs of one font: which take no room of their own, and what each says."""

    def __init__(self, font):
        self.font = font
        self._wide = {glyph for glyph, width in _widths(font.DescendantFonts[0].W) if width}
        self.says = _says(font.ToUnicode.read_bytes())

    def is_mark(self, glyph: int) -> bool:
        """Return whether the glyph stands over or under the one before it."""
        return glyph not in self._wide

    def learn(self, glyphs: list[int], text: str) -> None:
        """Take note of what each of these glyphs says: a letter each, or, in น้ำ, a ring and a tone in one."""
        drawn: list[str] = list(TONED_AM.sub(r"ํ\1า", text).replace(AM, IN_TWO))
        if len(glyphs) == 3 < len(drawn):
            drawn = [drawn[0], "".join(drawn[1:-1]), drawn[-1]]
        if len(drawn) == len(glyphs):
            self.says |= dict(zip(glyphs, drawn, strict=True))

    def written(self) -> bytes:
        """Return what each glyph says, as a PDF keeps it."""
        said = sorted(self.says.items())
        rows = [f"<{glyph:04X}> <{text.encode('utf-16-be').hex().upper()}>" for glyph, text in said]
        heads = [rows[at:at + AT_ONCE] for at in range(0, len(rows), AT_ONCE)]
        return MAP.format(rows="\n".join(
            f"{len(some)} beginbfchar\n" + "\n".join(some) + "\nendbfchar" for some in heads)).encode()


def _told(page, fonts):
    """Return the orders of the page: a mark drawn apart says nothing, and a cluster is said by its letter."""
    orders, font, cluster = [], None, None   # the cluster drawn last: its glyphs and its text
    spoken: list[int | None] = []            # where an order began that says something by itself
    for operands, operator in pikepdf.parse_content_stream(page):
        word = str(operator)
        if word in {"BDC", "BMC"}:
            spoken.append(len(orders) if word == "BDC" and _text_of(operands) is not None else None)
        elif word == "EMC":
            spoken.pop()
        elif word == "Tf":
            font = fonts.get(str(operands[0]))
        if word not in {"Tj", "TJ"} or font is None:
            orders.append((operands, operator))
            continue
        pieces = list(operands) if word == "Tj" else list(operands[0])
        glyphs = [glyph for piece in pieces if isinstance(piece, String) for glyph in _glyphs(piece)]
        begun = spoken[-1] if spoken else None
        if glyphs and all(map(font.is_mark, glyphs)):   # it was said with the letter under it
            if cluster:
                cluster = ([*cluster[0], *glyphs], cluster[1])
                font.learn(*cluster)
            orders += _unsaid(orders, begun, (operands, operator))
            continue
        if begun is None:
            cluster = (glyphs[-1:], font.says.get(glyphs[-1], "")) if glyphs else None
            orders.append((operands, operator))
            continue
        cluster = (glyphs, _text_of(orders[begun][0]))
        font.learn(*cluster)
        orders += _by_its_letter(pieces, glyphs, font) or [(operands, operator)]
    return orders


def _unsaid(orders, begun, order):
    """Return the order, saying nothing."""
    if begun is None:
        return [_silence(), order, ([], ENDS)]
    orders[begun] = _silence()
    return [order]


def _by_its_letter(pieces, glyphs, font):
    """Return the orders in which the letter says it all, as wide as it is, and its marks nothing."""
    if len(glyphs) < 2 or not isinstance(pieces[0], String) or any(not font.is_mark(one) for one in glyphs[1:]):
        return []
    first, rest = bytes(pieces[0])[:2], bytes(pieces[0])[2:]
    marks = [String(rest), *pieces[1:]] if rest else pieces[1:]
    draw = Operator("TJ")
    return [([pikepdf.Array([String(first)])], draw), ([], ENDS), _silence(), ([pikepdf.Array(marks)], draw)]


def _silence():
    return [Name.Span, Dictionary(ActualText=String(""))], BEGINS


def _text_of(operands):
    said = operands[1].get("/ActualText") if isinstance(operands[1], Dictionary) else None
    return None if said is None else str(said)


def _fonts(page):
    fonts = page.obj.Resources.get("/Font", {})
    return {name: font for name, font in fonts.items() if "/ToUnicode" in font and "/DescendantFonts" in font}


def _glyphs(piece):
    raw = bytes(piece)
    return [int.from_bytes(raw[at:at + 2], "big") for at in range(0, len(raw), 2)]


def _widths(rows):
    """Yield each glyph with its width: a first glyph stands before a list of widths, or two before a width."""
    rows, at = list(rows), 0
    while at < len(rows):
        first = int(rows[at])
        if isinstance(rows[at + 1], pikepdf.Array):
            yield from ((first + step, float(width)) for step, width in enumerate(rows[at + 1]))
            at += 2
        else:
            yield from ((glyph, float(rows[at + 2])) for glyph in range(first, int(rows[at + 1]) + 1))
            at += 3


def _says(table):
    """Return what each glyph says now; the setter writes rows of one glyph and its text."""
    pairs = ([bytes.fromhex(code.decode()) for code in CODE.findall(line)] for line in table.splitlines())
    return {int.from_bytes(pair[0], "big"): pair[1].decode("utf-16-be") for pair in pairs
            if len(pair) == 2 and pair != [b"\0\0", b"\xff\xff"]}
