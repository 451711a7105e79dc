"""Projects on the API: everybody reads how far they came and the chain back, and no small number."""
import pytest
from django.test import Client

from saan.plans.actions.money import set_aside
from saan.plans.tests.chain import answered, claimed
from saan.plans.tests.town import city, project, resolution, themed

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    """Return a town."""
    return city()


def asked(path, status=200):
    answer = Client().get(f"/api/v1/projects{path}")
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def test_the_list_says_how_far_each_has_come(town):
    large = themed(town, 6)
    one = project(town, resolution=resolution(town, large.it))
    set_aside(project=one, year=one.year, text="ค่าไฟ", satang=12_345, by=town.officer)
    goal = project(town, title="สอนศิลปะในลาน")
    assert asked(f"?area={town.area.code}") == {"projects": 2, "items": [
        {"id": goal.pk, "title": "สอนศิลปะในลาน", "state": "under_way", "claimed": 0, "confirmed": 0, "budget_satang": 0,
         "voices": 0},
        {"id": one.pk, "title": "ลานเล่นริมน้ำ", "state": "under_way", "claimed": 0, "confirmed": 0,
         "budget_satang": 12_345, "voices": 6}]}
    assert asked(f"?area={town.area.code[:2]}")["projects"] == 2
    assert asked("?area=30") == {"projects": 0, "items": []}
    assert asked("?page=2")["items"] == []


@pytest.mark.parametrize("query", ["?area=9", "?area=xx", "?area=93030701", "?page=0"])
def test_an_area_that_is_no_code_is_refused(query):
    assert asked(query, 422)["code"] == "invalid"


def test_a_project_tells_the_chain_back_to_its_voices(town):
    large, small = themed(town, 5), themed(town, 2, "ไฟ")
    made = resolution(town, large.it, small.it)
    one = project(town, resolution=made)
    told = asked(f"/{one.pk}")
    assert told["resolution"] == {"number": made.label, "owner": town.agency.name, "due": str(made.due_on)}
    assert told["proposals"] == [{"id": made.grounds.get().proposal_id, "title": "ลานเล่นริมน้ำ"}]
    assert told["themes"] == [{"name": "ลานเล่น", "voices": 5}, {"name": "ไฟ", "voices": None}]
    assert (told["voices"], told["goal"], told["results"]) == (None, None, [])


def test_a_project_from_a_goal_names_it_and_has_no_voices(town):
    told = asked(f"/{project(town).pk}")
    assert told["goal"] == {"text": "พื้นที่เรียนรู้ของทุกคน", "agreement": "ข้อตกลงเมืองเด็ก"}
    assert (told["resolution"], told["voices"], told["proposals"], told["themes"]) == (None, 0, [], [])


def test_answers_are_said_only_where_five_said_either(town):
    theme = themed(town, 12)
    town.said = [type("Said", (), {"voice": voice}) for voice in theme.voices]
    one = project(town, resolution=resolution(town, theme.it))
    result = claimed(town, one)
    answered(town, result, "yynn")
    row, = asked(f"/{one.pk}")["results"]
    assert row == {"id": result.pk, "title": "ลานเล่นมีไฟแล้ว", "state": "claimed", "yes": None, "no": None, "n": None}
    assert asked("")["items"][0] | {"id": 0} == {"id": 0, "title": "ลานเล่นริมน้ำ", "state": "claimed", "claimed": 1,
                                                 "confirmed": 0, "budget_satang": 0, "voices": 12}


def test_a_project_that_there_is_not_is_not_found():
    assert asked("/999999", 404)["code"] == "not_found"
    assert asked("/99999999999999999999", 404)["code"] == "not_found"
