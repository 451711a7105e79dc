"""Letters about news: never at night, a few a day, the rest together next morning; what cannot wait goes at once."""
from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from saan.core import clock
from saan.core.things import SYSTEM
from saan.notices.actions import tell
from saan.notices.jobs import deliver
from saan.notices.models import Notice
from saan.notices.rules import Fate, Night, morning, when
from saan.people.actions import enrol
from saan.voices.actions.replies import answer
from saan.voices.actions.themes import gather
from saan.web import environment
from tests.town import say, settle, stand

NIGHT = Night(time(20), time(7))
TIMES = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))
NIGHTS = st.one_of(st.none(), st.builds(Night, st.times(), st.times()))


def at(hour, minute=0, day=23):
    """Return a time of day in Thailand."""
    return timezone.make_aware(datetime(2026, 11, day, hour, minute))


@pytest.fixture
def town(db, settings):
    """Return a town that writes at most three letters a day, and none at night."""
    settings.NIGHT, settings.LETTERS = NIGHT, 3
    with clock.moved_to(at(9, day=20)):
        town = settle()
        town.nok = enrol(name="Nok", language="en", email="nok@example.org", by=SYSTEM)
        town.voices = [stand(town, f"ขอไฟดวงที่ {n}", by=town.nok).voice for n in range(8)]
        deliver()
    mail.outbox.clear()
    return town


def news(town, when, name):
    """Let a reply be given then, of which the speaker is told."""
    with clock.moved_to(when):
        voice = town.voices.pop()
        theme = gather(members=[voice], name=name, authority=town.city, area=town.area, by=town.council)
        answer(theme=theme, text=name, key=f"{name:0>32}", by=town.officer)


def sent(when):
    """Deliver at that time, and return the letters that went, each as its words."""
    mail.outbox.clear()
    with clock.moved_to(when):
        deliver()
    return [letter.body for letter in mail.outbox]


def test_nobody_gets_news_at_night_and_what_waited_comes_as_one_letter_in_the_morning(town):
    news(town, at(21), "1001")
    news(town, at(5, day=24), "1002")
    assert sent(at(23)) == sent(at(6, 59, day=24)) == []
    letter, = sent(at(7, day=24))
    assert "1001" in letter and "1002" in letter and "2" in mail.outbox[0].subject
    assert sent(at(7, 1, day=24)) == []


def test_more_than_a_few_letters_a_day_become_one_next_morning(town):
    for n in range(5):
        news(town, at(9 + n), f"{2000 + n}")
        assert len(sent(at(9 + n, 1))) == (1 if n < 3 else 0)
    assert sent(at(19)) == []
    letter, = sent(at(7, day=24))
    assert "2003" in letter and "2004" in letter and "2002" not in letter
    for n in range(3):   # the letter of the morning was one of the three of this day
        news(town, at(10 + n, day=24), f"{3000 + n}")
        assert len(sent(at(10 + n, 1, day=24))) == (1 if n < 2 else 0)


def test_a_single_piece_of_news_that_waited_stays_a_letter_of_its_own(town):
    news(town, at(22), "4001")
    assert len(sent(at(8, day=24))) == 1 and "4001" in mail.outbox[0].body
    assert Notice.objects.filter(channel="mail", joined_at=None, key="voices.answered").count() == 1


def test_whoever_got_enough_stops_nobody_else(town, settings):
    settings.LETTERS = 1
    news(town, at(9), "5001")
    assert len(sent(at(9, 1))) == 1
    news(town, at(10), "5002")
    theme = Notice.objects.filter(channel="mail").latest("pk")
    with clock.moved_to(at(11)):
        tell([town.council], "voices.answered", type("Thing", (), {"kind": theme.kind, "pk": theme.ref}))
    assert len(sent(at(11, 1))) == 1 and mail.outbox[0].to == [town.council.login.email]


def test_what_tells_of_a_child_in_danger_goes_at_any_hour_and_however_many_went(town):
    with clock.moved_to(at(23)):
        for n in range(4):
            say(town, f"พี่โดนทำร้ายหนู {n}")
    assert len(sent(at(23))) == 8   # the lead and the deputy, each four times


def test_without_a_night_and_a_cap_letters_go_as_they_come(town, settings):
    settings.NIGHT, settings.LETTERS = None, 0
    for n in range(6):
        news(town, at(1, n), f"{6000 + n}")
    assert len(sent(at(1, 30))) == 6


@given(TIMES, st.timedeltas(timedelta(), timedelta(days=3)), st.integers(0, 20), NIGHTS, st.integers(0, 5))
def test_a_letter_that_can_wait_never_goes_at_night_or_beyond_the_cap_and_never_waits_past_a_morning(
        now, age, sent_today, night, most):
    fate = when(now, now - age, sent_today, False, night, most)
    if night and night.holds(now):
        assert fate == Fate.WAITS
    elif fate == Fate.GOES:
        assert (not most or sent_today < most) and now - age >= morning(now, night)
    elif fate == Fate.WAITS:
        assert most and sent_today >= most and now - age >= morning(now, night)
    assert when(now, now - age, sent_today, True, night, most) == Fate.GOES
    assert timedelta() <= now - morning(now, night) < timedelta(days=1)


def test_hours_that_make_no_sense_are_refused_with_a_sentence(monkeypatch):
    for said, read in (("20:00-07:00", (time(20), time(7))), ("off", None), ("", (time(21), time(6)))):
        monkeypatch.setenv("SAAN_QUIET", said)
        assert environment.hours("SAAN_QUIET", "21:00-06:00") == read
    for said in ("25:00-07:00", "20:00", "night"):
        monkeypatch.setenv("SAAN_QUIET", said)
        with pytest.raises(ImproperlyConfigured, match="write two times such as 20:00-07:00, or off"):
            environment.hours("SAAN_QUIET", "off")
