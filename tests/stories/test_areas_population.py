"""How many people live where is read from a file, whole or not at all."""
import io

import pytest
from django.core.management.base import CommandError

from saan.areas.actions import load
from saan.areas.commands.population import Command
from saan.areas.models import Population
from saan.areas.queries import area_of, population_of, sources_of

pytestmark = pytest.mark.django_db
PLAIN = {"force_color": False, "no_color": True, "skip_checks": True, "verbosity": 1}
HEAD = "area,band,sex,disability,count,source,as-of\n"


@pytest.fixture(autouse=True)
def _khao_chaison():
    load(codes=["9303"])


@pytest.fixture
def take(tmp_path):
    """Run the command on a file with these words."""
    def run(words, encoding="utf-8"):
        file = tmp_path / "people.csv"
        file.write_bytes(words if isinstance(words, bytes) else words.encode(encoding))
        said = io.StringIO()
        Command(stdout=said).execute(file=file, **PLAIN)
        return said.getvalue()
    return run


def of(code, by="band"):
    """Return the people of the area."""
    return population_of(area_of(code), by)


def test_figures_are_read_and_what_nobody_counted_is_no_data(take):
    assert set(of("930307").values()) == {None}
    assert "2" in take(HEAD + "930307,7-10,,,420,ทะเบียนราษฎร,2026-10-01\n930307,11-14,,,0,ทะเบียนราษฎร,2026-10-01\n")
    people = of("930307")
    assert (people["7-10"], people["11-14"], people["15-17"]) == (420, 0, None)
    assert [(figure.source, figure.as_of.isoformat()) for figure in sources_of(area_of("930307"))] == [
        ("ทะเบียนราษฎร", "2026-10-01")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
def test_a_file_as_offices_write_it_is_read(take, encoding):
    take("รหัสพื้นที่;ช่วงอายุ;เพศ;จำนวน;ที่มา;ณ วันที่\r\n"
         "๙๓๐๓๐๗;๗-๑๐ ปี;หญิง;๑,๒๓๔;สำนักทะเบียน;๑ ต.ค. ๒๕๖๙\r\n"
         "930307;ต่ำกว่า 7 ปี;ชาย;5;สำนักทะเบียน;2569-10-01\r\n\r\n", encoding)
    assert sorted(Population.objects.values_list("area__code", "band", "sex", "count")) == [
        ("930307", "7-10", "female", 1234), ("930307", "under7", "male", 5)]
    assert {day.isoformat() for day in Population.objects.values_list("as_of", flat=True)} == {"2026-10-01"}


def test_bad_rows_are_refused_all_at_once_and_nothing_is_kept(take):
    rows = ("930307,7-10,,,420,register,2026-10-01\n"
            "939999,10-Jul,girl,maybe,-3,,2026-02-31\n"
            "930307,7-10,,,421,register,2569-10-01\n"
            "930307\n")
    with pytest.raises(CommandError) as no:
        take(HEAD + rows)
    assert no.value.returncode == 2
    said = str(no.value)
    for column in ("area", "band", "sex", "disability", "count", "source", "as_of"):
        assert f"line 3, column {column}:" in said
    assert "line 4, column area: the same as line 2" in said
    assert "line 5, column count:" in said
    assert "939999" in said and "10-Jul" in said
    assert Population.objects.count() == 0


@pytest.mark.parametrize("words", [
    b"", b"\xff\xfe\xff", b"\x00\x01\x02", b"area,band\n930307,7-10\n", HEAD.encode(),
    b"\x89PNG\r\n\x1a\n" + b"\x80" * 40])
def test_what_is_no_table_of_people_is_refused_with_a_sentence(take, words):
    with pytest.raises(CommandError) as no:
        take(words)
    assert no.value.returncode == 2 and len(str(no.value)) > 20


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere\.csv"):
        Command().execute(file=tmp_path / "nowhere.csv", **PLAIN)


def test_a_later_count_replaces_an_earlier_one_and_the_same_day_is_mended(take):
    take(HEAD + "930307,7-10,,,400,register,2025-10-01\n")
    take(HEAD + "930307,7-10,,,420,register,2026-10-01\n")
    take(HEAD + "930307,7-10,,,430,register,2026-10-01\n")
    assert of("930307")["7-10"] == 430
    assert Population.objects.count() == 2


def test_a_sum_stands_only_where_every_part_was_counted(take):
    take(HEAD + "930307,7-10,female,,200,register,2026-10-01\n930307,7-10,male,,210,register,2026-10-01\n"
         "930307,11-14,female,,150,register,2026-10-01\n")
    assert (of("930307")["7-10"], of("930307")["11-14"], of("930307", "sex")["female"]) == (410, None, None)
    bands = ("under7", "7-10", "11-14", "15-17", "18-19", "20-25", "over25")
    rows = [f"930301,{band},{sex},,10,register,2026-10-01\n" for band in bands for sex in ("female", "male")]
    take(HEAD + "".join(rows))
    assert of("930301", "sex") == {"female": 70, "male": 70}
    assert of("930301", "disability") == {"yes": None, "no": None}
    both = population_of([area_of("930301"), area_of("930307")])
    assert (both["7-10"], both["11-14"]) == (430, None)
