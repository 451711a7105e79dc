"""Consultations on the API, as programs meet them."""
from datetime import timedelta

import pytest

from saan.core import clock
from saan.people.models import Participant
from saan.voices.actions.consultations import close_round
from saan.voices.actions.publishing import publish
from saan.voices.actions.sheets import adopt_sheet, begin_sheet, enter_count
from saan.voices.actions.tickets import print_slips
from saan.voices.actions.votes import cast
from saan.voices.models import Ticket
from saan.voices.queries.sheets import Line
from saan.voices.tests.town import newcomer, opened, town

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/consultations"
FIGURES = {"id", "text", "agree", "disagree", "pass", "unseen", "n", "interval", "majority", "sentence", "suppressed"}


@pytest.fixture
def here():
    """Return a town with an open round."""
    return opened(town(), title_en="A trial round", statements=8)


@pytest.fixture
def ask(client):
    """Return how to ask the API: method, path and token."""
    def asked(method, path, token="", body=None, **headers):
        more = {"content_type": "application/json", "data": body} if method == "post" else {}
        held = {"X-Participant": token} if token else {}
        return getattr(client, method)(ROOT + path, **more, headers=held | headers)
    return asked


def token_of(ask, slug="a-round", **body):
    """Return a new token."""
    given = ask("post", f"/{slug}/participants", body=body)
    assert given.status_code == 201
    return given.json()["token"]


def problem(answer, status, code):
    """Check the problem and return it."""
    said = answer.json()
    assert (answer.status_code, said["status"], said["code"]) == (status, status, code)
    assert answer["Content-Type"] == "application/problem+json; charset=utf-8"
    return said


def test_rounds_are_listed_by_area(here, ask):
    opened(here, slug="tomorrow", opens_at=clock.now() + timedelta(days=1))
    item = {"slug": "a-round", "title": "รอบทดลอง", "area": "300101", "state": "open", "source": "votes"}
    for area in ("", "?area=", "?area=30", "?area=3001", "?area=300101"):
        assert ask("get", area).json() == {"items": [item]}
    assert ask("get", "?area=93").json() == {"items": []}
    assert ask("get", "?area=30", **{"Accept-Language": "en"}).json()["items"][0]["title"] == "A trial round"
    assert problem(ask("get", "?area=korat"), 422, "invalid")["errors"][0]["where"] == "area"
    close_round(consultation=here.it, by=here.officer)
    assert ask("get", "?area=30").json()["items"][0]["state"] == "closed"


def test_a_round_shows_its_statements_in_each_participants_own_order(here, ask):
    neutral = ask("get", "/a-round").json()
    assert neutral["statements"] == [{"id": s.pk, "text": s.text} for s in here.statements]
    assert (neutral["door"], neutral["state"]) == ("open", "open")
    tokens = [token_of(ask) for _number in range(6)]
    orders = [[s["id"] for s in ask("get", "/a-round", token).json()["statements"]] for token in tokens * 2]
    assert orders[:6] == orders[6:]
    assert len({tuple(order) for order in orders}) == 6
    assert all(sorted(order) == [s.pk for s in here.statements] for order in orders)


def test_what_is_not_there_is_not_found(here, ask):
    opened(here, slug="tomorrow", opens_at=clock.now() + timedelta(days=1))
    for slug in ("nowhere", "tomorrow"):
        problem(ask("get", f"/{slug}"), 404, "round_unknown")
        problem(ask("get", f"/{slug}/results"), 404, "round_unknown")
        problem(ask("post", f"/{slug}/participants", body={}), 404, "round_unknown")


def test_a_newcomer_says_nothing_or_an_age_band(here, ask):
    token_of(ask, age_band="11-14")
    token_of(ask, age_band=None)
    token_of(ask)
    assert ask("post", "/a-round/participants").status_code == 201   # without a body
    assert sorted(Participant.objects.values_list("band", flat=True)) == ["", "", "", "11-14"]
    assert problem(ask("post", "/a-round/participants", body={"age_band": "12"}), 422, "invalid")["errors"]
    assert Ticket.objects.count() == 4


def test_the_two_thousand_and_first_of_a_network_waits(here, ask, settings, monkeypatch):
    settings.LIMITS = True
    monkeypatch.setattr("saan.voices.actions.tickets.MOST_TOKENS", 3)
    for _number in range(3):
        token_of(ask)
    answer = ask("post", "/a-round/participants", body={})
    problem(answer, 429, "too_many")
    assert 0 < int(answer["Retry-After"]) <= 3601


def test_slips_open_their_door(ask):
    here = opened(town(), door="slips")
    slip, = print_slips(consultation=here.it, count=1, by=here.officer)
    problem(ask("post", "/a-round/participants", body={}), 403, "slip_needed")
    problem(ask("post", "/a-round/participants", body={"slip": "AAAAAAAA"}), 404, "slip_unknown")
    assert token_of(ask, slip=slip)
    problem(ask("post", "/a-round/participants", body={"slip": slip}), 409, "slip_used")


def test_an_account_opens_the_door_for_those_signed_in(ask):
    opened(town(), door="signed_in")
    problem(ask("post", "/a-round/participants", body={}), 403, "sign_in_first")


def test_results_are_hidden_until_one_has_voted(here, ask):
    token, body = token_of(ask), {"statement": here.statements[0].pk, "vote": 1}
    other = opened(here, slug="another")
    for held in ("", "forged", token, token_of(ask, "another")):
        problem(ask("get", "/a-round/results", held), 403, "results_hidden")
    assert ask("post", "/a-round/votes", token, body).status_code == 201
    shown = ask("get", "/a-round/results", token)
    assert shown.status_code == 200
    assert {key: shown.json()[key] for key in ("as_of", "source", "door", "n")} == {
        "as_of": None, "source": "votes", "door": "open", "n": None}
    assert all(line["n"] is None and line["sentence"] is None for line in shown.json()["statements"])
    problem(ask("get", "/another/results", token), 403, "results_hidden")
    close_round(consultation=other.it, by=here.officer)
    assert ask("get", "/another/results").status_code == 200   # closed: for everybody


def test_results_say_what_may_be_said(here, ask):
    first, second = (statement.pk for statement in here.statements[:2])
    for value in [1] * 12 + [-1] * 5 + [0] * 3:
        cast(by=newcomer(here.it), statement=first, value=value)
    for _number in range(6):
        cast(by=newcomer(here.it), statement=second, value=1)
    publish(consultation=here.it)
    close_round(consultation=here.it, by=here.officer)
    shown = ask("get", "/a-round/results").json()
    assert (shown["n"], set(shown["statements"][0])) == (26, FIGURES)
    one, two = shown["statements"][:2]
    assert [one[key] for key in ("agree", "disagree", "pass", "unseen", "n", "suppressed")] == [
        12, None, None, 6, 20, True]
    assert one["interval"] == pytest.approx([.38658, .78119], abs=1e-5)
    assert one["majority"] is False
    assert (two["agree"], two["interval"], two["majority"], two["sentence"]) == (None, None, None, "เกือบทั้งหมดเห็นด้วย")
    assert len(shown["notes"]) == 1


def test_a_sheet_says_what_was_not_reported(ask):
    here = opened(town(), source="sheet", statements=1)
    assert ask("get", "/a-round/results").json()["as_of"] is None
    sheet = begin_sheet(consultation=here.it, source="ใบนับ", counted_on=clock.today(), by=here.officer)
    for who in (here.officer, here.council):
        enter_count(sheet=sheet, people=300, lines={here.statements[0].pk: Line(181)}, by=who)
    adopt_sheet(sheet=sheet, by=here.officer)
    shown = ask("get", "/a-round/results").json()
    line, = shown["statements"]
    assert [shown[key] for key in ("as_of", "source", "door", "n")] == [
        clock.today().isoformat(), "sheet", "sheet", 300]
    assert [line[key] for key in ("agree", "disagree", "pass", "unseen", "n", "majority", "suppressed")] == [
        181, None, None, None, 300, True, False]
    problem(ask("post", "/a-round/participants", body={}), 409, "round_closed")


def test_the_description_tells_of_the_vote(ask, client):
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    vote = paths["/api/v1/consultations/{slug}/votes"]["post"]
    properties = vote["requestBody"]["content"]["application/json"]["schema"]["properties"]
    assert properties["vote"]["enum"] == [1, 0, -1]
    assert {"200", "201", "422"} <= set(vote["responses"])
