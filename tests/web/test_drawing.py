"""The server draws what is sure as solid, what is said as hatched, what is not yet as dashed."""
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils import translation

from saan.core import clock
from saan.web.templatetags import drawing, wording

AT = datetime(2026, 12, 15, 6, 5, tzinfo=UTC)   # 13.05 in Thailand


def drawn(source, **context):
    """Return what a template makes of the context."""
    return Template(source).render(Context(context))


def step(number, verb):
    """Return one step of a way."""
    return {"step": number, "verb": verb, "at": AT, "text": "…"}


def states(*steps):
    """Return the state of each square."""
    return [square.state for square in drawing.board(steps)]


def test_the_board_shows_how_far_a_voice_has_come():
    assert states(step(1, "spoken"), step(2, "gathered")) == ["done"] * 2 + ["wait"] * 6
    assert states(step(1, "spoken"), step(7, "reported")) == ["done"] + ["wait"] * 5 + ["claim", "wait"]
    assert states(step(1, "spoken"), step(7, "reported"), step(7, "confirmed"))[6] == "done"
    assert states(step(1, "spoken"), step(7, "reported"), step(7, "reopened"))[6] == "wait"
    assert states(step(1, "spoken"), step(8, "answered")) == ["done"] + ["wait"] * 6 + ["done"]
    assert states() == ["wait"] * 8


def test_the_stone_lies_on_the_latest_step():
    squares = drawing.board([step(1, "spoken"), step(8, "answered"), step(2, "joined")])
    assert drawing.standing(squares).number == 2
    assert drawing.standing(drawing.board()) is None
    assert drawing.standing(drawing.board(reached=3, state="claim")).state == "claim"


@pytest.mark.parametrize(("low", "high", "share"), [(.547, .657, .603), (.0, .07, .0), (.93, 1, 1), (.01, .99, .5)])
def test_a_bar_keeps_its_parts_and_figures_on_the_lane(low, high, share):
    parts = drawing.bar(low, high, share)
    places = [float(parts[name].rstrip("%")) for name in ("low", "share", "high", "middle")]
    assert all(0 <= place <= 100 for place in places)
    assert places[0] <= places[1] <= places[2]
    assert float(parts["width"].rstrip("%")) == pytest.approx(places[2] - places[0], abs=.11)
    assert 14 <= places[3] <= 86


def test_where_nothing_is_known_there_is_no_bar():
    with translation.override("th"):
        assert "ไม่มีข้อมูล" in drawn('{% load cotton %}{% cotton bar %}{% endcotton %}')


def test_a_code_is_drawn_with_its_quiet_zone_and_its_words():
    svg = drawn("{% qr address label %}", address="http://testserver/code", label='"<x>')
    assert svg.startswith('<svg class="qr" viewBox="-4 -4 33 33"')
    assert 'aria-label="&quot;&lt;x&gt;"' in svg and "style" not in svg


def test_days_are_said_as_the_reader_counts():
    source = "{{ at|day }} {{ at|hour }} {{ at|fiscal_year }} {{ none|day }}{{ none|moment }}"
    for language, words in (("th", "15 ธ.ค. 2569 13.05 น. 2570 "), ("en", "15 Dec 2026 13:05 2027 ")):
        with translation.override(language):
            assert drawn(source, at=AT, none=None) == words


def test_how_long_ago_follows_the_clock():
    with clock.moved_to(datetime(2026, 12, 16, 13, 5, tzinfo=UTC)), translation.override("th"):
        assert (wording.ago(AT), wording.until(AT)) == ("31 ชม.", "31 ชม.")


@pytest.mark.parametrize(("words", "language"), [
    ("ลานมืด", "th"), ("lights ลาน", "th"), ("ڤادڠ مين", "und-Arab"), ("more lights", "en"), ("🙂 123", "th")])
def test_a_persons_words_carry_their_language_and_are_only_text(words, language):
    assert wording.said(words) == f'<span class="words" lang="{language}" dir="auto">{words}</span>'
    assert "&lt;b&gt;" in wording.said("<b>")


def test_names_are_said_in_the_readers_language():
    both = SimpleNamespace(name="โคราช", name_en="Korat")
    thai = SimpleNamespace(name="โคกม่วง", name_en="")
    with translation.override("en"):
        assert (wording.named(both), wording.plain(both)) == ("Korat", "Korat")
        assert (wording.named(thai), wording.plain(thai)) == ('<span lang="th">โคกม่วง</span>', "")
    with translation.override("th"):
        assert (wording.named(both), wording.plain(thai), wording.named(None)) == ("โคราช", "โคกม่วง", "")


def test_numbers_are_said_with_their_places():
    assert (wording.number(7436), wording.number(None)) == ("7,436", "")
    assert (wording.percent(.6033), wording.percent(1, 0), wording.percent(None)) == ("60.3%", "100%", "")
    assert [wording.in_minutes(seconds) for seconds in (1, 60, 61, 600)] == [1, 1, 2, 10]
    assert wording.spelled("K7M4-9Q2T") == "K 7 M 4, 9 Q 2 T"
    assert wording.month(date(2026, 12, 1)) in ("ธันวาคม 2569", "December 2026")
