"""Lines of a paper end between Thai words, and what people write is never read as instructions."""
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pythainlp.tokenize import word_tokenize

from saan.papers.engines.press import pictured, printed
from saan.papers.engines.words import LONGEST, lines, pieces
from saan.papers.rules import blocks, named, registered
from saan.papers.tests.reading import glyphs_of, lines_of

TOLD = ("สภาเด็กและเยาวชนเสนอเรื่องที่หลายคนพูดเหมือนกันว่า ลานหลังตลาดมืดตั้งแต่หกโมงเย็น เด็กที่เรียนพิเศษต้องเดินผ่านคนเดียว "
        "และทางเท้าหน้าโรงเรียนมีต้นไม้ขวางจนรถเข็นผ่านไม่ได้ ที่ประชุมจึงมีมติให้ติดไฟส่องสว่าง 6 ดวง ภายในวันที่ 30 เมษายน 2570")
NASTY = ["#set page(width: 1cm)", "$x^2$", "*bold* _it_", "#eval(\"1\")", "@ref <label>", "// gone", "/* gone */",
         "\\u{41} \\ ", "= Head", "- list", "```raw```", "#sys.inputs", "'quote' -- ---", "https://example.org/a?b=c"]


def shown(text, width=16.0):
    """Return the lines that a paragraph is printed in."""
    return lines_of(printed([blocks.text(text)], head="", title="", width=width))


def bare(text):
    """Return the text without spaces and joiners."""
    return "".join(text.split()).replace("\u00a0", "").replace("\u2060", "")


@pytest.mark.parametrize("width", [2.5, 3.2, 4.1, 6.0, 9.0])
def test_every_line_of_a_narrow_column_ends_where_a_word_ends(width):
    ends, at = set(), 0
    for word in word_tokenize(TOLD, engine="newmm"):
        at += len(bare(word))
        ends.add(at)
    told, at = shown(TOLD, width), 0
    assert len(told) > 3
    for line in told:
        at += len(bare(line))
        assert at in ends, line
    assert "".join(map(bare, told)) == bare(TOLD)   # nothing is lost, every vowel and tone in its place


def test_signs_never_begin_a_line_and_never_stand_alone():
    assert pieces("ต่าง ๆ เด็ก ๆ ฯลฯ") == ["ต่าง\u00a0ๆ", " ", "เด็ก\u00a0ๆ", " ", "ฯลฯ"]
    assert pieces('(ลาน) "เล่น" ดี!') == ["(ลาน)", " ", '"เล่น"', " ", "ดี!"]
    assert all(len(piece) <= LONGEST + 1 for piece in pieces("ก" * 200))
    assert lines("ก\r\n\nข\x00") == [["ก"], [], ["ข"]]


def test_every_cluster_is_said_once_to_those_who_search_copy_or_hear_it():
    told = ("ครั้งที่ 1/2569 เริ่มประชุม บันทึกเพิ่มเติม ติดตั้ง ปั่น ปึ้ง เปื้อน ฟื้น กิ๊ก ญี่ปุ่น น้ำ ป้ำ ฝ้าย ผู้ ฎุ ฐุ ปู่ "
            "ทั้งหมดนี้ปั่นปั่น น้ำน้ำ")
    assert "".join(shown(told, 40)).replace("\u00a0", " ") == told
    for letters in glyphs_of(printed([blocks.text(told)], head="", title="")):
        assert {"ร", "ั", "้", "ป", "ื", "ิ", "่"} <= set(letters)   # also for those who read glyph by glyph
        assert all(len(one) == 1 or one in {"ํ้", "์"} for one in letters)


def test_an_emoji_leaves_no_empty_box():
    assert lines("ดี 👍🏽 มาก ❤️ 🇹🇭 ฿ © 1️⃣") == [["ดี", " ", "มาก", " ", "฿", " ", "©", " ", "1"]]


@pytest.mark.parametrize("text", NASTY)
def test_what_looks_like_an_instruction_is_printed_as_it_is(text):
    assert bare("".join(shown(text))) == bare(text)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60))
def test_whatever_is_written_can_be_printed(text):
    page = [blocks.title(text, text), blocks.head(text), blocks.field(text, text), blocks.text(text),
            blocks.people([(text, text)]), blocks.points([(text, text)]), blocks.framed(text, text, [(text, text)]),
            blocks.table([text], [[text]], [1]), blocks.letterhead([text], [text]),
            blocks.signatures([{"role": text, "name": text, "title": text}])]
    assert printed(page, head=text, title=text).startswith(b"%PDF-")


def test_every_paper_prints_its_sample_with_page_numbers():
    assert {"minutes", "invitation"} <= {paper.word for paper in registered()}
    for paper in registered():
        page = paper.page(paper.sample)
        told = "\n".join(lines_of(printed(page, head="เทศบาล", title=str(paper.title))))
        pages = pictured(page, head="เทศบาล", title=str(paper.title))
        assert f"หน้า 1/{len(pages)}" in told and pages[0].startswith(b"\x89PNG")


def test_the_minutes_say_all_that_was_resolved():
    paper = named("minutes")
    told = bare("".join(lines_of(printed(paper.page(paper.sample), head="", title=""))))
    for words in ("ผู้มาประชุมแทน", "(แทนนายช่างโยธา)", "(ติดราชการ)", "มติที่12/2569", "กองช่างเทศบาลเมืองตัวอย่าง",
                  "30เมษายน2570", "เห็นชอบ4เสียงไม่เห็นชอบ0เสียง", "(มีส่วนได้เสีย)", "แก้จำนวนไฟ",
                  "ผู้จดรายงานการประชุม", "ครบองค์ประชุม"):
        assert words in told, words
    empty = paper.sample | {key: [] for key in ("deputies", "absent", "guests", "agenda", "amendments", "signatures")}
    bare_page = paper.page(empty | {"minutes": "", "ended": ""})
    assert "ผู้ไม่มาประชุม" not in "".join(lines_of(printed(bare_page, head="", title="")))
