"""Draw the opinion map of a file of votes, or of a folder of Parquet parts."""
import json
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saan.core.extras import extra
from saan.core.files.tables import bytes_of
from saan.core.files.written import refuse_overwriting, write_all
from saan.core.refusal import Refusal
from saan.core.terminal import SpokenCommand
from saan.methods.opinion import Threads, guarded, map_of, polis_compatible, resolve
from saan.methods.opinion.digests import labels_digest, statistics_digest
from saan.methods.opinion.drawn import votes_wanted
from saan.methods.opinion.guard import LEAST, Verdict
from saan.methods.opinion.mapping import Engine, Map
from saan.methods.opinion.summary import summary
from saan.methods.opinion.votes import named, spelled
from saan.voices.engines.ballots import read_statements, read_votes
from saan.voices.queries.alone import page_of
from saan.voices.queries.conditions import unmet_of

MOST = 5_000   # statements: what two have in common is a table of all pairs
SHOWN = 10     # ids that are named in a sentence


class Command(SpokenCommand):
    """Reads one file and writes the answer; the town's data are not touched."""

    help = ("Draw the opinion map of VOTES: a CSV (participant,statement,vote[,at], or a Polis export), or a folder of "
            "Parquet parts by participant; groups only where they are more than chance. Votes are 1, 0, -1; an empty "
            "one was not seen.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the files, and what is to be done differently."""
        parser.add_argument("votes", metavar="VOTES", type=Path)
        texts = parser.add_mutually_exclusive_group()
        texts.add_argument("--statements", metavar="FILE", type=Path, help="statement,text[,moderated]")
        texts.add_argument("--comments", metavar="FILE", type=Path, help="Polis' comments.csv")
        parser.add_argument("--polis-compatible", action="store_true",
                            help="a rejected statement counts as passed by everybody, as in Polis, and is not left out")
        parser.add_argument("--min-statements", metavar="N", type=int, default=LEAST,
                            help="instead of 7: statements with votes, and votes of each person (default %(default)s)")
        parser.add_argument("--force-groups", action="store_true",
                            help="give groups also where the guard refuses them (for checking only)")
        parser.add_argument("--engine", choices=("threads", "spark"), default="threads",
                            help="where the parts of a folder are worked on (default %(default)s)")
        parser.add_argument("--workers", metavar="N", type=int, default=2,
                            help="with spark: worker processes (default %(default)s)")
        parser.add_argument("--master", metavar="URL", default="",
                            help="with spark: a cluster, as spark://host:7077, instead of this machine")
        parser.add_argument("--out", metavar="REPORT.html", type=Path, help="a page to look at")
        parser.add_argument("--json", metavar="OUT.json", type=Path, required=True)

    def handle(self, *args, votes: Path, statements: Path | None, comments: Path | None, polis_compatible: bool,
               min_statements: int, force_groups: bool, out: Path | None, json: Path, **options) -> None:
        """Read, draw, guard and write."""
        if min_statements < 1:
            raise Refusal("voices.min_statements", _("--min-statements ต้องเป็น 1 ขึ้นไป"), status=422)
        refuse_overwriting([json, out], [votes, statements, comments])
        asked = read_statements(bytes_of(statements or comments)) if statements or comments else []
        clock = _Clock()
        if votes.is_dir():
            if polis_compatible:
                raise Refusal("voices.polis_parts", _("--polis-compatible ใช้กับไฟล์ CSV เท่านั้น"), status=422)
            rejected = [one.statement for one in asked if one.rejected]
            with _parts(votes, rejected, options) as engine:
                drawn = _of_parts(engine, asked, clock, least=min_statements)
                told, page = _told(drawn, forced=force_groups), _page(drawn, votes, asked, out)
        elif options["engine"] != "threads":
            raise Refusal("voices.no_folder", _("--engine spark ต้องใช้โฟลเดอร์ของไฟล์ Parquet แบ่งตามผู้ร่วม"), status=422)
        else:
            drawn = _of_file(votes, asked, polis_compatible, clock, least=min_statements)
            told, page = _told(drawn, forced=force_groups), _page(drawn, votes, asked, out)
        told["seconds"] = clock.laps
        write_all({json: _plain(told)} | page)
        self.stdout.write(_said(told))
        if drawn.absent:
            self.stdout.write(_absent(drawn.absent, statements or comments))


class _Clock:
    """Measures how long each part took, in seconds."""

    def __init__(self):
        self.laps, self._at = {}, time.perf_counter()

    def lap(self, name):
        now = time.perf_counter()
        self.laps[name], self._at = now - self._at, now


@contextmanager
def _parts(folder: Path, rejected: list[str], options: dict) -> Iterator[Engine]:
    """Hold the parts of the folder for the block, on the engine that was asked for."""
    if options["engine"] == "threads":
        yield extra("analytics", "saan.voices.engines.parquet").Files(folder, rejected=rejected)
        return
    if options["workers"] < 1:
        raise Refusal("voices.workers", _("--workers ต้องเป็น 1 ขึ้นไป"), status=422)
    spark = extra("cluster", "saan.voices.engines.spark")
    with spark.session(options["workers"], options["master"]) as context:
        yield spark.Spark(context, folder, rejected=rejected)


class _Drawn(NamedTuple):
    """A map with what the guard says of it, the engine that holds its parts, and how many votes were cast.

    `absent` are the statements that were named beside the votes, and on which there is no vote.
    """

    found: Map
    verdict: Verdict
    engine: Engine
    votes: int
    absent: list[str]


def _of_parts(engine, asked, clock, *, least):
    """Return the map of parts; of the votes themselves only those that the guard tests on come here."""
    clock.lap("read")
    found = map_of(engine, least=least)
    clock.lap("map")
    verdict = guarded(found, votes_wanted(engine, found), least=least)
    clock.lap("guard")
    return _Drawn(found, verdict, engine, int(found.sums.counts.sum()), _missing_of(engine.known, asked))


def _of_file(votes, asked, polis, clock, *, least):
    ballots = read_votes(bytes_of(votes))
    clock.lap("read")
    cast = resolve(*ballots)
    if len(cast.statements) > MOST:
        raise Refusal("voices.too_many_statements", _("ไฟล์นี้มี %(found)s ข้อความ แผนที่วาดได้ไม่เกิน %(most)s "
                      "ช่อง participant กับ statement สลับกันหรือเปล่า"), status=422, found=len(cast.statements), most=MOST)
    found, used = _drawn(cast, asked, polis, least)
    engine = Threads(used)
    clock.lap("map")
    verdict = guarded(found, used, least=least)
    clock.lap("guard")
    return _Drawn(found, verdict, engine, _cast(cast, used), _missing_of(cast.statements, asked))


def _missing_of(known, asked):
    """Return the statements that were named, and on which there is no vote."""
    ids = set(known.astype(str).tolist())
    return [name for name in spelled(known, [one.statement for one in asked]) if name not in ids]


def _told(drawn, *, forced):
    """Return the summary with its digests: of who is in which group only where groups are given."""
    told = summary(*drawn[:3], votes=drawn.votes, forced=forced)
    labels = labels_digest(drawn.found, drawn.verdict.split) if told["labels"] else None
    return told | {"digest": {"statistics": statistics_digest(drawn.found), "labels": labels}}


def _page(drawn, votes, asked, out):
    """Return the page to be written, where one is wanted."""
    names = spelled(drawn.found.statements, [one.statement for one in asked])
    texts = dict(zip(names, (one.text for one in asked), strict=True))
    return {out: page_of(*drawn[:3], name=votes.name, texts=texts)} if out else {}


def _drawn(cast, asked, polis, least):
    rejected = named(cast.statements, [one.statement for one in asked if one.rejected])
    if polis:
        return polis_compatible(cast, rejected, least=least)
    used = cast.without(rejected) if rejected.any() else cast
    return map_of(Threads(used), least=least), used


def _cast(cast, used):
    """Return how many votes people cast on the statements that are used."""
    return int(np.isin(cast.statements, used.statements)[cast.statement].sum())


def _plain(told):
    return json.dumps(told, ensure_ascii=False, indent=1)


def _said(told):
    guard = told["guard"]
    if guard["shown"]:
        return _("พบกลุ่มความเห็น %(k)s กลุ่ม (p = %(p)s)") % {"k": len(told["groups"]), "p": f"{guard['p']:.2f}"}
    unmet = "".join(f"\n- {words}" for words in unmet_of(guard["conditions"]))
    return _("ยังไม่พบกลุ่มความเห็นที่ต่างกันชัด ยังไม่ผ่าน: %(why)s") % {"why": unmet}


def _absent(names, file):
    shown = ", ".join(name[:40] for name in names[:SHOWN]) + (", …" if len(names) > SHOWN else "")
    return ngettext("ใน %(file)s มี %(n)s ข้อความที่ไม่มีโหวตเลย: %(names)s รหัสตรงกับช่อง statement ของโหวตไหม",
                    "ใน %(file)s มี %(n)s ข้อความที่ไม่มีโหวตเลย: %(names)s รหัสตรงกับช่อง statement ของโหวตไหม", len(names)) % {
        "file": file.name, "n": f"{len(names):,}", "names": shown}
