"""A chamber that met for five years: proposals with their answers, meetings with quorum and votes, resolutions."""
from datetime import timedelta
from itertools import groupby, pairwise

from django.utils import timezone

from saan.core.acts import signed
from saan.core.things import SYSTEM
from saan.core.vocabulary import Level
from saan.decisions.models import (
    Ballot,
    Closing,
    Committee,
    Draft,
    Ground,
    Item,
    Meeting,
    Presence,
    Proposal,
    Resolution,
    Response,
    Source,
    Term,
    Turn,
)
from saan.decisions.rules.meetings import needed
from saan.decisions.rules.proposals import DAYS
from saan.demo.actions.growth import course as courses_of
from saan.demo.actions.growth.course import ANSWERED, CLOSED, DUE, PROPOSED, Course
from saan.demo.actions.growth.ledger import Ledger, written

CALLED, INVITED = timedelta(days=-14), timedelta(days=-10)   # before a meeting
LENGTH = timedelta(hours=2)
UNANSWERED = {"gathered", "waiting"}
UNRESOLVED = UNANSWERED | {"declined", "takes"}


def propose(ground: courses_of.Ground, courses: list[Course], ledger: Ledger) -> None:
    """Let what was gathered be proposed to an agency, and let the agencies answer."""
    mine = [course for course in courses if course.end != "gathered"]
    rows = (Proposal(authority=ground.authority, area=ground.area, title=f"{course.theme.name} ภายในปีนี้",
                     text=f"เด็ก {course.size} คนพูดเรื่องนี้ ขอให้ทำและบอกผลกลับ", agency=_agency(ground, number),
                     at=course.met_at + PROPOSED, due_at=course.met_at + PROPOSED + timedelta(days=DAYS),
                     **signed(ground.council)) for number, course in enumerate(mine))
    for course, proposal in zip(mine, written(rows), strict=True):
        course.proposal = proposal
        ledger.tie("proposed", proposal, proposal.at, ground.council, [course.theme])
        ledger.tell(course.voices, "decisions.proposed", proposal, proposal.at)
    written(Source(proposal=course.proposal, theme=course.theme) for course in mine)
    _answer(mine, ledger)


def meet(ground: courses_of.Ground, committee: Committee, courses: list[Course], ledger: Ledger) -> None:
    """Let the committee meet, resolve and close what was done or let go; the meetings are closed last."""
    mine = [course for course in courses if course.end not in UNRESOLVED]
    terms = list(Term.objects.filter(seat__committee=committee).select_related("person").order_by("seat__number"))
    meetings = _meetings(ground, committee, mine, ledger)
    presences = [Presence(meeting=meeting, term=term, word="away" if place == meeting.number % len(terms) else
                          "present", at=meeting.meets_at, **signed(ground.officer))
                 for meeting in meetings for place, term in enumerate(terms)]
    written(presences)
    _resolve(ground, mine, presences, len(terms), ledger)
    _follow(ground, meetings, mine, ledger)
    written(Draft(meeting=meeting, number=1, text=f"รายงานการประชุมครั้งที่ {meeting.label}", at=meeting.ends_at,
                  level=Level.PUBLIC, **signed(ground.officer)) for meeting in meetings)
    written(Turn(meeting=meeting, word=word, at=at, **signed(ground.officer)) for meeting in meetings for word, at in (
        ("invited", meeting.meets_at + INVITED), ("opened", meeting.meets_at), ("closed", meeting.ends_at)))


def _answer(courses, ledger):
    said = {"declined": ("declines", "ปีนี้งบไม่พอ จะเสนอใหม่ปีหน้า"), "takes": ("takes", "รับไปทำในงานประจำ")}
    mine = [course for course in courses if course.end not in UNANSWERED]
    rows = []
    for course in mine:
        word, text = said.get(course.end, ("tables", "ขอให้ที่ประชุมตัดสิน"))
        rows.append(Response(proposal=course.proposal, agency=course.proposal.agency, word=word, text=text,
                             at=course.met_at + ANSWERED, **signed(course.proposal.agency)))
    for course, response in zip(mine, written(rows), strict=True):
        verb = "declined" if response.word == "declines" else "responded"
        ledger.tie(verb, response, response.at, response.agency, [course.proposal])
        ledger.tell(course.voices, f"decisions.{verb}", response, response.at)


def _meetings(ground, committee, courses, ledger):
    counts: dict[int, int] = {}
    rows = []
    for met_at, group in groupby(courses, lambda course: course.met_at):
        year = timezone.localdate(met_at).year
        counts[year] = counts.get(year, 0) + 1
        rows.append(Meeting(committee=committee, number=counts[year], year=year, meets_at=met_at,
                            ends_at=met_at + LENGTH, where="ห้องประชุมใหญ่"))
        for course in group:
            course.meeting = rows[-1]
    for meeting in written(rows):
        ledger.tie("called", meeting, meeting.meets_at + CALLED, ground.officer, [committee])
        ledger.tie("invited_all", meeting, meeting.meets_at + INVITED, ground.officer)
        ledger.tie("opened_meeting", meeting, meeting.meets_at, ground.officer)
        ledger.tie("wrote", meeting, meeting.ends_at, ground.officer)
        ledger.tie("closed_meeting", meeting, meeting.ends_at, ground.officer)
    return rows


def _resolve(ground, courses, presences, seated, ledger):
    there = {}
    for presence in presences:
        if presence.word == "present":
            there.setdefault(presence.meeting_id, []).append(presence.term)
    numbers = {}
    for course in courses:
        numbers[course.meeting.pk] = numbers.get(course.meeting.pk, 0) + 1
        course.item = Item(meeting=course.meeting, number=numbers[course.meeting.pk], proposal=course.proposal)
    written(course.item for course in courses)
    voters = [(course, term) for course in courses for term in there[course.meeting.pk]]
    written(Ballot(item=course.item, term=term, word="yes", at=course.met_at, **signed(term.person))
            for course, term in voters)
    rows = (Resolution(
        meeting=course.meeting, item=course.item, number=course.item.number,
        label=f"{course.meeting.label}-{course.item.number}", text=f"ให้ทำเรื่อง “{course.theme.name}” และบอกผลกลับ",
        owner=course.proposal.agency, due_on=(course.met_at + DUE).date(), there=len(there[course.meeting.pk]),
        needed=needed(seated, course.meeting.committee.quorum), yes=len(there[course.meeting.pk]), at=course.met_at,
        **signed(ground.officer)) for course in courses)
    for course, resolution in zip(courses, written(rows), strict=True):
        course.resolution = resolution
        ledger.tie("resolved", resolution, resolution.at, ground.officer, [course.proposal])
        ledger.tell(course.voices, "decisions.resolved", resolution, resolution.at)
    written(Ground(resolution=course.resolution, proposal=course.proposal) for course in courses)


def _follow(ground, meetings, courses, ledger):
    """Let what was resolved come back in the next meeting, which lets go some; what is confirmed Saan closes."""
    after = {meeting.pk: later for meeting, later in pairwise(meetings)}
    back, numbers = [], {}
    for course in courses:
        later = after.get(course.meeting.pk)
        if later:
            numbers[later.pk] = numbers.get(later.pk, courses_of.AGENDA) + 1
            back.append(Item(meeting=later, number=numbers[later.pk], followed=course.resolution))
    came_back = {item.followed_id: item for item in written(back)}
    rows = []
    for course in courses:
        item = came_back.get(course.resolution.pk)
        if course.end == "dropped" and item:
            rows.append(Closing(resolution=course.resolution, word="dropped", item=item, reason="ทำในโครงการอื่นแล้ว",
                                at=item.meeting.meets_at, **signed(ground.officer)))
        elif course.end == "confirmed":
            rows.append(Closing(resolution=course.resolution, word="done", reason="เด็กยืนยันแล้วว่าเกิดขึ้นจริง",
                                at=course.met_at + CLOSED, **signed(SYSTEM)))
    for closing in written(rows):
        ledger.tie("closed", closing.resolution, closing.at, ground.officer if closing.item_id else SYSTEM)


def _agency(ground, number):
    return ground.agencies[number % len(ground.agencies)]
