"""Building Saan's own templates: ordinary Word documents, in the office's letter, that somebody can go on editing."""
from io import BytesIO

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

FONT = "TH Sarabun New"   # on every office's machine; where it is missing, Word takes another Thai letter
SIZE = 16   # points, as official papers are written


class Letter:
    """A template as it is written, paragraph after paragraph."""

    def __init__(self):
        self._document = Document()
        _page(self._document.sections[0])
        for name, size, bold in (("Normal", SIZE, False), ("Title", 20, True), ("Heading 1", 18, True)):
            _thai(self._document.styles[name], size, bold)
        self._document.styles["Normal"].paragraph_format.space_after = Pt(0)

    def title(self, *lines: str) -> None:
        """Write the title, its lines in the middle."""
        for line in lines:
            self._paragraph(line, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER)

    def head(self, words: str) -> None:
        """Write a heading."""
        self._paragraph(words, style="Heading 1").paragraph_format.space_before = Pt(8)

    def say(self, words: str, bold: bool = False, indent: float = 0, tabs: tuple[float, ...] = ()) -> None:
        """Write a paragraph; a tab in it goes to the places named, in cm."""
        one = self._paragraph(words, bold=bold)
        one.paragraph_format.left_indent = Cm(indent)
        for at in tabs:
            one.paragraph_format.tab_stops.add_tab_stop(Cm(at), WD_TAB_ALIGNMENT.LEFT)

    def sign(self, one: str = "") -> None:
        """Write the line for one signature, or, where none is named, one for each of `signatures`."""
        if not one:
            self.rule("for one in signatures")
        name = one or "one"
        for words in ("", "ลงชื่อ ........................................", f"({{{{ {name}.name }}}})",
                      f"{{{{ {name}.title }}}}", f"{{{{ {name}.role }}}}"):
            self._paragraph(words, align=WD_ALIGN_PARAGRAPH.CENTER).paragraph_format.left_indent = Cm(7)
        if not one:
            self.rule("endfor")

    def rule(self, words: str) -> None:
        """Write an instruction on a line of its own, which is gone in the filled paper: for … endfor, if … endif."""
        self._paragraph(f"{{%p {words} %}}")

    def each(self, loop: str, *lines: tuple[str, dict]) -> None:
        """Write lines that come again for each of a list."""
        self.rule(f"for {loop}")
        for words, look in lines:
            self.say(words, **look)
        self.rule("endfor")

    def table(self, loop: str, *columns: tuple[str, str]) -> None:
        """Write a table with a row for each of a list; a column is its heading and what stands in it."""
        table = self._document.add_table(rows=4, cols=len(columns), style="Table Grid")
        for cell, (heading, _words) in zip(table.rows[0].cells, columns, strict=True):
            _run(cell.paragraphs[0], heading, bold=True)
        _run(table.rows[1].cells[0].paragraphs[0], f"{{%tr for {loop} %}}")
        for cell, (_heading, words) in zip(table.rows[2].cells, columns, strict=True):
            _run(cell.paragraphs[0], words)
        _run(table.rows[3].cells[0].paragraphs[0], "{%tr endfor %}")

    def written(self) -> bytes:
        """Return the document."""
        _number_pages(self._document.sections[0].footer.paragraphs[0])
        out = BytesIO()
        self._document.save(out)
        return out.getvalue()

    def _paragraph(self, words, *, style="Normal", bold=False, align=None):
        one = self._document.add_paragraph(style=style)
        one.alignment = align
        _run(one, words, bold=bold)
        return one


def _page(section):
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2)
    section.left_margin, section.right_margin = Cm(3), Cm(2)


def _thai(style, size, bold):
    """Let the style say its letter, size and weight for Thai too: Word keeps those apart as complex script."""
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    look = style.element.get_or_add_rPr()
    fonts = look.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    for colour in look.findall(qn("w:color")):
        look.remove(colour)
    _put(look, "w:bCs", val="1" if bold else "0")
    _put(look, "w:szCs", val=str(size * 2))
    _put(look, "w:lang", val="en-US", bidi="th-TH")


def _put(look, name, **values):
    for old in look.findall(qn(name)):
        look.remove(old)
    one = OxmlElement(name)
    for key, value in values.items():
        one.set(qn(f"w:{key}"), value)
    later = {"w:bCs": ("w:i", "w:iCs", "w:color", "w:spacing", "w:kern", "w:sz", "w:szCs", "w:lang"),
             "w:szCs": ("w:highlight", "w:u", "w:lang"), "w:lang": ("w:eastAsianLayout",)}[name]
    look.insert_element_before(one, *later)   # Word wants them in this order


def _run(paragraph, words, bold=False):
    run = paragraph.add_run(words)
    if bold:
        run.font.bold = run.font.cs_bold = True


def _number_pages(paragraph):
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _run(paragraph, "หน้า ")
    for code in ("PAGE", "NUMPAGES"):
        simple = OxmlElement("w:fldSimple")
        simple.set(qn("w:instr"), code)
        paragraph._p.append(simple)
        if code == "PAGE":
            _run(paragraph, "/")
