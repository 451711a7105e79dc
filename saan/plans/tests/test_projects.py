"""Projects: each starts from a resolution or from a goal, in its own town and in its own time."""
from datetime import timedelta

import pytest

from saan.core import clock
from saan.network.actions.commitments import promise
from saan.network.queries.commitments import last_word
from saan.notices.models import Notice
from saan.plans.models import Project
from saan.plans.rules.projects import State, state_of, year_of
from saan.plans.tests.town import city, goal, project
from saan.trail.queries import journey_of
from tests.town import refused

pytestmark = pytest.mark.django_db


def test_a_project_starts_from_a_goal_and_its_agency_is_told():
    town = city()
    one = project(town)
    step, = journey_of(one)
    assert (step.verb, [(cause.kind, cause.ref) for cause in step.causes.all()]) == (
        "started", [("goal", town.goal.pk)])
    told = Notice.objects.filter(key="plans.started").values_list("who_kind", "who_id").distinct()
    assert list(told) == [("person", town.partner.pk)]


def test_without_resolution_or_goal_there_is_no_project():
    town = city()
    with refused("plans.no_origin", 422) as no:
        project(town, goal=None)
    assert "มติ หรือจากเป้าหมาย" in str(no.value)
    assert not Project.objects.exists()


def test_a_goal_of_another_town_starts_nothing_here():
    town, other = city(), city("300101")
    with refused("plans.other_town", 403):
        project(town, goal=other.goal)


def test_an_area_of_another_town_is_refused():
    town, other = city(), city("300101")
    with refused("plans.area_elsewhere", 422):
        project(town, area=other.area)


def test_a_goal_whose_agreement_is_over_starts_nothing():
    town, today = city(), clock.today()
    over = goal(town, today - timedelta(days=400), today - timedelta(days=1))
    with refused("plans.out_of_term", 422):
        project(town, goal=over)


def test_the_year_fits_the_days():
    town = city()
    with refused("plans.year", 422):
        project(town, year=year_of(clock.today()) + 3)
    with refused("plans.days", 422):
        project(town, ends_on=clock.today() - timedelta(days=1))


def test_a_project_has_a_name():
    town = city()
    for title in ("", " \n ", "สอง\nบรรทัด", "ก" * 161):
        with refused("plans.line", 422):
            project(town, title=title)


def test_a_project_begins_the_promise_that_it_keeps():
    town = city()
    kept = promise(goal=town.goal, agency=town.agency, text="เปิดลานเล่นถึงสองทุ่ม", by=town.officer, due_on=clock.today())
    one = project(town, commitment=kept)
    assert last_word(kept) == "begun"
    assert "begun" in {step.verb for step in journey_of(one)}
    project(town, commitment=kept, title="ลานเล่นริมคลอง")   # a second one begins nothing anew
    assert kept.progress.count() == 1


def test_a_promise_of_another_agency_or_goal_is_refused():
    town = city()
    kept = promise(goal=town.goal, agency=town.city, text="ซ่อมทางเท้า", by=town.officer, due_on=clock.today())
    with refused("plans.other_agency", 422):
        project(town, commitment=kept)
    with refused("plans.other_goal", 422):
        project(town, commitment=kept, agency=town.city, goal=goal(town, starts_on=clock.today()))


def test_the_same_key_starts_one_project():
    town = city()
    assert project(town, key="k1") == project(town, key="k1")
    with refused("core.key_reused"):
        project(town, key="k1", title="อีกชื่อหนึ่ง")
    assert Project.objects.count() == 1


@pytest.mark.parametrize(("results", "begun", "state"), [
    ([], False, State.PLANNED), ([], True, State.UNDER_WAY), (["claimed"], False, State.CLAIMED),
    (["confirmed", "claimed"], True, State.CLAIMED), (["confirmed"], True, State.CONFIRMED),
    (["confirmed", "reopened", "claimed"], True, State.REOPENED)])
def test_a_project_stands_where_its_results_do(results, begun, state):
    assert state_of(results, begun) == state
