"""An officer of one town reads nothing of another, on any route there is."""
import pytest
from django.core.cache import cache
from django.test import Client

from tests.house import tenants
from tests.house.tenants import EVERYTHING, PARAMETER, READ_AT_HOME, ROWS, VISITORS, WORDS
from tests.town import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def towns(settings):
    """Return two towns; limits would only hide what a page shows."""
    cache.clear()
    settings.LIMITS = False
    return tenants.two_towns()


def test_what_is_planted_is_read_at_home(towns):
    a, _b = towns
    unread = [(word, page, name) for word, page, name in READ_AT_HOME
              if WORDS[name] not in sign_in(Client(), getattr(a, word)).get(page).content.decode()]
    assert unread == []


@pytest.mark.parametrize("word", [
    *(pytest.param(word, marks=pytest.mark.one_database) for word in VISITORS), EVERYTHING, ""])
def test_nobody_of_another_town_reads_or_changes_it(towns, word):
    assert tenants.wrongs(*towns, word) == []


def test_every_line_of_the_rows_is_used():
    routes = tenants.routes()
    assert set(ROWS) - set(routes) - {name for route in routes for name in PARAMETER.findall(route)} == set()


def test_a_leaking_page_is_caught(towns, settings):
    settings.ROOT_URLCONF = leaky = type("leaky", (), {"urlpatterns": tenants.LEAKY.urlpatterns})
    said = " ".join(tenants.wrongs(*towns, EVERYTHING, leaky))
    assert "everything get /leak: reads waiting" in said
    assert "everything /spoil: changes a row of town A" in said


def test_a_route_that_nobody_fills_fails_with_a_sentence(towns):
    a, _b = towns
    with pytest.raises(AssertionError, match=r"rows/<int:unknown>.*add a line to ROWS"):
        tenants.address("rows/<int:unknown>", a)
