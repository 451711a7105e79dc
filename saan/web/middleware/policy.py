"""What a page may load and run: the policy of the settings, the same for every answer."""
from collections.abc import Callable

from csp.constants import HEADER
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse


class Policy:
    """Sets the policy, built once: built anew for each answer, it costs as much as reading a row.

    An answer that brings its own, as a stored file does, keeps it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response, self.policy = get_response, build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault(HEADER, self.policy)
        return response
