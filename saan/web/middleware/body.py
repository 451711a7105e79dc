"""The outermost door: bodies that are too large or of unknown length are refused before they are read."""
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from saan.core.refusal import Refusal
from saan.web.middleware.language import asked
from saan.web.views.problems import SENTENCES, refuse

NO_LENGTH = _("ไม่รู้ว่าสิ่งที่ส่งมายาวเท่าไร ลองส่งใหม่จากหน้านี้")
UPLOADS: tuple[str, ...] = ()   # path prefixes that take larger bodies


class BodyLimit:
    """Refuses with 413 what says it is larger than the limit, with 411 what does not say how large it is, and with 400
    an address with a NUL in it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        no = self._no(request)
        if no is None:
            return self.get_response(request)
        with translation.override(asked(request)):
            return refuse(request, no)

    def _no(self, request):
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):   # no database takes it
            return Refusal("web.bad_request", SENTENCES[400], status=400)
        if "chunked" in request.headers.get("Transfer-Encoding", "").lower():
            return Refusal("web.length_required", NO_LENGTH, status=411)
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal():
            return Refusal("web.length_unclear", NO_LENGTH, status=400)
        if int(length) > settings.BODY_LIMIT and not request.path.startswith(UPLOADS):
            return Refusal("web.too_large", _("สิ่งที่ส่งมายาวเกินไป ส่งได้ไม่เกิน %(limit)s กิโลไบต์"), status=413,
                           limit=settings.BODY_LIMIT // 1024)
        return None
