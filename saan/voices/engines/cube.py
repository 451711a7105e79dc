"""The cube over daily Parquet (extra `analytics`): how many said what, by round, area, band, statement and day."""
from pathlib import Path

import duckdb

from saan.voices.engines.daily import VOTES

CUBE = "cube.parquet"
OFFLINE = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}   # nothing is ever fetched


def build(home: Path) -> int:
    """Make the cube anew from every vote as it stands last, and return how many rows it has."""
    half = home / f"{CUBE}.half"
    with _database(home) as database:
        database.execute(_BUILD, [str(home / VOTES / "*" / "*" / "*.parquet"), str(half)])
        count = database.execute("SELECT count(*) FROM read_parquet($1)", [str(half)]).fetchone()[0]
    half.replace(home / CUBE)
    return count


def answered(home: Path, slug: str) -> dict[int, dict[str, int]] | None:
    """Return for each statement of the round how many people of each band answered; None where there is no cube.

    Exact counts: they go through `saan.voices.queries.cube` before anybody sees them.
    """
    if not (home / CUBE).exists():
        return None
    found: dict[int, dict[str, int]] = {}
    with _database(home) as database:
        for statement, band, people in database.execute(_ANSWERED, [str(home / CUBE), slug]).fetchall():
            found.setdefault(statement, {})[band] = people
    return found


def _database(home):
    database = duckdb.connect(config=OFFLINE)
    database.execute("SET temp_directory = $1", [str(home / "spill")])
    return database


_LAST = """SELECT round, participant, statement, arg_max({"vote": vote, "day": day, "band": band, "area": area},
        filename) AS last FROM read_parquet($1, hive_partitioning = true, filename = true, hive_types_autocast = false)
    GROUP BY round, participant, statement"""
_BUILD = f"""COPY (SELECT round, last.area AS area, last.band AS band, statement, last.day AS day,
        count(*) FILTER (last.vote = 1) AS agree, count(*) FILTER (last.vote = -1) AS disagree,
        count(*) FILTER (last.vote = 0) AS passed
    FROM ({_LAST}) GROUP BY ALL ORDER BY ALL) TO $2 (FORMAT parquet, COMPRESSION zstd)"""
_ANSWERED = """SELECT statement, band, sum(agree + disagree + passed)::BIGINT FROM read_parquet($1) WHERE round = $2
    GROUP BY ALL ORDER BY ALL"""
