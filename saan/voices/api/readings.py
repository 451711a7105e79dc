"""Readings on the API: the queue of voices that wait, and what a reader does with one."""
from datetime import datetime
from typing import Annotated, Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Body, Query, Router, Schema

from saan.core.refusal import Refusal, Wrong
from saan.voices.actions.readings import give_back, hand_over, let_stand
from saan.voices.api.doors import Session, enter
from saan.voices.api.voices import Band
from saan.voices.models import Voice
from saan.voices.queries.voices import queue, to_read
from saan.voices.rules import may_read

router = Router(auth=Session())
AT_ONCE = 30   # voices on one page
Sort = Literal["need", "idea", "problem"]
Reason = Literal["names", "hurts", "advert", "unclear", "again", "elsewhere"]


class Waiting(Schema):
    """A voice that waits, masked; `consultation` names the round for which it was proposed."""

    number: int
    sort: Sort
    text: str
    age_band: Band | None
    said_at: datetime
    authority: str
    consultation: str | None


class Queue(Schema):
    """Voices, the oldest first, and how many wait in all."""

    items: list[Waiting]
    waiting: int


class Judged(Schema):
    """What the reader does with the voice; to return it, one of the fixed reasons is needed."""

    do: Literal["stand", "return", "hand_over"]
    reason: Reason | None = None


@router.get("", response=Queue)
def waiting(request: HttpRequest, response: HttpResponse, page: Annotated[int, Query(ge=1, le=10_000)] = 1):
    """Return the voices that wait at the reader's own authorities, thirty on a page; never a held one."""
    viewer, _places = enter(request, may_read)
    response.headers["Cache-Control"] = "no-store"
    voices = queue(viewer)
    return {"items": [_waiting(voice) for voice in voices[(page - 1) * AT_ONCE:page * AT_ONCE]],
            "waiting": voices.count()}


@router.post("/{int:number}", response={204: None})
def read(request: HttpRequest, number: int, judged: Body[Judged]):
    """Let the voice stand, return it with a reason, or hand it over to the safeguarding lead; once for each voice."""
    _viewer, places = enter(request, may_read)
    voice, reader = to_read(number, places), request.user.person
    if voice is None:
        raise Http404
    if judged.do == "stand":
        let_stand(voice=voice, by=reader)
    elif judged.do == "return":
        give_back(voice=voice, reason=_reason(judged), by=reader)
    else:
        hand_over(voice=voice, by=reader)


def _reason(judged):
    if judged.reason is None:
        no = Refusal("voices.reason_needed", _("เลือกเหตุผลหนึ่งข้อก่อนส่งกลับ"), status=422)
        no.errors = [Wrong("reason", str(no))]
        raise no
    return judged.reason


def _waiting(voice: Voice) -> dict:
    return {"number": voice.pk, "sort": voice.sort, "text": voice.text, "age_band": voice.band or None,
            "said_at": voice.said_at, "authority": voice.authority.code,
            "consultation": voice.consultation.slug if voice.consultation else None}
