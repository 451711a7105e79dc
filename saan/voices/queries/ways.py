"""The way: what came of a voice or a theme, and the whole chain, there and back, of anything on it."""
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.core.cache import caches
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import get_language

from saan.core.faces import Face
from saan.core.things import Thing
from saan.methods.honest import aloud
from saan.people.queries import NOBODY
from saan.people.rules import may_see
from saan.trail.queries import caused_by, journey_of, newest, origins_of, steps_of, told
from saan.voices.models import Consultation, Membership, Reading, Reply, Statement, Theme, Voice
from saan.voices.rules import BESIDE, SAYS, SPOKEN, SQUARES, State, read_as, state_of

OWN = (Voice.kind, Theme.kind)
KEPT = 5   # seconds
LOOKS = {State.WAITING: "wait", State.RETURNED: "no", State.NOT_YET: "no", State.CLAIMED: "claim",
         State.CONFIRMED: "sure"}


class Stop(NamedTuple):
    """One step of the way: which square, what happened when, after how many days, Saan's sentence for it."""

    step: int
    verb: str
    at: datetime
    days: int | None
    text: str
    reason: str = ""          # why a voice was given back
    face: Face | None = None  # the thing of a later room, as much as everybody may know

    @property
    def sentence(self) -> str:
        """Return Saan's sentence, with the reason where there is one."""
        return f"{self.text}: {self.reason}" if self.reason else self.text


class Way(NamedTuple):
    """What came of a voice so far; never its words."""

    state: State
    theme: Theme | None
    stops: list[Stop]
    replies: list[Reply]

    @property
    def look(self) -> str:
        """Return how the state is drawn: dashed for not yet, hatched for only said, solid for sure."""
        return LOOKS.get(self.state, "doing")

    @property
    def is_reported(self) -> bool:
        """Return whether somebody has said that it is done, so that the speaker may be asked about it."""
        return any(stop.verb == "reported" for stop in self.stops)


class Chain(NamedTuple):
    """Everything on the way of one thing, both ways: which voices led to it, and what came of it."""

    stops: list[Stop]
    voices: int | None        # that stand behind it; None = too few to say
    statements: list[Statement]   # of votes and sheets that stand behind it
    rounds: list[Consultation]    # that stand behind it as a whole

    @property
    def is_orphan(self) -> bool:
        """Return whether nobody's voice led to it."""
        return self.voices == 0 and not self.statements and not self.rounds


def way_of(voice: Voice) -> Way:
    """Return what came of the voice, as its speaker may read it."""
    steps = journey_of(voice)
    theme = _theme_of(voice) if any(step.kind == Theme.kind for step in steps) else None
    faces, replies = _seen_by_all([step for step in steps if step.verb in SQUARES and step.kind not in OWN])
    return Way(state_of(voice.level, [step.verb for step in steps]), theme, _stops(voice, steps, faces), replies)


def way_of_theme(theme: Theme) -> list[Stop]:
    """Return what came of a theme so far; what it is made of had been spoken before."""
    spoken = Stop(1, "spoken", theme.begun_at, None, str(SPOKEN[State.SHOWN]))
    told_later = [step for step in journey_of(theme) if step.verb in SQUARES]
    return [spoken, *(Stop(SQUARES[step.verb], step.verb, step.at, None, str(SAYS[step.verb])) for step in told_later)]


def chain_of(thing: Thing, viewer) -> Chain:
    """Return the whole way of a thing (a theme, proposal, resolution, project, activity or result), oldest first.

    What the viewer may not know of shows as its verb and day. Voices are counted, never listed.
    """
    origins = origins_of(thing)
    before = steps_of({kind: refs for kind, refs in origins.items() if kind not in {Voice.kind, Statement.kind}})
    beside = caused_by(origins, BESIDE)
    steps = list({step.pk: step for step in (*before, *beside, *journey_of(thing))}.values())
    themes = Theme.objects.visible_to(viewer).filter(pk__in={step.ref for step in steps if step.kind == Theme.kind})
    voices = Voice.objects.visible_to(viewer).standing().filter(pk__in=origins[Voice.kind])
    statements = Statement.objects.visible_to(viewer).select_related("consultation").filter(
        pk__in=origins[Statement.kind], withdrawn_at=None).order_by("pk")
    rounds = Consultation.objects.visible_to(viewer).filter(pk__in=origins[Consultation.kind]).order_by("pk")
    told_of = [stop for stop in _told(steps, viewer) if stop.verb != "answered"]
    spoken = _spoken(voices, [*rounds, *(one.consultation for one in statements)])
    stops = sorted([*spoken, *told_of, *_answers(themes, viewer)], key=lambda stop: stop.at)
    inside = Membership.objects.filter(theme__in=themes, voice__in=voices, left_at=None).order_by().values("theme")
    parts = inside.annotate(count=Count("pk")).values_list("count", flat=True)
    total = aloud(len(voices), parts) if voices else 0
    return Chain(_dated(stops), total, list(statements), list(rounds))


def _told(steps, viewer):
    known = [step for step in steps if step.verb in SQUARES and step.kind != Voice.kind]
    return [Stop(SQUARES[step.verb], step.verb, step.at, None, str(SAYS[step.verb]), face=face)
            for step, face in told(known, viewer)]


def _spoken(voices, rounds):
    said = min((voice.said_at for voice in voices), default=None)
    asked = min((one.opens_at for one in rounds), default=None)
    first = min((at for at in (said, asked) if at), default=None)
    return [Stop(1, "spoken", first, None, str(SAYS["spoken"]))] if first else []


def _answers(themes, viewer):
    replies = Reply.objects.visible_to(viewer).filter(theme__in=themes).order_by("pk")
    return [Stop(SQUARES["answered"], "answered", reply.at, None, str(SAYS["answered"]),
                 face=Face(reply.text, f"/themes/{reply.theme_id}#r{reply.pk}")) for reply in replies]


def _dated(stops: Iterable[Stop]) -> list[Stop]:
    """Return the stops, each with the days of the calendar since the one before that stands no further on the board.

    An answer that came back early is no part of what took its time after it.
    """
    dated: list[Stop] = []
    for stop in stops:
        before = next((one for one in reversed(dated) if one.step <= stop.step), None)
        days = (timezone.localdate(stop.at) - timezone.localdate(before.at)).days if before else None
        dated.append(stop._replace(days=days))
    return dated


def _theme_of(voice):
    mine = next(iter(Theme.objects.raw(_THEME, [voice.pk])), None)   # it is in one at most
    return mine if mine and may_see(NOBODY, (mine.level, mine.authority_id), "read", "public task") else None


def _seen_by_all(steps):
    """Return the face of each step's thing by the step's number, and the replies, as everybody may read them.

    All who spoke of one thing ask for the same, and many at once when an answer has come. So it is kept, until anything
    at all happens; only for seconds, because PostgreSQL may let an earlier step be seen after a later one.
    """
    def ask():
        replies = {step.ref for step in steps if step.kind == Reply.kind}
        return ({step.pk: face for step, face in told([step for step in steps if step.kind != Reply.kind], NOBODY)},
                list(Reply.objects.visible_to(NOBODY).filter(pk__in=replies).order_by("pk")) if replies else [])

    if not steps:
        return {}, []
    key = f"way:{newest()}:{get_language()}:{hash(tuple(step.pk for step in steps)):x}"
    return caches["pages"].get_or_set(key, ask, KEPT)


def _stops(voice, steps, faces):
    known = [step for step in steps if step.verb in SQUARES]
    first = read_as(voice.level)
    reason = _reason(voice) if first == State.RETURNED else ""
    stops = []
    for step in known:
        spoken = step.kind == Voice.kind
        text = SPOKEN[first] if spoken else SAYS[step.verb]
        stops.append(Stop(SQUARES[step.verb], step.verb, step.at, None, str(text), reason if spoken else "",
                          faces.get(step.pk)))
    return _dated(stops)


def _reason(voice):
    reading = Reading.objects.filter(voice=voice).exclude(reason="").order_by("-pk").first()
    return str(reading.get_reason_display()) if reading else ""


_THEME = """SELECT t.* FROM voices_theme t JOIN voices_membership m ON m.theme_id = t.id
    WHERE m.voice_id = %s AND m.left_at IS NULL"""
