"""Votes in Parquet files (extra `analytics`): parts by participant, written, read, and drawn from on threads.

A folder holds parts. A part is a file `*.parquet`, or a folder of such files, read in the order of their names (so what
came later is added as a new file, and counts). Columns: participant, statement, vote and, where there is one, at.
Nobody is in two parts. The functions that travel to other machines need no settings.
"""
import zlib
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
import pyarrow as pa
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray
from pyarrow import compute, parquet
from threadpoolctl import threadpool_limits

from saan.core.refusal import Refusal
from saan.methods.opinion import Votes, resolve
from saan.methods.opinion.mapping import PART
from saan.methods.opinion.votes import named

Answer = TypeVar("Answer")
Part = tuple[str, ...]   # the files of a part, in order
NEEDED = ("participant", "statement", "vote")
SUFFIX = "*.parquet"


class Fault(NamedTuple):
    """What is wrong with a file, so that it can be told on another machine than the one that saw it."""

    code: str
    file: str
    column: str = ""
    row: int = 0
    said: str = ""


def write_parts(folder: Path, participant: NDArray, statement: NDArray, vote: NDArray, at: NDArray | None = None, *,
                parts: int) -> list[Path]:
    """Write the votes into that many files, by participant, and return them; rows stay in their order."""
    folder.mkdir(parents=True, exist_ok=True)
    number = part_numbers(participant, parts)
    order = np.argsort(number, kind="stable")
    ends = np.cumsum(np.bincount(number, minlength=parts))
    columns = {"participant": participant, "statement": statement, "vote": vote} | ({} if at is None else {"at": at})
    files = []
    for part in range(parts):
        rows = order[ends[part - 1] if part else 0:ends[part]]
        files.append(folder / f"part-{part:05}.parquet")
        parquet.write_table(pa.table({name: column[rows] for name, column in columns.items()}), files[-1])
    return files


def part_numbers(participant: NDArray, parts: int) -> NDArray[np.uint16]:
    """Return the part of each participant: the same person is in the same part, today and tomorrow."""
    if participant.dtype.kind in "iu":
        return (participant % parts).astype(np.uint16)
    names, back = np.unique(participant, return_inverse=True)
    return np.array([zlib.crc32(name.encode()) % parts for name in names.tolist()], np.uint16)[back]


def parts_of(folder: Path) -> list[Part]:
    """Return the parts of the folder, or refuse: each has the columns, and ids of the same kind as the others."""
    try:
        inner = sorted(path for path in folder.iterdir() if path.is_dir())
        parts = [(str(file),) for file in sorted(folder.glob(SUFFIX))]
        parts += [tuple(map(str, files)) for path in inner if (files := sorted(path.glob(SUFFIX)))]
    except OSError as fault:
        raise Refusal("core.no_file", _("เปิดไฟล์ %(file)s ไม่ได้ (%(why)s)"), status=404, file=folder,
                      why=fault.strerror) from None
    if not parts:
        raise Refusal("voices.no_parts", _("ไม่มีไฟล์ .parquet ในโฟลเดอร์ %(folder)s"), status=422, folder=folder)
    feet = [_foot(file) for part in parts for file in part]
    if not any(foot.num_rows for foot in feet):
        raise Refusal("voices.no_votes", _("ไฟล์นี้ว่างเปล่า ต้องมีแถวหัวตารางและอย่างน้อยหนึ่งแถว"), status=422)
    if len({_kinds(foot) for foot in feet}) > 1:
        raise Refusal("voices.parts_differ", _("ไฟล์ใน %(folder)s ใช้รหัสคนละแบบ participant และ statement "
                      "ต้องเป็นเลขทั้งหมด หรือเป็นตัวอักษรทั้งหมด"), status=422, folder=folder)
    return parts


def read_part(part: Part) -> Votes | Fault:
    """Return the votes of the part as they stand, on the statements that it knows; this function travels."""
    read = [_read(file) for file in part]
    faults = [one for one in read if isinstance(one, Fault)]
    if faults:
        return faults[0]
    participant, statement, vote, at = (
        None if columns[0] is None else np.concatenate(columns) if len(columns) > 1 else columns[0]
        for columns in zip(*read, strict=True))
    return resolve(participant, statement, vote, at)


def on_statements(part: Votes, statements: NDArray) -> Votes:
    """Return the votes on these statements (ascending) alone, numbered by them; people stay. This function travels."""
    if np.array_equal(part.statements, statements):
        return part
    known = np.isin(part.statements, statements)
    kept = part if known.all() else part.without(~known)
    number = np.searchsorted(statements, kept.statements).astype(np.uint16 if len(statements) < 2 ** 16 else np.uint32)
    return kept._replace(statements=statements, statement=number[kept.statement])


def all_statements(each: Iterable[NDArray]) -> NDArray:
    """Return the ids of all statements, ascending."""
    return np.unique(np.concatenate(list(each)))


def refuse_fault(fault: Fault) -> Refusal:
    """Return the refusal that tells of the fault."""
    where = fault._asdict()
    code = where.pop("code")
    return Refusal(code, FAULTS[code], status=422, **where)


def refuse_split(parts: Sequence[Part], people: Sequence[NDArray]) -> None:
    """Refuse where somebody is in two parts: what they said in one would be counted apart from the other."""
    whole = np.sort(np.concatenate(people))
    twice = whole[1:][whole[1:] == whole[:-1]]
    if len(twice):
        one, other = [part[0] for part, its in zip(parts, people, strict=True) if np.isin(twice[0], its)][:2]
        raise Refusal("voices.person_split", _("ผู้ร่วม %(person)s อยู่ทั้งใน %(one)s และ %(other)s ต้องอยู่ส่วนเดียว "
                      "แบ่งไฟล์ตามช่อง participant ใหม่"), status=422, person=twice[0], one=one, other=other)


class Files:
    """Parts of the votes in Parquet files, drawn from in this process on as many threads as there are cores."""

    def __init__(self, folder: Path, *, rejected: Collection[str] = (), workers: int | None = None):
        files = parts_of(folder)
        self._workers = workers or cpu_count() or 1
        read = list(self._mapped(read_part, files))
        for fault in (one for one in read if isinstance(one, Fault)):
            raise refuse_fault(fault)
        refuse_split(files, [part.people for part in read])
        self.known = all_statements(part.statements for part in read)
        self.statements = self.known[~named(self.known, rejected)]
        self._parts = [piece for part in read for piece in on_statements(part, self.statements).split(PART)]

    def each(self, do: Callable[..., Answer], *same, given: Sequence | None = None) -> Iterable[Answer]:
        """Return do(part, *same) of each part, or do(part, given of the part, *same)."""
        if given is None:
            return self._mapped(lambda part: do(part, *same), self._parts)
        return self._mapped(lambda part, its: do(part, its, *same), self._parts, given)

    def _mapped(self, do, *over):
        """Yield what is done with each; linear algebra gets one thread, for there is a crowd of ours already."""
        with threadpool_limits(1, user_api="blas"), ThreadPoolExecutor(self._workers) as pool:
            yield from pool.map(do, *over)


def _foot(file):
    """Return what the end of the file tells of it, or refuse: its columns are there, and ids are of a kind we read."""
    foot = _opened(file, lambda: parquet.read_metadata(file))
    if isinstance(foot, Fault):
        raise refuse_fault(foot)
    for name in NEEDED:
        if name not in foot.schema.names:
            raise refuse_fault(Fault("voices.part_lacks", file, name))
    for name, kind in zip(NEEDED, _kinds(foot), strict=False):
        if kind is None:
            said = str(foot.schema.to_arrow_schema().field(name).type)
            raise refuse_fault(Fault("voices.part_ids", file, name, said=said))
    return foot


def _kinds(foot):
    schema = foot.schema.to_arrow_schema()
    return tuple(_kind(schema.field(name).type) for name in NEEDED[:2])


def _kind(type_):
    inner = type_.value_type if pa.types.is_dictionary(type_) else type_
    if pa.types.is_integer(inner):
        return "number"
    return "text" if pa.types.is_string(inner) or pa.types.is_large_string(inner) else None


def _opened(file, read):
    try:
        return read()
    except (pa.ArrowException, OSError) as fault:
        return Fault("voices.part_unread", file, said=str(fault).splitlines()[0][:200])


def _read(file):
    """Return participant, statement, vote and at (None where there is none) of a file, or what is wrong with it."""
    def read():
        with parquet.ParquetFile(file) as opened:
            wanted = [name for name in (*NEEDED, "at") if name in opened.schema_arrow.names]
            return opened.read(columns=wanted, use_threads=False)

    table = _opened(file, read)
    if isinstance(table, Fault):
        return table
    for name in NEEDED[:2]:
        empty = compute.or_kleene(table[name].is_null(), _blank(table[name]))
        if compute.any(empty).as_py():
            return Fault("voices.part_no_id", file, name, 1 + empty.to_pylist().index(True))
    if "at" in table.column_names and table["at"].null_count:
        return Fault("voices.part_no_time", file, "at", 1 + table["at"].is_null().to_pylist().index(True))
    if "at" in table.column_names and not pa.types.is_primitive(table["at"].type):
        return Fault("voices.part_at", file, "at", said=str(table["at"].type))
    vote = table["vote"].to_numpy()
    said = np.isfinite(vote) if vote.dtype.kind == "f" else np.ones(len(vote), bool)
    if vote.dtype.kind not in "iuf" or not np.isin(vote[said], (-1, 0, 1)).all():
        row = 0 if vote.dtype.kind not in "iuf" else int(np.argmax(said & ~np.isin(vote, (-1, 0, 1))))
        return Fault("voices.part_vote", file, "vote", row + 1, str(vote[row]) if len(vote) else "")
    columns = [_ids(table["participant"]), _ids(table["statement"]), vote,
               table["at"].to_numpy() if "at" in table.column_names else None]
    return columns if said.all() else [column if column is None else column[said] for column in columns]


def _blank(column):
    """Return where a text is empty; numbers never are."""
    if _kind(column.type) == "number":
        return False
    return compute.equal(compute.utf8_trim_whitespace(column.cast(pa.string())), "")


def _ids(column):
    if _kind(column.type) == "number":
        return column.to_numpy()
    return np.array(column.to_pylist(), str)


FAULTS = {
    "voices.part_unread": _("อ่านไฟล์ Parquet %(file)s ไม่ได้ (%(said)s)"),
    "voices.part_lacks": _("ไฟล์ %(file)s ไม่มีช่อง %(column)s"),
    "voices.part_ids": _("ไฟล์ %(file)s ช่อง %(column)s เป็นชนิด %(said)s ต้องเป็นเลขจำนวนเต็มหรือตัวอักษร"),
    "voices.part_no_id": _("ไฟล์ %(file)s แถว %(row)s ช่อง %(column)s ว่าง ใส่รหัสให้ครบทุกแถว"),
    "voices.part_no_time": _("ไฟล์ %(file)s แถว %(row)s ช่อง %(column)s ว่าง ใส่เวลาให้ครบทุกแถว หรือตัดช่องนี้ออก"),
    "voices.part_at": _("ไฟล์ %(file)s ช่อง %(column)s เป็นชนิด %(said)s ต้องเป็นเวลาหรือตัวเลข"),
    "voices.part_vote": _("ไฟล์ %(file)s แถว %(row)s ช่อง %(column)s เป็น “%(said)s” ต้องเป็น 1 เห็นด้วย 0 ไม่แน่ใจ "
                          "หรือ -1 ไม่เห็นด้วย"),
}
