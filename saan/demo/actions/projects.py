"""Projects: started, paid for, held, claimed with a picture, confirmed by those who spoke, and told back."""
import uuid
from datetime import timedelta

from saan.core import clock
from saan.demo.actions.scenes import Tale, when
from saan.demo.engines import drawn, facts
from saan.people.actions.participants import welcome
from saan.plans.actions.activities import hold, plan
from saan.plans.actions.answers import answer
from saan.plans.actions.attendance import attend, note_minutes, register
from saan.plans.actions.money import accept, pay, set_aside
from saan.plans.actions.projects import start
from saan.plans.actions.results import claim
from saan.plans.actions.verdicts import decide
from saan.plans.actions.witnesses import witness
from saan.plans.queries.results import newest_claim
from saan.plans.queries.years import fiscal_year_at
from saan.voices.models import Voice

SIGNED_UP = timedelta(days=2)   # before an activity
GIVEN = 90                      # minutes of a volunteer, where the facts say nothing


def carry_out(tale: Tale) -> None:
    """Let the projects run that began from joint goals."""
    for number, told in enumerate(facts("programmes")["project"]):
        run(tale, told["town"], f"programme {number}", told, origin=("goal", f"{told['town']} {told['goal']}"))


def run(tale: Tale, key: str, word: str, told: dict, origin: tuple[str, str]) -> None:
    """Let a project start from its resolution or goal, and go on as its facts tell."""
    tale.at(when(told), _start, key, word, told, origin, hour=9)
    for step, act in (("claim", _claim), ("witnesses", _witness), ("decided", _decide), ("answer", _answer)):
        if step in told:
            tale.at(when(told[step]), act, key, word, told[step], hour=14)


def _start(tale, key, word, told, origin):
    town, starts = tale.towns[key], clock.today()
    agency = tale.agencies[told["agency"]] if "agency" in told else tale.things["resolution", word].owner
    project = start(
        title=told["title"], text=told["text"], authority=town.authority, area=town.area, agency=agency,
        year=fiscal_year_at(town.authority, starts), starts_on=starts,
        ends_on=tale.day(when(told, "ends", "ends_on")),
        commitment=tale.things.get(("commitment", told.get("commitment"))), by=town.people["officer"],
        **{origin[0]: tale.things[origin]})
    tale.things["project", word] = project
    for line in told.get("lines", []):
        _set_aside(tale, key, project, line)
    for line in told.get("activities", []):
        _plan(tale, key, project, line, told)


def _set_aside(tale, key, project, line):
    kept = set_aside(project=project, year=project.year, text=line["text"], fund=line["fund"],
                     satang=line["baht"] * 100, by=tale.towns[key].people["officer"])
    if "paid" in line or "paid_on" in line:
        tale.at(when(line, "paid", "paid_on"), _pay, key, kept)
    if "accepted" in line:
        tale.at(line["accepted"], _accept, key, kept)


def _pay(tale, key, line):
    pay(line=line, satang=line.satang, paid_on=clock.today(), text=f"จ่ายครบ: {line.text}",
        by=tale.towns[key].people["officer"])


def _accept(tale, key, line):
    accept(line=line, accepted_on=clock.today(), text=f"ตรวจรับแล้ว: {line.text}",
           by=tale.towns[key].people["officer"])


def _plan(tale, key, project, line, told):
    starts = tale.time(when(line), line["hour"])
    activity, _token = plan(
        project=project, title=line["title"], text=line["text"], room=line.get("room"), starts_at=starts,
        ends_at=starts + timedelta(minutes=line["minutes"]), place=tale.things.get(("place", line.get("place"))),
        by=tale.towns[key].people["officer"])
    if starts > tale.now:
        tale.at(-1, _sign_up, key, activity, line["signed_up"])
        return
    volunteers = line.get("volunteers", 0)
    people = told["people"] if line.get("everybody") else line["children"] + volunteers
    if "room" in line:
        tale.at(starts - SIGNED_UP, _sign_up, key, activity, people)
    tale.at(starts, _come, key, activity, people, people if "given" in line else volunteers, line.get("given", GIVEN))


def _sign_up(tale, key, activity, people):
    for guest in _guests(tale, key, people):
        register(activity=activity, by=guest)


def _come(tale, key, activity, people, volunteers, minutes):
    for number, guest in enumerate(_guests(tale, key, people)):
        row = attend(activity=activity, by=guest)
        if number < volunteers:
            note_minutes(attendance=row, minutes=minutes, by=tale.towns[key].people["officer"])
    tale.at(activity.ends_at, _hold, key, activity)


def _hold(tale, key, activity):
    hold(activity=activity, by=tale.towns[key].people["officer"])


def _guests(tale, key, people):
    return [welcome(authority=tale.towns[key].authority, token=f"demo guest {key} {number}", network="demo")
            for number in range(people)]


def _claim(tale, key, word, line):
    project = tale.things["project", word]
    by = project.agency if line.get("by_agency") else tale.towns[key].people["officer"]
    tale.things["result", word] = claim(project=project, title=line["title"], text=line["text"], by=by,
                                        evidence=[(drawn(line["picture"]), line["seen"])])


def _witness(tale, key, word, line):
    said = newest_claim(tale.things["result", word])
    words = [answer for answer in ("yes", "no", "unknown") for _each in range(line.get(answer, 0))]
    voices = Voice.objects.filter(pk__in=tale.voices[word]).order_by("pk")
    for voice, answer_word in zip(voices, words, strict=False):
        witness(claim=said, word=answer_word, by=voice)
    if "council" in line:
        witness(claim=said, word=line["council"], by=tale.towns[key].people["council"])


def _decide(tale, key, word, line):
    decide(result=tale.things["result", word], word=line["word"], reason=line["reason"],
           by=tale.towns[key].people["council"])


def _answer(tale, key, word, line):
    answer(result=tale.things["result", word], theme=tale.things["theme", word], text=line["text"],
           key=str(uuid.uuid4()), by=tale.towns[key].people["officer"])
