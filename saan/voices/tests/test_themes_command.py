"""bin/saan themes reads tables as people save them, and says no in a sentence."""
import json

import pytest
from django.core.management import CommandError, call_command

LIGHTS = ["ไฟถนนหน้าบ้านดับ", "ถนนมืดเพราะไฟถนนเสีย", "ขอไฟถนนในซอย", "ซอยนี้ไม่มีไฟถนน", "ไฟถนนกะพริบทั้งคืน"]
TOILETS = ["ห้องน้ำเหม็น", "ห้องน้ำไม่มีสบู่", "ประตูห้องน้ำพัง", "ขอห้องน้ำเพิ่ม", "ห้องน้ำสกปรกมาก"]


@pytest.fixture
def themes(tmp_path, capsys):
    def run(content):
        (tmp_path / "texts.csv").write_bytes(content)
        call_command("themes", tmp_path / "texts.csv", json=None, out=tmp_path / "out.json")
        capsys.readouterr()
        return json.loads((tmp_path / "out.json").read_text())
    return run


def lines(said):
    return sorted(tuple(one["texts"]) for one in said["themes"]), said["unassigned"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "tis-620", "utf-16"])
def test_records_are_counted_from_one_below_the_head(themes, encoding):
    texts = "\n".join(["text", *LIGHTS, "", *TOILETS, "สวัสดี"])
    said = themes(texts.encode(encoding))
    assert lines(said) == ([(1, 2, 3, 4, 5), (7, 8, 9, 10, 11)], [6, 12])
    assert {one["name"].split(" · ")[0] for one in said["themes"]} == {"ไฟถนน", "ห้องน้ำ"}


def test_a_column_without_a_head_and_other_columns_beside_it_are_read(themes):
    assert lines(themes("\n".join(LIGHTS).encode())) == ([(1, 2, 3, 4, 5)], [])
    table = "id;Text;at\n" + "\n".join(f"{n};{text};x" for n, text in enumerate(LIGHTS)) + "\n9\n"
    assert lines(themes(table.encode())) == ([(1, 2, 3, 4, 5)], [6])


def test_one_text_stands_alone_and_the_same_said_often_is_a_group(themes):
    assert lines(themes("text\nไฟถนนดับ\n".encode())) == ([], [1])
    assert lines(themes(("text\n" + "ไฟถนนดับ\n" * 7).encode())) == ([(1, 2, 3, 4, 5, 6, 7)], [])
    assert lines(themes(("text\n" + "\n" * 3).encode())) == ([], [1, 2, 3])


@pytest.mark.parametrize(("content", "tells"), [
    (b"", "row 2 on, in the column text"),
    (b"text\n", "row 2 on, in the column text"),
    ("a,b\nไฟ,น้ำ\n".encode(), "Row 1 has “a, b”, but no column text"),
    ("said\nไฟถนนดับ\n".encode(), "Row 1 has “said”, but no column text"),
    ("ไฟถนนดับ\nไฟ,น้ำ\n".encode(), "Row 2 has “ไฟ, น้ำ”, but no column text"),
    ("id,text\n1,ไฟถนนดับ\n2,".encode() + b"\xff\xfe\n", "letters in row 3, column 2"),
    (b"text\n\x00\n", "letters in row 2, column 1"),
])
def test_what_cannot_be_read_is_refused_with_row_and_column(themes, tmp_path, content, tells):
    with pytest.raises(CommandError, match=tells) as no:
        themes(content)
    assert no.value.returncode == 2 and not (tmp_path / "out.json").exists()


def test_the_texts_are_never_written_over(tmp_path):
    (tmp_path / "texts.csv").write_text("text\nไฟ\n")
    with pytest.raises(CommandError) as no:
        call_command("themes", tmp_path / "texts.csv", out=tmp_path / "." / "texts.csv")
    assert no.value.returncode == 2 and (tmp_path / "texts.csv").read_text() == "text\nไฟ\n"


def test_a_file_that_cannot_be_opened_or_written_is_refused(tmp_path):
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("themes", tmp_path / "nowhere.csv")
    (tmp_path / "texts.csv").write_text("text\nไฟ\n")
    with pytest.raises(CommandError, match="cannot be written") as no:
        call_command("themes", tmp_path / "texts.csv", out=tmp_path)
    assert no.value.returncode == 2
