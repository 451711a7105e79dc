"""The five towns: areas, authorities, communities, agencies, and invented people with their roles."""
from typing import NamedTuple

from saan.agencies.actions import enlist, found, name_community
from saan.agencies.models import Agency, Authority
from saan.areas.actions import count_people, load
from saan.areas.models import Area, Population
from saan.core.things import SYSTEM
from saan.core.vocabulary import Band
from saan.demo.engines import facts
from saan.people.actions.persons import enrol
from saan.people.actions.roles import appoint
from saan.people.models import Person
from saan.people.rules import PROTECTORS, Word

PARTNER = "korat-yim"   # the agency at which Korat's partner works


class Town(NamedTuple):
    """A town of the demo: its authority, its first subdistrict and its people by role."""

    authority: Authority
    area: Area
    people: dict[str, Person]


def settle() -> tuple[dict[str, Town], dict[str, Agency]]:
    """Settle the five towns; return them, and all agencies that take part, by key."""
    load()
    told, persons = facts("towns"), facts("people")
    founded = {town["key"]: _founded(town) for town in told["town"]}
    agencies = {key: authority for key, (authority, _area) in founded.items()}
    for agency in told["agency"]:
        agencies[agency["key"]] = enlist(name=agency["name"], name_en=agency["name_en"], sort=agency["sort"],
                                         home=founded[agency["town"]][1], by=SYSTEM)
    towns = {key: Town(authority, area, _peopled(key, persons[key], agencies))
             for key, (authority, area) in founded.items()}
    return towns, agencies


def count_towns(towns: dict[str, Town]) -> None:
    """Bring in who lives in the towns: invented figures, and their source says so."""
    told = facts("population")
    for key in set(towns) & set(told):
        count_people(figures=_population(towns[key].area, told[key], told["source"]), by=SYSTEM)


def _population(area, told, source):
    """Return the figures of an area, of each band by sex and by disability."""
    about = {"area": area, "source": source, "as_of": told["as_of"]}
    figures = []
    for band in Band.values:
        women, men, disabled = told[band]
        figures += [Population(band=band, sex=sex, count=count, **about)
                    for sex, count in (("female", women), ("male", men))]
        figures += [Population(band=band, disability=word, count=count, **about)
                    for word, count in (("yes", disabled), ("no", women + men - disabled))]
    return figures


def _founded(town):
    areas = [Area.objects.get(code=code) for code in town["areas"]]
    authority = found(code=town["code"], name=town["name"], name_en=town["name_en"], short=town["short"],
                      short_en=town["short_en"], home=areas[0], areas=areas, by=SYSTEM)
    for name in town["communities"]:
        name_community(name=name, area=areas[0], authority=authority, by=SYSTEM)
    return authority, areas[0]


def _peopled(town, names, agencies):
    return {word: _appointed(word, name, town, agencies[PARTNER if word == Word.PARTNER else town])
            for word, name in names.items()}


def _appointed(word, name, town, agency):
    person = enrol(name=name, email=f"{word}@{town}.demo.invalid", by=SYSTEM)
    duty = "ทุกวัน 8.30–20.00 น." if Word(word) in PROTECTORS else ""
    appoint(person=person, word=word, at=agency, by=SYSTEM, duty=duty)
    return person
