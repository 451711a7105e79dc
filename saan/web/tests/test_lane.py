"""The fast lane and the ordinary door give the same answer to the same vote, byte for byte."""
import io
import json
import re

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction

from saan.voices.actions.consultations import close_round
from saan.voices.actions.statements import withdraw
from saan.voices.actions.tickets import mint
from saan.voices.models import Vote
from saan.voices.tests.town import NETWORK, opened, town
from saan.web.lane import Lane

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_connection")]
CLOCK = re.compile(r"expires=[^;]+; ")   # the second may pass between the two doors
KINDS = ("application/json", "application/json; charset=utf-8", "APPLICATION/JSON", "text/plain", "",
         "application/jsonx", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")
READERS = ({}, {"HTTP_ACCEPT_LANGUAGE": "en"}, {"HTTP_ACCEPT_LANGUAGE": "en", "HTTP_COOKIE": "saan_lang=th"},
           {"QUERY_STRING": "lang=en"}, {"QUERY_STRING": "lang=xx", "HTTP_ACCEPT_LANGUAGE": "de, en;q=0.4"},
           {"QUERY_STRING": "lang=th", "wsgi.url_scheme": "https"}, {"HTTP_ACCEPT_ENCODING": "identity"},
           {"HTTP_ORIGIN": "https://elsewhere.example"})


@pytest.fixture
def here():
    """Return a town with an open round, another one, and tokens for both."""
    place = town()
    here = opened(place, statements=4)
    here.other = opened(place, slug="another-round")
    here.token, here.stranger = (mint(consultation=it, network=NETWORK) for it in (here.it, here.other.it))
    return here


def ask(door, *, slug="a-round", token="", body=b"", kind="application/json", method="POST", **more):
    """Return status, headers and body of the door's answer."""
    environ = {"REQUEST_METHOD": method, "PATH_INFO": f"/api/v1/consultations/{slug}/votes", "SCRIPT_NAME": "",
               "QUERY_STRING": "", "SERVER_NAME": "testserver", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
               "REMOTE_ADDR": "127.0.0.1", "CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": kind,
               "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(body),
               "wsgi.errors": io.StringIO(), "wsgi.multithread": True, "wsgi.multiprocess": False,
               "wsgi.run_once": False}
    if token:
        environ["HTTP_X_PARTICIPANT"] = token
    said = {}

    def start(status, headers):
        said.update(status=status, headers=sorted((name, CLOCK.sub("", value)) for name, value in headers))
    answer = b"".join(door(environ | more, start))
    return said["status"], said["headers"], answer


def both(*, expect=None, **request):
    """Check that both doors say the same, the lane also once it knows the reader; return it. Nothing of it stays."""
    answers, lane = [], Lane(WSGIHandler())
    for door in (WSGIHandler(), lane, lane):
        with transaction.atomic():
            answers.append(ask(door, **request))
            transaction.set_rollback(True)
    ordinary, fast, faster = answers
    assert faster == fast == ordinary
    status = int(fast[0].partition(" ")[0])
    assert status == (expect or status), fast
    return status, fast[2]


def ballot(statement, vote=1):
    """Return the body of a vote."""
    return json.dumps({"statement": statement, "vote": vote}).encode()


@pytest.mark.parametrize("reader", READERS)
def test_a_vote_is_answered_alike_for_every_reader(here, reader):
    body = ballot(here.statements[0].pk)
    assert both(token=here.token, body=body, expect=201, **reader)[1] == body
    for value in (1, -1):   # repeated, changed
        ask(Lane(WSGIHandler()), token=here.token, body=body)
        both(token=here.token, body=ballot(here.statements[0].pk, value), expect=200, **reader)
    both(body=body, expect=401, **reader)
    both(body=body, token="forged", expect=401, **reader)
    both(body=body, token=here.stranger, expect=403, **reader)
    both(body=body, token=here.token, slug="nowhere", expect=404, **reader)
    both(body=b"{}", token=here.token, expect=422, **reader)


def test_nothing_is_counted_under_a_name_that_is_not_ours(here):
    both(token=here.token, body=ballot(here.statements[0].pk), expect=400, HTTP_HOST="elsewhere.example")


def test_a_known_reader_is_not_asked_through_all_doors_again(here, monkeypatch):
    lane, body = Lane(WSGIHandler()), ballot(here.statements[0].pk)
    first = ask(lane, token=here.token, body=body)
    monkeypatch.setattr(lane, "_fully", None)
    assert ask(lane, token=here.token, body=ballot(here.statements[1].pk))[1] == first[1]


@pytest.mark.parametrize("kind", KINDS)
def test_only_json_is_read(here, kind):
    both(token=here.token, kind=kind, body=ballot(here.statements[0].pk),
         expect=201 if kind.lower().startswith("application/json") and kind != "application/jsonx" else 415)


UNREADABLE = (b"", b"{", b"\xff\xfe", b"[" * 60_000, b'{"vote": NaN, "statement": 1}',
              b'{"vote": 1, "vote": 1, "statement": 1}', b'{"statement": 1' + b"0" * 5000 + b', "vote": 1}')
UNFIT = (b"null", b"[]", b"1", b'"x"', b"{}", b'{"statement": 1}', b'{"vote": 1}', b'{"statement": "1", "vote": 1}',
         b'{"statement": 1, "vote": true}', b'{"statement": true, "vote": 1}', b'{"statement": 1, "vote": 1.0}',
         b'{"statement": 1, "vote": "1"}', b'{"statement": 1, "vote": null}', b'{"statement": 1, "vote": 2}',
         b'{"statement": -1, "vote": 1}', b'{"statement": 0, "vote": 0}', b'{"statement": null, "vote": []}',
         b'{"statement": 9223372036854775807, "vote": 1}', b'{"statement": 99999999999999999999999, "vote": 1}')


@pytest.mark.parametrize(("body", "expect"), [*((body, 400) for body in UNREADABLE), *((body, 422) for body in UNFIT)])
def test_what_is_no_vote_is_refused_and_nothing_is_kept(here, body, expect):
    status, answer = both(token=here.token, body=body, expect=expect)
    problem = json.loads(answer)
    assert (problem["status"], problem["code"]) == (status, problem["code"])
    assert status != 422 or all(set(wrong) == {"where", "sentence"} for wrong in problem["errors"])
    assert not Vote.objects.exists()


def test_length_is_known_before_the_body_is_read(here):
    body = ballot(here.statements[0].pk)
    both(token=here.token, body=body, CONTENT_LENGTH="65537", expect=413)
    both(token=here.token, body=body, CONTENT_LENGTH="many", expect=400)
    both(token=here.token, body=body, HTTP_TRANSFER_ENCODING="chunked", expect=411)
    both(token=here.token, body=body, CONTENT_LENGTH="", expect=400)
    both(token=here.token, body=body, QUERY_STRING="a=%00", expect=400)


def test_rounds_and_statements_that_are_over(here):
    withdraw(statement=here.statements[3], by=here.council)
    both(token=here.token, body=ballot(here.statements[3].pk), expect=409)
    both(token=here.token, body=ballot(here.other.statements[0].pk), expect=422)
    close_round(consultation=here.it, by=here.officer)
    _status, answer = both(token=here.token, body=ballot(here.statements[0].pk), expect=409)
    assert json.loads(answer)["code"] == "round_closed"


@pytest.mark.parametrize("other", [{"method": "GET"}, {"method": "PUT"}, {"method": "OPTIONS"}, {"slug": "a/b"},
                                   {"slug": "ก".encode().decode("latin-1")}])
def test_everything_else_goes_to_the_ordinary_door(here, other):
    both(token=here.token, body=ballot(here.statements[0].pk), **other)


def test_a_fault_is_a_problem_too(here, monkeypatch):
    monkeypatch.setattr("saan.voices.actions.votes.cursors.take", lambda **_what: None)
    for door in (WSGIHandler(), Lane(WSGIHandler())):
        status, _headers, answer = ask(door, token=here.token, body=ballot(here.statements[0].pk))
        assert (status, json.loads(answer)["code"]) == ("500 Internal Server Error", "fault")


def test_a_vote_takes_few_queries(here, django_assert_max_num_queries):
    lane = Lane(WSGIHandler())
    ask(lane, token=here.token, body=ballot(here.statements[0].pk))
    with django_assert_max_num_queries(7):   # five, and the savepoint of the test
        ask(lane, token=here.token, body=ballot(here.statements[1].pk))
