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
import statistics
import subprocess
import sys
import tempfile
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
        from timed import ONE
        name, _space, case = options.one.partition(" ")
        print(json.dumps(ONE[name](options, SIZES[case], case)))
        return
    with tempfile.TemporaryDirectory(prefix="saan-bench-") as thrown:
        options.folder = options.folder or Path(thrown)
        options.folder.mkdir(parents=True, exist_ok=True)
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
