"""Tables are read as people save them, and what cannot be read is refused with its row and column."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.core.files.tables import Row, bytes_of, rows_of, text_of
from saan.core.refusal import Refusal

SAID = "id,text\n1,น้ำก๊อกที่โรงเรียนไม่ไหล\n2,เนตรชอบห้องสมุด\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "tis-620", "cp874"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_table_reads_the_same_however_it_was_saved(encoding, end):
    rows = [row.cells for row in rows_of(SAID.replace("\n", end).encode(encoding))]
    assert rows == [["id", "text"], ["1", "น้ำก๊อกที่โรงเรียนไม่ไหล"], ["2", "เนตรชอบห้องสมุด"]]


WORDS = ("น้ำ", "เนตร", "เธอ", "โรงเรียน", "ok", "ไฟ", "ใต้", "๕", "เก่า", " ", "\n", ",", "ห้องน้ำ", "นก")


@given(st.lists(st.sampled_from(WORDS)))
def test_thai_reads_the_same_as_utf_8_and_as_tis_620(words):
    text = "".join(["text\nอยากได้", *words])
    assert text_of(text.encode("utf-8")) == text_of(text.encode("cp874")) == text


@pytest.mark.parametrize("mark", [";", "\t", ","])
def test_the_first_line_tells_what_stands_between_the_cells(mark):
    assert [row.cells for row in rows_of(f"a{mark}b\nc{mark}d".encode())] == [["a", "b"], ["c", "d"]]


def test_a_row_knows_its_line_and_an_empty_line_is_a_row():
    assert list(rows_of(b'text\n"a\nb"\n\nc\n')) == [
        Row(1, ["text"]), Row(2, ["a\nb"]), Row(4, []), Row(5, ["c"])]
    assert list(rows_of(b"")) == []


@pytest.mark.parametrize(("file", "row", "column"), [
    ("id,text\n1,ดี\n2,น้ำ".encode() + b"\xb9\xff" + " ไม่ไหล\n".encode(), 3, 2),
    (b"\xef\xbb\xbftext\n\xff\n", 2, 1),
    (b"a;b\n1;2\n\xa1;\xdb\n", 3, 2),
    (b"text\nab\0c\n", 2, 1),
    ("text\r\nก\r\n".encode("utf-16") + b"\x00", 3, 1),
    ("text\n".encode("utf-16") + b"\x00\xd8a\x00", 2, 1),
])
def test_letters_that_nobody_can_read_are_refused_with_row_and_column(file, row, column):
    with pytest.raises(Refusal) as no:
        text_of(file)
    assert (no.value.code, no.value.params["row"], no.value.params["column"]) == ("core.not_text", row, column)
    assert f"แถว {row} ช่องที่ {column}" in str(no.value)


def test_a_cell_without_end_is_refused_with_its_row():
    for signs, why in ((20, "ไม่ใช่ CSV"), (200_000, "ยาวเกิน 131,072 ตัวอักษร")):
        with pytest.raises(Refusal, match=f"แถว 2.*{why}") as no:
            list(rows_of(b"text\n\"" + b"a" * signs))
        assert no.value.code == "core.not_csv"


@given(st.binary(max_size=80))
def test_whatever_the_bytes_they_are_read_or_refused(file):
    try:
        assert all(isinstance(cell, str) for row in rows_of(file) for cell in row.cells)
    except Refusal as no:
        assert no.status == 422


def test_a_file_that_cannot_be_opened_is_refused(tmp_path):
    for path in (tmp_path / "nowhere.csv", tmp_path, tmp_path / "a\0b"):
        with pytest.raises(Refusal, match="เปิดไฟล์"):
            bytes_of(path)
