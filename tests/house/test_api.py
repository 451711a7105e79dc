"""The API answers as it says it does, whatever it is asked."""
from contextlib import suppress

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from ninja import Schema
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from saan.areas.actions import load
from saan.web.api import api

EXAMPLES = settings(max_examples=40, deadline=None, database=None, derandomize=True,
                    suppress_health_check=list(HealthCheck))


@pytest.fixture
def operations(db):
    """Load one province, and return what the API says that it does."""
    load(codes=["30"])
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    return [found.ok() for found in described.get_all_operations()]


def keeps_its_word(case):
    """Ask, and look at the answer; the test's own transport does not unpack answers.

    A well-formed request may be refused with 422: no form says which of a million codes is a subdistrict's.
    """
    case.call_and_validate(headers={"Accept-Encoding": "identity"}, excluded_checks=[positive_data_acceptance])


@pytest.mark.slow
def test_what_is_asked_rightly_is_answered_as_described(operations):
    for operation in operations:
        EXAMPLES(given(operation.as_strategy(generation_mode=GenerationMode.POSITIVE))(keeps_its_word))()


@pytest.mark.slow
def test_what_is_asked_wrongly_is_refused_as_described(operations):
    for operation in operations:
        with suppress(Unsatisfiable):   # nothing can be wrong about a path that takes any word
            EXAMPLES(given(operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))(keeps_its_word))()


def test_no_two_shapes_share_a_name():
    assert api.get_openapi_schema()["paths"]
    shapes = [kind.__name__ for kind in _shapes(Schema) if kind.__module__.startswith("saan.")]
    assert [name for name in set(shapes) if shapes.count(name) > 1] == []   # the description knows them by name alone


def _shapes(kind):
    for one in kind.__subclasses__():
        yield from (one, *_shapes(one))
