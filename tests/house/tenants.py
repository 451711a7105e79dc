"""Two towns side by side, every route there is, and what must never be read across."""
import re
from datetime import timedelta
from types import ModuleType, SimpleNamespace
from uuid import uuid4

from allauth.mfa.models import Authenticator
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, path

from saan.agencies.actions import enlist
from saan.core import clock
from saan.core.actions import cursors
from saan.core.tests import sending
from saan.core.tests.sending import picture, upload
from saan.core.things import SYSTEM
from saan.decisions.actions.agenda import table
from saan.decisions.actions.committees import set_up
from saan.decisions.actions.meetings import attend, call, open_meeting
from saan.decisions.actions.minutes import write
from saan.decisions.actions.proposals import propose
from saan.decisions.actions.resolutions import resolve
from saan.decisions.actions.terms import seat
from saan.decisions.models import (
    Amendment,
    Ballot,
    Budgeting,
    Coming,
    Committee,
    Draft,
    FollowUp,
    Interest,
    Item,
    Meeting,
    Passing,
    Presence,
    Proposal,
    Resolution,
    Response,
    Source,
    Term,
    Turn,
)
from saan.network.actions.agreements import sign
from saan.network.actions.commitments import begin, promise
from saan.network.actions.contacts import write_to
from saan.network.models import Agreement, Commitment, Contact, Errand, Goal, Party, Progress
from saan.papers.actions import replace
from saan.papers.models import Template
from saan.people.actions import appoint, enrol, invite
from saan.people.engines import has_device
from saan.people.models import Invitation, Login, Person, Role
from saan.people.queries import viewer
from saan.places.actions import suggest
from saan.places.models import Access, Look, Place
from saan.plans.actions.activities import plan
from saan.plans.actions.attendance import attend as come
from saan.plans.actions.attendance import register
from saan.plans.actions.money import accept, pay, set_aside
from saan.plans.actions.projects import start
from saan.plans.actions.results import claim
from saan.plans.actions.witnesses import witness
from saan.plans.models import (
    Acceptance,
    Activity,
    Answer,
    Attendance,
    BudgetLine,
    Claim,
    Evidence,
    Payment,
    Project,
    Registration,
    Result,
    Verdict,
    Witness,
)
from saan.plans.rules.projects import year_of
from saan.voices.actions.consultations import open_round
from saan.voices.actions.readings import give_back, let_stand
from saan.voices.actions.sheets import begin_sheet, enter_count
from saan.voices.actions.statements import pose
from saan.voices.actions.suggesting import suggest as put_alike
from saan.voices.actions.suggestions import call_it
from saan.voices.actions.themes import gather
from saan.voices.models import (
    Count,
    CountLine,
    Hold,
    Keyword,
    Likeness,
    Membership,
    Reply,
    Sheet,
    Suggestion,
    Theme,
    Voice,
)
from saan.voices.queries.sheets import Line
from tests.town import say, settle, sign_in, stand

HARM = "โดนทำร้าย"   # a sign that the lexicon knows
WORDS = {   # what is planted in town A, and who there reads it where
    "waiting": "ซาร์ควิลรออ่าน", "returned": "ซาร์ควิลส่งกลับ", "held": "ซาร์ควิลซ่อนไว้", "proposed": "ซาร์ควิลเสนอเอง",
    "person": "ซาร์ควิลใจดี", "email": "zarquil@town-a.example", "invited": "zarquil.invited@town-a.example",
    "item": "ซาร์ควิลเข้าวาระ", "minutes": "ซาร์ควิลจดรายงาน",
    "duty": "ซาร์ควิลโทรหาได้", "count": "90817", "helper": "ซาร์ควิลมาช่วย",
    "contact": "zarquil.contact@town-a.example",
    "place": "ลานซาร์ควิล", "suggestion": "ซาร์ควิลคล้ายกัน",
}
READ_AT_HOME = (("moderator", "/moderate", "waiting"), ("moderator", "/moderate", "proposed"),
                ("moderator", "/api/v1/readings", "waiting"), ("lead", "/holds", "held"),
                ("administrator", "/people", "person"), ("administrator", "/people", "invited"),
                ("administrator", "/people", "duty"), ("officer", "/agencies", "contact"),
                ("council", "/places/waiting", "place"), ("council", "/themes/alike", "suggestion"))
VISITORS = ("officer", "moderator", "lead", "council", "administrator")
EVERYTHING = "everything"   # whoever holds all roles of town B at once
CLOSED = {301, 302, 400, 401, 403, 404, 405, 409, 410, 411, 413, 415, 422, 429}
ROWS = {   # a parameter, or a route where several rows share the parameter's name: which row of town A fills it
    "paper": lambda _a: "minutes",   # the word of a paper, the same in every town
    "slug": lambda a: a.round.slug,
    "code": lambda a: a.code,
    "role": lambda a: a.role.pk,
    "invitation": lambda a: a.invitation.pk,
    "person": lambda a: a.administrator.pk,
    "token": lambda _a: "x" * 43,   # whoever holds the right one is the one invited
    "uidb36": lambda a: a.administrator.login.pk,
    "key": lambda _a: "x-y",
    "pk": lambda a: a.administrator.login.pk,
    "contact": lambda a: a.contact.pk,
    "step": lambda a: a.step.pk,
    **{f"agreements/<int:number>{more}": lambda a: a.agreement.pk for more in ("", "/document", "/extend", "/promise")},
    **{f"commitments/<int:number>{more}": lambda a: a.commitment.pk
       for more in ("", "/tell", "/judge", "/ask", "/files/<int:step>")},
    **{f"results/<int:number>{more}": lambda a: a.result.pk
       for more in ("", "/change", "/witness", "/evidence/<int:evidence>")},
    "evidence": lambda a: a.result.claims.get().evidence.get().pk,
    **{f"projects/<int:number>{more}": lambda a: a.result.project_id for more in ("", "/claim", "/money", "/plan")},
    "api/v1/projects/<int:number>": lambda a: a.result.project_id,
    **{f"activities/<int:number>{more}": lambda a: a.activity.pk for more in ("", "/own", "/lead", "/sign")},
    "moderate/<int:number>": lambda a: a.waiting.pk,
    "holds/<int:number>": lambda a: a.hold.pk,
    "themes/<int:number>": lambda a: a.theme.pk,
    "themes/<int:number>/change": lambda a: a.theme.pk,
    **{f"themes/alike/<int:number>{more}": lambda a: a.suggestion.pk for more in ("", "/change")},
    "meeting": lambda a: a.meeting.pk,
    "item": lambda a: a.item.pk,
    **{f"committees/<int:number>{more}": lambda a: a.committee.pk for more in ("", "/change")},
    **{f"meetings/<int:number>{more}": lambda a: a.meeting.pk for more in (
        "", "/change", "/minutes", "/drafts", "/minutes.pdf", "/minutes.docx", "/invitation.pdf", "/invitation.docx")},
    **{f"resolutions/<int:number>{more}": lambda a: a.resolution.pk for more in ("", "/change")},
    "proposals/<int:number>": lambda a: a.proposal.pk,
    "proposals/<int:number>/change": lambda a: a.proposal.pk,
    "api/v1/readings/<int:number>": lambda a: a.waiting.pk,
    "voices/<int:number>/place": lambda a: a.loose.pk,
    "places/<int:number>": lambda a: a.suggested.pk,
    "places/<int:number>/edit": lambda a: a.suggested.pk,
    "places/<int:number>/act": lambda a: a.suggested.pk,
    **{f"api/v1/themes/<int:number>{more}": lambda a: a.theme.pk for more in ("", "/members", "/replies")},
    **{page: lambda a: a.paper.slug for page in ("rounds/<slug:slug>", "rounds/<slug:slug>/sheet",
                                                 "c/<slug:slug>/results", "c/<slug:slug>/results.csv",
                                                 "c/<slug:slug>/ages", "c/<slug:slug>/ages.csv")},
}
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


def two_towns() -> tuple[SimpleNamespace, SimpleNamespace]:
    """Return town A with planted rows, and town B with its people."""
    a, b = (settle(code) for code in ("930307", "300101"))
    for town, name, email, duty in ((a, WORDS["person"], WORDS["email"], WORDS["duty"]),
                                    (b, "สมหมาย", "boss@town-b.example", "")):
        town.administrator = enrol(name=name, email=email, by=SYSTEM)
        appoint(person=town.administrator, word="administrator", at=town.city, by=SYSTEM, duty=duty)
    b.everything = enrol(name="สมพร", email="all@town-b.example", by=SYSTEM)
    for word in (*VISITORS, "deputy"):
        appoint(person=b.everything, word=word, at=b.city, by=SYSTEM, duty="ทุกวัน")
    a.role = a.moderator.roles.get()
    a.invitation = invite(email=WORDS["invited"], words=["officer"], at=a.city, by=a.officer,
                          address="http://testserver").invitation
    _listen(a)
    _agree(a)
    _come_about(a)
    _meet(a)
    cursors.advance(name="worker", to=0)   # somebody asks whether it is alive
    return a, b


def _listen(a):
    a.suggested = suggest(authority=a.city, area=a.area, name=WORDS["place"], sort="safe", scale="community",
                          position=(7.2, 100.5), access={"water": True}, by=a.council)
    replace(paper="minutes", authority=a.city, by=a.officer,
            upload=sending.upload(sending.word("{{ committee }} {{ minutes }}"), "แบบ.docx"))
    said = say(a, f"อยากได้สนาม {WORDS['waiting']}")
    a.waiting, a.code = said.voice, said.code
    returned = say(a, f"อยากได้ไฟ {WORDS['returned']}").voice
    give_back(voice=returned, reason="unclear", by=a.moderator)
    a.hold = Hold.objects.get(voice=say(a, f"พี่{HARM}หนู {WORDS['held']}").voice)
    shown = say(a, "อยากได้ทางเท้า").voice
    let_stand(voice=shown, by=a.moderator)
    shown.refresh_from_db()
    a.theme = gather(members=[shown], name="ทางเท้าของเรา", authority=a.city, area=a.area, by=a.council)
    a.loose = stand(a, "อยากได้ม้านั่ง").voice
    for nth in range(5):
        stand(a, f"ห้องน้ำที่ {nth} ประตูพัง")
    put_alike(authority=a.city)
    a.suggestion = Likeness.objects.filter(suggestion__authority=a.city).first().suggestion
    call_it(suggestion=a.suggestion, name=WORDS["suggestion"], by=a.council)
    a.proposal = propose(title="ทางเท้าหน้าโรงเรียน", text="ขอทางเท้าที่กว้างพอ", authority=a.city, area=a.area,
                         agency=a.city, sources=[a.theme], by=a.council)
    a.round = open_round(slug="round-of-a", title="รอบของเอ", authority=a.city, area=a.area, by=a.officer)
    pose(consultation=a.round, text="ทางเท้ากว้างพอ", by=a.council)
    a.proposed = say(a, f"เสนอ {WORDS['proposed']}", consultation=a.round).voice
    a.paper = paper = open_round(slug="paper-of-a", title="กระดาษของเอ", authority=a.city, area=a.area, by=a.officer,
                                 source="sheet", door="sheet")
    statement = pose(consultation=paper, text="สะพานแข็งแรง", by=a.council)
    sheet = begin_sheet(consultation=paper, source="กระดาษ", counted_on=a.waiting.said_at.date(), by=a.officer)
    enter_count(sheet=sheet, people=int(WORDS["count"]) + 1, by=a.officer,
                lines={statement.pk: Line(int(WORDS["count"]), None, None)})


def _agree(a):
    today = a.waiting.said_at.date()
    a.school = enlist(name="โรงเรียนของเอ", home=a.area, by=a.officer)
    a.agreement = sign(authority=a.city, title="ข้อตกลงของเอ", parties=[a.city, a.school], goals=["อ่านหนังสือ"],
                       signed_on=today, starts_on=today, ends_on=today, by=a.officer)
    goal = a.agreement.goals.get()
    a.commitment = promise(goal=goal, agency=a.school, text="เปิดห้องสมุด", due_on=today, by=a.officer)
    a.step = begin(commitment=a.commitment, by=a.officer)
    a.contact = write_to(authority=a.city, agency=a.school, name="ครู", email=WORDS["contact"], by=a.officer)


def _take_place(a, project):
    line = set_aside(project=project, year=project.year, text="หนังสือ", satang=100_000, by=a.officer)
    pay(line=line, satang=100, paid_on=project.starts_on, text="งวดแรก", by=a.officer)
    accept(line=line, accepted_on=project.starts_on, text="หนังสือ 10 เล่ม", by=a.officer)
    starts_at = a.waiting.said_at + timedelta(days=1)
    a.activity, _token = plan(project=project, title="อ่านด้วยกันที่เอ", starts_at=starts_at, by=a.officer,
                              ends_at=starts_at + timedelta(hours=1))
    helper = enrol(name=WORDS["helper"], by=SYSTEM)
    register(activity=a.activity, by=helper)
    with clock.moved_to(starts_at):
        come(activity=a.activity, by=helper)


def _come_about(a):
    today = a.waiting.said_at.date()
    project = start(title="ห้องสมุดของเอ", authority=a.city, area=a.area, agency=a.school, by=a.officer,
                    year=year_of(today), starts_on=today, ends_on=today + timedelta(days=30),
                    goal=a.agreement.goals.get())
    _take_place(a, project)
    a.result = claim(project=project, title="มีห้องสมุดแล้ว", text="", by=a.officer,
                     evidence=[(upload(picture()), "ประตูห้องสมุด")])
    witness(claim=a.result.claims.get(), word="yes", by=a.council)


def _meet(a):
    """Let a committee of town A meet, write, and resolve."""
    a.committee = set_up(authority=a.city, name="คณะกรรมการเอ", seats=[("ประธาน", None)], by=a.officer)
    term = seat(seat=a.committee.seats.get(), person=a.council, starts_on=clock.today(), by=a.officer)
    a.meeting = call(committee=a.committee, meets_at=clock.now() + timedelta(hours=1), where="ห้องเอ", by=a.officer)
    with clock.moved_to(a.meeting.meets_at):
        attend(meeting=a.meeting, term=term, word="present", by=a.officer)
        open_meeting(meeting=a.meeting, by=a.officer)
        made = table(meeting=a.meeting, title="ทางเท้า", by=a.officer)
        a.resolution = resolve(item=made, text="ให้ทำทางเท้า", owner=a.city, due_on=clock.today(), by=a.officer)
        a.item = table(meeting=a.meeting, title=WORDS["item"], by=a.officer)
        write(meeting=a.meeting, text=WORDS["minutes"], on=0, by=a.officer)


def routes(urls: ModuleType | None = None) -> list[str]:
    """Return the template of every route there is."""
    found = {}

    def walk(patterns, before):
        for one in patterns:
            here = before + str(one.pattern)
            if isinstance(one, URLPattern):
                found[here] = True
            else:
                walk(one.url_patterns, here)
    walk(get_resolver(urls).url_patterns, "")
    return list(found)


def address(template: str, a: SimpleNamespace) -> str:
    """Return the route's address with town A's rows as its parameters."""
    return "/" + PARAMETER.sub(lambda found: str(_row(template, found[1])(a)), template)


def _row(template, name):
    row = ROWS.get(template) or ROWS.get(name)
    assert row, (f"The route “{template}” takes “{name}”, which nobody fills: add a line to ROWS in "
                 "tests/house/tenants.py, with a row of town A made through actions.")
    return row


def kept(a: SimpleNamespace) -> str:
    """Return all of town A that a stranger must not change, as text."""
    mine = {"authority": a.city}
    rows = [*Voice.objects.filter(**mine), *Theme.objects.filter(**mine),
            *Membership.objects.filter(theme__authority=a.city) | Membership.objects.filter(voice__authority=a.city),
            *Suggestion.objects.filter(**mine), *Likeness.objects.filter(suggestion__authority=a.city),
            *Keyword.objects.filter(suggestion__authority=a.city),
            *Reply.objects.filter(theme__authority=a.city), *Hold.objects.filter(voice__authority=a.city),
            *Sheet.objects.filter(consultation__authority=a.city), *Role.objects.filter(at=a.city),
            *Place.objects.filter(**mine), *Look.objects.filter(place__authority=a.city),
            *Access.objects.filter(place__authority=a.city), *Template.objects.filter(**mine),
            *Count.objects.filter(sheet__consultation__authority=a.city),
            *CountLine.objects.filter(count__sheet__consultation__authority=a.city),
            *Agreement.objects.filter(**mine), *Party.objects.filter(agreement__authority=a.city),
            *Goal.objects.filter(agreement__authority=a.city), *Commitment.objects.filter(goal=a.commitment.goal),
            *Progress.objects.filter(commitment=a.commitment), *Contact.objects.filter(**mine),
            *Errand.objects.filter(**mine), *Result.objects.filter(project__authority=a.city),
            *Claim.objects.filter(result=a.result), *Evidence.objects.filter(claim__result=a.result),
            *Witness.objects.filter(claim__result=a.result), *Verdict.objects.filter(claim__result=a.result),
            *Answer.objects.filter(result=a.result),
            *Proposal.objects.filter(**mine), *Budgeting.objects.filter(**mine),
            *Source.objects.filter(proposal__authority=a.city), *Response.objects.filter(proposal__authority=a.city),
            *Passing.objects.filter(proposal__authority=a.city), *_met(a),
            *Project.objects.filter(**mine), *BudgetLine.objects.filter(project__authority=a.city),
            *Payment.objects.filter(line__project__authority=a.city),
            *Acceptance.objects.filter(line__project__authority=a.city),
            *Activity.objects.filter(project__authority=a.city),
            *Registration.objects.filter(activity__project__authority=a.city),
            *Attendance.objects.filter(activity__project__authority=a.city),
            *Invitation.objects.filter(at_agency=a.city), *Person.objects.filter(roles__at=a.city),
            *Login.objects.filter(person__roles__at=a.city)]
    return repr(sorted({(row._meta.label, row.pk): _plain(row) for row in rows}.items()))


def _met(a):
    """Return what a committee of town A is and did."""
    seats, meetings = {"seat__committee__authority": a.city}, {"meeting__committee__authority": a.city}
    return [*Committee.objects.filter(authority=a.city), *Term.objects.filter(**seats),
            *Interest.objects.filter(term__in=Term.objects.filter(**seats)),
            *Meeting.objects.filter(committee__authority=a.city),
            *(row for model in (Turn, Item, Presence, Coming, Draft, Amendment, Resolution)
              for row in model.objects.filter(**meetings)),
            *Ballot.objects.filter(item__in=Item.objects.filter(**meetings)),
            *FollowUp.objects.filter(resolution__in=Resolution.objects.filter(**meetings))]


def _plain(row):
    return [(field.attname, getattr(row, field.attname)) for field in row._meta.concrete_fields]


def asked(client: Client, method: str, where: str, a: SimpleNamespace) -> HttpResponse:
    """Ask for the address, with town A named where a page could take it from, and with what its forms could hold."""
    if method == "get":
        return client.get(where, {"at": a.city.code, "area": a.area.code, "reply": "1"})
    verb = "stand" if where.startswith(("/api/", "/moderate")) else "open" if where.endswith("/act") else "rename"
    form = {"do": verb, "verb": "rename", "name": "ของคนอื่น", "outcome": "cared", "reason": "unclear",
            "at": a.city.code, "word": "confirmed" if where.startswith("/results") else "takes", "voice": a.loose.pk,
            "year_day": 2, "year_month": 1, "draft_day": 3, "draft_month": 2, "theme": a.theme.pk,
            "members": a.waiting.pk, "into": a.theme.pk, "statement": a.proposed.pk}
    if where.startswith("/api/"):
        said = form | {"text": "ของคนอื่น", "voices": [a.loose.pk]}
        return getattr(client, method)(where, said, content_type="application/json",
                                       headers={"Idempotency-Key": str(uuid4())})
    return client.post(f"{where}?at={a.city.code}", form)


def wrongs(a: SimpleNamespace, b: SimpleNamespace, word: str, urls: ModuleType | None = None) -> list[str]:
    """Return a sentence for each way in which somebody of town B (or nobody) reads or changes what is town A's.

    Whoever holds everything, and nobody, press every button too.
    """
    methods = ("get", "post") if word in {EVERYTHING, ""} else ("get",)
    client, found = Client(raise_request_exception=False), []
    before = kept(a)
    for template in routes(urls):
        where, writes = address(template, a), Writes()
        more = ("patch",) if "post" in methods and where.startswith("/api/") else ()
        for method in methods + more:
            if word and not _is_in(client, getattr(b, word)):   # a button pressed before signed them out
                sign_in(client, getattr(b, word))
            with connection.execute_wrapper(writes):
                response = asked(client, method, where, a)
            text = (b"".join(response) if response.streaming else response.content).decode(errors="replace")
            said = f"{word or 'nobody'} {method} {where}: "
            found += [f"{said}reads {name}" for name, words in WORDS.items() if words in text]
            if response.status_code not in CLOSED | {200, 201, 204}:
                found.append(f"{said}status {response.status_code}")
        if writes.seen and kept(a) != before:
            found.append(f"{word or 'nobody'} {where}: changes a row of town A")
            before = kept(a)
    return found


class Writes:
    """Notes whether anything was asked of the database that could change a row."""

    seen = False

    def __call__(self, execute, sql, params, many, context):
        """Run the statement, and note it unless it only reads."""
        self.seen = self.seen or not sql.lstrip().startswith(("SELECT", "SAVEPOINT", "RELEASE", "EXPLAIN"))
        return execute(sql, params, many, context)


def _is_in(client, person):
    """Return whether the person is signed in, and has a second factor still: without it no page of a role opens."""
    return "_auth_user_id" in client.session and has_device(person.login)


def leak(request: HttpRequest) -> HttpResponse:
    """Show everybody everything: the bad page that the test has to catch."""
    return HttpResponse(", ".join(Voice.objects.values_list("text", flat=True)))


def disarm(request: HttpRequest) -> HttpResponse:
    """Take the second factor away, as a page of one's own account does."""
    Authenticator.objects.all().delete()
    return HttpResponse("")


def spoil(request: HttpRequest) -> HttpResponse:
    """Let every role change what is another town's: the other bad page."""
    if viewer(request).roles:
        Role.objects.update(duty="x")
    return HttpResponse("")


LEAKY = SimpleNamespace(urlpatterns=[path("leak", leak), path("disarm", disarm), path("spoil", spoil)])
