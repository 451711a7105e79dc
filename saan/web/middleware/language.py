"""The reader's language: ?lang= first, then the cookie, then what the browser asks for."""
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

KNOWN = {code for code, _ in settings.LANGUAGES}


def asked(request: HttpRequest) -> str:
    """Return the language that the request asks for."""
    for wish in (request.GET.get("lang"), request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)):
        if wish in KNOWN:
            return wish
    header = request.headers.get("Accept-Language", "")
    return translation.get_language_from_request(request) if header else settings.LANGUAGE_CODE


class Language:
    """Answers in the reader's language and keeps in a cookie what ?lang= chose."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = asked(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        if request.GET.get("lang") == language:
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=365 * 86400, samesite="Lax",
                                secure=settings.SECURE, httponly=True)
        return response
