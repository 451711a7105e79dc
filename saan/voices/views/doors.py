"""Who may come in to the pages of those who read, weave and protect."""
from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from saan.core.refusal import Refusal
from saan.people.queries import viewer
from saan.people.rules import Viewer


def for_those(who: Callable[[Viewer], set[int]], purpose: str, basis: str = "public task") -> Callable:
    """Let a page be seen by those who hold one of the roles anywhere, for the purpose and on the basis it states.

    The page gets the viewer, and the authorities at which the role is held.
    """
    def guarded(page):
        @wraps(page)
        @never_cache
        @login_required
        def enter(request: HttpRequest, *args, **more) -> HttpResponse:
            looking = viewer(request, purpose, basis)
            places = who(looking)
            if not places:
                raise Refusal("voices.not_yours", _("หน้านี้เปิดให้เฉพาะคนที่ดูแลเรื่องนี้"), status=403)
            return page(request, looking, places, *args, **more)
        return enter
    return guarded
