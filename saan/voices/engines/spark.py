"""The opinion map on Spark (extra `cluster`): parts of Parquet on many processes, the same functions as on threads.

The driver gives names of files and gets whole numbers; the workers read, resolve and keep their parts. Every machine
needs the same checkout, the same Python and the same folder of votes at the same place.
"""
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
from django.utils.translation import gettext_lazy as _
from py4j.protocol import Py4JError
from pyspark import SparkConf, SparkContext, StorageLevel
from pyspark.errors import PySparkException

from saan.core.refusal import Refusal
from saan.methods.opinion import Votes
from saan.methods.opinion.votes import named
from saan.voices.engines.parquet import (
    Fault,
    all_statements,
    on_statements,
    parts_of,
    read_part,
    refuse_fault,
    refuse_split,
)

Answer = TypeVar("Answer")
ROOT = Path(__file__).resolve().parents[3]   # the checkout: workers find our functions there
QUIET = Path(__file__).with_name("spark.log.properties")   # Spark tells of faults alone
HERE = "127.0.0.1"
SHARE = 4   # parts that a worker takes at once, at most: a task costs more than a small part
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
KEPT = StorageLevel.MEMORY_AND_DISK
SETTINGS = {
    "spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR",
    "spark.driver.maxResultSize": "0",   # answers come in turns: no more than SHARE of each core
    "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={QUIET.as_uri()}",
    "spark.executorEnv.PYTHONPATH": str(ROOT),
    "spark.executorEnv.PYTHONDONTWRITEBYTECODE": "1",
} | {f"spark.executorEnv.{name}": "1" for name in ONE_THREAD}


@contextmanager
def session(workers: int = 2, master: str = "") -> Iterator[SparkContext]:
    """Start Spark for the block: that many processes of this machine, or as many of the cluster of that address."""
    conf = SparkConf().setMaster(master or f"local[{workers}]").setAppName("saan opinion").setAll(SETTINGS.items())
    conf.set("spark.default.parallelism", str(workers)).set("spark.cores.max", str(workers))
    if conf.get("spark.master").startswith("local"):   # nobody else can speak to it
        conf.set("spark.driver.host", HERE).set("spark.driver.bindAddress", HERE)
    with in_a_sentence():
        context = SparkContext(conf=conf, batchSize=1)   # parts are large: each travels alone
        context.pythonExec = sys.executable
        try:
            yield context
        finally:
            context.stop()


@contextmanager
def in_a_sentence() -> Iterator[None]:
    """Turn into a refusal what Spark stumbles over in the block."""
    try:
        yield
    except (PySparkException, Py4JError) as fault:
        raise _refusal(fault) from fault


class Spark:
    """Parts of the votes in Parquet files, read and kept by Spark's workers; Parquet is read once."""

    def __init__(self, context: SparkContext, folder: Path, *, rejected: Collection[str] = ()):
        files = parts_of(folder.resolve())
        self._context, self._cores = context, context.defaultParallelism
        self._shares = max(-(-len(files) // SHARE), min(len(files), self._cores))
        read = context.parallelize(files, self._shares).map(read_part).persist(KEPT)
        known = list(self._each(read, _known))
        for fault in (one for one in known if isinstance(one, Fault)):
            raise refuse_fault(fault)
        statements, people = zip(*known, strict=True)
        refuse_split(files, people)
        self.known = all_statements(statements)
        self.statements = self.known[~named(self.known, rejected)]
        self._parts = read
        if not all(np.array_equal(its, self.statements) for its in statements):
            self._parts = read.map(partial(_on, self.statements)).persist(KEPT)
            self._parts.count()
            read.unpersist()

    def each(self, do: Callable[..., Answer], *same, given: Sequence | None = None) -> Iterable[Answer]:
        """Return do(part, *same) of each part, or do(part, given of the part, *same), in the order of the parts."""
        if given is None:
            return self._each(self._parts, partial(_alone, do, same))
        handed = self._context.parallelize(list(given), self._shares)   # cut as the parts are
        return self._each(self._parts.zip(handed), partial(_handed, do, same))

    def _each(self, parts, do):
        """Yield the answers in the order of the parts, a share of each core at once: a driver can add up a country."""
        for first in range(0, self._shares, self._cores):
            share = range(first, min(first + self._cores, self._shares))
            yield from self._context.runJob(parts, partial(_over, do), share)


def _known(part: Votes | Fault):
    """Return the ids of a part's statements and people, or what is wrong with it."""
    return part if isinstance(part, Fault) else (part.statements, part.people)


def _on(statements, part):
    return on_statements(part, statements)


def _alone(do, same, part):
    return do(part, *same)


def _handed(do, same, pair):
    part, its = pair
    return do(part, its, *same)


def _over(do, parts):
    return map(do, parts)


def _refusal(fault):
    """Return in a sentence why Spark does not work; that Java is missing is what happens to nearly everybody."""
    if getattr(fault, "getCondition", str)() == "JAVA_GATEWAY_EXITED":
        return Refusal("voices.java_missing", _("Spark ต้องใช้ Java 17 ขึ้นไป ติดตั้งด้วย: apt-get install "
                       "openjdk-17-jre-headless (ถ้าตั้ง JAVA_HOME ไว้ ต้องชี้ไปที่ Java นั้น)"))
    lines = [line.strip(" :") for line in str(fault).splitlines() if line.strip(" :")]
    why = next((line for line in reversed(lines) if "Error: " in line or "Exception: " in line), lines[0])
    return Refusal("voices.spark_failed", _("Spark ทำงานไม่สำเร็จ: %(why)s"), why=why[:300])
