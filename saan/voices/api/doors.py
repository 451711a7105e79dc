"""Who may come in to what the API keeps for those who read and weave: the same people as on the pages."""
from collections.abc import Callable

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja.security import SessionAuth
from ninja.utils import check_csrf

from saan.core.refusal import Refusal
from saan.people.models import Login
from saan.people.queries import viewer
from saan.people.rules import Viewer, let_in

LARGEST = 2 ** 63 - 1   # what a row's number can be


class Session(SessionAuth):
    """The session of somebody who signed in on Saan's pages; whatever writes shows the form key too."""

    openapi_description = ("The cookie of somebody who signed in on Saan's pages, with the second factor where the "
                           "role needs one. Whatever writes also sends the header `X-CSRFToken` with the value of the "
                           "cookie `csrftoken`, and over HTTPS an `Origin` or `Referer` of this server.")

    def __call__(self, request: HttpRequest) -> Login | None:
        """Return who is signed in, None for nobody; a write that may come from another site is refused."""
        login = self.authenticate(request, None)
        if login and check_csrf(request):
            raise Refusal("voices.csrf", _(
                "ส่งหัวข้อ X-CSRFToken ให้ตรงกับคุกกี้ csrftoken แล้วลองอีกครั้ง ยังไม่มีอะไรเปลี่ยน"), status=403)
        return login


def enter(request: HttpRequest, who: Callable[[Viewer], set[int]]) -> tuple[Viewer, set[int]]:
    """Return who looks, and the authorities at which they are one of those; raise Refusal where there is none."""
    looking = viewer(request, "moderate")
    return looking, let_in(looking, who)
