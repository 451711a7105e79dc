"""The page on which people may tell of themselves: counted once, and kept of nobody."""
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saan.voices.actions.heads import tell_of_oneself
from saan.voices.forms.heads import Heads
from saan.voices.queries.heads import is_asked, questions_of
from saan.voices.views.visitors import visitor_of
from saan.voices.views.vote import found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def about(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask whoever has voted about sex, disability and part of town, or count the answers."""
    consultation = found(slug)
    visitor = visitor_of(request, consultation)
    if visitor.bearer is None or not is_asked(visitor.bearer):
        if request.method == "POST":
            messages.info(request, _("นับไว้ครั้งเดียว ตอบซ้ำหรือแก้ไม่ได้ เพราะเราไม่ได้เก็บว่าใครตอบอะไร"))
        return redirect(f"/c/{slug}")
    form = Heads(request.POST if request.method == "POST" else None, questions=questions_of(consultation))
    if request.method == "POST" and form.is_valid():
        if tell_of_oneself(by=visitor.bearer, consultation=consultation, said=form.said()):
            messages.success(request, _("ขอบคุณ นับรวมเป็นตัวเลขแล้ว ไม่มีใครรู้ว่าหนูตอบอะไร"))
        elif not any(form.said().values()):
            messages.info(request, _("ยังไม่ได้เลือกข้อไหน จึงยังไม่ได้นับ ข้ามไปเลยก็ได้ หรือจะตอบทีหลังก็ได้"))
        return redirect(f"/c/{slug}")
    return render(request, "voices/vote/about.html", {"round": consultation, "heads": form},
                  status=422 if request.method == "POST" else 200)
