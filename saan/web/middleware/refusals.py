"""An action's no becomes a page, or a problem on the API."""
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import Resolver404, resolve

from saan.core.refusal import Refusal
from saan.web.views.problems import SENTENCES, refuse


class Refusals:
    """Turns a Refusal that a view did not show itself, and a method that a page does not take, into the reader's page
    or problem JSON."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        page = request.path.rpartition("/")[0]
        if request.method in {"GET", "HEAD"} and page and not page.startswith("/api") and _is_page(page):
            return HttpResponseRedirect(page)   # a form's own address: its page stands above it
        no = refuse(request, Refusal("web.method", SENTENCES[405], status=405))
        no.headers["Allow"] = response.headers["Allow"]
        return no

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the answer for a Refusal, and leave everything else to the outermost door."""
        return refuse(request, error) if isinstance(error, Refusal) else None


def _is_page(path):
    try:
        return bool(resolve(path))
    except Resolver404:
        return False
