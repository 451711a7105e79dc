"""What stands on the papers of a meeting: its invitation, and its minutes as they were when it closed."""
from datetime import date, datetime

from django.utils import timezone

from saan.core import clock, dates
from saan.decisions.models import Interest, Item, Meeting, Presence, Resolution
from saan.decisions.queries.chairs import Chair
from saan.decisions.queries.committees import declared_by
from saan.decisions.queries.meetings import (
    amendments_of,
    chairs_of,
    concerned,
    items_of,
    quorum_of,
    turns_of,
)
from saan.decisions.queries.minutes import draft_of, named
from saan.papers.rules.facts import InvitationFacts, MinutesFacts
from saan.people.rules import Viewer

MOST = 500   # points on paper
TO_EVERYBODY, INVITES, KEEPS = "กรรมการ{committee}ทุกคน", "ฝ่ายเลขานุการ", "ผู้จดรายงานการประชุม"
MOVED = {"came": "เข้าประชุมเวลา {}", "left": "ออกจากประชุมเวลา {}"}


def invitation_facts(meeting: Meeting, viewer: Viewer) -> InvitationFacts:
    """Return what the invitation says; papers of an office are in Thai."""
    committee, turns = meeting.committee, turns_of(meeting)
    sent = turns["invited"].at if "invited" in turns else clock.now()
    agenda = [{"number": str(item.number), "title": str(item)} for item in items_of(meeting, viewer)[:MOST]]
    return {"town": committee.authority.name, "number": "", "written": _day(timezone.localdate(sent)),
            "to": TO_EVERYBODY.format(committee=committee.name), "committee": committee.name, "meeting": meeting.label,
            "date": _whole(meeting.meets_at), "time": _hour(meeting.meets_at), "place": meeting.where, "agenda": agenda,
            "note": "ถ้ามาไม่ได้ แจ้งเลขานุการว่าลา หรือส่งผู้แทนโดยบอกชื่อ",
            "signature": _signs(meeting, INVITES, ("invited",), chairs_of(meeting))}


def minutes_facts(meeting: Meeting, viewer: Viewer) -> MinutesFacts:
    """Return what the minutes say: who was there, what came of each point, what was written, what was amended."""
    chairs, turns = chairs_of(meeting), turns_of(meeting)
    draft, quorum = draft_of(meeting), quorum_of(meeting)
    declared = declared_by(chair.term for chair in chairs if chair.came and chair.came.is_there)
    here = {word: [(chair, chair.came) for chair in chairs if chair.came and chair.came.word == word]
            for word in Presence.Word.values}
    unsaid = [chair for chair in chairs if not chair.came or not chair.came.word]
    met = "ครบองค์ประชุม" if quorum.is_met else "ไม่ครบองค์ประชุม"
    return {
        "town": meeting.committee.authority.name, "committee": meeting.committee.name, "number": meeting.label,
        "date": _whole(meeting.meets_at), "place": meeting.where,
        "begun": _hour(turns["opened"].at if "opened" in turns else meeting.meets_at),
        "ended": _hour(turns["closed"].at) if "closed" in turns else "",
        "present": [_who(chair) for chair, _came in here["present"]],
        "deputies": [_who(chair) | {"name": came.deputy, "stands_for": chair.term.person.name}
                     for chair, came in here["deputy"]],
        "absent": [_who(chair) | {"reason": "ลา"} for chair, _came in here["away"]]
        + [_who(chair) | {"reason": ""} for chair in unsaid], "guests": [],
        "quorum": f"กรรมการ {quorum.seated} คน มาประชุม {quorum.there} คน ต้องมีอย่างน้อย {quorum.needed} คน {met}",
        "agenda": [_point(item, declared) for item in items_of(meeting, viewer)[:MOST]],
        "minutes": draft.text if draft else "",
        "amendments": [{"text": one.act.text, "by": str(one.who or "ระบบ"), "at": _moment(one.act.at)}
                       for one in named(amendments_of(meeting, viewer))],
        "signatures": [_signs(meeting, KEEPS, ("closed", "opened"), [one for one in chairs if one.is_there])]}


def _point(item: Item, declared: list[Interest]):
    last = item.followed.follow_ups.all()[:1] if item.followed else []
    said = [f"ผู้รับผิดชอบบอกว่าทำเสร็จแล้ว: {one.text}" if one.says_done else one.text for one in last]
    said += [f"{closing.get_word_display()}: {closing.reason}" for closing in item.closings.all()]
    said += ["ที่ประชุมรับทราบ"] if hasattr(item, "noting") else []
    return {"number": str(item.number), "title": str(item), "text": "\n".join(said),
            "resolutions": [_resolved(one, item, declared) for one in item.resolutions.all()]}


def _resolved(one: Resolution, item: Item, declared):
    agencies = concerned(item, one.owner)
    apart = [interest for interest in declared if interest.agency_id in agencies and interest.at <= one.at
             and (interest.ended_at is None or one.at < interest.ended_at)]
    return {"number": one.label, "text": one.text, "owner": one.owner.name, "due": _day(one.due_on), "yes": one.yes,
            "no": one.no, "abstain": one.abstained,
            "quorum": f"ขณะลงมติอยู่ในที่ประชุม {one.there} คน ต้องมีอย่างน้อย {one.needed} คน",
            "stepped_aside": sorted({interest.term.person.name for interest in apart})}


def _who(chair: Chair):
    """Return who it is and as what, with when they came in late or left early."""
    moved = ", ".join(MOVED[word].format(_hour(at)) for word, at in chair.moves)
    return {"name": chair.term.person.name, "title": f"{chair.term.seat.title} ({moved})" if moved
            else chair.term.seat.title}


def _signs(meeting, role, words, chairs):
    """Return who signs, for what they did: with their seat where they sit there, or else for the office."""
    turns = turns_of(meeting)
    signs = named([turns[word] for word in words if word in turns][:1])
    who = signs[0].who if signs else None
    seats = (chair.term.seat.title for chair in chairs if chair.term.person == who)
    return {"role": role, "name": str(who or ""), "title": next(seats, meeting.committee.authority.name)}


def _day(day: date):
    return f"{day.day} {dates.LONG_MONTHS['th'][day.month - 1]} {day.year + dates.ERA}"


def _whole(at: datetime):
    return f"วัน{dates.long_day_in(timezone.localdate(at), 'th').replace(' ', 'ที่ ', 1)}"


def _hour(at: datetime):
    return dates.time_in(timezone.localtime(at), "th")


def _moment(at: datetime):
    return f"{_day(timezone.localdate(at))} {_hour(at)}"
