"""What children and grown-ups think is told side by side, and never of fewer than five."""
import csv
import io
from collections import defaultdict
from itertools import combinations

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from saan.areas.actions import count_people
from saan.areas.models import Population
from saan.core import clock
from saan.core.things import SYSTEM
from saan.core.vocabulary import Band
from saan.methods.parts import added
from saan.people.actions.participants import welcome
from saan.people.queries import NOBODY
from saan.voices.actions.consultations import close_round
from saan.voices.actions.publishing import publish
from saan.voices.actions.tickets import admit, mint
from saan.voices.actions.votes import cast
from saan.voices.models import AgeFigure, Figure
from saan.voices.queries.ages import HOLDS, ages_of
from saan.voices.queries.gaps import by_age
from saan.voices.queries.votes import pass_of
from saan.voices.tests.test_results import korat
from saan.voices.tests.town import NETWORK, newcomer, opened, town

pytestmark = pytest.mark.django_db
HOW_MANY = st.sampled_from((0, 1, 3, 6, 12))
CHILD, YOUTH, ADULT = "15-17", "18-19", "over25"


@pytest.fixture
def here():
    """Return a town with an open round."""
    return opened(town())


def say(here, band, agree=0, disagree=0, passed=0, statement=0):
    """Let newcomers of a band vote; return their passes."""
    children = []
    for value in [*[1] * agree, *[-1] * disagree, *[0] * passed]:
        children.append(newcomer(here.it, band=band))
        cast(by=children[-1], statement=here.statements[statement].pk, value=value)
    return children


def shown(here, statement=0):
    """Return what is published of a statement by age group."""
    rows = ages_of(here.it).get(here.statements[statement].pk, {})
    return {ages: (row.agree, row.others) for ages, row in rows.items()}


def living(here, **counts):
    """Let somebody count who lives there."""
    names = {"child": "15-17", "young": "under7", "more": "7-10", "teens": "11-14", "youth": "18-19",
             "twenties": "20-25", "adult": "over25"}
    count_people(by=SYSTEM, figures=[
        Population(area=here.area, band=names[name], count=count, source="ทะเบียนราษฎร", as_of=clock.today())
        for name, count in counts.items()])


def three_ages(here):
    """Let children and grown-ups disagree with one another, and publish."""
    say(here, CHILD, 24, 6)
    say(here, YOUTH, 12, 12)
    say(here, ADULT, 5, 25)
    publish(consultation=here.it)


def test_each_age_is_published_with_the_figures_of_everybody(here):
    three_ages(here)
    assert shown(here) == {"child": (24, 6), "youth": (12, 12), "adult": (5, 25)}
    total = Figure.objects.get()
    assert added(shown(here).values()) == (total.agree, total.disagree + total.passed)
    assert AgeFigure.objects.filter(publication=total.publication).count() == 3


def test_an_age_of_which_few_spoke_stands_with_its_neighbours(here):
    say(here, CHILD, 24, 6)
    say(here, YOUTH, 3, 2)
    say(here, ADULT, 5, 25)
    publish(consultation=here.it)
    assert shown(here) == {"child": (24, 6), "grown": (8, 27)}


def test_where_few_grown_ups_spoke_nothing_is_told_apart(here):
    say(here, CHILD, 24, 6)
    say(here, ADULT, 2, 2)
    publish(consultation=here.it)
    assert shown(here) == {}
    assert not by_age(here.it, NOBODY).shown


def test_whoever_says_no_age_counts_as_a_child(here):
    say(here, "", 10, 10)
    say(here, ADULT, 10, 10)
    publish(consultation=here.it)
    assert shown(here) == {"child": (10, 10), "youth": (0, 0), "adult": (10, 10)}


def test_one_more_child_waits_until_others_come(here):
    three_ages(here)
    say(here, CHILD, 1)
    say(here, ADULT, 10, 10)
    publish(consultation=here.it)
    assert Figure.objects.count() == 2   # everybody's figures moved
    assert shown(here)["adult"] == (5, 25)
    say(here, CHILD, 5, 6)
    publish(consultation=here.it)
    assert shown(here) == {"child": (30, 12), "youth": (12, 12), "adult": (15, 35)}


def test_at_closing_the_ages_catch_up_with_figures_that_stand(here):
    three_ages(here)
    say(here, CHILD, 5)   # too few for the ages, enough for everybody's figures
    publish(consultation=here.it)
    say(here, CHILD, 0, 5)
    publish(consultation=here.it)
    assert shown(here)["child"] == (24, 6) or shown(here)["child"] == (29, 11)
    close_round(consultation=here.it, by=here.officer)
    assert shown(here)["child"] == (29, 11)
    assert added(shown(here).values()) == (46, 48)


def test_late_votes_that_stay_out_stay_out_of_the_ages_too(here):
    three_ages(here)
    say(here, CHILD, 0, 4)
    close_round(consultation=here.it, by=here.officer)
    assert shown(here)["child"] == (24, 6)


def test_somebody_who_says_the_age_later_does_not_move_a_group_alone(here):
    three_ages(here)
    child = welcome(authority=here.authority, token="told-later", network=NETWORK)
    bearer = admit(consultation=here.it, participant=child, network=NETWORK)
    cast(by=bearer, statement=here.statements[0].pk, value=1)
    say(here, CHILD, 11, 12)
    publish(consultation=here.it)
    assert shown(here)["child"] == (36, 18)
    welcome(authority=here.authority, token="told-later", network=NETWORK, band=ADULT)
    say(here, YOUTH, 15, 15)
    publish(consultation=here.it)
    assert shown(here) == {"child": (36, 18), "youth": (12, 12), "adult": (5, 25)}


def test_the_widest_gap_comes_first_and_says_how_wide():
    here = opened(town(), statements=3)
    three_ages(here)
    for statement, (agree, disagree) in ((1, (29, 1)), (2, (15, 15))):
        say(here, CHILD, max(5, agree), max(5, disagree), statement=statement)
        say(here, ADULT, 10, 10 if statement == 2 else 50, statement=statement)
    publish(consultation=here.it)
    ranks = by_age(here.it, NOBODY)
    assert [line.statement.number for line in ranks.sure] == [2, 1]
    gap = ranks.gaps[1].gap
    assert (gap.more.ages, gap.less.ages, round(gap.width, 3)) == ("child", "adult", round(24 / 30 - 5 / 30, 3))
    assert gap.sentence == "เด็กเห็นด้วย 80% ผู้ใหญ่เห็นด้วย 17% ห่างกัน 63 จุด เผื่อความคลาดเคลื่อนแล้วก็ยังต่างกัน"


def test_ages_whose_intervals_meet_are_listed_and_not_said_to_differ(here):
    say(here, CHILD, 12, 8)
    say(here, ADULT, 8, 12)
    close_round(consultation=here.it, by=here.officer)
    ranks = by_age(here.it, NOBODY)
    line, = ranks.gaps
    assert ranks.sure == [] and line.gap is None
    assert line.widest.sentence == ("เด็กเห็นด้วย 60% ผู้ใหญ่เห็นด้วย 40% ห่างกัน 20 จุด แต่ยังไม่แน่ว่าต่างกันจริง "
                                    "เพราะถ้าเผื่อความคลาดเคลื่อน ช่วงของสองวัยยังทับกัน")
    page = Client().get("/c/a-round/ages").content.decode()
    assert line.widest.sentence in page and "ยังไม่มีข้อความไหนที่แต่ละวัยคิดต่างกันชัด" in page
    assert "ยังไม่แน่</span>" in page and "แล้วก็ยังต่างกัน" not in page


def test_the_three_widest_gaps_are_listed_the_sure_ones_first_and_only_these_are_counted():
    here = opened(town(), statements=5)
    for number, children, adults in ((0, (12, 8), (8, 12)), (1, (25, 5), (5, 25)), (2, (11, 9), (9, 11)),
                                     (3, (13, 7), (7, 13)), (4, (10, 10), (10, 10))):
        say(here, CHILD, *children, statement=number)
        say(here, ADULT, *adults, statement=number)
    close_round(consultation=here.it, by=here.officer)
    ranks = by_age(here.it, NOBODY)
    assert [(line.statement.number, line.widest.sure) for line in ranks.gaps] == [(2, True), (4, False), (1, False)]
    assert ranks.lines[4].widest is None   # they agree alike
    page = Client().get("/c/a-round/ages?lang=en").content.decode()
    assert "The statement on which the ages clearly differ" in page
    part = page[page.index('id="gaps"'):page.index('id="each"')]
    assert part.count("it is not sure that they differ") == 2 and part.count("card stack plain") == 2


def test_a_sure_gap_stands_before_a_wider_one_that_is_not(here):
    say(here, CHILD, 5, 5)
    say(here, YOUTH, 40, 160)
    say(here, ADULT, 80, 120)
    publish(consultation=here.it)
    gap = by_age(here.it, NOBODY).lines[0].widest
    assert (gap.sure, gap.more.ages, gap.less.ages) == (True, "adult", "youth")


def test_a_weighted_share_stands_beside_the_raw_one_and_says_what_it_is(here):
    three_ages(here)
    line = by_age(here.it, NOBODY).lines[0]
    assert line.weighing == "ยังถ่วงน้ำหนักไม่ได้ เพราะไม่มีตัวเลขว่าแต่ละวัยอยู่ที่นี่กี่คน"
    living(here, young=100, more=100, teens=100, child=100, youth=100, twenties=100, adult=600)
    line = by_age(here.it, NOBODY).lines[0]
    assert line.weighted.share == pytest.approx((.8 * 400 + .5 * 200 + 5 / 30 * 600) / 1200)
    assert line.weighted.raw == pytest.approx(41 / 84)
    assert "ถ่วงน้ำหนักตามอายุ" in line.weighing
    assert "นับจริงได้ 49%" in line.weighing
    living(here, adult=60_000)
    assert by_age(here.it, NOBODY).lines[0].weighted.share is not None   # each of them counts 2.8 times
    living(here, adult=0)
    assert by_age(here.it, NOBODY).lines[0].weighted.refused == "few"


def test_the_page_and_the_table_tell_the_same(here):
    three_ages(here)
    visitor = Client()
    assert visitor.get("/c/a-round/ages").status_code == 403   # open: vote first
    table = visitor.get("/c/a-round/ages.csv")
    assert table.status_code == 403 and "ไปตอบ" in table.content.decode()
    close_round(consultation=here.it, by=here.officer)
    page = visitor.get("/c/a-round/ages").content.decode()
    assert "เด็กเห็นด้วย 80%" in page
    assert "ไม่แสดงแยกวัย" in page   # of the second statement
    lines = visitor.get("/c/a-round/ages.csv").content.decode().splitlines()
    assert [line.split(",")[2:6] for line in lines[1:5]] == [
        ["child", "30", "24", "6"], ["youth", "24", "12", "12"], ["adult", "30", "5", "25"], ["all", "84", "41", "43"]]
    assert lines[5].split(",")[2:5] == ["", "", ""]
    assert lines[5].split(",")[14] == "True"   # few
    assert 'href="/c/a-round/ages"' in visitor.get("/c/a-round/results").content.decode()
    assert "Children think" in visitor.get("/c/a-round/ages", headers={"Accept-Language": "en"}).content.decode()


def test_who_is_missing_stands_beside_the_ages_too(here):
    three_ages(here)
    living(here, child=500, young=0, more=0, teens=9_000, youth=400, twenties=300, adult=900)
    close_round(consultation=here.it, by=here.officer)
    page = Client().get("/c/a-round/ages").content.decode()
    assert "ใครยังไม่ได้พูด" in page and "วัย 11–14 ปี หายไป" in page
    rows = list(csv.DictReader(io.StringIO(Client().get("/c/a-round/ages.csv").content.decode("utf-8-sig"))))
    assert all("วัย 11–14 ปี หายไป" in row["missing"] for row in rows)


def test_where_no_age_was_ever_counted_nothing_is_called_suppressed():
    korat()
    rows = list(csv.DictReader(io.StringIO(Client().get("/c/korat/ages.csv").content.decode("utf-8-sig"))))
    assert len(rows) == 5 and {row["suppressed"] for row in rows} == {""}
    page = Client().get("/c/korat/ages").content.decode()
    assert "ไม่แสดงแยกวัย" not in page and "ต้นทางไม่ได้แยกช่วงอายุ" in page


def test_the_api_tells_the_same_and_as_late(here):
    three_ages(here)
    asked = "/api/v1/consultations/a-round/ages"
    assert Client().get(asked).status_code == 403
    token = mint(consultation=here.it, network=NETWORK)
    assert Client().get(asked, headers={"X-Participant": token}).status_code == 403   # nothing said yet
    cast(by=pass_of(token), statement=here.statements[0].pk, value=1)
    told = Client().get(asked, headers={"X-Participant": token}).json()
    first, second = told["statements"]
    widest, = told["widest"]
    assert (widest["id"], widest["more"], widest["less"], widest["sure"]) == (first["id"], "child", "adult", True)
    assert widest["width"] == pytest.approx(24 / 30 - 5 / 30) and widest["sentence"] == first["gap"]
    assert [(group["ages"], group["agree"], group["others"], group["n"]) for group in first["groups"]] == [
        ("child", 24, 6, 30), ("youth", 12, 12, 24), ("adult", 5, 25, 30)]
    assert first["gap"].startswith("เด็กเห็นด้วย 80%")
    assert (first["weighted"]["refused"], first["weighted"]["share"]) == ("no_data", None)
    assert (second["groups"], second["weighted"]) == ([], None)


def test_a_sheet_tells_no_ages_and_promises_none(client):
    here = korat()
    count_people(by=SYSTEM, figures=[Population(area=here.area, band=band, count=400, source="ทะเบียนราษฎร",
                                                as_of=clock.today()) for band in Band.values])
    page = client.get("/c/korat/ages").content.decode()
    assert "ใบนับคะแนนที่ไม่ได้แยกวัย จึงบอกไม่ได้ว่าแต่ละวัยคิดอย่างไร" in page
    assert not any(word in page for word in ("ถ่วงน้ำหนัก", "ตัวเลขขึ้นเมื่อ", "คนที่ไม่บอกอายุ", "เส้นประ"))


class AnyVotes(TestCase):
    """Whatever people do and whenever the figures are published."""

    @pytest.mark.slow
    @settings(max_examples=12, deadline=None)
    @given(st.lists(st.one_of(
        st.tuples(st.sampled_from(("", CHILD, YOUTH, ADULT)), HOW_MANY, HOW_MANY), st.just("publish"),
        st.just("publish"), st.just("change")), min_size=8, max_size=20))
    def test_no_two_looks_and_no_total_tell_of_fewer_than_five(self, deeds):
        here = opened(town(), slug="any-ages", statements=1)
        came = [child for band in (CHILD, YOUTH, ADULT) for child in say(here, band, 7, 7)]
        publish(consultation=here.it)
        for deed in [*deeds, "publish"]:
            if deed == "publish":
                publish(consultation=here.it)
            elif deed == "change":
                for child in came[-3:]:
                    cast(by=child, statement=here.statements[0].pk, value=-1)
            else:
                came += say(here, *deed)
        close_round(consultation=here.it, by=here.officer)
        self.nothing_small(here.statements[0])

    def nothing_small(self, statement):
        """Take every look from every other one, whole and by part, and from the figures of everybody."""
        figures = Figure.objects.filter(statement=statement).values_list("agree", "disagree", "passed")
        totals = [(agree, disagree + passed) for agree, disagree, passed in figures]
        looks = defaultdict(dict)
        for row in AgeFigure.objects.filter(statement=statement):
            looks[row.publication_id][row.ages] = (row.agree, row.others)
        states = list(looks.values())
        for state in states:
            assert added(state.values()) in totals
            for row in state.values():
                assert all(cell == 0 or cell >= 5 for cell in row)
                assert sum(row) == 0 or sum(row) >= 10
                assert sum(row) >= 20 or max(row) < sum(row) or not any(row)
        for one, other in combinations(states, 2):
            for rows in map(set, HOLDS.values()):   # every group that both looks tell of, whole or in its parts
                inside = [[name for name in look if set(HOLDS[name]) <= rows] for look in (one, other)]
                if any({row for name in names for row in HOLDS[name]} != rows for names in inside):
                    continue
                sums = [added(look[name] for name in names) for look, names in zip((one, other), inside, strict=True)]
                moved = [abs(here - there) for here, there in zip(*sums, strict=True)]
                assert all(cell == 0 or cell >= 5 for cell in moved)
                assert sum(moved) == 0 or sum(moved) >= 10
