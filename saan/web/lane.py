"""The fast lane: votes are answered before most of the middleware, with the same words and the same headers."""
import re
from collections.abc import Callable, Iterable

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIRequest
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from saan.core.refusal import Refusal
from saan.voices.api.ballots import take_vote
from saan.web.views.problems import refuse

VOTES = re.compile(r"/api/v1/consultations/([-a-zA-Z0-9_]+)/votes")
WITHOUT = (   # what a vote has no use for: it has no file, session, form, sign-in or page
    "whitenoise.", "django.contrib.sessions.", "django.middleware.csrf.", "django.contrib.auth.", "allauth.",
    "django.contrib.messages.", "django_htmx.")


class Lane:
    """Takes votes out of the stream of requests and leaves everything else to the application behind it.

    Every other middleware of the settings is kept, in its order, so that what is added there guards votes too.
    """

    def __init__(self, application: Callable):
        self._application = application
        self._answer = convert_exception_to_response(_vote)
        for path in reversed([path for path in settings.MIDDLEWARE if not path.startswith(WITHOUT)]):
            self._answer = convert_exception_to_response(import_string(path)(self._answer))

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "POST" or not VOTES.fullmatch(environ.get("PATH_INFO", "")):
            return self._application(environ, start_response)
        try:
            response = self._answer(WSGIRequest(environ))
        finally:
            close_old_connections()
        cookies = [("Set-Cookie", cookie.output(header="")) for cookie in response.cookies.values()]
        start_response(f"{response.status_code} {response.reason_phrase}", [*response.items(), *cookies])
        return [response.content]


def _vote(request: HttpRequest) -> HttpResponse:
    try:
        return take_vote(request, VOTES.fullmatch(request.path_info)[1])
    except Refusal as no:
        return refuse(request, no)
