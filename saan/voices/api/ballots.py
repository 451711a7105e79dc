"""One vote as it comes over the wire: the same reading for the API and for the fast lane before it."""
import json
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from saan.core.refusal import Refusal, Wrong
from saan.people.queries import NOBODY
from saan.voices.actions.votes import VALUES, cast
from saan.voices.queries.consultations import round_of
from saan.voices.queries.votes import Pass, pass_of

JSON = "application/json"
ANSWERED = "application/json; charset=utf-8"
LARGEST = 2 ** 63 - 1
MISSING, WHOLE, ONE_OF = _("ต้องใส่ช่องนี้"), _("ต้องเป็นจำนวนเต็ม"), _("ใส่ได้เฉพาะ 1, 0 หรือ -1")


class Ballot(NamedTuple):
    """Which statement, and what is said to it."""

    statement: int
    value: int


class Counted(NamedTuple):
    """What is answered to a vote."""

    status: int   # 201 for a new one, 200 for one that changes or repeats
    body: str


def take_vote(request: HttpRequest, slug: str) -> HttpResponse:
    """Record the vote that the request brings and answer it; raise Refusal otherwise."""
    kind, token = request.META.get("CONTENT_TYPE", ""), request.META.get("HTTP_X_PARTICIPANT", "")
    status, body = count_vote(slug, kind, token, request.body)
    return HttpResponse(body, status=status, content_type=ANSWERED)


def count_vote(slug: str, kind: str, token: str, body: bytes) -> Counted:
    """Record the vote that stands in a body of this content type; raise Refusal otherwise."""
    if kind.partition(";")[0].strip().lower() != JSON:
        raise Refusal("voices.not_json", _("ส่งเป็น JSON โดยบอก Content-Type: application/json"), status=415)
    bearer = bearer_of(slug, token)
    ballot = _read(body)
    new = cast(by=bearer, statement=ballot.statement, value=ballot.value)
    return Counted(201 if new else 200, f'{{"statement": {ballot.statement}, "vote": {ballot.value}}}')


def bearer_of(slug: str, token: str) -> Pass:
    """Return the pass to this round; no token or an unknown one is 401, one of another round 403."""
    bearer = pass_of(token) if token else None
    if bearer and bearer.slug == slug:
        return bearer
    if round_of(slug, NOBODY) is None:
        raise Refusal("voices.round_unknown", _("ไม่มีรอบรับฟังเสียงนี้"), status=404)
    if bearer:
        raise Refusal("voices.token_of_another_round", _("โทเค็นนี้ใช้ได้เฉพาะรอบที่ออกให้"), status=403)
    if token:
        raise Refusal("voices.token_unknown", _("ไม่รู้จักโทเค็นนี้ ขอใหม่ที่ participants แล้วลองอีกครั้ง"), status=401)
    raise Refusal("voices.token_missing", _("ต้องใส่โทเค็นในหัวข้อ X-Participant ขอได้ที่ participants"), status=401)


def _read(body):
    try:
        said = json.loads(body, parse_constant=_not_json, object_pairs_hook=_one_value_each)
    except (ValueError, RecursionError):
        raise Refusal("voices.bad_request", _("อ่านสิ่งที่ส่งมาไม่ได้ ต้องเป็น JSON เช่น {\"statement\": 1, \"vote\": 1}"),
                      status=400) from None
    if type(said) is not dict:
        raise _unfit([Wrong("body", _("ต้องเป็นชุดของช่องและค่า"))])
    wrong = [*_wrong_number("statement", said), *_wrong_number("vote", said)]
    if not wrong and said["vote"] not in VALUES:
        wrong.append(Wrong("vote", ONE_OF))
    if wrong:
        raise _unfit(wrong)
    return Ballot(said["statement"], said["vote"])


def _wrong_number(name, said):
    """True, 1.0 and "1" are no whole numbers here."""
    if name not in said:
        yield Wrong(name, MISSING)
    elif type(said[name]) is not int or abs(said[name]) > LARGEST:
        yield Wrong(name, WHOLE)


def _unfit(wrong):
    return Refusal("voices.invalid", _("มีบางช่องที่ต้องแก้ก่อน"), status=422, errors=wrong)


def _not_json(word):
    raise ValueError(f"{word} is not JSON")


def _one_value_each(pairs):
    if len({name for name, _value in pairs}) < len(pairs):
        raise ValueError("a name stands twice")
    return dict(pairs)
