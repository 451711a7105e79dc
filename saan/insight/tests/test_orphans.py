"""Orphans: there are none, and one that was made by hand is found."""
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from saan.core.things import SYSTEM
from saan.insight.commands.orphans import Command
from saan.trail.actions import tie
from saan.voices.actions.erasures import erase
from saan.voices.actions.themes import gather
from saan.voices.models import Membership, Theme
from tests.town import settle, stand

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme():
    town = settle()
    voices = [stand(town).voice for _number in range(2)]
    erase(voice=voices[0])
    return gather(members=voices[1:], name="ไฟ", authority=town.city, area=town.area, by=town.council)


def looked():
    """Return what the command prints, and its exit code."""
    said = StringIO()
    try:
        call_command(Command(stdout=said))
    except SystemExit as end:
        return said.getvalue(), end.code
    return said.getvalue(), 0


def test_a_town_without_orphans_says_none(theme):
    assert looked() == ("0 orphans\n", 0)


def test_a_theme_without_a_voice_is_found(theme):
    Membership.objects.filter(theme=theme).delete()
    assert looked() == (f"1 orphans\ntheme {theme.pk} is without a voice or statement\n", 1)


def test_a_row_that_the_trail_never_saw_is_found(theme):
    unseen = Theme.objects.create(name="เงียบ", authority=theme.authority, area=theme.area)
    Membership.objects.create(theme=unseen, voice=stand_alone(theme))
    said, code = looked()
    assert code == 1 and f"theme {unseen.pk} is without the step “gathered” on the trail" in said


def stand_alone(theme):
    """Return a voice of the theme's town that is in no theme."""
    town = SimpleNamespace(city=theme.authority, area=theme.area, moderator=SYSTEM)
    return stand(town).voice


@pytest.mark.parametrize("kind", ["theme", "sandcastle"])
def test_a_step_whose_thing_never_was_is_found(theme, kind):
    tie("gathered", SimpleNamespace(kind=kind, pk=987654), by=SYSTEM, area="90")
    said, code = looked()
    assert (said.splitlines()[0], code) == ("1 orphans", 1)
    assert f"{kind} 987654 is without its row" in said


def test_a_cause_that_never_was_is_found(theme):
    tie("renamed", theme, by=SYSTEM, area="90", because=[SimpleNamespace(kind="voice", pk=987654)])
    assert "voice 987654 is without its row, which the trail names as a cause" in looked()[0]
