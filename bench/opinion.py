"""How fast the opinion map is drawn, beside red-dwarf 0.4.0 on the same resolved votes in the same run.

    .venv/bin/python bench/opinion.py [--runs 5] [--cases small,10k,…,parquet,spark] [--no-peer]

Each case runs in a process of its own, so that its memory is its own; votes come from one seeded generator
(bench/votes.py). The map is timed from unresolved arrays in memory: resolving, sums, plane, places, groups, tallies.
red-dwarf gets votes that are resolved already, before its clock starts; it is installed once into an environment of
its own (var/peers). Prints one line of JSON a figure: the median of the runs, all runs, and its goal.
"""
import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve()
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE.parent)]
SIZES = {"10k": (10_000, 200, .112), "20k": (20_000, 300, .079), "40k": (40_000, 300, .08), "100k": (100_000, 300, .08),
         "1m": (1_000_000, 500, .0696)}
TIMES = {"10k": 60, "20k": 100, "40k": 100}                # as fast as red-dwarf
SECONDS = {"100k": .5, "1m": 5.0}                         # of the map
MEMORY = {"100k": 400, "1m": 1_500}                       # MB
PEERS = ROOT / "var" / "peers"
CASES = ("small", *SIZES, "live", "sqlite", "parquet", "spark")


def main() -> None:
    """Measure the cases that were asked for, each in a process of its own."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--runs", type=int, default=5)
    ask.add_argument("--cases", default=",".join(CASES))
    ask.add_argument("--no-peer", action="store_true", help="leave red-dwarf out (it takes minutes)")
    ask.add_argument("--folder", type=Path, help="where the votes lie (default: thrown away)")
    ask.add_argument("--one", help=argparse.SUPPRESS)
    options = ask.parse_args()
    if options.one:
        print(json.dumps(ONE[options.one.partition(" ")[0]](options, options.one.partition(" ")[2])))
        return
    with tempfile.TemporaryDirectory(prefix="saan-bench-") as thrown:
        options.folder = options.folder or Path(thrown)
        tell("machine", cores=os.cpu_count(), machine=platform.machine(), python=platform.python_version(),
             load=os.getloadavg()[0])
        for case in options.cases.split(","):
            (size if case in SIZES else globals()[case])(options, case)


def size(options: argparse.Namespace, case: str) -> None:
    """Measure the map and the guard of one size, and the peer on the same votes."""
    made(options, case)
    got = child(options, f"size {case}")
    tell(f"map {case}", **figures(got["map"], SECONDS.get(case)), votes=got["votes"], resolved=got["resolved"])
    tell(f"memory {case}", megabytes=got["memory"], goal=MEMORY.get(case))
    bound = 5 * statistics.median(got["map"]) if case in ("10k", "20k", "40k") else None
    both = statistics.median(got["map"]) + statistics.median(got["guard"])
    tell(f"guard {case}", **figures(got["guard"], bound and round(bound, 4)), map_and_guard=round(both, 4), p=got["p"])
    if case in TIMES and not options.no_peer:
        peer = child(options, f"peer {case}", python=with_peer())
        ratio = statistics.median(peer["seconds"]) / statistics.median(got["map"])
        tell(f"red-dwarf {case}", **figures(peer["seconds"], None) | {"ratio": round(ratio, 1), "goal": TIMES[case]})


def small(options: argparse.Namespace, case: str) -> None:
    """Measure the command on 300 people, each time in a fresh process."""
    file = options.folder / "small.csv"
    from votes import drawn  # asked for only here: the peer has an environment of its own

    rows = zip(*drawn(300, 20, .8), strict=True)
    file.write_text("participant,statement,vote\n" + "".join(f"{a},{b},{c}\n" for a, b, c in rows))
    seconds = []
    for _run in range(options.runs):
        out = options.folder / "out.json"
        subprocess.run([sys.executable, ROOT / "manage.py", "opinion", file, "--json", out], check=True, cwd=ROOT,
                       stdout=subprocess.DEVNULL, env={**os.environ, "SAAN_DATA": str(options.folder / "data")})
        took = json.loads(out.read_text())["seconds"]
        seconds.append(took["map"] + took["guard"])
    tell("map and guard of 300 people, fresh process", **figures(seconds, 1.0))


def live(options: argparse.Namespace, case: str) -> None:
    """Measure one vote and a refreshed map of 100,000 people."""
    made(options, "100k")
    got = child(options, "live 100k")
    tell("one vote among 100k", **figures(got["vote"], .0002), p95=got["vote_p95"])
    tell("refreshed map of 100k", **figures(got["map"], .15), p95=max(got["map"]))


def sqlite(options: argparse.Namespace, case: str) -> None:
    """Measure the map of 2.4 M votes from SQLite, packed beside the rows."""
    made(options, "100k")
    got = child(options, "sqlite 100k")
    tell("from SQLite 2.4 M votes to the map", **figures(got["seconds"], 1.0), read=got["read"], packing=got["packing"],
         votes=got["votes"])


def parquet(options: argparse.Namespace, case: str) -> None:
    """Measure the map of a million people from Parquet, beside reading the same files and nothing else."""
    made(options, "1m")
    child(options, "divide 1m")
    got = child(options, "parquet 1m")
    tell("from Parquet 34.8 M votes to the map", **figures(got["seconds"], 8.0), votes=got["votes"])
    tell("memory from Parquet", megabytes=got["memory"], goal=MEMORY["1m"])
    ratio = statistics.median(got["seconds"]) / statistics.median(got["read"])
    tell("reading the Parquet alone", **figures(got["read"], None) | {"ratio": round(ratio, 1), "goal": 6})


def spark(options: argparse.Namespace, case: str) -> None:
    """Measure the map of a million people on two processes of Spark that hold the votes, in turn with threads."""
    made(options, "1m")
    child(options, "divide 1m")
    got = child(options, "spark 1m")
    ratios = [mine / its for mine, its in zip(got["spark"], got["threads"], strict=True)]
    tell("map of 1m on threads, warm", **figures(got["threads"], None))
    tell("map of 1m on Spark, warm", **figures(got["spark"], None) | {
        "ratio": round(statistics.median(ratios), 2), "goal": 4, "same": got["same"]})


def made(options: argparse.Namespace, case: str) -> None:
    """Make the votes of the size, in a process whose memory does not count."""
    child(options, f"make {case}")


def one_make(options: argparse.Namespace, case: str) -> dict:
    """Make the votes of one size."""
    from votes import kept
    return {"file": str(kept(options.folder, *SIZES[case]))}


def one_size(options: argparse.Namespace, case: str) -> dict:
    """Time map and guard of one size."""
    from votes import kept, load

    from saan.methods.opinion import Threads, guarded, map_of, resolve, tallies
    arrays = load(kept(options.folder, *SIZES[case]))
    maps, guards, p = [], [], None
    for _run in range(options.runs + 1):
        begun = time.perf_counter()
        votes = resolve(*arrays)
        engine = Threads(votes)
        found = map_of(engine)
        tallies(engine, found, found.splits[0])
        maps.append(time.perf_counter() - begun)
        if _run == 0:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        begun = time.perf_counter()
        p = guarded(found, votes).p
        guards.append(time.perf_counter() - begun)
        resolved = len(votes.value)
        del votes, engine, found
    peak = max(peak, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    return {"map": maps[1:], "guard": guards[1:], "memory": peak, "votes": len(arrays[0]), "resolved": resolved, "p": p}


def one_peer(options: argparse.Namespace, case: str) -> dict:
    """Time red-dwarf on resolved votes; runs in the peer's environment."""
    import warnings

    import numpy as np
    from reddwarf.implementations.polis import run_pipeline
    from votes import kept, load
    warnings.simplefilter("ignore")
    person, statement, vote = load(kept(options.folder, *SIZES[case]))
    last = {}
    for row, pair in enumerate(zip(person.tolist(), statement.tolist(), strict=True)):
        last[pair] = row
    rows = np.array(sorted(last.values()))
    votes = [{"participant_id": one, "statement_id": other, "vote": said} for one, other, said in
             zip(person[rows].tolist(), statement[rows].tolist(), vote[rows].tolist(), strict=True)]
    seconds = []
    for _run in range(options.runs):
        begun = time.perf_counter()
        run_pipeline(votes=votes, random_state=0)
        seconds.append(time.perf_counter() - begun)
    return {"seconds": seconds}


def one_live(options: argparse.Namespace, case: str) -> dict:
    """Time single votes, and maps drawn again after each hundred of them."""
    import numpy as np
    from votes import kept, load

    from saan.methods.opinion import resolve
    from saan.methods.opinion.live import Live
    people, statements, _density = SIZES[case]
    kept_live = Live(resolve(*load(kept(options.folder, *SIZES[case]))))
    random, votes, maps = np.random.default_rng(1), [], []
    for _run in range(options.runs + 1):
        coming = [column.tolist() for column in (random.integers(0, people + 500, 1_000), random.integers(
            0, statements, 1_000), random.integers(-1, 2, 1_000))]
        for vote in zip(*coming, strict=True):
            begun = time.perf_counter()
            kept_live.cast(*vote)
            votes.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        _first = kept_live.map().splits[0]
        maps.append(time.perf_counter() - begun)
    runs = [statistics.median(votes[at:at + 1_000]) for at in range(0, len(votes), 1_000)]
    return {"vote": runs[1:], "vote_p95": round(sorted(votes)[int(.95 * len(votes))], 6), "map": maps[1:]}


def one_sqlite(options: argparse.Namespace, case: str) -> dict:
    """Fill a database of Saan with votes, pack them, and time the way from there to the map."""
    os.environ["SAAN_DATA"], os.environ["DJANGO_SETTINGS_MODULE"] = str(options.folder / "town"), "saan.web.settings"
    import filled
    return filled.timed(options, SIZES[case])


def one_divide(options: argparse.Namespace, case: str) -> dict:
    """Write the votes of one size as Parquet, in 16 parts by participant."""
    from votes import kept, load

    from saan.voices.engines.parquet import write_parts
    files = write_parts(options.folder / f"parts-{case}", *load(kept(options.folder, *SIZES[case])), parts=16)
    return {"files": len(files)}


def one_parquet(options: argparse.Namespace, case: str) -> dict:
    """Time the way from Parquet parts to the map, and reading their columns alone on as many threads."""
    from concurrent.futures import ThreadPoolExecutor

    from pyarrow import parquet as reader

    from saan.methods.opinion import map_of, tallies
    from saan.voices.engines.parquet import Files
    folder = options.folder / f"parts-{case}"
    seconds, read = [], []
    for _run in range(options.runs + 1):
        begun = time.perf_counter()
        engine = Files(folder)
        found = map_of(engine)
        tallies(engine, found, found.splits[0])
        seconds.append(time.perf_counter() - begun)
        votes = int(found.sums.n.sum())
        del engine, found
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    for _run in range(options.runs + 1):
        begun = time.perf_counter()
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(lambda file: reader.read_table(file, use_threads=False).num_rows, folder.glob("*.parquet")))
        read.append(time.perf_counter() - begun)
    return {"seconds": seconds[1:], "read": read[1:], "memory": memory, "votes": votes}


def one_spark(options: argparse.Namespace, case: str) -> dict:
    """Time map and counts by group on votes that are read already, on Spark and on threads, in turn."""
    from saan.methods.opinion import map_of, tallies
    from saan.methods.opinion.digests import labels_digest, statistics_digest
    from saan.voices.engines.parquet import Files
    from saan.voices.engines.spark import Spark, session
    folder, seconds, digests = options.folder / f"parts-{case}", {"spark": [], "threads": []}, set()
    with session(os.cpu_count()) as context:
        engines = {"spark": Spark(context, folder), "threads": Files(folder)}
        for _run in range(options.runs + 1):
            for name, engine in engines.items():
                begun = time.perf_counter()
                found = map_of(engine)
                tallies(engine, found, found.splits[0])
                seconds[name].append(time.perf_counter() - begun)
                digests.add((statistics_digest(found), labels_digest(found, found.splits[0])))
    return {name: runs[1:] for name, runs in seconds.items()} | {"same": len(digests) == 1}


ONE = {"make": one_make, "spark": one_spark, "divide": one_divide, "parquet": one_parquet,
       "size": one_size, "peer": one_peer, "live": one_live, "sqlite": one_sqlite}


def child(options: argparse.Namespace, what: str, python: str | Path = sys.executable) -> dict:
    """Run one part in a process of its own and return what it found."""
    done = subprocess.run([python, HERE, "--one", what, "--folder", options.folder, "--runs", str(options.runs)],
                          capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        raise SystemExit(f"{what} failed:\n{done.stderr[-3000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def with_peer() -> Path:
    """Return the Python of the peer's environment, made from its lock where it is not there."""
    python = PEERS / "bin" / "python"
    if not python.exists():
        uv = Path(sys.executable).with_name("uv")
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, PEERS], check=True)
        subprocess.run([uv, "pip", "install", "--quiet", "--python", python, "--require-hashes", "-r",
                        ROOT / "requirements" / "peers.txt"], check=True)
    return python


def figures(runs: list[float], goal: float | None) -> dict:
    """Return the median and all runs."""
    return {"seconds": round(statistics.median(runs), 6), "runs": [round(one, 6) for one in runs], "goal": goal}


def tell(what: str, **said) -> None:
    """Print one figure."""
    print(json.dumps({"what": what, **{name: value for name, value in said.items() if value is not None}}), flush=True)


if __name__ == "__main__":
    main()
