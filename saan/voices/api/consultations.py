"""Consultations on the API: what is asked, tokens to answer with, votes, and honest results."""
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Body, Header, Query, Router, Schema, Status

from saan.core import clock
from saan.core.names import called
from saan.core.networks import network_of
from saan.core.refusal import Refusal
from saan.people.queries import NOBODY
from saan.voices.actions.tickets import mint
from saan.voices.api.ballots import take_vote
from saan.voices.models import Consultation
from saan.voices.queries.consultations import in_fair_order, round_of, rounds_of, statements_of, ticket_time
from saan.voices.queries.votes import pass_of

router = Router()
Token = Annotated[str, Header(alias="X-Participant", description="The token that participants gave", max_length=200)]
Band = Literal["under7", "7-10", "11-14", "15-17", "18-19", "20-25", "over25"]
BALLOT = {"requestBody": {"required": True, "content": {"application/json": {"schema": {
    "type": "object", "title": "Ballot", "required": ["statement", "vote"], "properties": {
        "statement": {"type": "integer", "title": "Statement"},
        "vote": {"type": "integer", "enum": [1, 0, -1], "title": "1 agree, 0 not sure, -1 disagree"}}}}}},
    "parameters": [{"in": "header", "name": "X-Participant", "required": True, "schema": {"type": "string"},
                    "description": "The token that participants gave"}]}


class Round(Schema):
    """A round: what it is called and whether it takes votes now."""

    slug: str
    title: str
    area: str
    state: Literal["open", "closed"]
    source: Literal["votes", "sheet"]


class Rounds(Schema):
    """Rounds, the newest first."""

    items: list[Round]


class Asked(Schema):
    """A statement that one can vote on."""

    id: int
    text: str


class Opened(Round):
    """A round with what is asked in it, in this participant's order."""

    door: Literal["open", "slips", "signed_in", "sheet"]
    statements: list[Asked]


class Newcomer(Schema):
    """Somebody who comes in; nothing has to be said."""

    age_band: Band | None = None
    slip: Annotated[str, Body(max_length=64)] = ""


class Given(Schema):
    """The token that opens this round and no other."""

    token: str


class Ballot(Schema):
    """A vote as it was recorded."""

    statement: int
    vote: Literal[1, 0, -1]


@router.get("", response=Rounds)
def consultations(request: HttpRequest, area: Annotated[str, Query(pattern=r"^([0-9]{2}){0,3}$")] = "",
                  authority: Annotated[str, Query(max_length=12)] = ""):
    """Return the rounds of an area (code of a province, district or subdistrict), the newest first."""
    return {"items": [_round(consultation) for consultation in rounds_of(area, NOBODY, authority)]}


@router.get("/{slug}", response={200: Opened})
def consultation(request: HttpRequest, slug: str, x_participant: Token = ""):
    """Return a round with its statements, in the order of this participant; without a token in their own."""
    here = found(slug)
    statements, bearer = statements_of(here, NOBODY), pass_of(x_participant) if x_participant else None
    if bearer and bearer.consultation == here.pk:
        since = ticket_time(here, bearer.participant)
        statements = in_fair_order(here, statements, str(bearer.participant), since)
    asked = [{"id": statement.pk, "text": statement.text} for statement in statements]
    return {**_round(here), "door": here.door, "statements": asked}


@router.post("/{slug}/participants", response={201: Given})
def participants(request: HttpRequest, slug: str, newcomer: Annotated[Newcomer, Body()] = Newcomer()):  # noqa: B008
    """Let somebody in and return the token to vote with; the age band may be left out."""
    person = request.user.person if request.user.is_authenticated else None
    token = mint(consultation=found(slug), network=network_of(request), band=newcomer.age_band or "",
                 slip=newcomer.slip, person=person)
    return Status(201, {"token": token})


@router.post("/{slug}/votes", response={200: Ballot, 201: Ballot}, openapi_extra=BALLOT)
def votes(request: HttpRequest, slug: str) -> HttpResponse:
    """Record a vote: 201 when it is new, 200 when it changes or repeats one. The pair is the key."""
    return take_vote(request, slug)


def found(slug: str) -> Consultation:
    """Return the round that has begun, or say that there is none."""
    here = round_of(slug, NOBODY)
    if here is None or here.opens_at > clock.now():
        raise Refusal("voices.round_unknown", _("ไม่มีรอบรับฟังเสียงนี้"), status=404)
    return here


def _round(consultation: Consultation) -> dict:
    return {"slug": consultation.slug, "title": called(consultation, "title"), "area": consultation.area.code,
            "state": "open" if consultation.is_open(clock.now()) else "closed", "source": consultation.source}
