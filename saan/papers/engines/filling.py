"""Filling DOCX templates: a template can say names, lists and conditions, and do nothing else."""
import re
from collections.abc import Mapping
from io import BytesIO
from zipfile import BadZipFile

from django.utils.translation import gettext_lazy as _
from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError, nodes
from jinja2.sandbox import SandboxedEnvironment, SecurityError
from lxml.etree import LxmlError

from saan.core.refusal import Refusal, Wrong
from saan.papers.engines.words import cleaned

FORBIDDEN = (   # whatever could run without end, fetch something, or reach behind the facts
    nodes.Call, nodes.Mul, nodes.Pow, nodes.Add, nodes.Concat, nodes.Macro, nodes.CallBlock, nodes.Include,
    nodes.Import, nodes.FromImport, nodes.Extends, nodes.Block, nodes.FilterBlock, nodes.Assign, nodes.AssignBlock)
FILTERS = {"upper", "lower", "title", "trim", "join", "length", "count", "default", "d", "first", "last"}
DEEPEST = 4   # loops inside each other
UNKNOWN = _("แบบนี้ใช้ชื่อ “%(name)s” ที่เอกสารนี้ไม่มี ดูชื่อที่ใช้ได้ในหน้านี้ แก้ใน Word แล้วส่งอีกครั้ง")
UNREADABLE = _("แบบนี้เขียนคำสั่งผิดใกล้ “%(near)s” ดูว่าเปิดและปิดปีกกาครบ และ for กับ if มีตัวจบ แก้ใน Word แล้วส่งอีกครั้ง")
TOO_MUCH = _("แบบนี้มีคำสั่งที่ใช้ไม่ได้ (%(what)s) ใช้ได้เฉพาะชื่อ for และ if แก้ใน Word แล้วส่งอีกครั้ง")
NO_WORD = _("เปิดแบบเอกสารนี้ไม่ได้ เปิดใน Word แล้วบันทึกเป็น .docx ใหม่ก่อนส่ง")
TAGS = re.compile(r"<[^>]*>")
QUOTED = re.compile(r"'([^']*)'")
BROKEN = (OpcError, BadZipFile, LxmlError, KeyError, ValueError, AttributeError, TypeError, RecursionError)


def filled(template: bytes, facts: Mapping) -> bytes:
    """Return the template with the facts in it, or refuse one that asks for what is not there or cannot be read."""
    try:
        document = DocxTemplate(BytesIO(template))
        document.render(_plain(facts), Office(autoescape=True, undefined=StrictUndefined), autoescape=True)
        out = BytesIO()
        document.save(out)
    except SecurityError as no:
        raise _refusal("papers.template_forbidden", TOO_MUCH, what=str(no)) from no
    except UndefinedError as no:
        name = QUOTED.findall(str(no))
        raise _refusal("papers.template_unknown", UNKNOWN, name=name[-1] if name else str(no)) from no
    except TemplateError as no:
        raise _refusal("papers.template_broken", UNREADABLE, near=_near(no)) from no
    except BROKEN as no:
        raise _refusal("papers.template_unreadable", NO_WORD) from no
    return out.getvalue()


class Office(SandboxedEnvironment):
    """What an office's template may say."""

    def _parse(self, source, name, filename):
        tree = super()._parse(source, name, filename)
        for node in tree.find_all(FORBIDDEN):
            raise SecurityError(type(node).__name__.lower())
        for node in tree.find_all(nodes.Filter):
            if node.name not in FILTERS:
                raise SecurityError(node.name)
        _need_shallow(tree, 0)
        return tree


def _need_shallow(node, depth):
    depth += isinstance(node, nodes.For)
    if depth > DEEPEST:
        raise SecurityError("for for for for for")
    for inner in node.iter_child_nodes():
        _need_shallow(inner, depth)


def _plain(facts):
    """Return the facts as texts, numbers, lists and dicts, without signs that no document holds."""
    if isinstance(facts, Mapping):
        return {str(key): _plain(value) for key, value in facts.items()}
    if isinstance(facts, list | tuple):
        return [_plain(value) for value in facts]
    return facts if facts is None or isinstance(facts, int) else cleaned(facts)


def _near(fault):
    """Return the words in the document where the fault stands, as somebody sees them in Word."""
    lines = list(getattr(fault, "docx_context", ()))
    at = [line for line in lines if "{" in TAGS.sub("", line)] if isinstance(fault, TemplateSyntaxError) else []
    seen = TAGS.sub("", at[-1] if at else "").strip()
    begin = max(seen.rfind("{%"), seen.rfind("{{"), 0)
    return (seen[begin:begin + 60] or str(fault))[:80]


def _refusal(code, sentence, **params):
    no = Refusal(code, sentence, status=422, **params)
    no.errors = [Wrong("file", str(no))]
    return no
