"""Works: projects with money and activities, claims with evidence, the answers of those who spoke, and replies."""
from datetime import timedelta

from saan.core.acts import signed
from saan.core.models import StoredFile
from saan.core.things import SYSTEM
from saan.demo.actions.growth.course import CLAIMED, CLOSED, HELD, JUDGED, STARTED, Course, Ground
from saan.demo.actions.growth.ledger import Ledger, written
from saan.people.engines import hashed
from saan.people.models import Participant
from saan.plans.models import (
    Activity,
    Answer,
    Attendance,
    BudgetLine,
    Claim,
    Evidence,
    Figure,
    Payment,
    Project,
    Registration,
    Result,
    Verdict,
    Witness,
)
from saan.plans.queries.activities import token_of
from saan.plans.queries.witnesses import hash_of
from saan.plans.rules.projects import year_of
from saan.plans.rules.results import LEAST, STEP
from saan.voices.models import Reply

LONG = timedelta(days=200)    # a project
CAME, MINUTES = 8, 90         # guests of an activity, of whom every third gives so many minutes
SIGNED_UP = timedelta(days=2)


def carry_out(ground: Ground, courses: list[Course], guests: list[Participant], ledger: Ledger) -> None:
    """Let projects start, with money set aside and paid, and an activity that people came to."""
    mine = [course for course in courses if course.is_begun]
    for course, project in zip(mine, written(_project(ground, course) for course in mine), strict=True):
        course.project = project
        ledger.tie("started", project, project.at, ground.officer, [course.resolution])
        ledger.tell(course.voices, "plans.started", project, project.at)
    lines = written(BudgetLine(project=course.project, year=course.project.year, text="วัสดุและค่าแรง", fund="งบเทศบาล",
                               satang=(20 + number % 80) * 1_000_00, at=course.project.at, **signed(ground.officer))
                    for number, course in enumerate(mine))
    written(Payment(line=line, paid_on=(course.met_at + HELD).date(), text="จ่ายงวดแรก", satang=line.satang // 2,
                    at=course.met_at + HELD, **signed(ground.officer))
            for course, line in zip(mine, lines, strict=True) if course.is_claimed)
    _come_together(ground, mine, guests, ledger)


def tell_results(ground: Ground, courses: list[Course], picture: StoredFile, ledger: Ledger) -> None:
    """Let what was done be claimed with a picture, answered by those who spoke, and told back."""
    mine = [course for course in courses if course.is_claimed]
    results = written(Result(project=course.project, title=f"ทำแล้ว: {course.theme.name}", state=course.end,
                             at=course.met_at + CLAIMED, **signed(ground.officer)) for course in mine)
    claims = written(Claim(result=result, number=1, text="ทำครบตามที่ตกลงกัน", at=result.at, **signed(ground.officer))
                     for result in results)
    for course, result, claim in zip(mine, results, claims, strict=True):
        course.result, course.claim = result, claim
        ledger.tie("reported", result, result.at, ground.officer, [course.project])
        ledger.tell([*course.voices, ground.council], "plans.claimed", claim, result.at)
    written(Evidence(claim=claim, file=picture, text="ภาพวาด: สิ่งที่ทำแล้ว") for claim in claims)
    _witness(mine, ledger)
    _answer(ground, mine, ledger)


def _project(ground, course):
    starts = (course.met_at + STARTED).date()
    return Project(authority=ground.authority, area=ground.area, title=f"{course.theme.name} ให้เกิดขึ้นจริง",
                   agency=course.resolution.owner, resolution=course.resolution, year=year_of(starts),
                   starts_on=starts, ends_on=starts + LONG, at=course.met_at + STARTED, **signed(ground.officer))


def _come_together(ground, courses, guests, ledger):
    starts = [course.met_at + HELD for course in courses]
    rows = [Activity(project=course.project, title="ลงมือทำด้วยกัน", starts_at=at, ends_at=at + timedelta(hours=2),
                     held_at=at + timedelta(hours=2) if course.is_claimed else None, at=course.project.at,
                     token_hash=hashed("activity", f"grown {course.project.pk}"), **signed(ground.officer))
            for course, at in zip(courses, starts, strict=True)]
    for course, activity in zip(courses, written(rows), strict=True):
        activity.token_hash = hashed("activity", token_of(activity))
        ledger.tie("planned", activity, activity.at, ground.officer, [course.project])
        if activity.held_at:
            ledger.tie("held", activity, activity.held_at, ground.officer, [course.project])
            ledger.tell(course.voices, "plans.held", activity, activity.held_at)
    Activity.objects.bulk_update(rows, ["token_hash"], batch_size=200)
    held = [(activity, guest, place) for number, activity in enumerate(rows) if activity.held_at
            for place, guest in enumerate((guests * 2)[number % len(guests):][:CAME])]
    written(Registration(activity=activity, participant=guest, at=activity.starts_at - SIGNED_UP)
            for activity, guest, _place in held)
    written(Attendance(activity=activity, participant=guest, at=activity.starts_at,
                       minutes=0 if place % 3 else MINUTES) for activity, guest, place in held)


def _witness(courses, ledger):
    """Let ten of those who spoke answer where it was judged; the count is what the rule confirms or reopens by."""
    judged = [course for course in courses if course.end != "claimed"]
    written(Witness(claim=course.claim, voice=voice, who_hash=hash_of(voice), word=_word(course),
                    at=course.met_at + JUDGED) for course in judged for voice in course.voices[:LEAST])
    written(Figure(claim=course.claim, at=course.met_at + JUDGED, unknown=0, **_count(course, so_far))
            for course in judged for so_far in range(STEP, LEAST + 1, STEP))
    verdicts = written(Verdict(claim=course.claim, word=course.end, at=course.met_at + JUDGED,
                               **_count(course, LEAST), **signed(SYSTEM)) for course in judged)
    for course, verdict in zip(judged, verdicts, strict=True):
        ledger.tie(course.end, course.result, verdict.at, SYSTEM)
        ledger.tell(course.voices, f"plans.{course.end}", verdict, verdict.at)


def _answer(ground, courses, ledger):
    mine = [course for course in courses if course.end == "confirmed"]
    rows = (Reply(theme=course.theme, text="ทำเสร็จแล้ว และพวกเธอบอกว่าจริง ขอบคุณที่บอกเรา", at=course.met_at + CLOSED,
                  **signed(ground.officer)) for course in mine)
    replies = written(rows)
    for course, reply in zip(mine, replies, strict=True):
        ledger.tie("answered", reply, reply.at, ground.officer, [course.theme])
        ledger.tell(course.voices, "voices.answered", reply, reply.at)
    written(Answer(result=course.result, reply=reply) for course, reply in zip(mine, replies, strict=True))


def _word(course):
    return "yes" if course.end == "confirmed" else "no"


def _count(course, people):
    return {"yes": people, "no": 0} if course.end == "confirmed" else {"yes": 0, "no": people}
