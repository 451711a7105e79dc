"""Commands are found in every room, and the worker does what is due."""
import logging
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, ManagementUtility, call_command, get_commands

from saan.core import clock, discovery, jobs
from saan.core.jobs import Job, Rota


@pytest.fixture
def only(monkeypatch):
    """Return a function that lets only these jobs be registered."""
    return lambda *chosen: monkeypatch.setattr(jobs, "_jobs", {job.name: job for job in chosen})


def test_a_command_is_called_with_dashes_or_underscores():
    commands = get_commands()
    assert commands["tell-demo"] == commands["tell_demo"] == "saan.demo.commands.tell_demo"
    assert commands["migrate"] == "django.core"


def test_every_command_of_saan_opens_with_a_line_of_help():
    listed = ManagementUtility(["bin/saan"]).main_help_text()
    ours, theirs = listed.split("Commands of the frame underneath")
    for name in discovery.found():
        line = next(line for line in ours.splitlines() if line.split()[:1] == [name])
        assert len(line.split()) > 3 and line.endswith(".")
    assert "migrate" in theirs and "migrate" not in ours


def test_a_job_that_fails_is_logged_and_stops_no_other(caplog):
    done = jobs.run([Job("bad", 1, lambda: 1 // 0), Job("good", 1, lambda: 7)])
    assert done == {"bad": None, "good": 7}
    assert [record.levelno for record in caplog.records if "bad" in record.getMessage()] == [logging.ERROR]


def test_one_of_many_that_fails_is_logged_and_stops_no_other(caplog):
    assert list(jobs.each([2, 0, 1], lambda number: 2 // number)) == [1, 0, 2]
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


def test_a_job_is_due_at_once_and_then_each_time_its_seconds_have_passed():
    often, rarely = Job("often", 1, int), Job("rarely", 5, int)
    rota = Rota([often, rarely])
    assert [rota.due(float(now)) for now in (100, 100.5, 101, 106)] == [[often, rarely], [], [often], [often, rarely]]


def test_a_tick_runs_everything_once_at_the_time_asked_for(only):
    seen = []
    only(Job("look", 3600, lambda: seen.append(clock.now()) or 3))
    out = StringIO()
    call_command("tick", at="2026-11-21T09:00+07:00", stdout=out)
    assert seen == [datetime(2026, 11, 21, 2, tzinfo=UTC)]
    assert out.getvalue() == "look: 3\n"


def test_a_tick_with_a_job_that_fails_says_so_and_fails(only):
    only(Job("bad", 1, lambda: 1 // 0))
    with pytest.raises(CommandError, match="bad"):
        call_command("tick", stdout=StringIO())


def test_a_tick_at_no_time_is_refused_with_a_sentence():
    with pytest.raises(CommandError, match="is no time"):
        call_command("tick", at="tomorrow")


@pytest.mark.django_db
def test_every_registered_job_can_be_run():
    assert {name for name, count in jobs.run(jobs.registered()).items() if not isinstance(count, int)} == set()
