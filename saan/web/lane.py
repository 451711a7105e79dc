"""The fast lane: votes are answered before most of the middleware, with the same words and the same headers."""
import re
from collections.abc import Callable, Iterable
from io import BytesIO

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIRequest
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from saan.core import logs
from saan.core.refusal import Refusal
from saan.voices.api.ballots import count_vote, take_vote
from saan.web.traffic.gate import ROUTE
from saan.web.views.problems import refuse

COUNTED = {201: "201 Created", 200: "200 OK"}
VOTES = re.compile(r"/api/v1/consultations/([-a-zA-Z0-9_]+)/votes")
NAME = "/api/v1/consultations/<slug>/votes"   # as Django calls it
logs.knows("route", NAME)
WITHOUT = (   # what a vote has no use for: it has no file, session, form, sign-in or page
    "whitenoise.", "django.contrib.sessions.", "django.middleware.csrf.", "django.contrib.auth.", "allauth.",
    "django.contrib.messages.", "django_htmx.")


PLAIN = 4096   # bytes: no vote is longer
READERS = 512   # kinds of readers whose headers are remembered
WHO_READS = ("HTTP_HOST", "wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO", "HTTP_ACCEPT_LANGUAGE")   # headers rest on them


class Lane:
    """Takes votes out of the stream of requests and leaves everything else to the application behind it.

    Every other middleware of the settings is kept, in its order, so that what is added there guards votes too. The
    headers they give a counted vote are the same for the same kind of reader, so they are learnt once. Whatever is
    not plain, and every refusal, goes through all of them.
    """

    def __init__(self, application: Callable):
        self._application, self._learnt = application, {}
        self._answer = convert_exception_to_response(_vote)
        for path in reversed([path for path in settings.MIDDLEWARE if not path.startswith(WITHOUT)]):
            self._answer = convert_exception_to_response(import_string(path)(self._answer))

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        vote = VOTES.fullmatch(environ.get("PATH_INFO", "")) if environ["REQUEST_METHOD"] == "POST" else None
        if vote is None:
            return self._application(environ, start_response)
        environ[ROUTE] = NAME
        try:
            return self._plainly(environ, vote[1], start_response) or self._fully(environ, start_response)
        finally:
            close_old_connections()

    def _plainly(self, environ, slug, start_response):
        headers = self._learnt.get(_reader(environ)) if _is_plain(environ) else None
        if headers is None:
            return None
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        try:
            status, answer = count_vote(slug, environ.get("CONTENT_TYPE", ""), environ.get("HTTP_X_PARTICIPANT", ""),
                                        body)
        except Exception:  # noqa: BLE001 - not swallowed: it comes up again where it gets its sentence
            environ["wsgi.input"] = BytesIO(body)
            return None
        start_response(COUNTED[status], headers)
        return [answer.encode()]

    def _fully(self, environ, start_response):
        response = self._answer(WSGIRequest(environ))
        cookies = [("Set-Cookie", cookie.output(header="")) for cookie in response.cookies.values()]
        headers = [*response.items(), *cookies]
        if response.status_code in COUNTED and _is_plain(environ) and len(self._learnt) < READERS:
            self._learnt[_reader(environ)] = headers
        start_response(f"{response.status_code} {response.reason_phrase}", headers)
        return [response.content]


def _reader(environ):
    return tuple(map(environ.get, WHO_READS))


def _is_plain(environ):
    """Return whether the request is what clients send: a short body of known length, no query, no cookie."""
    length = environ.get("CONTENT_LENGTH") or ""
    return (length.isdecimal() and int(length) <= PLAIN and not environ.get("QUERY_STRING")
            and not environ.get("HTTP_COOKIE") and not environ.get("HTTP_TRANSFER_ENCODING"))


def _vote(request: HttpRequest) -> HttpResponse:
    try:
        return take_vote(request, VOTES.fullmatch(request.path_info)[1])
    except Refusal as no:
        return refuse(request, no)
