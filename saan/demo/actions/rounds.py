"""The rounds: Korat's sheet as it was reported, Khok Muang's open round, Bo Yang's two of invented people."""
import random
from datetime import datetime, timedelta

from saan.core import clock
from saan.core.vocabulary import Band
from saan.demo.actions.scenes import Tale
from saan.demo.actions.towns import Town
from saan.demo.engines import facts
from saan.people.actions.participants import welcome
from saan.voices.actions.consultations import close_round, open_round
from saan.voices.actions.heads import tell_of_oneself
from saan.voices.actions.opinions import draw
from saan.voices.actions.publishing import publish
from saan.voices.actions.sheets import Line, adopt_sheet, begin_sheet, enter_count
from saan.voices.actions.statements import pose
from saan.voices.actions.tickets import admit
from saan.voices.actions.votes import cast
from saan.voices.models import Consultation

VOTERS = 150
RECENT = 32   # days: Bo Yang's round began so long ago
CAMPERS = 110
SIDES = (1, -1, 0, 1, -1, 1, -1, 1, 0, -1)   # which camp agrees with a statement about the street; 0 = both
LEANS = (.86, .74, .9, .62, .5, .55, .8)   # how likely an invented person agrees, statement by statement
GROWN = (.8, .7, .84, .24, .3, .58, .42)   # and one of 26 years or more
COME = {"7-10": 6, "11-14": 18, "15-17": 20, "18-19": 12, "20-25": 10, "over25": 27, "": 7}   # in a hundred


def tell_rounds(tale: Tale) -> None:
    """Let the four rounds be held, each in its time."""
    recent = tale.now - timedelta(days=RECENT)
    tale.at(facts("rounds")["korat"]["counted_on"], _count, hour=18)
    tale.at(recent, _hold)
    tale.at(recent + timedelta(days=13), _divide)
    tale.at(recent + timedelta(days=20), _open)


def count_korat(town: Town) -> Consultation:
    """Bring Korat's paper totals in: typed twice, by two people, then adopted."""
    told = facts("rounds")["korat"]
    council, officer = town.people["council"], town.people["officer"]
    consultation = _opened(town, told, source=Consultation.Source.SHEET, door=Consultation.Door.SHEET)
    lines = {pose(consultation=consultation, text=line["text"], by=council).pk: Line(line["agree"], None, None)
             for line in told["statements"]}
    sheet = begin_sheet(consultation=consultation, source=told["source"], counted_on=told["counted_on"], by=officer)
    for person in (council, officer):
        enter_count(sheet=sheet, people=told["people"], lines=lines, by=person)
    adopt_sheet(sheet=sheet, by=officer)
    return consultation


def open_khok_muang(town: Town, at: datetime) -> Consultation:
    """Open Khok Muang's round, in which anyone can vote; nobody has yet."""
    return _posed(town, facts("rounds")["khok-muang"], closes_at=at + timedelta(days=90))


def hold_bo_yang(town: Town, at: datetime) -> Consultation:
    """Hold a whole round with invented people, so that results of votes can be seen; its title says so."""
    dice = random.Random(2569)
    consultation = _posed(town, facts("rounds")["bo-yang"])
    statements = list(consultation.statements.order_by("number"))
    for number in range(VOTERS):
        with clock.moved_to(at + timedelta(hours=1.8 * number + 1)):
            _answers(town, consultation, statements, dice, number)
            publish(consultation=consultation)
    return _closed(town, consultation, at + timedelta(days=12))


def divide_bo_yang(town: Town, at: datetime) -> Consultation:
    """Hold a round in which two camps of invented people answer, so that a map with groups can be seen."""
    dice = random.Random(2570)
    consultation = _posed(town, facts("rounds")["street"])
    statements = list(consultation.statements.order_by("number"))
    for number in range(CAMPERS):
        with clock.moved_to(at + timedelta(hours=number + 1)):
            camp = 1 if dice.random() < .55 else -1
            odds = [.84 if side == 0 else .5 + .36 * side * camp for side in SIDES]
            _answers(town, consultation, statements, dice, f"street {number}", odds)
    with clock.moved_to(at + timedelta(hours=CAMPERS + 1)):
        publish(consultation=consultation)
    return _closed(town, consultation, at + timedelta(days=5))


def _count(tale):
    tale.things["round", "korat"] = count_korat(tale.towns["korat"])


def _hold(tale):
    tale.things["round", "bo-yang"] = hold_bo_yang(tale.towns["bo-yang"], clock.now())


def _divide(tale):
    tale.things["round", "street"] = divide_bo_yang(tale.towns["bo-yang"], clock.now())


def _open(tale):
    open_khok_muang(tale.towns["khok-muang"], clock.now())


def _opened(town, told, **more):
    return open_round(slug=told["slug"], title=told["title"], title_en=told["title_en"], authority=town.authority,
                      area=town.area, by=town.people["council"], **more)


def _posed(town, told, **more):
    consultation = _opened(town, told, **more)
    for text in told["statements"]:
        pose(consultation=consultation, text=text, by=town.people["council"])
    return consultation


def _closed(town, consultation, at):
    """Close the round, and let what the worker does after it be done."""
    with clock.moved_to(at):
        close_round(consultation=consultation, by=town.people["officer"])
        draw(consultation=Consultation.objects.get(pk=consultation.pk))
    return consultation


def _answers(town, consultation, statements, dice, number, leans=None):
    band, = dice.choices(list(COME), COME.values())
    child = welcome(authority=town.authority, token=f"demo {number} {dice.random()}", network="demo", band=band)
    bearer = admit(consultation=consultation, participant=child, network="demo")
    for lean, statement in zip(leans or (GROWN if band == Band.OVER_25 else LEANS), statements):
        if dice.random() < .92:
            value = 1 if dice.random() < lean else dice.choice((0, -1, -1))
            cast(by=bearer, statement=statement.pk, value=value)
    if dice.random() < .8:   # the others leave the questions out
        tell_of_oneself(by=bearer, consultation=consultation, said={
            "sex": dice.choice(("female", "female", "male", "")), "disability": dice.choice(("no", "no", "no", ""))})
