"""The outermost door: what no page can answer is refused before anything of it is read."""
import re
from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from saan.core.refusal import Refusal
from saan.web.middleware.language import asked
from saan.web.views.problems import SENTENCES, refuse

NO_LENGTH = _("ไม่รู้ว่าสิ่งที่ส่งมายาวเท่าไร ลองส่งใหม่จากหน้านี้")
METHODS = ("GET", "HEAD", "POST")   # of pages; the API says of each address what it takes
UPLOADS = (   # pages that take files, with all that stands below them
    "/agreements", "/commitments", "/papers", "/projects", "/results")
LONG_FORMS = (   # pages on which much is written: which, how many bytes, and why so many
    (re.compile(r"/meetings/\d+/minutes"), settings.LONG_FORM_LIMIT,
     "a form spends nine bytes on a Thai letter; two minutes of 200,000 letters, put together, are 3.6 MB"),)
LETTER = 9   # bytes of a Thai letter in a form


class Threshold:
    """Refuses what was asked of another host (400), an address with a NUL in it (400), a body that is too large (413)
    or does not say how large it is (411), and methods that no page takes (405)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        no = _wrong_place(request) or _wrong_body(request)
        if no is None:
            _take_long(request)
            return self.get_response(request)
        with translation.override(asked(request)) as language:
            response = refuse(request, no)
            response.headers["Content-Language"] = language or translation.get_language()
        if no.status == 405:
            response.headers["Allow"] = ", ".join(METHODS)
        return response


def _wrong_place(request):
    try:
        request.get_host()
    except DisallowedHost:
        return Refusal("web.host", _("ชื่อที่อยู่นี้ไม่ใช่ของสาน เปิดจากที่อยู่ของเมืองอีกครั้ง"), status=400)
    if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):   # no database takes it
        return Refusal("web.bad_request", SENTENCES[400], status=400)
    if request.method not in METHODS and not request.path.startswith("/api/"):
        return Refusal("web.method", SENTENCES[405], status=405)
    return None


def _wrong_body(request):
    if "chunked" in request.headers.get("Transfer-Encoding", "").lower():
        return Refusal("web.length_required", NO_LENGTH, status=411)
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal():
        return Refusal("web.length_unclear", NO_LENGTH, status=400)
    limit, is_form = _limit(request)
    if int(length) > limit and is_form:
        letters = limit // LETTER // 1000 * 1000
        return Refusal("web.too_large", _("ข้อความในหน้านี้ยาวเกินไป รวมทุกช่องได้ราว %(letters)s ตัวอักษร "
                                          "ย่อให้สั้นลงแล้วส่งอีกครั้ง ยังไม่มีอะไรถูกเก็บ"), status=413, letters=f"{letters:,}")
    if int(length) > limit:
        return Refusal("web.too_large", _("สิ่งที่ส่งมายาวเกินไป ส่งได้ไม่เกิน %(limit)s กิโลไบต์"), status=413,
                       limit=f"{limit // 1024:,}")
    if int(length) and request.path.startswith("/api/") and request.content_type != "application/json":
        return Refusal("web.not_json", _("ส่งเป็น JSON โดยบอก Content-Type: application/json"), status=415)
    return None


def _limit(request):
    """Return how many bytes may be sent here, and whether they are words of a form rather than files or JSON."""
    if request.path.startswith("/api/"):
        return settings.BODY_LIMIT, False
    if _is_upload(request):
        return settings.UPLOAD_LIMIT, False
    return _long(request) or settings.FORM_LIMIT, True


def _long(request):
    return next((most for page, most, _why in LONG_FORMS if page.fullmatch(request.path)), 0)


def _take_long(request):
    """Read a long form here, where its length is known to be right: what reads it later knows one limit for all."""
    if _long(request) and request.content_type == "application/x-www-form-urlencoded":
        with suppress(UnreadablePostError):   # cut in half: the form then has nothing in it
            request._body = request.read()


def _is_upload(request):
    here = request.path
    return request.content_type == "multipart/form-data" and any(
        here == way or here.startswith(f"{way}/") for way in UPLOADS)
