"""Korat's invented voices: spoken, read, gathered into themes, and answered, day by day."""
import uuid
from collections import defaultdict
from datetime import datetime, timedelta

from saan.core import clock
from saan.demo.actions.towns import Town
from saan.demo.engines import facts
from saan.voices.actions.readings import give_back, let_stand
from saan.voices.actions.replies import answer
from saan.voices.actions.themes import gather
from saan.voices.actions.voices import speak
from saan.voices.models import Voice

READ_AFTER = timedelta(hours=5)
GATHERED_ON, ANSWERED_ON = 14, 27   # days of the story


def listen(town: Town, first: datetime) -> dict[str, str]:
    """Let the voices be spoken and read, themes be gathered and answered; return a code of each theme."""
    told, codes, themes = facts("voices"), {}, defaultdict(list)
    for at, line in enumerate(told["voice"]):
        time = first + timedelta(days=line["day"], minutes=37 * at)
        receipt = _spoken(town, line, time)
        if "returned" in line:
            with clock.moved_to(time + READ_AFTER):
                give_back(voice=receipt.voice, reason=line["returned"], by=town.people["moderator"])
        elif "theme" in line:
            with clock.moved_to(time + READ_AFTER):
                let_stand(voice=receipt.voice, by=town.people["council"])
            themes[line["theme"]].append(receipt.voice.pk)
            codes.setdefault(line["theme"], receipt.code)
    for word, voices in themes.items():
        _answered(town, told, word, voices, first)
    return codes


def _spoken(town, line, time):
    with clock.moved_to(time):
        return speak(text=line["text"], sort=line["sort"], band=line["band"], authority=town.authority, area=town.area,
                     key=str(uuid.uuid4()))


def _answered(town, told, word, voices, first):
    with clock.moved_to(first + timedelta(days=GATHERED_ON)):
        theme = gather(members=list(Voice.objects.filter(pk__in=voices)), name=told["themes"][word],
                       authority=town.authority, area=town.area, by=town.people["council"])
    if word in told["replies"]:
        with clock.moved_to(first + timedelta(days=ANSWERED_ON)):
            answer(theme=theme, text=told["replies"][word], key=str(uuid.uuid4()), by=town.people["officer"])
