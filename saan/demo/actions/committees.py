"""Committees: seats and terms, a meeting a month with its agenda, votes, resolutions and minutes, and the next one."""
from datetime import timedelta

from saan.core.things import SYSTEM
from saan.decisions.actions.agenda import table
from saan.decisions.actions.committees import set_up
from saan.decisions.actions.interests import declare
from saan.decisions.actions.meetings import attend, call, close_meeting, invite, note, open_meeting
from saan.decisions.actions.minutes import write
from saan.decisions.actions.resolutions import close_resolution, resolve, vote
from saan.decisions.actions.terms import seat
from saan.decisions.models import Item, Resolution
from saan.decisions.queries.committees import interests_in, terms_on
from saan.decisions.queries.meetings import concerned, day_of
from saan.demo.actions.scenes import Tale
from saan.demo.engines import facts
from saan.people.actions.persons import enrol
from saan.plans.models import Result
from saan.plans.queries.results import resolution_is_done

CALLED, INVITED = timedelta(days=14), timedelta(days=10)   # before a meeting
LENGTH = timedelta(hours=2, minutes=30)
LASTS = timedelta(hours=1, minutes=40)   # what it took
HOUR, MINUTE = 13, 30


def convene(tale: Tale) -> None:
    """Set the committees up, and let them meet."""
    for told in facts("committees")["committee"]:
        first = min((term["from"] for chair in told["seats"] for term in chair["terms"]),
                    key=lambda day: tale.day(day))
        tale.at(first, _set_up, told, hour=8)
        for number, line in enumerate(told.get("meetings", []), start=1):
            start = tale.time(line["day"], HOUR, MINUTE)
            tale.at(start - CALLED, _call, told, number, line, start)
            tale.at(start - INVITED, _invite, told, number)
            tale.at(start, _meet, told, number, line)
            tale.at(start + LASTS, _end, told, number)
        if "next" in told:
            start = tale.time(told["next"]["day"], HOUR, MINUTE)
            tale.at(-3, _call, told, 0, told["next"], start)
            tale.at(-3, _invite, told, 0, hour=11)


def _set_up(tale, told):
    town = tale.towns[told["town"]]
    committee = set_up(
        authority=town.authority, name=told["name"], name_en=told["name_en"], quorum=told.get("quorum", 50),
        seats=[(chair["title"], tale.agencies.get(chair.get("agency"))) for chair in told["seats"]],
        by=town.people["officer"])
    tale.things["committee", told["name"]] = committee
    for one, chair in zip(committee.seats.order_by("number"), told["seats"], strict=True):
        for term in chair["terms"]:
            tale.at(term["from"], _seat, told, one, term, hour=8, minute=30)


def _seat(tale, told, one, term):
    town = tale.towns[told["town"]]
    person = town.people.get(term["who"]) or enrol(name=term["who"], by=SYSTEM)
    sits = seat(seat=one, person=person, starts_on=tale.day(term["from"]), by=town.people["officer"],
                ends_on=tale.day(term["until"]) if "until" in term else None)
    if "interest" in term:
        declare(term=sits, agency=tale.agencies[term["interest"]], reason=term["reason"], by=person)


def _call(tale, told, number, line, start):
    by = tale.towns[told["town"]].people["officer"]
    meeting = call(committee=tale.things["committee", told["name"]], meets_at=start, ends_at=start + LENGTH,
                   where=told["where"], by=by)
    tale.things["meeting", f"{told['name']} {number}"] = meeting
    if "title" in line:
        table(meeting=meeting, title=line["title"], by=by)


def _invite(tale, told, number):
    invite(meeting=tale.things["meeting", f"{told['name']} {number}"], by=tale.towns[told["town"]].people["officer"])


def _meet(tale, told, number, line):
    town, meeting = tale.towns[told["town"]], tale.things["meeting", f"{told['name']} {number}"]
    officer, ways = town.people["officer"], tale.agendas[told["town"], number]
    terms = terms_on(meeting.committee, day_of(meeting))
    there = _come(told, number, meeting, terms, officer)
    open_meeting(meeting=meeting, by=officer)
    for word, _way in ways:
        proposal = tale.things["proposal", word]
        if not Item.objects.filter(meeting=meeting, proposal=proposal).exists():
            table(meeting=meeting, proposal=proposal, by=officer)
    for item in Item.objects.filter(meeting=meeting).order_by("number"):
        _treat(tale, item, there, dict(ways), officer)


def _end(tale, told, number):
    meeting, officer = tale.things["meeting", f"{told['name']} {number}"], tale.towns[told["town"]].people["officer"]
    write(meeting=meeting, text=_minutes(meeting), on=0, by=officer)
    close_meeting(meeting=meeting, by=officer)


def _come(told, number, meeting, terms, officer):
    """Note who came; return the terms of those who vote: there themselves, or by a deputy."""
    away = told["away"][number % len(told["away"])] if "away" in told else 0
    deputy = told.get("deputy", {"seat": 0, "name": ""})
    there = []
    for term in terms:
        place = term.seat.number
        word = "away" if place == away else "deputy" if place == deputy["seat"] and number % 3 == 0 else "present"
        attend(meeting=meeting, term=term, word=word, by=officer, deputy=deputy["name"] if word == "deputy" else "")
        there += [] if word == "away" else [term]
    return there


def _treat(tale, item, there, ways, officer):
    """Resolve what this meeting is to resolve, close what was confirmed, note what was tabled; the rest comes back."""
    word = next((word for word in ways if item.proposal_id == tale.things["proposal", word].pk), None)
    if word:
        told = ways[word]
        _vote(item, there)
        tale.things["resolution", word] = resolve(item=item, text=told["text"], owner=tale.agencies[told["owner"]],
                                                  due_on=tale.day(told["due"]), by=officer)
    elif item.followed_id and resolution_is_done(item.followed_id):
        _vote(item, there)
        result = Result.objects.filter(project__resolution=item.followed_id).first()
        close_resolution(resolution=item.followed, word="done", reason=f"เด็กยืนยันแล้วว่าเกิดขึ้นจริง: {result.title}",
                         item=item, by=officer)
    elif item.title and item.proposal_id is None:
        note(item=item, by=officer)


def _vote(item, there):
    apart = {interest.term_id for interest in interests_in(concerned(item), there)}
    for place, term in enumerate(one for one in there if one.pk not in apart):
        vote(item=item, term=term, word="abstains" if place == 3 else "yes", by=term.person)


def _minutes(meeting):
    """Return what was said beside: who came, the agenda, the resolutions and the hours stand on the paper anyway."""
    lines = ["สภาเด็กและเยาวชนอ่านเสียงของเด็กที่อยู่ข้างหลังข้อเสนอให้ที่ประชุมฟังทีละข้อ ก่อนลงมติ"
             if Resolution.objects.filter(meeting=meeting).exists() else
             "ครั้งนี้ไม่มีมติใหม่ ที่ประชุมฟังว่าเรื่องที่ค้างอยู่ถึงไหนแล้ว"]
    if Item.objects.filter(meeting=meeting, followed__isnull=False).exists():
        lines.append("เรื่องที่ยังไม่เสร็จ ที่ประชุมขอให้ผู้รับผิดชอบกลับมาบอกในครั้งหน้าว่าทำอะไรไปแล้วและติดอะไร")
    return "\n".join(lines)
