"""How fast Saan serves: votes, the results page and the code page, beside the least that Django can do.

    .venv/bin/python bench/serve.py [--runs 3] [--connections 16] [--threads N] [--port 8190] [--url postgresql://…]

Makes a demo folder of its own, serves it on loopback with granian as bin/serve does, and lets participants of their own
vote, each pair once. In turn with it, the floor is measured: a bare Django insert on granian with the same database
settings, processes and threads. Prints one line of JSON a figure: the median of the runs, all runs, and what it is
compared with (`peer`, a rate of the same run or a goal; `ratio` = value / peer).
"""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from itertools import cycle, islice, product
from pathlib import Path
from urllib.request import urlopen

from grounds import ROOT, environment, line, manage, prepare, served
from house.serving import processes, threads
from load import Load, request, run

ROUND, SHEET = "khok-muang-2569", "korat-yim-2566"
GOALS = {"sqlite": 1200, "postgresql": 600}   # votes a second on a quiet machine with two cores
PAGES = 300                                   # pages a second
AWAKE = 5                                     # seconds after which a server has loaded its word lists
FLOOR = .6                                    # of the bare insert


def asked() -> argparse.Namespace:
    """Return what was asked for on the command line."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--runs", type=int, default=3)
    ask.add_argument("--connections", type=int, default=16)
    ask.add_argument("--threads", help="of each process, as SAAN_THREADS; default as bin/serve has it")
    ask.add_argument("--port", type=int, default=8190)
    ask.add_argument("--votes", type=int, default=6000, help="votes of one run")
    ask.add_argument("--pages", type=int, default=2000, help="pages of one run")
    ask.add_argument("--url", default=os.environ.get("DATABASE_URL", ""), help="an empty PostgreSQL database")
    ask.add_argument("--data", type=Path, help="the folder to make (default: one that is thrown away)")
    return ask.parse_args()


def main() -> None:
    """Make the grounds, measure in turn, print the figures."""
    options = asked()
    data = options.data or Path(tempfile.mkdtemp(prefix="saan-bench-"))
    more = {"DATABASE_URL": options.url, "FLOOR_URL": options.url, "FLOOR_DATA": str(data)}
    if options.threads:
        more["SAAN_THREADS"] = options.threads
    env = environment(data, **more)
    try:
        prepare(data, env)
        Bench(options, data, env).measure()
    finally:
        if not options.data:
            shutil.rmtree(data, ignore_errors=True)


class Bench:
    """The measuring of one folder."""

    def __init__(self, options: argparse.Namespace, data: Path, env: dict[str, str]):
        self.options, self.data, self.env = options, data, env
        self.kind = "postgresql" if options.url else "sqlite"

    def measure(self) -> None:
        """Measure votes and floor in turn, then the pages; the first turn of each warms up and is not counted."""
        votes, floors, pages, memory = [], [], [], []
        subprocess.run([sys.executable, ROOT / "bench" / "floor.py"], env=self.env, check=True)
        for turn in range(self.options.runs + 1):
            with self._served("saan.web.wsgi:application") as server:
                votes.append(self._votes())
                memory.append(server.memory())
            with self._served("floor:application"):
                floors.append(self._floor(turn))
        self._tell_votes(votes[1:], floors[1:])
        self._figure("memory of the server while voting", memory[1:], "MiB", None, None)
        with self._served("saan.web.wsgi:application"):
            pages = [self._pages() for _turn in range(self.options.runs + 1)][1:]
        for name in pages[0]:
            loads = [turn[name] for turn in pages]
            self._figure(name, [load.rate for load in loads], "1/s", PAGES, "goal")
            self._times(name, loads)

    @contextmanager
    def _served(self, application):
        with served(application, self.options.port, self.env) as server:
            time.sleep(AWAKE)
            yield server

    def _votes(self):
        """Let fresh participants vote on every statement; each pair is new, so each vote is a 201."""
        asked = [statement["id"] for statement in self._asked()]
        tokens = manage(self.env, "mint-participants", ROUND, str(-(-self.options.votes // len(asked)))).split()
        path = f"/api/v1/consultations/{ROUND}/votes"
        pairs = ((token, json.dumps({"statement": number, "vote": vote}).encode())
                 for (number, token), vote in zip(product(asked, tokens), VOICES, strict=False))
        requests = [request("POST", path, body, Content_Type="application/json", X_Participant=token)
                    for token, body in islice(pairs, self.options.votes)]
        return self._run(requests, {201})

    def _asked(self):
        with urlopen(f"http://127.0.0.1:{self.options.port}/api/v1/consultations/{ROUND}") as answer:
            return json.load(answer)["statements"]

    def _floor(self, turn):
        rows = ({"participant": turn * 10 ** 6 + number // 12, "statement": number % 12, "vote": 1}
                for number in range(self.options.votes))
        bodies = (json.dumps(row).encode() for row in rows)
        return self._run([request("POST", "/rows", body, Content_Type="application/json") for body in bodies], {201})

    def _pages(self):
        """Ask for the results of the sheet and for the ways of the demo's codes, as a browser would."""
        codes = json.loads((self.data / "codes.json").read_text())
        codes = list(codes.values() if isinstance(codes, dict) else codes)
        codes = [code for code in _words(codes) if len(code.replace("-", "")) == 8]
        paths = {"results page": [f"/c/{SHEET}/results"], "code page": [f"/code?code={code}" for code in codes]}
        return {name: self._run(islice(cycle([request("GET", path, Accept_Encoding="gzip") for path in among]),
                                       self.options.pages), {200}) for name, among in paths.items()}

    def _run(self, requests, expected) -> Load:
        load = run(self.options.port, requests, self.options.connections)
        if set(load.statuses) != expected:
            raise SystemExit(f"Unexpected answers: {load.statuses}")
        return load

    def _tell_votes(self, votes, floors):
        floor = statistics.median(load.rate for load in floors)
        served_by = f"{processes(self.env)} × {threads(self.env)} threads"
        what = f"{self.kind}, {self.options.connections} connections, {served_by}"
        rates = [load.rate for load in votes]
        self._figure(f"votes ({what})", rates, "1/s", GOALS[self.kind], "goal")
        self._figure("votes against the floor", rates, "1/s", floor, "bare Django insert on granian, same settings")
        self._figure("floor", [load.rate for load in floors], "1/s", None, None)
        self._times("votes", votes)
        self._times("floor", floors)

    def _times(self, name, loads):
        for share in (.5, .99):
            self._figure(f"{name} p{share * 100:.0f}", [load.at(share) for load in loads], "ms", None, None)

    def _figure(self, name, values, unit, peer, against):
        value = statistics.median(values)
        line(name=name, value=round(value, 2), unit=unit, runs=len(values), peer=peer and round(peer, 2),
             ratio=peer and round(value / peer, 3), against=against, all=[round(each, 2) for each in values])


def _words(codes):
    """Return every text among the codes, however deep."""
    for code in codes:
        if isinstance(code, str):
            yield code
        else:
            yield from _words(code.values() if isinstance(code, dict) else code)


VOICES = [1, 1, -1, 0] * 250_000

if __name__ == "__main__":
    main()
