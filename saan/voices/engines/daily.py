"""The votes of each day as Parquet files beside the town's data (extra `analytics`): added to, never written anew.

`votes/round=SLUG/part=003-of-016/SINCE-BATCH.parquet`; a round's folder is what `bin/saan opinion` reads, and a later
file counts more than an earlier one. No file holds what tells who somebody is: a participant is a number that means
nothing outside the round.
"""
import os
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from saan.voices.engines.parquet import part_numbers

VOTES = "votes"
PART = re.compile(r"part=[0-9]+-of-([0-9]+)\Z")
COLUMNS = pa.schema([("participant", pa.int64()), ("statement", pa.int32()), ("vote", pa.int8()), ("day", pa.date32()),
                     ("band", pa.string()), ("area", pa.string())])


def append(home: Path, slug: str, name: str, rows: Sequence[tuple], parts: int) -> None:
    """Add the rows (in the order of COLUMNS) to the parts of the round; a file of that name is replaced whole."""
    table = pa.table([pa.array(column, type_) for column, type_ in zip(
        zip(*rows, strict=True), COLUMNS.types, strict=True)], schema=COLUMNS)
    number = part_numbers(table["participant"].to_numpy(), parts)
    for part in np.unique(number):
        folder = home / VOTES / f"round={slug}" / f"part={part:03}-of-{parts:03}"
        folder.mkdir(parents=True, exist_ok=True)
        _replace(folder / f"{name}.parquet", table.take(np.flatnonzero(number == part)))


def divided(home: Path) -> set[int]:
    """Return into how many parts the rounds are divided; empty where nothing is written yet."""
    return {int(found[1]) for path in (home / VOTES).glob("round=*/part=*") if (found := PART.match(path.name))}


def _replace(path, table):
    """Write beside the name and put it there once it is on disk: nobody ever reads half a file."""
    half = path.with_suffix(".half")
    with half.open("wb") as file:
        parquet.write_table(table, file, use_dictionary=["band", "area"], compression="zstd")
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
