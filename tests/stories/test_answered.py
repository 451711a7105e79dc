"""Whatever the order of things: no orphan, and every contributor of the answered theme is told, and nobody else."""
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from saan.core import clock
from saan.core.models import StoredFile
from saan.decisions.actions.agenda import table
from saan.decisions.actions.committees import set_up
from saan.decisions.actions.meetings import attend, call, close_meeting, open_meeting
from saan.decisions.actions.minutes import write
from saan.decisions.actions.proposals import go_on_all, propose
from saan.decisions.actions.resolutions import resolve
from saan.decisions.actions.terms import seat
from saan.insight.queries.orphans import orphans
from saan.notices.models import Notice
from saan.people.actions import enrol
from saan.plans.actions import answers
from saan.plans.actions.projects import start
from saan.plans.actions.results import claim
from saan.plans.actions.verdicts import decide
from saan.plans.queries.audience import themes_behind
from saan.plans.queries.years import fiscal_year_at
from saan.voices.actions.erasures import erase
from saan.voices.actions.replies import answer
from saan.voices.actions.themes import gather, join, merge, split
from saan.voices.models import Voice
from tests.town import ROLES, settle, stand

VOICES = 5
VERBS = ["gather", "join", "merge", "split", "erase", "answer", "propose", "resolve", "claim", "reopen", "confirm",
         "tell", "go_on"]
TURN = st.tuples(st.sampled_from(VERBS), st.integers(0, VOICES - 1), st.integers(0, VOICES - 1))
WHOLE = [("gather", 0, 0), ("join", 1, 0), ("propose", 0, 0), ("resolve", 0, 0), ("claim", 0, 0), ("erase", 1, 0),
         ("reopen", 0, 0), ("claim", 0, 0), ("confirm", 0, 0), ("tell", 0, 0)]


class Town:
    """What should be so, kept in plain sets beside the town itself."""

    def __init__(self, town, voices):
        self.town, self.voices = town, voices
        self.inside, self.erased, self.told = {}, set(), []
        self.heir = {}                                    # a theme that was merged: into which
        self.asked, self.resolved, self.results = {}, [], {}   # proposal: its theme; resolution; result: proposal
        self.committee = set_up(authority=town.city, name="กรรมการ", seats=[("ประธาน", None)], by=town.officer)
        self.term = seat(seat=self.committee.seats.get(), person=town.officer, starts_on=clock.today(), by=town.officer)

    def free(self):
        return [n for n in range(VOICES) if n not in self.erased.union(*self.inside.values())]

    def gather(self, one, other):
        if one in self.free():
            theme = gather(members=[self.voices[one]], name="เรื่อง", authority=self.town.city, area=self.town.area,
                           by=self.town.council)
            self.inside[theme] = {one}

    def join(self, one, other):
        if self.inside and one in self.free():
            theme = list(self.inside)[other % len(self.inside)]
            join(members=[self.voices[one]], theme=theme, by=self.town.council)
            self.inside[theme].add(one)

    def merge(self, one, other):
        themes = list(self.inside)
        if len(themes) > 1 and one % len(themes) != other % len(themes):
            theme, into = themes[one % len(themes)], themes[other % len(themes)]
            merge(theme=theme, into=into, by=self.town.council)
            self.inside[into] |= self.inside.pop(theme)
            self.heir[theme] = into

    def split(self, one, other):
        for theme, held in list(self.inside.items()):
            if one in held:
                new = split(theme=theme, members=[self.voices[one]], name="แยก", by=self.town.council)
                held.discard(one)
                self.inside[new] = {one}

    def erase(self, one, other):
        if one not in self.erased:
            erase(voice=self.voices[one])
            self.erased.add(one)

    def answer(self, one, other):
        if self.inside:
            theme = list(self.inside)[one % len(self.inside)]
            reply = answer(theme=theme, text="ตอบ", key=str(uuid4()), by=self.town.officer)
            self.told.append((reply, self.inside[theme] - self.erased))

    def propose(self, one, other):
        themes = [theme for theme, held in self.inside.items() if held - self.erased]
        if themes:
            theme = themes[one % len(themes)]
            proposal = propose(title="ขอไฟ", text="ติดไฟทางเดิน", authority=self.town.city, area=self.town.area,
                               agency=self.town.city, sources=[theme], by=self.town.council)
            self.asked[proposal] = theme

    def resolve(self, one, other):
        waiting = [proposal for proposal in self.asked if proposal not in dict(self.resolved).values()]
        if not waiting:
            return
        proposal, by = waiting[one % len(waiting)], self.town.officer
        meeting = call(committee=self.committee, meets_at=clock.now() + timedelta(minutes=1), where="ห้อง 1", by=by)
        attend(meeting=meeting, term=self.term, word="present", by=by)
        item = table(meeting=meeting, proposal=proposal, by=by)
        open_meeting(meeting=meeting, by=by)
        resolution = resolve(item=item, text="ให้ทำ", owner=self.town.city, due_on=clock.today(), by=by)
        write(meeting=meeting, text="เห็นชอบ", on=0, by=by)
        close_meeting(meeting=meeting, by=by)
        self.resolved.append((resolution, proposal))
        self.told.append((resolution, self.behind(proposal)))

    def claim(self, one, other):
        done = {project.resolution_id for project in self.results}
        fresh = [resolution for resolution, _proposal in self.resolved if resolution.pk not in done]
        said = {"text": "ทำแล้ว", "by": self.town.officer, "evidence": [(self.picture(), "ไฟติดแล้ว")]}
        if fresh:
            today = clock.today()
            project = start(title="ติดไฟ", authority=self.town.city, area=self.town.area, agency=self.town.city,
                            by=self.town.officer, year=fiscal_year_at(self.town.city, today), starts_on=today,
                            ends_on=today, resolution=fresh[one % len(fresh)])
            self.results[project] = claim(project=project, title="ไฟติดแล้ว", **said)
        for project, result in self.results.items():
            result.refresh_from_db()
            if result.state == "reopened":
                claim(project=project, result=result, **said)

    def reopen(self, one, other):
        self.decide(one, "reopened")

    def confirm(self, one, other):
        self.decide(one, "confirmed")

    def tell(self, one, other):
        if self.results:
            project, result = list(self.results.items())[one % len(self.results)]
            for theme in themes_behind(project):
                told = answers.answer(result=result, theme=theme, text="ดูผล", key=str(uuid4()), by=self.town.officer)
                known = next(mine for mine in self.inside if mine.pk == theme.pk)
                self.told.append((told.reply, self.inside[known] - self.erased))

    def go_on(self, one, other):
        go_on_all()

    def decide(self, one, word):
        if self.results:
            result = list(self.results.values())[one % len(self.results)]
            result.refresh_from_db()
            if result.state != word:
                decide(result=result, word=word, reason="ไปดูมาแล้ว", by=self.town.council)

    def behind(self, proposal):
        theme = self.asked[proposal]
        while theme in self.heir:
            theme = self.heir[theme]
        return self.inside[theme] - self.erased

    def picture(self):
        return StoredFile.objects.get_or_create(digest="0" * 64, defaults={"media": "image/jpeg", "size": 1})[0]


@pytest.mark.django_db
@pytest.mark.slow
@example(turns=[("gather", 0, 0), ("split", 0, 0), ("merge", 0, 1), ("answer", 0, 0)])   # an empty theme is merged
@example(turns=WHOLE)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(turns=st.builds(lambda led, more: WHOLE[:led] + more, st.integers(0, len(WHOLE)),
                       st.lists(TURN, min_size=4, max_size=12)))
def test_every_contributor_is_told_and_nobody_else_and_nothing_is_an_orphan(turns):
    with transaction.atomic():
        place = settle()
        speakers = [enrol(name=f"เด็ก {n}", by=place.council) if n % 2 else None for n in range(VOICES)]
        voices = [stand(place, f"เสียง {n}", by=speaker).voice for n, speaker in enumerate(speakers)]
        town, begun = Town(place, voices), clock.now()
        for day, (verb, one, other) in enumerate(turns):
            with clock.moved_to(begun + timedelta(days=day)):
                getattr(town, verb)(one, other)
        for thing, expected in town.told:
            told = Notice.objects.filter(kind=thing.kind, ref=thing.pk).values_list("who_kind", "who_id")
            assert set(told) - _staff(place) == {_address(speakers, voices, n) for n in expected}
        assert not Voice.objects.filter(pk__in=[voices[n].pk for n in town.erased]).exclude(text="").exists()
        assert orphans() == []
        transaction.set_rollback(True)


def _staff(place):
    return {("person", getattr(place, word).pk) for word in ROLES}


def _address(speakers, voices, n):
    return ("person", speakers[n].pk) if speakers[n] else ("voice", voices[n].pk)
