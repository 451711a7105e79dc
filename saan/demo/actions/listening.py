"""Korat's invented voices: spoken, read and gathered into themes, day by day."""
import uuid
from datetime import timedelta

from saan.core import clock
from saan.demo.actions.scenes import Tale
from saan.demo.engines import facts
from saan.voices.actions.readings import give_back, let_stand
from saan.voices.actions.themes import gather
from saan.voices.actions.voices import speak
from saan.voices.models import Statement, Voice

READ_AFTER = timedelta(hours=5)


def listen(tale: Tale) -> None:
    """Let the voices be spoken, read and gathered."""
    told = facts("voices")
    lines = [(word, line) for word, theme in told["theme"].items() for line in theme["voices"]]
    for number, (word, line) in enumerate([*lines, *(("", line) for line in told["alone"])]):
        tale.at(line["day"], _speak, word, line, hour=15, minute=37 * number % 60)
    for word, theme in told["theme"].items():
        tale.at(theme["gathered"], _gather, word, theme)


def _speak(tale, word, line):
    town = tale.towns["korat"]
    receipt = speak(text=line["text"], sort=line["sort"], band=line["band"], authority=town.authority, area=town.area,
                    key=str(uuid.uuid4()))
    if "returned" in line:
        tale.at(clock.now() + READ_AFTER, _give_back, receipt.voice, line["returned"])
    elif word or "stands" in line:
        tale.at(clock.now() + READ_AFTER, _let_stand, receipt.voice)
    tale.voices[word].append(receipt.voice.pk)
    tale.codes[word or ("returned" if "returned" in line else "shown" if "stands" in line else "waiting")].append(
        receipt.code)


def _let_stand(tale, voice):
    let_stand(voice=voice, by=tale.towns["korat"].people["council"])


def _give_back(tale, voice, reason):
    give_back(voice=voice, reason=reason, by=tale.towns["korat"].people["moderator"])


def _gather(tale, word, theme):
    town = tale.towns["korat"]
    voices = Voice.objects.filter(pk__in=tale.voices[word]).order_by("pk")
    statements = Statement.objects.filter(consultation=tale.things["round", "korat"],
                                          text__in=theme.get("statements", []))
    tale.things["theme", word] = gather(members=[*voices, *statements], name=theme["name"], authority=town.authority,
                                        area=town.area, by=town.people["council"])
