"""The name of the page, for whoever notes requests outside: the pattern of the address, never what stands in it."""
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from saan.core import logs
from saan.web.traffic.gate import ROUTE


class Route:
    """Leaves the pattern that the address matched in the request's surroundings."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> None:
        """Leave the name, and let the page answer."""
        request.META[ROUTE] = route = f"/{request.resolver_match.route}"
        logs.knows("route", route)
