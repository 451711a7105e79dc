"""Votes and statements from files: a plain table, or what Polis exports, read as it is."""
import re
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

import numpy as np
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from saan.core.files.tables import Row, rows_of
from saan.core.refusal import Refusal

DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙−–", "0123456789--")
UNSEEN = {"", "nan", "na", "n/a", "none", "null"}
VALUES = {"1": 1, "0": 0, "-1": -1}
PLAIN = {"participant": "participant", "statement": "statement", "vote": "vote", "at": "at"}
POLIS = {"voter-id": "participant", "comment-id": "statement", "vote": "vote", "timestamp": "at"}
POLIS_KNOWN = (*POLIS, "datetime", "important", "weight")
MODERATED = {"": False, "0": False, "1": False, "-1": True}
COUNTS = ("participant", "xid", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")
WHOLE = re.compile(r"(0|-?[1-9][0-9]{0,17})\Z")
BUDDHIST = re.compile(r"(2[4-9][0-9]{2})-")
BUDDHA = 543
LONGEST = 30   # signs of a number that is a vote or a time
ID = 200       # signs of a person's or a statement's id
NUMBER = re.compile(r"[-+]?\d+(\.\d+)?\Z")   # in the digits of any script


class Ballots(NamedTuple):
    """Votes as they stand in the file, in its order: four arrays of one length; `at` is None where there is none."""

    participant: NDArray
    statement: NDArray
    vote: NDArray[np.int8]
    at: NDArray[np.float64] | None


class Asked(NamedTuple):
    """A statement of a file: its id as in the votes, its words, and whether moderation rejected it."""

    statement: str
    text: str
    rejected: bool


def read_votes(file: bytes) -> Ballots:
    """Return the votes of the file, or refuse with row and column.

    Read: participant,statement,vote[,at]; Polis' votes.csv and participants-votes.csv. An empty vote was not seen.
    """
    rows = _filled(file)
    head = next(rows, None)
    if head is None:
        raise Refusal("voices.no_votes", _("ไฟล์นี้ว่างเปล่า ต้องมีแถวหัวตารางและอย่างน้อยหนึ่งแถว"), status=422)
    names = [_folded(cell) for cell in head.cells]
    if names[:1] == ["participant"] and "n-votes" in names:
        return _matrix(head, names, rows)
    return _listed(head, names, rows)


def read_statements(file: bytes) -> list[Asked]:
    """Return the statements of the file, or refuse with row and column.

    Read: statement,text[,moderated], and Polis' comments.csv; moderated -1 = rejected.
    """
    rows = _filled(file)
    head = next(rows, None)
    names = [_folded(cell) for cell in head.cells] if head else []
    polis = "comment-id" in names
    wanted = ("comment-id", "comment-body") if polis else ("statement", "text")
    for name in wanted:
        if name not in names:
            raise _missing_column(head, name)
    if polis:
        _none_twice(head, names)
    else:
        _none_unknown(head, names, ("statement", "text", "moderated"))
    number, text = (names.index(name) for name in wanted)
    moderated = names.index("moderated") if "moderated" in names else None
    asked, known = [], set()
    for row in rows:
        _none_too_many(row, len(names))
        rejected = moderated is not None and _rejected(row, moderated)
        one = Asked(_id(row, number, wanted[0]), _cell(row, text), rejected)
        if one.statement in known:
            raise Refusal("voices.statement_twice", _("แถว %(row)s ช่อง %(column)s: ข้อความ “%(said)s” มีแถวอยู่แล้ว"),
                          status=422, row=row.line, column=wanted[0], said=one.statement[:40])
        known.add(one.statement)
        asked.append(one)
    if not asked:
        raise Refusal("voices.no_statements", _("ไฟล์ข้อความไม่มีแถวเลย"), status=422)
    return asked


def _rejected(row, at):
    said = _cell(row, at).translate(DIGITS).removesuffix(".0")
    if said not in MODERATED:
        raise Refusal("voices.no_moderation", _("แถว %(row)s ช่อง moderated เป็น “%(said)s” ต้องเป็น 1 0 หรือ -1 (ไม่ผ่าน)"),
                      status=422, row=row.line, said=said[:40])
    return MODERATED[said]


def _listed(head, names, rows):
    known = POLIS if "voter-id" in names else PLAIN
    if known is PLAIN:
        _none_unknown(head, names, PLAIN)
    else:
        _none_unknown(head, names, POLIS_KNOWN)
    places = {meaning: names.index(name) for name, meaning in known.items() if name in names}
    for name, meaning in known.items():
        if meaning not in places and meaning != "at":
            raise _missing_column(head, name)
    label = {meaning: name for name, meaning in known.items()}
    width, seen = len(names), 0
    votes: list[int] = []
    people: list[str] = []
    statements: list[str] = []
    untimed = 0   # the first row whose vote has no time
    times: list[float | int | None] = []
    for row in rows:
        seen += 1
        _none_too_many(row, width)
        person = _id(row, places["participant"], label["participant"])
        statement = _id(row, places["statement"], label["statement"])
        said = _vote(row, places["vote"], label["vote"])
        if said is None:
            continue
        people.append(person)
        statements.append(statement)
        votes.append(said)
        if "at" in places:
            times.append(_time(row, places["at"], label["at"]))
            if times[-1] is None:
                untimed = untimed or row.line
    _some(seen)
    timed = any(time is not None for time in times)   # a column without a single time is as none
    if timed and untimed:
        raise _no_time(label["at"], "", untimed)
    return Ballots(ids(people), ids(statements), np.array(votes, np.int8), np.array(times) if timed else None)


def _matrix(head, names, rows):
    columns = [(at, name) for at, name in enumerate(names) if name not in COUNTS]
    for at, name in columns:
        if not WHOLE.match(name):
            raise _unknown_column(head, at, name)
    _none_twice(head, names)
    if not columns:
        raise _missing_column(head, "0, 1, 2, …")
    people: list[str] = []
    statements: list[str] = []
    votes: list[int] = []
    seen, known = 0, set()
    for row in rows:
        seen += 1
        _none_too_many(row, len(names))
        person = _id(row, 0, "participant")
        if person in known:
            raise Refusal("voices.person_twice", _("แถว %(row)s ช่อง participant: “%(said)s” มีแถวอยู่แล้ว หนึ่งคนหนึ่งแถว"),
                          status=422, row=row.line, said=person[:40])
        known.add(person)
        for at, name in columns:
            said = _vote(row, at, name)
            if said is not None:
                people.append(person)
                statements.append(name)
                votes.append(said)
    _some(seen)
    return Ballots(ids(people), ids(statements), np.array(votes, np.int8), None)


def ids(cells: list[str]) -> NDArray:
    """Return the ids as whole numbers where all are, else as text: so they sort as people expect."""
    if all(map(WHOLE.match, cells)):
        return np.array(cells, np.int64) if cells else np.zeros(0, np.int64)
    return np.array(cells)


def _filled(file: bytes) -> Iterable[Row]:
    return (row for row in rows_of(file) if any(cell.strip() for cell in row.cells))


def _cell(row, at):
    return row.cells[at].strip() if at < len(row.cells) else ""


def _id(row, at, name):
    """Return the id as it is written, or the number that it is in any digits: ๑ is 1, but คน๑ stays คน๑."""
    said = _cell(row, at)
    if said.casefold() in UNSEEN:
        raise Refusal("voices.no_id", _("แถว %(row)s ช่อง %(column)s ว่าง ใส่รหัสให้ครบทุกแถว"), status=422, row=row.line,
                      column=name)
    if len(said) > ID:
        raise Refusal("voices.long_id", _("แถว %(row)s ช่อง %(column)s มี %(signs)s ตัวอักษร รหัสยาวได้ไม่เกิน %(most)s"),
                      status=422, row=row.line, column=name, signs=f"{len(said):,}", most=ID)
    plain = said.translate(DIGITS)
    return plain if WHOLE.match(plain) else said


def _vote(row, at, name):
    said = _cell(row, at)
    if said in VALUES:
        return VALUES[said]
    if said.casefold() in UNSEEN:
        return None
    plain = said.translate(DIGITS)
    vote = float(plain) if len(plain) <= LONGEST and NUMBER.match(plain) else None
    if vote not in (1, 0, -1):
        raise Refusal("voices.no_vote", _("แถว %(row)s ช่อง %(column)s เป็น “%(said)s” ต้องเป็น 1 เห็นด้วย 0 ไม่แน่ใจ "
                      "หรือ -1 ไม่เห็นด้วย"), status=422, row=row.line, column=name, said=said[:40])
    return int(vote)


def _time(row, at, name):
    said = _cell(row, at).translate(DIGITS)
    if said.casefold() in UNSEEN:
        return None
    if NUMBER.match(said) and len(said) <= LONGEST:
        return int(said) if "." not in said and abs(int(said)) < 2 ** 63 else float(said)
    christian = BUDDHIST.sub(lambda found: f"{int(found[1]) - BUDDHA}-", said, count=1)
    try:
        return datetime.fromisoformat(christian).timestamp()
    except (ValueError, OverflowError):
        raise _no_time(name, said, row.line) from None


def _no_time(name, said, line):
    return Refusal("voices.no_time", _("แถว %(row)s ช่อง %(column)s เป็น “%(said)s” ต้องเป็นเวลา เช่น 2026-11-22T09:00 "
                   "หรือจำนวนวินาที"), status=422, row=line, column=name, said=said[:40])


def _folded(cell):
    return cell.strip().translate(DIGITS).casefold()


def _none_unknown(head, names, known):
    for at, name in enumerate(names):
        if name not in known:
            raise _unknown_column(head, at, name)
    _none_twice(head, names)


def _none_twice(head, names):
    for name in names:
        if names.count(name) > 1:
            raise Refusal("voices.column_twice", _("แถว %(row)s มีช่อง %(column)s สองช่อง เก็บไว้ช่องเดียว"), status=422,
                          row=head.line, column=name)


def _none_too_many(row, width):
    if len(row.cells) > width:
        raise Refusal("voices.too_many_cells", _("แถว %(row)s มี %(cells)s ช่อง มากกว่าหัวตาราง (%(width)s ช่อง) "
                      "ข้อความที่มีจุลภาคต้องอยู่ในเครื่องหมายคำพูด"), status=422, row=row.line,
                      cells=len(row.cells), width=width)


def _unknown_column(head, at, name):
    return Refusal("voices.unknown_column", _("แถว %(row)s ช่องที่ %(at)s ชื่อ “%(column)s” ไม่รู้จัก ใช้ได้: "
                   "participant, statement, vote, at (ข้อความ: statement, text, moderated) หรือไฟล์ที่ส่งออกจาก Polis"),
                   status=422, row=head.line, at=at + 1, column=name[:40])


def _missing_column(head, name):
    return Refusal("voices.missing_column", _("แถว %(row)s ไม่มีช่อง %(column)s ในหัวตาราง เติมแล้วลองใหม่"), status=422,
                   row=head.line if head else 1, column=name)


def _some(seen):
    if not seen:
        raise Refusal("voices.no_votes", _("ไฟล์นี้ว่างเปล่า ต้องมีแถวหัวตารางและอย่างน้อยหนึ่งแถว"), status=422)
