"""What is timed in a process of its own: one function for each case of `opinion.py`, which gives back what it found."""
import os
import resource
import statistics
import time
from argparse import Namespace


def one_make(options: Namespace, size: tuple, case: str) -> dict:
    """Make the votes of one size."""
    from votes import kept
    return {"file": str(kept(options.folder, *size))}


def one_size(options: Namespace, size: tuple, case: str) -> dict:
    """Time map and guard of one size."""
    from votes import kept, load

    from saan.methods.opinion import Threads, guarded, map_of, resolve, tallies
    arrays = load(kept(options.folder, *size))
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


def one_peer(options: Namespace, size: tuple, case: str) -> dict:
    """Time red-dwarf on resolved votes; runs in the peer's environment."""
    import warnings

    import numpy as np
    from reddwarf.implementations.polis import run_pipeline
    from votes import kept, load
    warnings.simplefilter("ignore")
    person, statement, vote = load(kept(options.folder, *size))
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


def one_live(options: Namespace, size: tuple, case: str) -> dict:
    """Time single votes, and maps drawn again after each hundred of them."""
    import numpy as np
    from votes import kept, load

    from saan.methods.opinion import resolve
    from saan.methods.opinion.live import Live
    people, statements, _density = size
    kept_live = Live(resolve(*load(kept(options.folder, *size))))
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


def one_sqlite(options: Namespace, size: tuple, case: str) -> dict:
    """Fill a database of Saan with votes, pack them, and time the way from there to the map."""
    os.environ["SAAN_DATA"], os.environ["DJANGO_SETTINGS_MODULE"] = str(options.folder / "town"), "saan.web.settings"
    import filled
    return filled.timed(options, size)


def one_divide(options: Namespace, size: tuple, case: str) -> dict:
    """Write the votes of one size as Parquet, in 16 parts by participant."""
    from votes import kept, load

    from saan.voices.engines.parquet import write_parts
    files = write_parts(options.folder / f"parts-{case}", *load(kept(options.folder, *size)), parts=16)
    return {"files": len(files)}


def one_parquet(options: Namespace, size: tuple, case: str) -> dict:
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


def one_spark(options: Namespace, size: tuple, case: str) -> dict:
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
