"""Reading a file of population figures as offices write them, or saying no to every bad row and column."""
from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from saan.areas.models import Area, Population
from saan.core.dates import read_day
from saan.core.files.tables import rows_of
from saan.core.refusal import Refusal, Wrong
from saan.core.vocabulary import Band, Disability, Sex
from saan.methods.words import arabic, clean, folded

MOST = 2_147_483_647
COLUMNS = {   # column: what stands above it
    "area": ("area", "พื้นที่", "รหัสพื้นที่", "รหัสตำบล", "ตำบล"),
    "band": ("band", "age band", "ช่วงอายุ", "อายุ"),
    "sex": ("sex", "เพศ"),
    "disability": ("disability", "ความพิการ", "พิการ"),
    "count": ("count", "จำนวน", "จำนวนคน"),
    "source": ("source", "แหล่งข้อมูล", "ที่มา"),
    "as_of": ("as-of", "as of", "as_of", "ณ วันที่", "วันที่"),
}
ANYBODY = {"", "-", "รวม", "all", "total"}
NOES = {   # column: what to say where its cell cannot be read
    "area": _("ไม่มีพื้นที่รหัส “{cell}” ใส่รหัสทางการ เช่น 930307"),
    "band": _("ไม่รู้จักช่วงอายุ “{cell}” ใส่ under7, 7-10, 11-14, 15-17, 18-19, 20-25 หรือ over25 "
              "(ตารางอาจเปลี่ยน 7-10 เป็นวันที่ ให้ตั้งช่องเป็นข้อความ)"),
    "sex": _("ไม่รู้จัก “{cell}” ใส่ female, male หรือเว้นว่าง"),
    "disability": _("ไม่รู้จัก “{cell}” ใส่ yes, no หรือเว้นว่าง"),
    "count": _("“{cell}” ไม่ใช่จำนวนคน ใส่จำนวนเต็มตั้งแต่ 0"),
    "source": _("ต้องบอกแหล่งข้อมูล ไม่เกิน 200 ตัวอักษร"),
    "as_of": _("“{cell}” ไม่ใช่วันที่ ใส่แบบ 2569-10-01 หรือ 1 ต.ค. 2569"),
}


def read_population(file: bytes, areas: dict[str, Area]) -> list[Population]:
    """Return the figures of the file; any row that cannot be read refuses them all.

    The first line names the columns in English or Thai. UTF-8 with or without BOM, UTF-16 and TIS-620 are accepted,
    comma, semicolon or tab, Thai numerals, days as 2569-10-01 or 1 ต.ค. 2569.
    """
    rows = [row.cells for row in rows_of(file)]
    places = _places(rows[0] if rows else [])
    figures, wrong, seen = [], [], {}
    for number, line in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in line):
            continue
        figure, noes = _figure({name: line[at] if at < len(line) else "" for name, at in places.items()}, areas)
        if not noes:
            key = (figure.area_id, figure.band, figure.sex, figure.disability, figure.as_of)
            first = seen.setdefault(key, number)
            noes = [("area", _said(_("ซ้ำกับบรรทัดที่ {n}"), n=first))] if first != number else []
        wrong += [Wrong(_said(_("บรรทัดที่ {n} ช่อง {column}"), n=number, column=name), said) for name, said in noes]
        figures.append(figure)
    if wrong:
        no = _("อ่านบางบรรทัดไม่ได้ จึงยังไม่ได้เก็บตัวเลขใดเลย แก้แล้วลองใหม่")
        raise Refusal("areas.rows_unread", no, status=422, errors=wrong)
    if not figures:
        raise Refusal("areas.no_rows", _("ไฟล์นี้ไม่มีตัวเลขเลย"), status=422)
    return figures


def _places(head):
    """Return at which place each column stands."""
    said = [folded(clean(name)) for name in head]
    places = {column: next((said.index(folded(name)) for name in names if folded(name) in said), None)
              for column, names in COLUMNS.items()}
    missing = [column for column in ("area", "band", "count", "source", "as_of") if places[column] is None]
    if missing:
        no = _("ไฟล์นี้ขาดช่อง %(missing)s บรรทัดแรกต้องเป็นชื่อช่อง: area, band, sex, disability, count, source, as-of")
        raise Refusal("areas.columns_missing", no, status=422, missing=", ".join(missing))
    return {column: at for column, at in places.items() if at is not None}


def _figure(cells, areas):
    """Return the figure of a line, and what is wrong with it as (column, sentence)."""
    readers = {"area": lambda cell: areas[arabic(cell)], "band": _word(Band), "sex": _word(Sex, ANYBODY),
               "disability": _word(Disability, ANYBODY), "count": _count, "source": _source, "as_of": read_day}
    found, noes = {}, []
    for column, read in readers.items():
        cell = clean(cells.get(column, ""))
        try:
            found[column] = read(cell)
        except (KeyError, ValueError):
            noes.append((column, _said(NOES[column], cell=cell[:40])))
    return (None if noes else Population(**found)), noes


def _word(words, nothing=frozenset()):
    """Return a reader of fixed words, as the code writes them or as pages do, in Thai."""
    with translation.override("th"):
        known = {_plain(form): word.value for word in words for form in (word.value, str(word.label))}
    return lambda cell: "" if folded(cell) in nothing else known[_plain(cell)]


def _plain(text):
    return folded(text).replace("–", "-").replace(" ", "").removesuffix("ปี")


def _count(cell):
    digits = arabic(cell).replace(",", "")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= len(str(MOST)) and int(digits) <= MOST):
        raise ValueError(cell)
    return int(digits)


def _source(cell):
    if not 0 < len(cell) <= 200:
        raise ValueError(cell)
    return cell


def _said(sentence, **params):
    return format_lazy(sentence, **params)
