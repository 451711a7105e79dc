"""Two write the same minutes, and neither loses a word."""
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.core import clock
from saan.core.things import SYSTEM
from saan.core.vocabulary import Level
from saan.decisions.actions.agenda import table
from saan.decisions.actions.minutes import Conflict, write
from saan.decisions.actions.reminders import refresh_all, remind_all
from saan.decisions.actions.resolutions import close_resolution
from saan.decisions.models import Draft
from saan.decisions.queries.minutes import draft_of, drafts_of
from saan.decisions.queries.resolutions import on_time_share, overdue_resolutions
from saan.decisions.rules.minutes import compared, merged
from saan.decisions.tests.chamber import BEGIN, called, chamber, closed, opened, resolved
from saan.notices.models import Notice
from saan.people.actions import appoint
from saan.people.queries import NOBODY
from tests.town import seen_by

TEXT = st.lists(st.sampled_from("กขคงจ"), max_size=7).map("\n".join)


@pytest.fixture
def town(db):
    """Return a town with a committee, on a clock that stands."""
    with clock.moved_to(BEGIN):
        yield chamber(3)


def test_the_second_of_two_writers_gets_both_texts_and_loses_nothing(town):
    meeting = called(town)
    first = write(meeting=meeting, text="หนึ่ง\nสอง\nสาม", on=0, by=town.officer)
    theirs = write(meeting=meeting, text="หนึ่ง\nสองแก้\nสาม", on=first.number, by=town.officer)
    with pytest.raises(Conflict) as no:
        write(meeting=meeting, text="หนึ่ง\nสอง\nสามแก้", on=first.number, by=town.terms[0].person)
    found = no.value
    assert (found.status, found.theirs, found.before) == (409, theirs, first)
    assert found.yours.set_aside and found.yours.by_id == town.terms[0].person.pk
    together = merged(found.before.text, found.theirs.text, found.yours.text)
    assert together == "หนึ่ง\nสองแก้\nสามแก้"
    with pytest.raises(Conflict):
        write(meeting=meeting, text="หนึ่ง\nสอง\nสามแก้", on=first.number, by=town.terms[0].person)   # sent again
    write(meeting=meeting, text=together, on=found.theirs.number, by=town.terms[0].person)
    assert draft_of(meeting).text == together
    assert Draft.objects.count() == 4


def test_what_was_sent_twice_is_written_once(town):
    meeting = called(town)
    one = write(meeting=meeting, text="หนึ่ง", on=0, by=town.officer)
    assert write(meeting=meeting, text="หนึ่ง", on=0, by=town.officer) == one


def test_the_public_reads_the_last_draft_once_the_meeting_is_closed_and_no_other(town):
    meeting = opened(town, there=3)
    write(meeting=meeting, text="ร่าง", on=0, by=town.officer)
    assert not drafts_of(meeting, NOBODY).exists()
    assert drafts_of(meeting, seen_by(town.officer, "serve")).count() == 1
    write(meeting=meeting, text="รายงานการประชุม", on=1, by=town.officer)
    closed(town, meeting)
    assert [draft.text for draft in drafts_of(meeting, NOBODY)] == ["รายงานการประชุม"]
    assert Draft.objects.get(text="ร่าง").level == Level.OFFICE


@pytest.mark.slow
@given(TEXT, TEXT, TEXT)
def test_a_merge_keeps_every_line_that_either_wrote(before, theirs, yours):
    both = merged(before, theirs, yours).split("\n")
    assert merged(before, theirs, before) == theirs == merged(before, theirs, theirs)
    assert merged(before, before, yours) == yours
    told = {line.text for line in compared(before, theirs, yours)}
    for mine in (theirs, yours):
        new = set(mine.split("\n")) - set(before.split("\n"))
        assert new <= set(both) and new <= told


def test_those_who_owe_a_resolution_are_reminded_before_its_day_and_once_after_it(town):
    appoint(person=town.council, word="partner", at=town.owner, by=town.officer)
    meeting = opened(town, there=3)
    made = resolved(town, table(meeting=meeting, title="ที่ร่ม", by=town.officer), days=30)
    closed(town, meeting)
    told = []
    for days in (0, 10, 20, 21, 29, 30, 31, 32, 60):
        with clock.moved_to(BEGIN + timedelta(days=days)):
            remind_all()
            told.append(set(Notice.objects.filter(key__startswith="decisions.", who_id=town.council.pk).values_list(
                "key", flat=True)) - {"decisions.resolved"})
            refresh_all()
    assert told == [set(), set(), *[{"decisions.due_soon"}] * 4, *[{"decisions.due_soon", "decisions.late"}] * 3]
    assert Notice.objects.filter(key="decisions.late", who_id=town.officer.pk).exists()
    with clock.moved_to(BEGIN + timedelta(days=60)):
        assert list(overdue_resolutions(town.city, NOBODY)) == [made]
        assert on_time_share(town.city, NOBODY) == (0, 1)


def test_what_was_done_by_its_day_is_counted_as_on_time(town):
    meeting = opened(town, there=3)
    kept, _late, _open = (resolved(town, table(meeting=meeting, title=f"เรื่อง {days}", by=town.officer), days=days)
                          for days in (10, 5, 90))
    with clock.moved_to(BEGIN + timedelta(days=6)):
        close_resolution(resolution=kept, word="done", reason="", by=SYSTEM)
        assert on_time_share(town.city, NOBODY) == (1, 2)
