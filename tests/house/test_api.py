"""The API answers as it says it does, whatever it is asked."""
from contextlib import suppress

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from ninja import Schema
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from saan.areas.actions import load
from saan.voices.actions.themes import gather
from saan.web.api import api
from tests.town import say, settle, sign_in, stand

EXAMPLES = settings(max_examples=40, deadline=None, database=None, derandomize=True,
                    suppress_health_check=list(HealthCheck))


@pytest.fixture
def operations(db):
    """Load one province, and return what the API says that it does."""
    load(codes=["30"])
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    return [found.ok() for found in described.get_all_operations()]


@pytest.fixture
def signed(operations):
    """Sign somebody in who reads and weaves; return what the API keeps for them, their cookies, and rows of theirs."""
    town = settle()
    waiting, voice = say(town).voice, stand(town).voice
    theme = gather(members=[voice], name="แสงสว่าง", authority=town.city, area=town.area, by=town.council)
    client = sign_in(Client(), town.council)
    client.get("/moderate")   # a page with a form brings the key that a write shows
    cookies = {name: cookie.value for name, cookie in client.cookies.items()}
    closed = [operation for operation in operations if "security" in operation.definition.raw]
    return closed, cookies, {"readings": waiting.pk, "themes": theme.pk}


def keeps_its_word(case):
    """Ask, and look at the answer; the test's own transport does not unpack answers.

    A well-formed request may be refused with 422: no form says which of a million codes is a subdistrict's.
    """
    case.call_and_validate(headers={"Accept-Encoding": "identity"}, excluded_checks=[positive_data_acceptance])


@pytest.mark.one_database
@pytest.mark.slow
def test_what_is_asked_rightly_is_answered_as_described(operations):
    for operation in operations:
        EXAMPLES(given(operation.as_strategy(generation_mode=GenerationMode.POSITIVE))(keeps_its_word))()


@pytest.mark.one_database
@pytest.mark.slow
def test_what_is_asked_wrongly_is_refused_as_described(operations):
    for operation in operations:
        with suppress(Unsatisfiable):   # nothing can be wrong about a path that takes any word
            EXAMPLES(given(operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))(keeps_its_word))()


@pytest.mark.one_database
@pytest.mark.slow
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_who_signed_in_is_answered_as_described(signed, mode):
    operations, cookies, rows = signed
    seen = set()

    def asks(case):
        case.cookies, case.headers = cookies, {**case.headers, "X-CSRFToken": cookies["csrftoken"]}
        if mode is GenerationMode.POSITIVE and case.path_parameters:
            case.path_parameters["number"] = rows[case.operation.path.split("/")[3]]
        answer = case.call(headers={"Accept-Encoding": "identity"})
        seen.add(answer.status_code)
        case.validate_response(answer, excluded_checks=[positive_data_acceptance, ignored_auth])
    for operation in operations:
        with suppress(Unsatisfiable):
            EXAMPLES(given(operation.as_strategy(generation_mode=mode))(asks))()
    assert seen & {401, 403} == set()
    assert mode is GenerationMode.NEGATIVE or {200, 201, 204, 409} <= seen


@pytest.mark.one_database
def test_no_two_shapes_share_a_name():
    assert api.get_openapi_schema()["paths"]
    shapes = [kind.__name__ for kind in _shapes(Schema) if kind.__module__.startswith("saan.")]
    assert [name for name in set(shapes) if shapes.count(name) > 1] == []   # the description knows them by name alone


def _shapes(kind):
    for one in kind.__subclasses__():
        yield from (one, *_shapes(one))
