"""Nothing that somebody typed, and nothing that tells who somebody is, is ever in a log."""
import ast
import io
import json
import logging
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from saan.core import jobs, logs
from saan.core.jobs import Job
from saan.methods import codes
from saan.voices.rules import tried
from saan.web.logs import formatter
from saan.web.tests.gates import ask

ROOT = Path(__file__).parents[3]
CODE = ROOT / "saan"
LEVELS = {"debug", "info", "warning", "error", "critical", "exception"}
SECRETS = st.one_of(
    st.lists(st.sampled_from(codes.ALPHABET), min_size=8, max_size=8).map("".join),                       # codes
    st.binary(min_size=16, max_size=16).map(bytes.hex),                                                   # tokens
    st.from_regex(r"[a-z]{5,9}\.[a-z]{5,9}@example\.(org|go\.th)", fullmatch=True),                       # addresses
    st.from_regex(r"0[689][0-9]{8}", fullmatch=True),                                                     # telephones
    st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E2E), min_size=6, max_size=40))          # words
PLACES = ("/code/{}", "/themes/{}", "/{}", "/api/v1/voices/{}", "/api/v1/consultations/{}/votes", "/{}?q={}",
          "/code?code={}", "/accounts/login/?next=/{}", "/static/{}.css")


@pytest.fixture
def said():
    """Return what is written by whoever logs, as the town's own screen would show it, in both forms."""
    screens = [logging.StreamHandler(io.StringIO()) for _form in logs.FORMS]
    root = logging.getLogger()
    before = root.level
    root.setLevel(logging.DEBUG)
    for screen, form in zip(screens, logs.FORMS, strict=True):
        screen.setFormatter(logs.formatter(form))
        root.addHandler(screen)
    yield lambda: "".join(screen.stream.getvalue() for screen in screens)
    root.setLevel(before)
    for screen in screens:
        root.removeHandler(screen)


def lines(text):
    """Return the lines that are JSON."""
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def run(code, folder, **more):
    """Run a few lines in a Saan of their own, and return what it said."""
    env = {"SAAN_DATA": str(folder), "PATH": "/usr/bin:/bin", "DJANGO_SETTINGS_MODULE": "saan.web.settings"}
    return subprocess.run([sys.executable, "-c", f"import django; django.setup(); {code}"], cwd=ROOT, check=True,
                          capture_output=True, text=True, env=env | more)


@pytest.mark.slow
@given(secret=SECRETS, place=st.sampled_from(PLACES), method=st.sampled_from(["GET", "POST", "PUT", "DELETE"]))
@example(secret=f"K7M4{codes.ALPHABET[:4]}", place="/code?code={}", method="GET")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.django_db
def test_no_request_leaves_what_it_brought_in_a_log(said, one_connection, monkeypatch, secret, place, method):
    def falls(*_what, **_more):
        raise ValueError(f"{secret} is wrong") from KeyError(secret)
    brought = {"HTTP_X_PARTICIPANT": secret, "HTTP_COOKIE": f"saan_at={secret}; sessionid={secret}",
               "HTTP_REFERER": f"http://testserver/{secret}", "HTTP_USER_AGENT": secret,
               "HTTP_X_FORWARDED_FOR": secret, "HTTP_ACCEPT_LANGUAGE": secret}
    body = json.dumps({"statement": 1, "vote": 1, "text": secret}).encode()
    ask(place.format(secret, secret), method=method, body=body, **brought)
    with monkeypatch.context() as broken:
        broken.setattr("saan.web.views.pages.render", falls)
        broken.setattr("saan.voices.api.ballots.bearer_of", falls)
        ask("/api/v1/consultations/a-round/votes", method="POST", body=body, **brought)
        ask(f"/privacy?q={secret}", **brought)
        ask(f"/{secret}", behind=falls, **brought)
    logs.of("saan.tests").error(f"{secret} did it", job=secret, route=f"/code/{secret}?x", doing=[secret], count=secret,
                                person=secret)
    logging.getLogger("elsewhere").error(f"{secret} did it %s", secret, extra={"token": secret})
    logging.getLogger("elsewhere").error(secret)
    assert secret not in said() and "192.0.2.1" not in said()
    assert {line.get("route") for line in lines(said())} >= {"/privacy", "/api/v1/consultations/<slug>/votes"}


@given(secret=SECRETS)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_fault_of_a_job_a_method_or_a_thread_tells_its_words(said, monkeypatch, secret):
    def falls(*_what):
        try:
            raise LookupError(secret)
        except LookupError as fault:
            raise ValueError(f"{secret} is wrong") from fault
    for hook in ("sys.excepthook", "threading.excepthook", "sys.unraisablehook"):
        monkeypatch.setattr(hook, None)
    logs.catch()
    assert jobs.run([Job("bad", 1, falls)]) == {"bad": None}
    assert tried(falls, secret) == (None, True)
    thread = threading.Thread(target=falls)
    thread.start()
    thread.join()
    assert secret not in said()
    assert {line["fault"] for line in lines(said())} == {"ValueError < LookupError"}


def test_a_fault_is_told_by_its_type_and_the_places_it_came_through(said):
    jobs.run([Job("core.forget", 1, lambda: 1 // 0)])
    line, = lines(said())
    assert (line["level"], line["log"], line["says"]) == ("error", "saan.jobs", "a job failed and is tried again")
    assert (line["job"], line["seconds"], line["fault"]) == ("core.forget", 1, "ZeroDivisionError")
    assert line["places"][0].startswith("saan/core/jobs.py:") and line["places"][-1].endswith("<lambda>")


def test_words_of_others_are_told_where_they_stand_in_the_code_as_they_are(said):
    logging.getLogger("elsewhere").warning("the disk is full of %s", "secrets")
    line, = lines(said())
    assert line["says"] == "the disk is full of %s" and line["place"].startswith("saan/web/tests/test_logs.py:")


@pytest.mark.slow
def test_a_warning_of_python_is_a_line_without_its_words(tmp_path):
    done = run("import warnings; warnings.warn('mali@example.org')", tmp_path)
    assert "mali" not in done.stderr and json.loads(done.stderr)["log"] == "py.warnings"


def test_what_saan_logs_is_words_that_stand_there_and_facts_that_are_known():
    wrong = []
    for path in CODE.glob("**/*.py"):
        if {"tests", "migrations"} & set(path.parts) or path == CODE / "core" / "logs.py":
            continue
        text = path.read_text()
        wrong += [path.name for word in ("logging.getLogger", "structlog.get_logger") if word in text]
        for node in ast.walk(ast.parse(text)):
            if (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LEVELS
                    and isinstance(node.func.value, ast.Name) and node.func.value.id == "log"):
                plain = len(node.args) == 1 and isinstance(node.args[0], ast.Constant)
                known = {word.arg for word in node.keywords} <= {*logs.FACTS, "exc_info"}
                wrong += [] if plain and known else [f"{path.name}:{node.lineno}"]
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize(("form", "begins"), [("", "{"), ("json", "{"), ("line", "20")])
def test_the_town_chooses_the_form(tmp_path, form, begins):
    done = run("from saan.core import logs; logs.of('saan.x').error('hello', count=3)", tmp_path, SAAN_LOGS=form)
    assert done.stderr.startswith(begins) and done.stderr.count("\n") == 1 and "3" in done.stderr


def test_another_form_is_refused_with_a_sentence(monkeypatch):

    monkeypatch.setenv("SAAN_LOGS", "xml")
    with pytest.raises(ImproperlyConfigured, match="SAAN_LOGS is “xml”; write json or line"):
        formatter()
