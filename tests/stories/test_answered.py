"""Whatever the order of things: every contributor of the answered theme is told, and nobody else."""
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from saan.notices.models import Notice
from saan.people.actions import enrol
from saan.voices.actions.erasures import erase
from saan.voices.actions.replies import answer
from saan.voices.actions.themes import gather, join, merge, split
from saan.voices.models import Voice
from tests.town import settle, stand

VOICES = 5
TURN = st.tuples(st.sampled_from(["gather", "join", "merge", "split", "erase", "answer"]),
                 st.integers(0, VOICES - 1), st.integers(0, VOICES - 1))


class Town:
    """What should be so, kept in plain sets beside the town itself."""

    def __init__(self, town, voices):
        self.town, self.voices = town, voices
        self.inside, self.erased, self.told = {}, set(), []

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
            self.told.append((reply.pk, self.inside[theme] - self.erased))


@pytest.mark.django_db
@example(turns=[("gather", 0, 0), ("split", 0, 0), ("merge", 0, 1), ("answer", 0, 0)])   # an empty theme is merged
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(turns=st.lists(TURN, min_size=4, max_size=14))
def test_every_contributor_is_told_and_nobody_else(turns):
    with transaction.atomic():
        place = settle()
        speakers = [enrol(name=f"เด็ก {n}", by=place.council) if n % 2 else None for n in range(VOICES)]
        voices = [stand(place, f"เสียง {n}", by=speaker).voice for n, speaker in enumerate(speakers)]
        town = Town(place, voices)
        for verb, one, other in turns:
            getattr(town, verb)(one, other)
        for reply, expected in town.told:
            told = Notice.objects.filter(kind="reply", ref=reply).values_list("who_kind", "who_id")
            assert sorted(told) == sorted(_address(speakers, voices, n) for n in expected)
        assert not Voice.objects.filter(pk__in=[voices[n].pk for n in town.erased]).exclude(text="").exists()
        transaction.set_rollback(True)


def _address(speakers, voices, n):
    return ("person", speakers[n].pk) if speakers[n] else ("voice", voices[n].pk)
