"""The opinion map on Spark: two worker processes come to the same whole numbers and labels as threads."""
import json
import os
import shutil
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from django.core.management import call_command
from threadpoolctl import threadpool_info

from saan.core.refusal import Refusal
from saan.methods.opinion import Threads, resolve
from saan.voices.engines import spark
from saan.voices.engines.parquet import Files, write_parts
from tests.opinions import camps, noise
from tests.parts import GOOD, digests, files, shuffled

ROOT = Path(__file__).parents[2]
JAVA = Path(os.environ.get("JAVA_HOME") or "/nowhere", "bin/java")
pytestmark = pytest.mark.one_database
on_spark = pytest.mark.skipif(not (JAVA.is_file() or shutil.which("java")),
                              reason="Java is missing; as root run: apt-get install openjdk-17-jre-headless")


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


@pytest.fixture(scope="class")
def context():
    """Two worker processes for a class of stories; starting them costs most of the time."""
    with spark.session(2) as context:
        yield context


@on_spark
class TestOnSpark:
    """Stories of two worker processes, which they share."""

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


@on_spark
def test_the_command_tells_the_same_on_spark(tell, tmp_path):
    write_parts(tmp_path / "parts", *camps(2, 1)[0], parts=3)
    one, other = tell(tmp_path / "parts"), tell(tmp_path / "parts", "--engine", "spark", "--workers", 2)
    assert one["groups"] and one | {"seconds": 0} == other | {"seconds": 0}


def test_where_java_is_missing_the_sentence_names_what_to_install(tmp_path):
    folder = files(tmp_path / "votes", **GOOD)
    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", "opinion", folder, "--engine", "spark", "--json", tmp_path / "out.json"],
        env=os.environ | {"JAVA_HOME": str(tmp_path / "nowhere")}, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "apt-get install openjdk-17-jre-headless" in done.stderr
    assert "Traceback" not in done.stderr
