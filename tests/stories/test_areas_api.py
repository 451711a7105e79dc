"""The API says what it knows in letters, and every no in a sentence."""
import json

import pytest

from saan.areas.actions import load

pytestmark = pytest.mark.django_db
PROBLEM = "application/problem+json"


def told(response, status, code):
    """Return the problem that the response tells, after looking at its form."""
    assert response.status_code == status
    assert response["Content-Type"].startswith(PROBLEM)
    body = json.loads(response.content)
    assert (body["status"], body["code"]) == (status, code)
    assert body["detail"]
    return body


def test_areas_are_found_with_their_full_names(client):
    load(codes=["300101"])
    response = client.get("/api/v1/areas", {"q": "ในเมือง โคราช"})
    assert response.json() == {"items": [{
        "code": "300101", "size": "subdistrict", "name": "ในเมือง", "name_en": "Nai Mueang",
        "full": "ต.ในเมือง อ.เมืองนครราชสีมา จ.นครราชสีมา",
        "full_en": "Nai Mueang, Mueang Nakhon Ratchasima, Nakhon Ratchasima"}]}
    assert "ในเมือง" in response.content.decode()   # letters, not \u escapes


def test_every_mistake_has_a_place_and_a_sentence_in_the_readers_language(client):
    wishes = {"q": "ก" * 201, "limit": "many", "size": "village"}
    thai = told(client.get("/api/v1/areas", wishes), 422, "invalid")
    assert [wrong["where"] for wrong in thai["errors"]] == ["q", "size", "limit"]
    assert "200" in thai["errors"][0]["sentence"]
    english = told(client.get("/api/v1/areas", wishes, HTTP_ACCEPT_LANGUAGE="en"), 422, "invalid")
    assert not any("\u0e00" <= letter <= "\u0e7f" for letter in json.dumps(english, ensure_ascii=False))


def test_an_unknown_address_and_a_wrong_method_are_problems_too(client):
    told(client.get("/api/v1/nothing"), 404, "not_found")
    told(client.get("/api/v1/"), 404, "not_found")
    told(client.get("/api/v1/areas%00"), 400, "bad_request")
    told(client.get("/api/v1/areas?q=%00"), 400, "bad_request")
    no = client.delete("/api/v1/areas")
    told(no, 405, "method")
    assert no["Allow"] == "GET"


def test_the_description_names_the_problems(client):
    described = client.get("/api/v1/openapi.json").json()
    answers = described["paths"]["/api/v1/areas"]["get"]["responses"]
    assert PROBLEM in answers["422"]["content"]
    assert PROBLEM in answers["4XX"]["content"]
    assert "code" in described["components"]["schemas"]["Problem"]["properties"]
