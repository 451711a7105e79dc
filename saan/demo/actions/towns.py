"""The five towns: areas, authorities, communities, agencies, and invented people with their roles."""
from typing import NamedTuple

from saan.agencies.actions import enlist, found, name_community
from saan.agencies.models import Authority
from saan.areas.actions import load
from saan.areas.models import Area
from saan.core.things import SYSTEM
from saan.demo.engines import facts
from saan.people.actions.persons import enrol
from saan.people.actions.roles import appoint
from saan.people.models import Person
from saan.people.rules import PROTECTORS, Word


class Town(NamedTuple):
    """A town of the demo: its authority, its first subdistrict and its people by role."""

    authority: Authority
    area: Area
    people: dict[str, Person]


def settle() -> dict[str, Town]:
    """Settle the five towns and return them by key."""
    load()
    told, persons = facts("towns"), facts("people")
    towns = {town["key"]: _settled(town, persons[town["key"]]) for town in told["town"]}
    for agency in told["agency"]:
        enlist(name=agency["name"], name_en=agency["name_en"], sort=agency["sort"], home=towns["korat"].area, by=SYSTEM)
    return towns


def _settled(town, persons):
    areas = [Area.objects.get(code=code) for code in town["areas"]]
    authority = found(code=town["code"], name=town["name"], name_en=town["name_en"], short=town["short"],
                      short_en=town["short_en"], home=areas[0], areas=areas, by=SYSTEM)
    for name in town["communities"]:
        name_community(name=name, area=areas[0], authority=authority, by=SYSTEM)
    people = {word: _appointed(word, name, town["key"], authority) for word, name in persons.items()}
    return Town(authority, areas[0], people)


def _appointed(word, name, town, authority):
    person = enrol(name=name, email=f"{word}@{town}.demo.invalid", by=SYSTEM)
    duty = "ทุกวัน 8.30–20.00 น." if Word(word) in PROTECTORS else ""
    appoint(person=person, word=word, at=authority, by=SYSTEM, duty=duty)
    return person
