"""The opinion map over Parquet parts: the same whole numbers and labels on threads, over files and on Spark."""
import json
import os
import shutil
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from django.core.management import CommandError, call_command
from pyarrow import parquet
from threadpoolctl import threadpool_info

from saan.core.refusal import Refusal
from saan.methods.opinion import Threads, guarded, map_of, resolve, tallies
from saan.methods.opinion.digests import labels_digest, statistics_digest
from saan.methods.opinion.drawn import votes_wanted
from saan.methods.opinion.guard import SAMPLE
from saan.voices.engines import spark
from saan.voices.engines.parquet import Files, write_parts
from tests.opinions import camps, noise

pytestmark = pytest.mark.one_database
ROOT = Path(__file__).parents[3]
JAVA = Path(os.environ.get("JAVA_HOME") or "/nowhere", "bin/java")
on_spark = [pytest.mark.slow, pytest.mark.skipif(
    not (JAVA.is_file() or shutil.which("java")),
    reason="Java is missing; as root run: apt-get install openjdk-17-jre-headless")]


class Meeting:
    """An engine that notes which processes worked; at first everybody waits until two of them are there."""

    def __init__(self, engine, folder):
        self._engine, self.statements, self._folder = engine, engine.statements, folder
        folder.mkdir()
        self.processes = set()

    def each(self, do, *same, given=None):
        folder, named = str(self._folder), given is not None

        def noted(part, *rest):
            Path(folder, str(os.getpid())).touch()
            until = time.monotonic() + 60
            while len(os.listdir(folder)) < 2 and time.monotonic() < until:
                time.sleep(.01)
            return os.getpid(), do(part, *rest)

        for process, answer in self._engine.each(noted, *same, **({"given": given} if named else {})):
            self.processes.add(process)
            yield answer


@pytest.fixture
def tell(tmp_path):
    def tell(votes, *options):
        call_command("opinion", str(votes), *map(str, options), "--json", str(tmp_path / "out.json"), stdout=StringIO())
        return json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    return tell


def shuffled(votes, seed=1):
    order = np.random.default_rng(seed).permutation(len(votes[0]))
    return [column[order] for column in votes]


def digests(engine):
    """Return the digests of the map and of its counts by group, as the guard lets it stand."""
    found = map_of(engine)
    verdict = guarded(found, votes_wanted(engine, found))
    counts = tallies(engine, found, verdict.split)
    return (statistics_digest(found), labels_digest(found, verdict.split), verdict.shown, verdict.p,
            counts.tolist())


def files(folder, **columns):
    folder.mkdir(parents=True, exist_ok=True)
    parquet.write_table(pa.table(columns), folder / f"{len(list(folder.iterdir()))}.parquet")
    return folder


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


GOOD = {"participant": [1, 2], "statement": [1, 1], "vote": [1, -1]}
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


class TestOnSpark:
    """Stories of two worker processes; starting them costs most of the time, so they share them."""

    pytestmark = on_spark

    @pytest.fixture(scope="class")
    def context(self):
        with spark.session(2) as context:
            yield context

    def test_two_processes_or_more_come_to_the_same_digests_in_every_order_and_partition(self, tmp_path, context):
        votes = camps(3, 2)[0]
        first = digests(Threads(resolve(*votes)))
        for parts in (5, 9):
            write_parts(tmp_path / str(parts), *shuffled(votes, parts), parts=parts)
            engine = Meeting(spark.Spark(context, tmp_path / str(parts)), tmp_path / f"met-{parts}")
            assert digests(engine) == digests(Files(tmp_path / str(parts))) == first
            assert len(engine.processes) >= 2 and os.getpid() not in engine.processes

    def test_workers_use_one_thread_each_know_their_own_share_and_answer_in_the_order_of_parts(self, tmp_path, context):
        write_parts(tmp_path, *noise(60, 8, 1), parts=6)
        engine = spark.Spark(context, tmp_path)
        threads = [library["num_threads"] for part in engine.each(lambda part: threadpool_info())
                   for library in part if library["user_api"] == "blas"]
        assert set(threads) == {1}
        given = [np.array([number]) for number in range(6)]
        told = list(engine.each(lambda part, its, add: (int(its[0]) + add, part.people[0] % 6), 10, given=given))
        assert told == [(10 + number, number) for number in range(6)]

    def test_bad_parts_a_split_person_and_what_fails_in_a_worker_are_told_in_a_sentence(self, tmp_path, context):
        files(tmp_path / "bad", **GOOD | {"vote": [1, 7]})
        with pytest.raises(Refusal, match="0.parquet.*2.*vote.*7"):
            spark.Spark(context, tmp_path / "bad")
        engine = spark.Spark(context, files(tmp_path / "good", **GOOD))
        with pytest.raises(Refusal, match="ZeroDivisionError"), spark.in_a_sentence():
            list(engine.each(lambda part: 1 / 0))
        with pytest.raises(Refusal, match="0.parquet.*1.parquet"):
            spark.Spark(context, files(tmp_path / "good", **GOOD))

    def test_rejected_statements_are_left_out_there_too(self, tmp_path, context):
        write_parts(tmp_path, *camps(2, 1)[0], parts=3)
        engine = spark.Spark(context, tmp_path, rejected=["3"])
        assert len(engine.statements) == 11 and digests(engine) == digests(Files(tmp_path, rejected=["3"]))


@pytest.mark.slow
@on_spark[1]
def test_the_command_tells_the_same_on_spark(tell, tmp_path):
    write_parts(tmp_path / "parts", *camps(2, 1)[0], parts=3)
    one, other = tell(tmp_path / "parts"), tell(tmp_path / "parts", "--engine", "spark", "--workers", 2)
    assert one["groups"] and one | {"seconds": 0} == other | {"seconds": 0}


@pytest.mark.slow
def test_where_java_is_missing_the_sentence_names_what_to_install(tmp_path):
    folder = files(tmp_path / "votes", **GOOD)
    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", "opinion", folder, "--engine", "spark", "--json", tmp_path / "out.json"],
        env=os.environ | {"JAVA_HOME": str(tmp_path / "nowhere")}, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "apt-get install openjdk-17-jre-headless" in done.stderr
    assert "Traceback" not in done.stderr
