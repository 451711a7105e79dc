"""Voices on the API: speak, follow by code, erase by code."""
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Body, Header, Router, Schema

from saan.core.networks import network_of
from saan.voices.actions.erasures import erase
from saan.voices.actions.voices import look_up, speak
from saan.voices.queries.towns import listener_at
from saan.voices.queries.ways import way_of
from saan.voices.rules import State

router = Router()
Key = Annotated[UUID, Header(alias="Idempotency-Key", description="Made by the sender; one key sends one voice")]
Band = Literal["under7", "7-10", "11-14", "15-17", "18-19", "20-25", "over25"]
STATES = Literal["waiting", "shown", "returned", "joined", "proposed", "resolved", "under_way", "claimed", "confirmed",
                 "not_yet"]
VERBS = Literal["spoken", "gathered", "joined", "merged", "split", "proposed", "declined", "reconsidered",
                "resolved", "started", "held", "reported", "confirmed", "reopened", "answered"]


class Words(Schema):
    """What is said, and where; `authority` only where two share the area."""

    area: str
    authority: str | None = None
    kind: Literal["need", "idea", "problem"]
    text: str
    age_band: Band | None = None


class Received(Schema):
    """What the speaker keeps: with the code one follows the voice, and can erase it."""

    code: str
    state: Literal["waiting"]


class Step(Schema):
    """One step of the eight; `text` is Saan's sentence, never the speaker's words."""

    step: int
    verb: VERBS
    at: datetime
    text: str


class Answer(Schema):
    """A reply, as it was written."""

    text: str
    at: datetime


class Followed(Schema):
    """How far a voice has come."""

    state: STATES
    theme: str | None
    steps: list[Step]
    replies: list[Answer]


@router.post("", response={201: Received})
def say(request: HttpRequest, said: Body[Words], key: Key):
    """Receive a voice and return its code. Nobody has to sign in; the same key and body give the same answer."""
    authority, area = listener_at(said.area, said.authority or "")
    receipt = speak(text=said.text, sort=said.kind, authority=authority, area=area, key=str(key),
                    band=said.age_band or "")
    return {"code": receipt.code, "state": State.WAITING.value}


@router.get("/{code}", response=Followed)
def follow(request: HttpRequest, response: HttpResponse, code: str):
    """Return how far the voice of the code has come; never its words."""
    way = way_of(look_up(code=code, network=network_of(request)))
    response.headers["Cache-Control"] = "no-store"
    steps = [{"step": stop.step, "verb": stop.verb, "at": stop.at, "text": stop.sentence} for stop in way.stops]
    replies = [{"text": reply.text, "at": reply.at} for reply in way.replies]
    return {"state": way.state.value, "theme": way.theme.name if way.theme else None, "steps": steps,
            "replies": replies}


@router.delete("/{code}", response={204: None})
def take_back(request: HttpRequest, code: str):
    """Erase the words of the voice for good; what came of it remains."""
    erase(voice=look_up(code=code, network=network_of(request)))
