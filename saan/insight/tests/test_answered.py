"""The board "you said, we answered" tells of each theme what the newest word on it is, from live rows."""
import pytest

from saan.decisions.actions.responses import pass_on, respond
from saan.decisions.tests.asked import proposed, town_with_agencies
from saan.insight.queries.answered import Word, answered_at
from saan.people.queries import NOBODY
from saan.plans.tests.chain import answered, claimed, way
from saan.voices.actions.themes import gather
from tests.town import stand

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return town_with_agencies()


def told(town):
    """Return the word and text that the board has of each theme."""
    return {one.theme.name: (word, one.text) for word, rows in answered_at(town.city, NOBODY).items() for one in rows}


def theme(town, name):
    return gather(members=[stand(town, f"อยากได้{name}").voice], name=name, authority=town.city, area=town.area,
                  by=town.council)


def test_what_waits_for_an_answer_is_not_said_to_be_answered(town):
    proposed(town)
    assert told(town) == {}


def test_a_no_stands_with_its_reason_and_what_was_passed_on_with_its_agency(town):
    no = proposed(town, sources=[theme(town, "สะพาน")])
    respond(proposal=no, agency=town.school, word="declines", text="ปีนี้ไม่มีงบ", by=town.partner)
    on = proposed(town, sources=[theme(town, "ทางเท้า")])
    pass_on(proposal=on, to_agency=town.works, reason="ไม่ใช่ของเรา", by=town.partner)
    assert told(town) == {"สะพาน": (Word.NOT_YET, "ปีนี้ไม่มีงบ"), "ทางเท้า": (Word.PASSED_ON, town.works.name)}


def test_the_newest_proposal_of_a_theme_speaks_for_it(town):
    of = theme(town, "สะพาน")
    no = proposed(town, sources=[of])
    respond(proposal=no, agency=town.school, word="declines", text="ปีนี้ไม่มีงบ", by=town.partner)
    again = proposed(town, sources=[of], title="สะพานไม้")
    respond(proposal=again, agency=town.school, word="takes", text="ทำปีหน้า", by=town.partner)
    assert told(town) == {"สะพาน": (Word.UNDER_WAY, "ทำปีหน้า")}


def test_done_is_only_what_those_who_spoke_confirmed(client):
    town = way(voices=12)
    assert [word for word, _text in told(town).values()] == [Word.UNDER_WAY]
    result = claimed(town)
    (one,) = answered_at(town.city, NOBODY)[Word.UNDER_WAY]
    assert one.claimed
    answered(town, result, "y" * 12)
    assert told(town) == {"ลานเล่น": (Word.DONE, "ลานเล่นมีไฟแล้ว")}
    page = client.get("/answered", {"at": town.city.code}).content.decode()
    assert f"/results/{result.pk}" in page and 'class="badge sure"' in page


def test_another_towns_themes_are_not_on_the_board(town):
    no = proposed(town)
    respond(proposal=no, agency=town.school, word="declines", text="ปีนี้ไม่มีงบ", by=town.partner)
    other = town_with_agencies("300101")
    assert answered_at(other.city, NOBODY)[Word.NOT_YET] == []
