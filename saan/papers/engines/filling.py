"""Filling DOCX templates: a template can say names, lists and conditions, and do nothing else."""
import re
from collections.abc import Iterable, Mapping
from datetime import UTC
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext_lazy as _
from docx.opc.exceptions import OpcError
from docx.shared import Cm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError, nodes
from jinja2.sandbox import SandboxedEnvironment, SecurityError
from lxml.etree import LxmlError

from saan.core import clock
from saan.core.refusal import Refusal, Wrong
from saan.papers.engines.press import drawn
from saan.papers.engines.words import cleaned
from saan.papers.rules.blocks import Drawing

FORBIDDEN: dict[type, str] = {   # what could run without end, fetch something, or reach behind the facts; as typed
    nodes.Call: "( )", nodes.Mul: "*", nodes.Pow: "**", nodes.Add: "+", nodes.Concat: "~", nodes.Macro: "macro",
    nodes.CallBlock: "call", nodes.Include: "include", nodes.Import: "import", nodes.FromImport: "from",
    nodes.Extends: "extends", nodes.Block: "block", nodes.FilterBlock: "filter", nodes.Assign: "set",
    nodes.AssignBlock: "set"}
FILTERS = {"upper", "lower", "title", "trim", "join", "length", "count", "default", "d", "first", "last"}
DEEPEST = 4   # loops inside each other
LONGEST = 255   # letters of a title or a name in a document's properties
LANGUAGE = "th-TH"
WIDTH = Cm(12)   # of a picture
UNKNOWN = _("แบบนี้ใช้ชื่อ “%(name)s” ที่เอกสารนี้ไม่มี ดูชื่อที่ใช้ได้ในหน้านี้ แก้ใน Word แล้วส่งอีกครั้ง")
UNREADABLE = _("แบบนี้เขียนคำสั่งผิดใกล้ “%(near)s” ดูว่าเปิดและปิดปีกกาครบ และ for กับ if มีตัวจบ แก้ใน Word แล้วส่งอีกครั้ง")
TOO_MUCH = _("แบบนี้มีคำสั่งที่ใช้ไม่ได้ (%(what)s) ใช้ได้เฉพาะชื่อ for และ if แก้ใน Word แล้วส่งอีกครั้ง")
LACKS = _("แบบนี้ยังไม่มี %(names)s ซึ่งเอกสารนี้ขาดไม่ได้ ใส่ใน Word แล้วส่งอีกครั้ง")
NO_WORD = _("เปิดแบบเอกสารนี้ไม่ได้ เปิดใน Word แล้วบันทึกเป็น .docx ใหม่ก่อนส่ง")
TAGS = re.compile(r"<[^>]*>")
QUOTED = re.compile(r"'([^']*)'")
BROKEN = (OpcError, BadZipFile, LxmlError, KeyError, ValueError, AttributeError, TypeError, RecursionError)


def filled(template: bytes, facts: Mapping, *, title: str = "", author: str = "") -> bytes:
    """Return the template with the facts in it, or refuse one that asks for what is not there or cannot be read.

    The document says of itself its title, whose it is and that it is Thai, so that it is found again and read aloud.
    """
    try:
        document = DocxTemplate(BytesIO(template))
        document.render(_plain(facts, document), Office(autoescape=True, undefined=StrictUndefined), autoescape=True)
        _describe(document, facts)
        _tell_of(document.core_properties, title, author)
        out = BytesIO()
        document.save(out)
    except SecurityError as no:   # the engine quotes what was typed
        raise _refusal("papers.template_forbidden", TOO_MUCH, what=_quoted(no) or str(no)) from no
    except UndefinedError as no:
        raise _refusal("papers.template_unknown", UNKNOWN, name=(QUOTED.findall(str(no)) or ["…"])[-1]) from no
    except TemplateError as no:
        raise _refusal("papers.template_broken", UNREADABLE, near=_near(no)) from no
    except BROKEN as no:
        raise _refusal("papers.template_unreadable", NO_WORD) from no
    return out.getvalue()


def _tell_of(properties, title, author):
    """Let the document say what it is; whoever wrote the template is nobody to those who read the paper."""
    now = clock.now().astimezone(UTC).replace(tzinfo=None)
    properties.title, properties.author = cleaned(title)[:LONGEST], cleaned(author)[:LONGEST]
    properties.last_modified_by, properties.comments, properties.language = properties.author, "", LANGUAGE
    properties.created = properties.modified = now


def _describe(document, facts):
    """Put the words of the paper's own picture beside it, for those who do not see it."""
    told = [fact for fact in facts.values() if isinstance(fact, Drawing)]
    for one in document.docx.inline_shapes if told else ():
        about = one._inline.docPr
        if not about.get("descr"):
            about.set("descr", cleaned(told[0].words))


def refuse_lacking(template: bytes, sample: Mapping, needs: Iterable[str]) -> None:
    """Refuse a template that cannot be filled, or that does not show what the paper cannot do without."""
    marked = {name: f"saanfield{number}x" for number, name in enumerate(needs)}
    with ZipFile(BytesIO(filled(template, {**sample, **marked}))) as parts:
        told = "".join(TAGS.sub("", parts.read(name).decode(errors="replace")) for name in parts.namelist()
                       if name.startswith("word/") and name.endswith(".xml")).lower()
    lacking = [name for name, mark in marked.items() if mark not in told]
    if lacking:
        raise _refusal("papers.template_lacks", LACKS, names=", ".join(f"{{{{ {name} }}}}" for name in lacking))


class Office(SandboxedEnvironment):
    """What an office's template may say."""

    def _parse(self, source, name, filename):
        tree = super()._parse(source, name, filename)
        for node in tree.find_all(tuple(FORBIDDEN)):
            raise SecurityError(FORBIDDEN[type(node)])
        for node in tree.find_all(nodes.Filter):
            if node.name not in FILTERS:
                raise SecurityError(f"|{node.name}")
        _need_shallow(tree, 0)
        return tree


def _need_shallow(node, depth):
    depth += isinstance(node, nodes.For)
    if depth > DEEPEST:
        raise SecurityError("for for for for for")
    for inner in node.iter_child_nodes():
        _need_shallow(inner, depth)


def _plain(facts, document):
    """Return the facts as texts, numbers, pictures, lists and dicts, without signs that no document holds."""
    if isinstance(facts, Drawing):
        return InlineImage(document, BytesIO(drawn(facts.svg)), width=WIDTH)
    if isinstance(facts, Mapping):
        return {str(key): _plain(value, document) for key, value in facts.items()}
    if isinstance(facts, list | tuple):
        return [_plain(value, document) for value in facts]
    return facts if facts is None or isinstance(facts, int) else cleaned(facts)


def _near(fault):
    """Return the words in the document where the fault stands, as somebody sees them in Word."""
    lines = list(getattr(fault, "docx_context", ()))
    at = [line for line in lines if "{" in TAGS.sub("", line)] if isinstance(fault, TemplateSyntaxError) else []
    seen = TAGS.sub("", at[-1] if at else "").strip()
    begin = max(seen.rfind("{%"), seen.rfind("{{"), 0)
    return seen[begin:begin + 60] or _quoted(fault)[:60] or "…"


def _quoted(fault):
    """Return what of the template the engine quotes: its own words are in English."""
    return next(iter(QUOTED.findall(str(fault))), "")


def _refusal(code, sentence, **params):
    no = Refusal(code, sentence, status=422, **params)
    no.errors = [Wrong("file", str(no))]
    return no
