"""A result says how sure it is, in one plain sentence, and hides small groups."""
from datetime import date

import pytest
from django.utils import translation

from saan.people.queries import NOBODY
from saan.voices.actions.publishing import publish
from saan.voices.actions.sheets import adopt_sheet, begin_sheet, enter_count
from saan.voices.actions.statements import pose, withdraw
from saan.voices.actions.votes import cast
from saan.voices.queries.results import results_of
from saan.voices.queries.sheets import Line
from saan.voices.tests.town import TOPICS, newcomer, opened, town

pytestmark = pytest.mark.django_db
KORAT = (181, 163, 162, 150, 193)


def korat():
    """Return Korat's round as it stands in the report: 300 people, only those who agree were reported."""
    here = opened(town(), statements=0, source="sheet", slug="korat")
    here.statements = [pose(consultation=here.it, text=topic, by=here.council) for topic in TOPICS]
    sheet = begin_sheet(consultation=here.it, source="เวทีโคราชยิ้ม", counted_on=date(2023, 4, 26), by=here.officer)
    lines = {statement.pk: Line(agree=count) for statement, count in zip(here.statements, KORAT, strict=True)}
    for who in (here.officer, here.council):
        enter_count(sheet=sheet, people=300, lines=lines, by=who)
    adopt_sheet(sheet=sheet, by=here.officer)
    return here


def voted(here, *values, statement=0):
    """Let newcomers vote and publish."""
    for value in values:
        cast(by=newcomer(here.it), statement=here.statements[statement].pk, value=value)
    publish(consultation=here.it)
    return results_of(here.it, NOBODY).lines[statement]


def test_korat_has_a_clear_majority_only_twice():
    shown = results_of(korat().it, NOBODY)
    assert (shown.as_of, shown.people) == (date(2023, 4, 26), 300)
    assert [line.figures.majority for line in shown.lines] == [True, False, False, False, True]
    assert [line.figures.agree for line in shown.lines] == list(KORAT)
    assert [round(end, 3) for end in shown.lines[0].figures.interval] == [.547, .657]
    for line in shown.lines:
        figures = line.figures
        assert (figures.disagree, figures.passed, figures.unseen, figures.n) == (None, None, None, 300)
        assert not figures.suppressed


def test_korats_sentences_say_no_more_than_the_numbers():
    sentences = [line.sentence for line in results_of(korat().it, NOBODY).lines]
    assert ["เกินครึ่งชัดเจน" in sentence for sentence in sentences] == [True, False, False, False, True]
    assert not any("ส่วนใหญ่" in sentence for sentence in sentences)
    assert all(f"{count} จาก 300 คน" in sentence for count, sentence in zip(KORAT, sentences, strict=True))
    assert "อาจไม่ถึงครึ่ง" in sentences[1]
    assert "ครึ่งหนึ่งพอดี" in sentences[3]


def test_the_sentences_are_said_in_english_too():
    here = korat()
    with translation.override("en"):
        sentences = [line.sentence for line in results_of(here.it, NOBODY).lines]
    assert all(sentence.isascii() for sentence in sentences)
    assert ["clearly more than half" in sentence for sentence in sentences] == [True, False, False, False, True]
    assert "exactly half" in sentences[3]


def test_a_small_cell_goes_with_what_would_reveal_it():
    line = voted(opened(town()), *[1] * 12, *[-1] * 5, *[0] * 3)
    figures = line.figures
    assert (figures.agree, figures.disagree, figures.passed, figures.n) == (12, None, None, 20)
    assert figures.suppressed
    assert figures.interval is not None


def test_where_the_agreeing_are_hidden_nothing_is_said_of_them():
    figures = voted(opened(town()), *[1] * 3, *[-1] * 12, *[0] * 7).figures
    assert (figures.agree, figures.interval, figures.majority, figures.verdict) == (None, None, None, None)


def test_nearly_all_is_all_that_is_said_of_a_small_unanimous_round():
    line = voted(opened(town()), *[1] * 12)
    assert (line.figures.agree, line.figures.interval, line.figures.majority) == (None, None, None)
    assert line.sentence == "เกือบทั้งหมดเห็นด้วย"


def test_unseen_is_whoever_answered_something_else():
    here = opened(town())
    voted(here, *[1] * 10, *[-1] * 10)
    line = voted(here, *[1] * 6, *[-1] * 6, statement=1)
    assert (line.figures.n, line.figures.unseen) == (12, 20)


def test_a_statement_that_was_withdrawn_is_left_out():
    here = opened(town(), statements=3)
    voted(here, *[1] * 6)
    withdraw(statement=here.statements[0], by=here.council)
    assert [line.statement.pk for line in results_of(here.it, NOBODY).lines] == [s.pk for s in here.statements[1:]]
