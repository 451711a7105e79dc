"""Seals: whoever changes a step by hand breaks every later seal."""
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from saan.core.things import SYSTEM
from saan.trail.actions import seal, tie
from saan.trail.commands.verify_trail import Command
from saan.trail.models import Seal, Step
from saan.trail.queries import broken_seal

pytestmark = pytest.mark.django_db


def walked(*verbs):
    """Tie a step for each verb, sealing after each."""
    for verb in verbs:
        tie(verb, SYSTEM, by=SYSTEM, area="90", because=[SYSTEM])
        seal()


def by_hand(sql):
    """Change the database as somebody would who has its password."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for name, in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(sql)


def test_a_step_is_sealed_when_it_stood_at_the_run_before():
    tie("spoken", SYSTEM, by=SYSTEM, area="90")
    assert (seal(), seal(), seal()) == (0, 1, 0)
    walked("gathered", "joined")
    assert seal() == 1
    assert list(Seal.objects.order_by("last").values_list("last", flat=True)) == sorted(
        Step.objects.values_list("pk", flat=True))
    assert broken_seal() is None


@pytest.mark.parametrize("change", [
    "UPDATE trail_step SET verb = 'praised' WHERE verb = 'joined'",
    "UPDATE trail_step SET at = '2020-01-01 00:00:00' WHERE verb = 'joined'",
    "UPDATE trail_cause SET ref = 7 WHERE step_id = (SELECT id FROM trail_step WHERE verb = 'joined')",
    "DELETE FROM trail_cause WHERE step_id = (SELECT id FROM trail_step WHERE verb = 'joined')",
    "UPDATE trail_seal SET first = first + 1 WHERE first > 1",
])
def test_a_change_by_hand_is_found(change):
    walked("spoken", "gathered", "joined", "answered")
    seal()
    by_hand(change)
    assert broken_seal() is not None
    with pytest.raises(CommandError, match="was changed between"):
        call_command(Command())


def test_the_command_says_how_far_the_trail_is_sealed(capsys):
    walked("spoken", "gathered")
    call_command(Command())
    steps = Step.objects.order_by("pk")
    assert f"{steps.first().pk} of {steps.last().pk}" in capsys.readouterr().out
