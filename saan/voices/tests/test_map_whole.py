"""Whatever people vote, no page of the map tells of a statement whose published figures do not stand whole."""
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from saan.methods.honest import gate
from saan.methods.opinion import Threads, guarded, map_of, resolve
from saan.people.queries import NOBODY
from saan.voices.actions.consultations import close_round
from saan.voices.actions.opinions import draw
from saan.voices.actions.publishing import publish
from saan.voices.queries.alone import page_of
from saan.voices.queries.groups import groups_of
from saan.voices.queries.missing import missing_from
from saan.voices.queries.publishing import published
from saan.voices.queries.reports import HEAD, facts_of, rows_of
from saan.voices.queries.results import results_of
from saan.voices.tests.camps import voted_in_bulk
from saan.voices.tests.town import opened, town

STATEMENTS = 9
odds = some.lists(some.tuples(some.sampled_from([.02, .1, .5, .85, .97, 1]), some.sampled_from([.03, .15, .5, .9, 1]),
                              some.sampled_from([.02, .1, .3]), some.sampled_from([.1, .3, .9, 1])),
                  min_size=STATEMENTS, max_size=STATEMENTS)


def voted(people, odds, seed):
    """Return what two camps say, (people, STATEMENTS); None = not seen. Some statements hardly anybody sees."""
    random, camp = np.random.default_rng(seed), np.arange(people) % 2
    rows = []
    for at in range(people):
        row = []
        for one, other, passes, seen in odds:
            agrees = random.random() < (other if camp[at] else one)
            value = 0 if random.random() < passes else 1 if agrees else -1
            row.append(value if random.random() < seen else None)
        rows.append(row)
    return rows


def is_whole(agree, disagree, passed):
    """Return, told anew from the gate, whether the figures may be built upon."""
    row = gate(agree, disagree, passed, agree + disagree + passed)
    return row.n is not None and row.n >= 10 and None not in (row.agree, row.disagree, row.passed)


def named_by(told):
    """Return the statements of which the groups' page says anything but everybody's figures."""
    return {said.line.statement.pk for group in told.groups for said in group.typical} | {
        said.line.statement.pk for said in told.consensus} | {one.line.statement.pk for _said, one in told.unites} | {
        one.line.statement.pk for one in told.divides} | {one.line.statement.pk for one in told.told if one.rows}


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(some.integers(20, 110), odds, some.integers(0, 1_000))
def test_a_page_of_a_file_names_such_a_statement_once_in_the_table_of_all(people, odds, seed):
    """Also where the guard would show no groups: they are shown by force."""
    cells = [(at, number, value) for at, row in enumerate(voted(people, odds, seed))
             for number, value in enumerate(row) if value is not None]
    votes = resolve(*(np.array(column) for column in zip(*cells, strict=True)))
    found, engine = map_of(Threads(votes)), Threads(votes)
    verdict = guarded(found, votes)
    forced = verdict._replace(shown=verdict.split is not None)
    texts = {str(at): f"ถ้อยคำที่ {at}ก" for at in range(STATEMENTS)}
    page, ids = page_of(found, forced, engine, name="votes.csv", texts=texts), map(str, found.statements.tolist())
    for statement, (disagree, passed, agree) in zip(ids, found.sums.counts.T.tolist(), strict=True):
        if not is_whole(agree, disagree, passed):
            assert page.count(texts[statement]) == 1


@pytest.mark.slow
class Pages(TestCase):
    @settings(max_examples=8, deadline=None)
    @given(some.integers(50, 90), odds, some.integers(0, 1_000), some.integers(0, 12))
    def test_neither_the_map_nor_its_pages_papers_and_tables_tell_of_it(self, people, odds, seed, later):
        here = opened(town(), statements=STATEMENTS)
        rows = voted(people + later, odds, seed)
        voted_in_bulk(here, rows[:people])
        publish(consultation=here.it)
        voted_in_bulk(here, rows[people:])   # the map holds votes that are not published
        draw(consultation=here.it)
        self.told(here)
        close_round(consultation=here.it, by=here.officer)
        draw(consultation=here.it)
        self.told(here)

    def told(self, here):
        stand = published(here.it)
        cells = {key: (one.agree, one.disagree, one.passed) for key, one in stand.items()}
        whole = {key for key, three in cells.items() if is_whole(*three)}
        for drawn in here.it.maps.order_by("-pk")[:1]:
            assert set(map(int, drawn.content["figures"])) <= set(cells)
            assert set(map(int, drawn.pulls)) <= {key for key, three in cells.items() if sum(three) >= 10}
        shown = results_of(here.it, NOBODY)
        told = groups_of(here.it, NOBODY, shown)
        assert named_by(told) <= whole
        missing = missing_from(here.it, shown)
        facts = facts_of(here.it, told, shown, missing, None)
        said = json.dumps({name: facts[name] for name in ("unites", "groups", "divides", "verdict", "notes", "asked")})
        rows = list(rows_of(here.it, told, shown, missing, None))
        for at, line in enumerate(shown.lines):
            if line.statement.pk not in whole:
                assert json.dumps(line.statement.text) not in said
                assert set(rows[at][HEAD.index("unites"):]) <= {None}
