"""The opinion map over Parquet parts: the same whole numbers and labels as in memory, and bad files told by row."""
import json
from io import StringIO

import numpy as np
import pyarrow as pa
import pytest
from django.core.management import CommandError, call_command

from saan.methods.opinion import Threads, guarded, map_of, resolve
from saan.methods.opinion.digests import labels_digest, statistics_digest
from saan.methods.opinion.drawn import votes_wanted
from saan.methods.opinion.samples import SAMPLE
from saan.voices.engines.parquet import Files, write_parts
from tests.opinions import camps, noise
from tests.parts import GOOD, digests, files, shuffled

pytestmark = pytest.mark.one_database


@pytest.fixture
def tell(tmp_path):
    def tell(votes, *options):
        call_command("opinion", str(votes), *map(str, options), "--json", str(tmp_path / "out.json"), stdout=StringIO())
        return json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    return tell


@pytest.mark.parametrize("votes", [camps(2, 1)[0], camps(3, 2)[0], noise(300, 20, 3, missing=.6, unequal=True)])
def test_files_in_any_number_and_order_of_parts_give_the_digests_of_votes_in_memory(tmp_path, votes):
    first = digests(Threads(resolve(*votes)))
    assert first[0] != first[1] and all(len(digest) == 64 for digest in first[:2])
    for parts in (1, 2, 7, 40):
        written = write_parts(tmp_path / str(parts), *shuffled(votes, parts), parts=parts)
        for file in written:   # in another order
            file.rename(file.with_name(f"{parts - written.index(file):03}-{file.name}"))
        assert digests(Files(tmp_path / str(parts))) == first


def test_one_vote_more_or_another_one_is_another_digest():
    person, statement, vote = camps(2, 1)[0]
    found = map_of(Threads(resolve(person, statement, vote)))
    changed = vote.copy()
    changed[5] = -changed[5] or 1
    for other in ((person[1:], statement[1:], vote[1:]), (person, statement, changed)):
        assert statistics_digest(map_of(Threads(resolve(*other)))) != statistics_digest(found)
    label = found.splits[0].label.copy()
    label[0] = 1 - label[0]
    assert labels_digest(found, found.splits[0]._replace(label=label)) != labels_digest(found, found.splits[0])
    assert labels_digest(found, found.splits[0]) == labels_digest(found, found.splits[0])


def test_the_guard_gets_the_votes_of_its_sample_and_of_nobody_else(tmp_path):
    votes = camps(2, 4, people=SAMPLE + 500)[0]
    whole, engine = resolve(*votes), Files(write_parts(tmp_path, *votes, parts=3)[0].parent)
    found = map_of(engine)
    drawn = votes_wanted(engine, found)
    assert len(drawn.people) == SAMPLE and (np.diff(drawn.people) > 0).all()
    assert guarded(found, drawn)[2:4] == guarded(map_of(Threads(whole)), whole)[2:4]


def test_a_part_of_several_files_is_read_in_their_order_and_what_comes_later_counts(tmp_path):
    files(tmp_path / "a", participant=[2, 4], statement=[1, 1], vote=[1, 1])
    files(tmp_path / "a", participant=[2], statement=[1], vote=[-1])
    files(tmp_path / "b", participant=[1, 3], statement=[2, 1], vote=[0, 1])
    found = map_of(Files(tmp_path))
    assert found.sums.counts.tolist() == [[1, 0], [0, 1], [2, 0]] and found.placed.people.tolist() == [1, 2, 3, 4]
    timed = files(tmp_path / "at", participant=["ก", "ก"], statement=["ทาง", "ทาง"], vote=[1, -1], at=[20, 10])
    assert map_of(Files(timed)).sums.counts.tolist() == [[0], [0], [1]]


def test_a_null_vote_was_not_seen_and_ids_of_text_stay_text(tmp_path):
    write_parts(tmp_path, np.array(["ก", "ข", "ค"]), np.array(["x", "x", "y"]), np.array([1, 0, -1], np.int8), parts=2)
    files(tmp_path, participant=["ง", "จ"], statement=["y", "x"], vote=[1.0, None])
    found = map_of(Files(tmp_path))
    assert found.sums.counts.tolist() == [[0, 1], [1, 0], [1, 1]] and found.placed.people.tolist() == list("กขคง")
    assert statistics_digest(found) and found.statements.tolist() == ["x", "y"]


BAD = [({"vote": [1, 2]}, "1.parquet.*2.*vote.*2"), ({"participant": [None, 5]}, "1.parquet.*1.*participant"),
       ({"statement": [4, None]}, "1.parquet.*2.*statement"), ({"vote": ["yes", "no"]}, "1.parquet.*vote"),
       ({"participant": [1.5, 2.5]}, "1.parquet.*participant.*double"), ({"participant": ["a", "b"]}, "numbers"),
       ({"at": [1, None]}, "1.parquet.*2.*at"), ({"participant": [2, 9]}, "2.*0.parquet.*1.parquet")]


@pytest.mark.parametrize(("change", "where"), BAD)
def test_bad_parts_are_refused_with_file_row_and_column(tell, tmp_path, change, where):
    files(tmp_path / "votes", **GOOD)
    files(tmp_path / "votes", **{"participant": [8, 9], "statement": [1, 1], "vote": [1, 0]} | change)
    with pytest.raises(CommandError, match=f"(?s){where}") as no:
        tell(tmp_path / "votes")
    assert no.value.returncode == 2


def test_a_folder_without_parts_a_spoilt_file_and_a_missing_column_are_refused(tell, tmp_path):
    (tmp_path / "none").mkdir()
    files(tmp_path / "short", participant=[1], vote=[1])
    (files(tmp_path / "spoilt", **GOOD) / "1.parquet").write_bytes(b"PAR1 is not all there is to it")
    files(tmp_path / "rows", participant=pa.array([], pa.int64()), statement=pa.array([], pa.int64()),
          vote=pa.array([], pa.int8()))
    for name, why in (("none", "none"), ("short", "statement"), ("spoilt", "1.parquet"), ("rows", "row")):
        with pytest.raises(CommandError, match=why) as no:
            tell(tmp_path / name)
        assert no.value.returncode == 2


def test_the_command_tells_the_same_of_a_table_and_of_parts_and_keeps_refused_labels_to_itself(tell, tmp_path):
    votes = camps(2, 1)[0]
    (tmp_path / "votes.csv").write_text("participant,statement,vote\n" + "".join(
        f"{','.join(map(str, row))}\n" for row in zip(*votes, strict=True)))
    (tmp_path / "texts.csv").write_text("statement,text,moderated\n3,no,-1\n")
    write_parts(tmp_path / "parts", *shuffled(votes), parts=4)
    for options in ((), ("--statements", tmp_path / "texts.csv")):
        one, other = tell(tmp_path / "votes.csv", *options), tell(tmp_path / "parts", *options)
        assert one["statements"] == 12 - len(options) // 2 and len(one["digest"]["labels"]) == 64
        assert one | {"seconds": 0} == other | {"seconds": 0}
    write_parts(tmp_path / "noise", *noise(100, 12, 4), parts=2)
    refused = tell(tmp_path / "noise")
    assert refused["labels"] is None and refused["digest"]["labels"] is None and refused["digest"]["statistics"]


def test_what_goes_with_another_kind_of_votes_is_refused(tell, tmp_path):
    files(tmp_path / "votes", **GOOD)
    (tmp_path / "votes.csv").write_text("participant,statement,vote\n1,1,1\n")
    for votes, *options in (("votes.csv", "--engine", "spark"), ("votes", "--polis-compatible"),
                            ("votes", "--engine", "spark", "--workers", 0)):
        with pytest.raises(CommandError, match="--(engine|polis|workers)") as no:
            tell(tmp_path / votes, *options)
        assert no.value.returncode == 2
