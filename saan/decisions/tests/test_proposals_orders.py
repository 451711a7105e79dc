"""Whatever is done in which order: the clock stays as it was set, stops once, and only those behind it are told."""
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saan.core import clock
from saan.decisions.actions.responses import pass_on, respond
from saan.decisions.models import Passing, Proposal, Response
from saan.decisions.queries import proposals as questions
from saan.decisions.tests.asked import proposed, town_with_agencies
from saan.notices.models import Notice
from saan.people.queries import NOBODY
from saan.voices.actions.erasures import erase
from saan.voices.actions.themes import gather, join, merge, split
from tests.town import stand

pytestmark = pytest.mark.django_db
WORDS = ("takes", "tables", "declines")
TURN = st.tuples(st.sampled_from(["propose", "respond", "pass_on", "join", "merge", "split", "erase"]),
                 st.integers(0, 5), st.integers(0, 5))


class Story:
    """A town, and beside it in plain sets what should be true of it."""

    def __init__(self):
        self.town = town = town_with_agencies()
        self.voices = [one.voice for one in town.said] + [stand(town, f"อีกเสียง {n}").voice for n in range(3)]
        other = gather(members=self.voices[3:5], name="อีกเรื่อง", authority=town.city, area=town.area, by=town.council)
        self.themes, self.inside = [town.theme, other], [{0, 1, 2}, {3, 4}]
        self.erased, self.apart = set(), set()
        self.proposals, self.sources, self.answers, self.expected = [], [], [], []

    def propose(self, one, other):
        """Propose on a theme, or on a voice of its own."""
        on_theme = other % 2 and self.inside[one % 2] - self.erased
        if not on_theme and one in self.erased:
            return
        source = ("theme", one % 2) if on_theme else ("voice", one)
        self.proposals.append(proposed(self.town, sources=[self._onward(one % 2) if on_theme else self.voices[one]]))
        self.sources.append(source)
        self.answers.append(None)
        self._told("decisions.proposed", self.proposals[-1], -1)

    def respond(self, one, other):
        """Answer one of the proposals."""
        if not self.proposals:
            return
        n, word = one % len(self.proposals), WORDS[other % 3]
        mine = Proposal.objects.get(pk=self.proposals[n].pk)
        response = respond(proposal=mine, agency=mine.agency, word=word, text="เพราะงบ", by=mine.agency)
        self.answers[n] = self.answers[n] or response.at
        self._told("decisions.declined" if word == "declines" else "decisions.responded", response, n)

    def pass_on(self, one, _other):
        """Pass one of the proposals on, there or back."""
        if not self.proposals:
            return
        n = one % len(self.proposals)
        mine = Proposal.objects.get(pk=self.proposals[n].pk)
        to = self.town.works if mine.agency_id == self.town.school.pk else self.town.school
        self._told("decisions.passed", pass_on(proposal=mine, to_agency=to, reason="ไม่ใช่ของเรา", by=mine.agency), n)

    def join(self, one, other):
        """Let a voice join a theme that goes on."""
        if one not in self.inside[0] | self.inside[1] | self.erased | self.apart:
            join(members=[self.voices[one]], theme=self._onward(other % 2), by=self.town.council)
            self.inside[self._index(other % 2)].add(one)

    def merge(self, one, _other):
        """Merge the one theme into the other; what stood on it goes on there."""
        if self._index(0) != self._index(1):
            gone, into = one % 2, 1 - one % 2
            merge(theme=self.themes[gone], into=self.themes[into], by=self.town.council)
            self.inside[into] |= self.inside[gone]
            self.inside[gone] = self.inside[into]   # from now on they are one

    def split(self, one, _other):
        """Split a voice out; its way ends there."""
        for n in sorted({self._index(0), self._index(1)}):
            if one in self.inside[n] and len(self.inside[n]) > 1:
                split(theme=self.themes[n], members=[self.voices[one]], name="แยก", by=self.town.council)
                self.inside[n].discard(one)
                self.apart.add(one)

    def erase(self, one, _other):
        """Erase a voice."""
        if one not in self.erased:
            erase(voice=self.voices[one])
            self.erased.add(one)

    def _index(self, n):
        if self.inside[0] is not self.inside[1]:
            return n
        self.themes[n].refresh_from_db()
        return 1 - n if self.themes[n].merged_into_id else n

    def _onward(self, n):
        return self.themes[self._index(n)]

    def _told(self, key, thing, n):
        kind, number = self.sources[n]
        behind = self.inside[number] if kind == "theme" else {number}
        self.expected.append((key, thing, {self.voices[voice].pk for voice in behind - self.erased}))


@pytest.mark.slow
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(turns=st.lists(TURN, min_size=4, max_size=16))
def test_the_clock_stands_stops_once_and_only_those_behind_it_are_told(turns):
    with transaction.atomic():
        story, now = Story(), clock.now()
        for n, (verb, one, other) in enumerate(turns):
            with clock.moved_to(now + timedelta(days=3 * n)):
                getattr(story, verb)(one, other)
        for one, answered_at in zip(story.proposals, story.answers, strict=True):
            stored = questions.proposal_of(one.pk, NOBODY)
            assert (stored.due_at, stored.answered_at) == (one.at + timedelta(days=30), answered_at)
        for key, thing, expected in story.expected:
            told = Notice.objects.filter(key=key, kind=thing.kind, ref=thing.pk)
            found = set(told.values_list("who_kind", "who_id"))
            if key == "decisions.proposed":   # who was merged in later learns of it too
                assert {("voice", pk) for pk in expected} <= found
            else:
                assert found == {("voice", pk) for pk in expected}
        mine = {"proposal__authority": story.town.city}
        assert Response.objects.filter(**mine).count() + Passing.objects.filter(**mine).count() == sum(
            key != "decisions.proposed" for key, _thing, _expected in story.expected)
