"""Places for children: suggested, opened once somebody has looked, and one that still waits."""
from saan.demo.actions.scenes import Tale, when
from saan.demo.engines import facts
from saan.places.actions import look_at, open_place, suggest
from saan.voices.models import Voice

OPENED, LOOKED = 5, -40   # days: when a place was opened where the facts say nothing, and when somebody last looked


def open_places(tale: Tale) -> None:
    """Let the places of the towns be opened and looked at, and one be suggested."""
    told = facts("places")
    for line in told["place"]:
        tale.at(when({"day": OPENED} | line), _open, line, hour=8)
        tale.at(LOOKED, _look, line["town"], line["key"])
    tale.at(told["suggested"]["day"], _suggest, told["suggested"])


def _open(tale, line):
    place = _suggested(tale, line)
    tale.things["place", line["key"]] = open_place(place=place, by=tale.towns[line["town"]].people["officer"])


def _look(tale, town, key):
    look_at(place=tale.things["place", key], by=tale.towns[town].people["council"])


def _suggest(tale, line):
    _suggested(tale, line, Voice.objects.filter(pk__in=tale.voices[""], level="public").order_by("pk")[:1])


def _suggested(tale, line, because=()):
    town = tale.towns[line["town"]]
    about = {key: line[key] for key in ("name", "name_en", "about", "hours", "sort", "scale") if key in line}
    return suggest(authority=town.authority, area=town.area, by=town.people["council"], because=because,
                   position=tuple(line["at"]) if "at" in line else None, access=line.get("facts", {}), **about)
