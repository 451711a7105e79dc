"""A town fills its papers into templates of its own; one that cannot be filled is refused with what is wrong in it."""
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils.translation import override
from docx import Document
from docx.oxml.ns import qn

from saan.core import clock
from saan.core.refusal import Refusal
from saan.core.tests.sending import picture, upload, word
from saan.papers.actions import replace, reset
from saan.papers.engines.filling import filled, refuse_lacking
from saan.papers.models import Template
from saan.papers.queries import docx, newest, pdf, template
from saan.papers.rules import named, registered
from saan.trail.models import Step
from tests.languages import THAI, thai_outside
from tests.town import refused, settle, sign_in

SAMPLE = {"committee": "คณะกรรมการ <b>&</b>", "present": [{"name": "มะลิ", "title": "เด็ก"}], "text": "หนึ่ง\nสอง"}


@pytest.fixture
def town(db, settings, tmp_path):
    """A town with an officer; its files lie in a folder of this story's own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return settle()


def said(content):
    """Return every paragraph of the document, those in tables too."""
    document = Document(BytesIO(content))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return [one.text for one in [*document.paragraphs, *(line for cell in cells for line in cell.paragraphs)]]


def sent(*lines):
    """Return a Word document with these lines, as an upload."""
    return upload(word("\n".join(lines)), "แบบ.docx")


def test_saans_own_templates_take_the_sample_and_leave_no_brace():
    for paper in registered():
        told = said(filled(paper.own(), paper.sample))
        assert not [line for line in told if "{" in line or "}" in line]
        assert any(paper.sample.get("committee", paper.sample["town"]) in line for line in told)
    told = said(filled(named("minutes").own(), named("minutes").sample))
    assert {"มติที่ 12/2569", "กำหนดแล้วเสร็จ 30 เมษายน 2570", "ผู้มีส่วนได้เสีย ไม่ร่วมลงมติ นายเดชา ตั้งใจ",
            "แก้จำนวนไฟจาก 5 ดวงเป็น 6 ดวงตามแบบที่กองช่างส่ง"} <= set(told)


def test_a_paper_says_what_it_is_and_whose_whoever_wrote_the_template(town):
    for own in (False, True):
        if own:
            replace(paper="invitation", authority=town.city, by=town.officer,
                    upload=sent("{{ date }} {{ time }} {{ place }}"))
        told = Document(BytesIO(docx("invitation", town.city, named("invitation").sample))).core_properties
        assert (told.author, told.last_modified_by, told.language) == (town.city.name, town.city.name, "th-TH")
        assert told.title and told.comments == "" and told.created.date() == clock.now().date()


def test_thai_is_written_in_the_offices_letter():
    normal = Document(BytesIO(named("minutes").own())).styles["Normal"].element.rPr
    assert normal.find(qn("w:rFonts")).get(qn("w:cs")) == "TH Sarabun New"
    assert normal.find(qn("w:szCs")).get(qn("w:val")) == "32" and normal.find(qn("w:sz")).get(qn("w:val")) == "32"
    order = [one.tag.split("}")[1] for one in normal]
    assert order == sorted(order, key=["rFonts", "b", "bCs", "sz", "szCs", "lang"].index)


def test_what_people_wrote_stays_what_they_wrote():
    told = said(filled(word("{{ committee }} {{ text }}"), SAMPLE | {"text": "{{ committee }} \x07\x00 {% for %}"}))
    assert "คณะกรรมการ <b>&</b> {{ committee }}  {% for %}" in told[-1].replace("\t", "")


@pytest.mark.parametrize(("line", "code", "words"), [
    ("{{ comittee }}", "papers.template_unknown", "comittee"),
    ("{% for one in present %}{{ one.nam }}{% endfor %}", "papers.template_unknown", "nam"),
    ("{{ committee }", "papers.template_broken", ""),
    ("{% for one in present %}", "papers.template_broken", "for"),
    ("{% fro one in present %}", "papers.template_broken", "fro"),
    ("{{ range(99999999) }}", "papers.template_forbidden", "( )"),
    ("{{ committee.__class__.mro() }}", "papers.template_forbidden", "( )"),
    ("{{ committee.__class__ }}", "papers.template_forbidden", "__class__"),
    ("{{ 'x' * 999999999 }}", "papers.template_forbidden", "*"),
    ("{% include 'secret' %}", "papers.template_forbidden", "include"),
    ("{{ committee|safe }}", "papers.template_forbidden", "|safe"),
    ("{% for a in present %}" * 5 + "{% endfor %}" * 5, "papers.template_forbidden", "for"),
    ("{% set x = present %}", "papers.template_forbidden", "set")])
def test_a_template_that_asks_too_much_is_refused_with_the_word_that_is_wrong(line, code, words):
    with refused(code, 422) as no:
        filled(word(line), SAMPLE)
    assert words in str(no.value) and [wrong.where for wrong in no.value.errors] == ["file"]


@pytest.mark.parametrize("line", [
    "{{ committee.__class__ }}", "{{ ''.__init__ }}", "{% for one in present %}{{ one.__init__ }}{% endfor %}",
    "{{ 'x' * 9 }}", "{{ range(9) }}", "{% set x = present %}", "{{ committee }", "{% fro one in present %}",
    "{% for one in present %}", "{% endfor %}", "{{ }}", "{{ committee|nothing }}", "{{ one.two.three }}"])
def test_what_is_refused_is_told_in_ones_own_language_with_what_was_typed(line):
    with pytest.raises(Refusal) as no:
        filled(word(line), SAMPLE)
    told = str(no.value)
    for engine in ("access", "unsafe", "object", "ncountered", "nexpected", "template", "undefined", "attribute",
                   "expected", "filter", "tag", "call", "assign", "mul"):
        assert engine not in told.lower(), told


@pytest.mark.slow
def test_a_template_without_what_the_paper_cannot_do_without_is_refused_by_name(town):
    for paper, lines, lacking in (("minutes", ["เปล่า"], ["minutes"]), ("minutes", ["{{ number }}"], ["minutes"]),
                                  ("minutes", ["{% if minutes %}มี{% endif %}"], ["minutes"]),
                                  ("invitation", ["{{ place }}"], ["date", "time"])):
        with refused("papers.template_lacks", 422) as no:
            replace(paper=paper, authority=town.city, by=town.officer, upload=sent(*lines))
        assert ", ".join(f"{{{{ {name} }}}}" for name in lacking) in str(no.value)
        assert [wrong.where for wrong in no.value.errors] == ["file"]
    replace(paper="invitation", authority=town.city, by=town.officer, upload=sent("{{ date }} {{ time }} {{ place }}"))
    for paper in registered():
        refuse_lacking(paper.own(), paper.sample, paper.needs)   # Saan's own templates have them all


def test_a_paper_keeps_the_template_of_the_hour_it_was_settled(town):
    then = clock.now()
    with clock.moved_to(then + timedelta(days=1)):
        replace(paper="minutes", authority=town.city, by=town.officer, upload=sent("แบบเมือง {{ minutes }}"))
        sample = named("minutes").sample
        assert "มติที่ 12/2569" in said(docx("minutes", town.city, sample, at=then))
        assert "มติที่ 12/2569" not in said(docx("minutes", town.city, sample, at=clock.now()))
        assert "มติที่ 12/2569" not in said(docx("minutes", town.city, sample))


def test_a_town_has_its_own_template_and_takes_saans_again(town):
    mine = replace(paper="minutes", authority=town.city, by=town.officer,
                   upload=sent("แบบเมือง {{ number }}", "{{ minutes }}"))
    assert any(line.startswith("แบบเมือง 3/2569\nที่ประชุม") for line in said(docx(
        "minutes", town.city, named("minutes").sample)))
    assert "แบบเมือง {{ number }}\n{{ minutes }}" in said(template("minutes", town.city))
    other = settle("300101", roles=())
    assert "มติที่ 12/2569" in said(docx("minutes", other.city, named("minutes").sample))
    reset(paper="minutes", authority=town.city, by=town.officer)
    assert "มติที่ 12/2569" in said(docx("minutes", town.city, named("minutes").sample))
    assert [(row.file_id, row.by_id) for row in Template.objects.order_by("pk")] == [
        (mine.file_id, town.officer.pk), (None, town.officer.pk)]
    assert list(Step.objects.filter(kind="template").order_by("pk").values_list("verb", flat=True)) == [
        "replaced", "reset"]
    with refused("papers.own_already"):
        reset(paper="minutes", authority=town.city, by=town.officer)


def test_what_cannot_be_filled_changes_nothing(town):
    for file, code in ((sent("{{ nobody }}"), "papers.template_unknown"), (upload(picture()), "core.file_kind"),
                       (upload(word(**{"word/document.xml": "<x/>"})), "papers.template_unreadable")):
        with refused(code, 422):
            replace(paper="minutes", authority=town.city, by=town.officer, upload=file)
    assert newest("minutes", town.city) is None and not Step.objects.filter(kind="template").exists()
    with refused("papers.unknown", 404):
        pdf("nothing", town.city, {})


@pytest.mark.slow
def test_an_officer_does_all_that_by_pages(client, town):
    sign_in(client, town.officer)
    assert "รายงานการประชุม" in client.get("/papers").content.decode()
    own = client.get("/papers/minutes/template")
    assert own.headers["Content-Disposition"].startswith("attachment") and own.content.startswith(b"PK")
    assert client.get("/papers/minutes/sample.pdf").content.startswith(b"%PDF-")
    assert client.get("/papers/minutes/sample.docx").content.startswith(b"PK")
    page = client.post("/papers/minutes", {"file": sent("{{ nobody }}")})
    assert page.status_code == 422 and "nobody" in page.content.decode()
    assert client.post("/papers/minutes", {}).status_code == 422
    assert client.post("/papers/minutes", {"file": upload(own.content, "x.docx")}).status_code == 302
    page = client.get("/papers/minutes").content.decode()
    assert "แบบของเรา" in page and str(town.officer) in page
    assert client.post("/papers/minutes", {"do": "reset"}).status_code == 302
    assert client.get("/papers/nothing").status_code == 404


def test_nobody_else_sees_or_changes_templates(client, town):
    assert client.get("/papers").status_code == 302
    sign_in(client, town.council)
    assert client.get("/papers").status_code == 403
    assert client.post("/papers/minutes", {"file": sent("x")}).status_code == 403


def test_every_name_that_a_template_may_use_is_explained_in_the_readers_language(client, town):
    sign_in(client, town.officer)
    for paper in registered():
        leaves = set(_leaves(paper.sample))
        assert set(paper.fields) == leaves, paper.word   # every name has words of its own
        page = client.get(f"/papers/{paper.word}", {"lang": "en"}).content.decode()
        assert all(f"<code>{name}</code>" in page for name in leaves)
        assert thai_outside(page) == [] and '<dd lang="th">' not in page
        with override("en"):
            assert not [about for about in map(str, paper.fields.values()) if THAI.search(about)]


def _leaves(facts, before=""):
    """Return the name of each fact as a template uses it: a list with [], what lies in something after a dot."""
    for name, fact in facts.items():
        here = f"{before}{name}[]" if isinstance(fact, list) else f"{before}{name}"
        each = fact if isinstance(fact, list) else [fact]
        if isinstance(each[0], dict):
            known = {key: value for one in each for key, value in one.items() if value != []}
            yield from _leaves(each[0] | known, f"{here}.")
        else:
            yield here
