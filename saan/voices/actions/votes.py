"""Voting: votes that wait in one process are gathered into one transaction, and each is answered after its commit."""
from datetime import datetime
from typing import NamedTuple

from django.db import DataError, IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from saan.core import clock
from saan.core.actions import cursors
from saan.core.gathering import Gathering
from saan.core.refusal import Refusal, Wrong
from saan.voices.engines.votes import Row, put_votes, turn
from saan.voices.queries.votes import Pass

NUMBERS = "votes"
VALUES = (1, 0, -1)


class _Ballot(NamedTuple):
    consultation: int
    participant: int
    statement: int
    value: int
    at: datetime


def cast(*, by: Pass, statement: int, value: int) -> bool:
    """Record what the bearer says to the statement; return whether it is the first time (else changed or repeated).

    The answer comes after the commit. A vote is its own record, so it is not tied.
    """
    if value not in VALUES:
        raise Refusal("voices.vote_unknown", _("เลือกได้ 1 เห็นด้วย 0 ไม่แน่ใจ หรือ -1 ไม่เห็นด้วย"), status=422)
    ballot = _Ballot(by.consultation, by.participant, statement, value, clock.now())
    if connection.in_atomic_block:   # the commit is the caller's: nobody else may wait for it
        answer = _recorded([ballot])[0]
        if isinstance(answer, Exception):
            raise answer
        return answer
    return _gathering.put(ballot)


def _recorded(ballots):
    """Record the ballots in one transaction; if the database refuses one, each is tried alone."""
    try:
        with transaction.atomic():
            return _written(ballots)
    except (IntegrityError, DataError) as error:
        return [error] if len(ballots) == 1 else [_recorded([ballot])[0] for ballot in ballots]


_gathering: Gathering[_Ballot, bool] = Gathering(_recorded, turn)


def _written(ballots):
    last = cursors.take(name=NUMBERS, count=len(ballots))   # first: closing a round waits for this row too
    refusals = _refusals(ballots)
    rows = {(ballot.participant, ballot.statement): Row(ballot.participant, ballot.statement, ballot.value, ballot.at,
                                                        number)
            for number, ballot in enumerate(ballots, last - len(ballots) + 1) if not refusals[ballot]}
    new = put_votes(rows.values()) if rows else {}
    if not new:
        transaction.set_rollback(True)   # nothing changes: the numbers go back, and nobody waits for the disk
    return [refusals[ballot] or new.pop((ballot.participant, ballot.statement), False) for ballot in ballots]


def _refusals(ballots):
    """Return for each ballot why it cannot count, or None; asked inside the transaction that writes.

    Plain SQL: asked by the ORM, this alone would take more time than all the rest of a vote.
    """
    rounds, asked = {ballot.consultation for ballot in ballots}, {ballot.statement for ballot in ballots}
    at = connection.ops.adapt_datetimefield_value(max(ballot.at for ballot in ballots))
    sql = _STANDING.format(asked=_places(len(asked)), rounds=_places(len(rounds)))
    with connection.cursor() as cursor:
        cursor.execute(sql, [at, at, *asked, *rounds])
        rows = cursor.fetchall()
    is_open = {consultation: takes for consultation, takes, _statement, _stands in rows}
    stands = {(consultation, statement): stands for consultation, _takes, statement, stands in rows}
    return {ballot: _refusal(is_open.get(ballot.consultation), stands.get((ballot.consultation, ballot.statement)))
            for ballot in ballots}


def _refusal(is_open, stands):
    if not is_open:
        return Refusal("voices.round_closed", _("รอบนี้ปิดรับโหวตแล้ว ดูผลได้ที่หน้าผล"))
    if stands is None:
        unknown = _("ไม่มีข้อความนี้ในรอบนี้ เปิดหน้าโหวตใหม่แล้วเลือกอีกครั้ง")
        return Refusal("voices.statement_unknown", unknown, status=422, errors=[Wrong("statement", unknown)])
    if not stands:
        return Refusal("voices.statement_withdrawn", _("ข้อความนี้ถูกถอนออกแล้ว โหวตข้อความอื่นต่อได้เลย"))
    return None


def _places(count):
    return ", ".join(["%s"] * count)


_STANDING = """SELECT c.id, c.closed_at IS NULL AND c.source = 'votes' AND c.opens_at <= %s
        AND (c.closes_at IS NULL OR c.closes_at > %s), s.id, s.withdrawn_at IS NULL AND s.text <> ''
    FROM voices_consultation c LEFT JOIN voices_statement s
        ON s.consultation_id = c.id AND s.level = 'public' AND s.id IN ({asked}) WHERE c.id IN ({rounds})"""
