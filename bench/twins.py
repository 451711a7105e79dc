"""How fast voices that say the same are found, and how surely.

    .venv/bin/python bench/twins.py [--voices 100000] [--asked 400] [--runs 3] [--no-postgresql]

Fills a folder of its own with one town's invented voices (bench/sayings.py), lets the job enter them, and asks for
edited copies of them (typos, words swapped, added, dropped, other particles) as the page does while somebody writes:
fold, look, compare, fetch the rows through the viewer. `found` is the share of copies whose original is among the ten
nearest; where several voices have the same shape, each of them is the original. Then the same on a PostgreSQL of its
own. One line of JSON a figure; times in milliseconds, of one process, medians over the runs; on a busy machine look
at the work (processor time), which waits for nobody.
"""
import argparse
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bin"), str(ROOT / "bench")]
GOALS = {"p95": 20, "found": .99}


def main() -> None:
    """Measure on SQLite, and on a PostgreSQL of our own where its programs are here."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--voices", type=int, default=100_000)
    ask.add_argument("--asked", type=int, default=400)
    ask.add_argument("--runs", type=int, default=3)
    ask.add_argument("--no-postgresql", action="store_true")
    ask.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = ask.parse_args()
    if options.inside:
        measure(options)
        return
    print(json.dumps({"machine": platform.machine(), "cores": os.cpu_count(), "processor": processor(),
                      "python": platform.python_version(), "voices": options.voices}), flush=True)
    again([*sys.argv[1:], "--inside"])
    from house import cluster  # here: whoever only measures SQLite needs none
    if not options.no_postgresql and cluster.programs():
        with cluster.running() as url:
            again([*sys.argv[1:], "--inside"], DATABASE_URL=url.replace("/saan?", "/postgres?"))


def processor() -> str:
    """Return what the processor calls itself."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def again(arguments: list[str], **more: str) -> None:
    """Run this file once more, in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="saan-twins-") as folder:
        env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        done = subprocess.run([sys.executable, __file__, *arguments], check=False, cwd=ROOT, env=env | more | {
            "SAAN_DATA": folder, "DJANGO_SETTINGS_MODULE": "saan.web.settings", "PYTHONPATH": str(ROOT)})
        if done.returncode:
            raise SystemExit(done.returncode)


def measure(options: argparse.Namespace) -> None:
    """Fill the database at hand, ask it, and print what came of it."""
    import django
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from saan.voices.actions.erasures import erase
    from saan.voices.actions.twins import catch_up
    from saan.voices.engines.twins import TABLES
    from saan.voices.queries.twins import like, others, twins_of
    call_command("migrate", verbosity=0)
    town, texts = fill(options.voices)
    begun = time.perf_counter()
    while catch_up():
        pass
    entered = time.perf_counter() - begun
    with connection.cursor() as cursor:
        rows = {}
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")
            rows[table] = cursor.fetchone()[0]
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")
    say(connection.vendor, "entered", seconds=round(entered, 1), rows=rows)
    ask_all(options, town, texts, like, others)
    waiting = list(texts.items())[:30]
    from saan.people.queries import NOBODY
    from saan.voices.models import Voice
    voices = [Voice(pk=-turn, authority=town, text=text) for turn, (_pk, text) in enumerate(waiting)]
    say(connection.vendor, "a page of 30 that wait", p50=round(statistics.median(
        timed(lambda: twins_of(voices, NOBODY))[0] for _turn in range(5)), 1))
    gone = [Voice.objects.get(pk=pk) for pk in random.Random(3).sample(sorted(texts), 20)]
    say(connection.vendor, "erase one voice", p50=round(statistics.median(
        timed(lambda one=one: erase(voice=one))[0] for one in gone), 1))


def ask_all(options, town, texts, like, others) -> None:
    """Ask for edited copies, and print how long it took and how many were found."""
    from django.db import connection
    from sayings import edited

    from saan.methods.twins import shape
    from saan.people.queries import NOBODY
    dice = random.Random(17)
    asked = [(text, edited(text, dice)) for text in (texts[pk] for pk in dice.choices(sorted(texts), k=options.asked))]
    for _text, copy in asked[:40]:
        like(copy, town, NOBODY)   # a server that has just started reads its pages from disk
    tries, found, worked = {"like": [], "others": []}, Counter(), []
    for turn in range(options.runs):
        times, begun = {"like": [], "others": []}, time.process_time()
        for text, copy in asked:
            spent, near = timed(lambda copy=copy: like(copy, town, NOBODY, most=10))
            times["like"].append(spent)
            found[turn] += shape(text) in {shape(voice.text) for voice in near}
            times["others"].append(timed(lambda copy=copy: others(copy, town, NOBODY))[0])
        worked.append((time.process_time() - begun) * 1000 / len(asked) / 2)
        for name, list_ in times.items():
            tries[name].append((statistics.median(list_), statistics.quantiles(list_, n=20)[18], max(list_)))
    for name, runs in tries.items():
        p50, p95, most = (round(statistics.median(figures), 1) for figures in zip(*runs, strict=True))
        say(connection.vendor, name, p50=p50, p95=p95, max=most, p95_of_each_run=[round(run[1], 1) for run in runs],
            goal_p95=GOALS["p95"])
    say(connection.vendor, "work of this process for one", ms=round(statistics.median(worked), 1))
    say(connection.vendor, "found", share=found[0] / len(asked), goal=GOALS["found"], asked=len(asked))


def fill(count: int):
    """Let so many voices stand in one town; return the town and the words by number."""
    from sayings import said

    from saan.agencies.models import Authority
    from saan.areas.models import Area
    from saan.voices.models import Voice
    area = Area.objects.create(code="930307", name="ตำบล")
    town = Authority.objects.create(name="เทศบาล", short="เมือง", code="D1", home=area, sort="authority")
    texts = {}
    rows = (Voice(authority=town, area=area, sort="need", text=text, level="public", code_hash=f"{number:064}")
            for number, text in enumerate(said(count)))
    for voice in Voice.objects.bulk_create(rows, batch_size=2000):
        texts[voice.pk] = voice.text
    return town, texts


def timed(ask):
    """Return how long it took, in milliseconds, and what came back."""
    begun = time.perf_counter()
    answer = ask()
    return (time.perf_counter() - begun) * 1000, answer


def say(database: str, name: str, **figures) -> None:
    """Print one figure."""
    print(json.dumps({"database": database, "name": name, **figures}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
