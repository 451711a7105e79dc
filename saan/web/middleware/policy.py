"""What a page may load and run: the policy of the settings, the same for every answer."""
from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse


class Policy(CSPMiddleware):
    """Sets the policy, built once: built anew for each answer, it costs as much as reading a row."""

    def __init__(self, get_response):
        super().__init__(get_response)
        self.policy = build_policy()

    def process_request(self, request: HttpRequest) -> None:
        """No page of Saan has inline code, so none needs a nonce."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Set the one policy."""
        response.headers[HEADER] = self.policy
        return response
