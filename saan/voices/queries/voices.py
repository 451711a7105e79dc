"""Questions about voices: by code, the way so far, the queue of those that wait."""
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db.models import QuerySet

from saan.core.faces import Face
from saan.core.keys import fingerprint
from saan.methods.codes import normal
from saan.people.queries import NOBODY
from saan.people.rules import may_see
from saan.trail.models import Step
from saan.trail.queries import journey_of, told
from saan.voices.models import Hold, Reading, Reply, Theme, Voice
from saan.voices.rules import SAYS, SPOKEN, SQUARES, State, read_as, state_of

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


def by_code(code: str) -> Voice | None:
    """Return the voice of the code as it was typed; its words are left in the database."""
    known = normal(code)
    if known is None:
        return None
    return next(iter(Voice.objects.raw(_BY_CODE, [fingerprint(settings.KEYS["receipt"], known)])), None)


def way_of(voice: Voice) -> Way:
    """Return what came of the voice, as its speaker may read it."""
    steps = journey_of(voice)
    theme = _theme_of(voice) if any(step.kind == Theme.kind for step in steps) else None
    answered = [step.ref for step in steps if step.verb == "answered" and step.kind == Reply.kind]
    replies = Reply.objects.visible_to(NOBODY).filter(pk__in=answered).order_by("pk") if answered else []
    return Way(state_of(voice.level, [step.verb for step in steps]), theme, _stops(voice, steps), list(replies))


def way_of_theme(theme: Theme) -> list[Stop]:
    """Return what came of a theme so far; what it is made of had been spoken before."""
    spoken = Stop(1, "spoken", theme.begun_at, None, str(SPOKEN[State.SHOWN]))
    told_later = [step for step in journey_of(theme) if step.verb in SQUARES]
    return [spoken, *(Stop(SQUARES[step.verb], step.verb, step.at, None, str(SAYS[step.verb])) for step in told_later)]


def queue(viewer) -> QuerySet[Voice]:
    """Return the voices that wait to be read by this viewer, the oldest first."""
    waiting = Voice.objects.visible_to(viewer).waiting()
    return waiting.select_related("community", "consultation", "area", "authority").order_by("said_at", "pk")


def to_read(number: int, places: set[int]) -> Voice | None:
    """Return the voice that a reader at these authorities was shown, whatever became of it since; not its words.

    What was held as it came was never shown: it is as unknown as a number that nobody has.
    """
    voice = Voice.objects.defer("text").filter(pk=number, authority__in=places).first()
    if voice is None:
        return None
    never = Hold.objects.filter(voice=voice).exclude(why=Hold.Why.READER).exclude(outcome=Hold.Outcome.RELEASED)
    return None if never.exists() else voice


def shown(viewer) -> QuerySet[Voice]:
    """Return the voices that stand on pages, the newest first."""
    return Voice.objects.visible_to(viewer).standing().order_by("-pk")


def _theme_of(voice):
    mine = next(iter(Theme.objects.raw(_THEME, [voice.pk])), None)   # it is in one at most
    return mine if mine and may_see(NOBODY, (mine.level, mine.authority_id), "read", "public task") else None


def _stops(voice, steps):
    known = [step for step in steps if step.verb in SQUARES]
    outside = [step for step in known if step.kind not in {Voice.kind, Theme.kind, Reply.kind}]
    faces = {step.pk: face for step, face in told(outside, NOBODY)}
    first = read_as(voice.level)
    reason = _reason(voice) if first == State.RETURNED else ""
    stops, before = [], None
    for step in known:
        spoken = step.kind == Voice.kind
        text = SPOKEN[first] if spoken else SAYS[step.verb]
        stops.append(Stop(SQUARES[step.verb], step.verb, step.at, _days(before, step), str(text),
                          reason if spoken else "", faces.get(step.pk)))
        before = step
    return stops


def _reason(voice):
    reading = Reading.objects.filter(voice=voice).exclude(reason="").order_by("-pk").first()
    return str(reading.get_reason_display()) if reading else ""


def _days(before: Step | None, step: Step) -> int | None:
    return (step.at - before.at).days if before else None


_COLUMNS = ", ".join(field.column for field in Voice._meta.concrete_fields if field.name != "text")
_THEME = """SELECT t.* FROM voices_theme t JOIN voices_membership m ON m.theme_id = t.id
    WHERE m.voice_id = %s AND m.left_at IS NULL"""
# Told by the ORM anew each time, this question costs more than its answer.
_BY_CODE = f"SELECT {_COLUMNS} FROM voices_voice WHERE code_hash = %s"
