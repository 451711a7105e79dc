"""Who may come in to the pages of those who read, weave and protect."""
from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from saan.agencies.models import Authority
from saan.people.queries import viewer
from saan.people.rules import Viewer, let_in


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
            return page(request, looking, let_in(looking, who), *args, **more)
        return enter
    return guarded


def own_town(request: HttpRequest, places: set[int]) -> Authority | None:
    """Return the town of the visit where it is one of the places, else the first of them; None where none is a town."""
    if request.town and request.town.pk in places:
        return request.town
    return Authority.objects.filter(pk__in=places).select_related("home").order_by("pk").first()
