"""Reading a PDF back, line by line, from the glyphs that stand in it."""
import re
from io import BytesIO

import pikepdf
from pikepdf import Pdf

CODES = re.compile(rb"<([0-9a-fA-F]+)>")


def lines_of(pdf: bytes) -> list[str]:
    """Return the words of each line as they stand on the pages, from top to bottom."""
    told = []
    with Pdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            rows: dict[float, list[tuple[float, str]]] = {}
            for x, y, words in _glyphs(page):
                rows.setdefault(round(y, 1), []).append((x, words))
            lines = {y: "".join(words for _x, words in sorted(row, key=lambda one: one[0])) for y, row in rows.items()}
            told += [lines[y] for y in sorted(lines, reverse=True) if lines[y]]   # a mark drawn apart says nothing
    return told


def glyphs_of(pdf: bytes) -> list[list[str]]:
    """Return what the glyphs of each font say by themselves."""
    with Pdf.open(BytesIO(pdf)) as document:
        fonts = {font.objgen: font for page in document.pages for font in page.obj.Resources.Font.values()}
        return [list(_alphabet(font).values()) for font in fonts.values()]


def _glyphs(page):   # noqa: C901  a page is a list of small orders
    """Yield where each run of glyphs stands and what it says; what a run says for itself (ActualText) counts."""
    alphabets = {name: _alphabet(font) for name, font in page.obj.Resources.Font.items()}
    alphabet, place, ground, kept, spoken = {}, pikepdf.Matrix(), pikepdf.Matrix(), [], []
    for operands, operator in pikepdf.parse_content_stream(page):
        word = str(operator)
        if word == "q":
            kept.append(ground)
        elif word == "Q":
            ground = kept.pop()
        elif word == "cm":
            ground = pikepdf.Matrix(*operands) @ ground
        elif word == "BDC":
            said = operands[1].get("/ActualText") if isinstance(operands[1], pikepdf.Dictionary) else None
            spoken.append([str(said)] if said is not None else None)
        elif word == "BMC":
            spoken.append(None)
        elif word == "EMC":
            spoken.pop()
        elif word == "Tf":
            alphabet = alphabets[str(operands[0])]
        elif word == "Tm":
            place = pikepdf.Matrix(*operands)
        elif word in {"Tj", "TJ"}:
            at = place @ ground
            words = "".join(_said(piece, alphabet) for piece in (operands if word == "Tj" else operands[0]))
            outer = next((one for one in reversed(spoken) if one is not None), None)
            if outer is not None:
                words = outer.pop() if outer else ""
            yield at.e, at.f, words


def _said(piece, alphabet):
    if not isinstance(piece, pikepdf.String):
        return ""
    raw = bytes(piece)
    return "".join(alphabet.get(raw[at:at + 2], "�") for at in range(0, len(raw), 2))


def _alphabet(font):
    """Return what each glyph of the font says."""
    table, mode = {}, ""
    for line in font.ToUnicode.read_bytes().splitlines():
        if b"begin" in line:
            mode = line.split(b"begin")[-1].strip().decode()
        codes = [bytes.fromhex(code.decode()) for code in CODES.findall(line)]
        if mode == "bfchar" and len(codes) == 2:
            table[codes[0]] = codes[1].decode("utf-16-be")
        elif mode == "bfrange" and len(codes) == 3:
            first, last, says = (int.from_bytes(code, "big") for code in codes)
            table |= {(first + step).to_bytes(2, "big"): chr(says + step) for step in range(last - first + 1)}
    return table
