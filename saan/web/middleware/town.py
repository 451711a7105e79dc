"""The visitor's town, as `request.town`: what ?at= chose is kept for the next pages."""
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from saan.web import towns


class Town:
    """Keeps in a cookie the town that a link or QR code chose."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.town = SimpleLazyObject(lambda: towns.town_of(request))   # for the rooms below, which know no web
        response = self.get_response(request)
        if "at" in request.GET and not request.path.startswith("/api/") and response.status_code < 400:
            town = towns.chosen(request)
            if town is not None:
                response.set_cookie(towns.COOKIE, town.code, max_age=180 * 86400, samesite="Lax",
                                    secure=settings.SECURE, httponly=True)
        return response
