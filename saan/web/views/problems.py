"""Pages and problem JSON (RFC 9457) for everything that is refused or fails."""
import json
import sys
from urllib.parse import urlsplit

from django.core.exceptions import DisallowedHost
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from saan.core import logs
from saan.core.refusal import Refusal

log = logs.of("saan.web")

RESTS = (OperationalError, InterfaceError)   # the database is away: it comes back by itself
HEADS = {
    400: _("อ่านไม่ได้"),
    403: _("หน้านี้ไม่ได้เปิดให้ทุกคน"),
    404: _("หลุดนอกช่อง"),
    405: _("หน้านี้ไม่รับคำขอแบบนี้"),
    409: _("ตอนนี้ทำไม่ได้"),
    410: _("ใช้ไม่ได้แล้ว"),
    413: _("ยาวเกินไป"),
    422: _("มีจุดที่ต้องแก้"),
    429: _("ขอพักสักครู่"),
    500: _("สานสะดุด"),
    503: _("สานพักสักครู่"),
}
SENTENCES = {
    400: _("สิ่งที่ส่งมาอ่านไม่ได้ ลองกลับไปหน้าก่อนแล้วส่งใหม่"),
    403: _("หน้านี้เปิดให้เฉพาะคนที่ดูแลเรื่องนี้"),
    404: _("ไม่พบหน้านี้ ลองเริ่มจากหน้าแรก"),
    405: _("หน้านี้ไม่รับคำขอแบบนี้ ลองเริ่มจากหน้าแรก"),
    409: _("ทำตอนนี้ไม่ได้ เพราะเรื่องนี้เปลี่ยนไปแล้ว"),
    413: _("สิ่งที่ส่งมายาวเกินไป"),
    422: _("มีบางช่องที่ต้องแก้ก่อน"),
    429: _("ลองบ่อยเกินไป รอสักครู่แล้วลองใหม่"),
    500: _("สานมีปัญหา ไม่ใช่ความผิดของคุณ ลองใหม่อีกครั้งในอีกสักครู่"),
    503: _("สานพักอยู่ครู่หนึ่ง ลองใหม่อีกครั้งในอีกสักครู่"),
}
TITLES = HEADS | {
    401: _("ต้องมีโทเค็นที่ใช้ได้"),
    403: _("ไม่ได้เปิดให้ดู"),
    404: _("ไม่พบ"),
    405: _("ที่นี่ไม่รับคำขอแบบนี้"),
    411: _("ไม่รู้ว่ายาวเท่าไร"),
    415: _("ต้องส่งเป็น JSON"),
}
STALE = _("แบบฟอร์มค้างไว้นาน")
STALE_FORM = _("แบบฟอร์มนี้เปิดค้างไว้นานเกินไป กลับไปหน้าก่อนแล้วส่งใหม่อีกครั้ง ยังไม่มีอะไรถูกส่ง")


def refuse(request: HttpRequest, no: Refusal, **about) -> HttpResponse:
    """Answer with a no: problem JSON on the API, else the page of its status; `about` is more for the page to show."""
    response = problem(no) if request.path.startswith("/api/") else _page(request, no, about)
    if no.retry_after is not None:
        response.headers["Retry-After"] = str(no.retry_after)
    return response


def problem(no: Refusal) -> HttpResponse:
    """Answer with problem JSON: stable `code`, `detail` in the reader's language, per field `errors`."""
    body = {"type": "about:blank", "title": str(TITLES.get(no.status, TITLES[400])), "status": no.status,
            "code": no.code.rpartition(".")[2], "detail": str(no)}
    if no.errors:
        body["errors"] = [{"where": wrong.where, "sentence": str(wrong.sentence)} for wrong in no.errors]
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=no.status,
                        content_type="application/problem+json; charset=utf-8",
                        headers={"Content-Language": translation.get_language()})


def bad_request(request: HttpRequest, exception=None) -> HttpResponse:
    """Show the page for a request that cannot be read."""
    return refuse(request, Refusal("web.bad_request", SENTENCES[400], status=400))


def forbidden(request: HttpRequest, exception=None) -> HttpResponse:
    """Show the page for what is open to others only."""
    return refuse(request, Refusal("web.forbidden", SENTENCES[403], status=403))


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Show the page for a form that was open too long or came from elsewhere."""
    words = request.POST.get("text", "")[:4000]
    return refuse(request, Refusal("web.csrf", STALE_FORM, status=403), head=STALE, words=words)


def not_found(request: HttpRequest, exception=None) -> HttpResponse:
    """Show the page for what is not there."""
    return refuse(request, Refusal("web.not_found", SENTENCES[404], status=404))


def broken(request: HttpRequest) -> HttpResponse:
    """Show the page for a fault of our own, without touching the database; the log gets no values, only places."""
    fault = sys.exception()
    log.error("a request failed", method=request.method, route=request.META.get("saan.route", "-"), exc_info=fault)
    if isinstance(fault, RESTS):
        return refuse(request, Refusal("web.resting", SENTENCES[503], status=503, retry_after=10))
    return refuse(request, Refusal("web.fault", SENTENCES[500], status=500))


def _page(request, no, more):
    about = {"no": no, "head": HEADS.get(no.status, HEADS[400])} | more
    if no.status >= 500:
        return render(None, "web/broken.html", about, status=no.status)
    return render(request, "web/problem.html", about | {"back": _page_before(request)}, status=no.status)


def _page_before(request):
    """Return the path of Saan's own page from which the reader came."""
    came = request.headers.get("Referer", "")
    try:
        ours = url_has_allowed_host_and_scheme(came, {request.get_host()}) if came else False
    except DisallowedHost:
        return ""
    return urlsplit(came).path if ours else ""
