"""The office's templates: which counts, what one may use in it, and one's own in its place."""
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from saan.core.files.kinds import Kind
from saan.core.refusal import Refusal
from saan.papers import queries
from saan.papers.actions import replace, reset
from saan.papers.forms import Replacing
from saan.papers.rules import may_change, named, registered
from saan.people.forms import tell
from saan.people.views.gates import for_those, own_town

SORTS = {"docx": str(Kind.DOCX), "pdf": str(Kind.PDF)}


@require_safe
@for_those(may_change, "serve")
def papers(request: HttpRequest, viewer, places: set[int]) -> HttpResponse:
    """Show each paper with the template that counts now."""
    town = own_town(request, places)
    history = queries.history(registered(), town, viewer)
    return render(request, "papers/list.html", {
        "place": town, "papers": [(paper, next(iter(history[paper.word]), None)) for paper in registered()]})


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(may_change, "serve")
def paper(request: HttpRequest, viewer, places: set[int], paper: str) -> HttpResponse:
    """Show what a paper's template may use and who changed it when, and take another one."""
    one, town = named(paper), own_town(request, places)
    form, status = Replacing(), 200
    if request.method == "POST" and request.POST.get("do") == "reset":
        reset(paper=paper, authority=town, by=request.user.person)
        return _done(request, _("กลับไปใช้แบบของสานแล้ว"), paper)
    if request.method == "POST":
        form, status = Replacing(request.POST, request.FILES), 422
        try:
            if form.is_valid():
                replace(paper=paper, authority=town, upload=form.cleaned_data["file"], by=request.user.person)
                return _done(request, _("ใช้แบบของเราแล้ว"), paper)
        except Refusal as no:
            if no.status != 422:
                raise
            tell(form, no)
    chosen = queries.history([one], town, viewer)[one.word]
    return render(request, "papers/paper.html", {
        "place": town, "paper": one, "form": form, "chosen": queries.signed_by(chosen),
        "needs": [(name, one.fields[name]) for name in one.needs], "own": bool(chosen and chosen[0].file_id)},
        status=status)


@require_safe
@for_those(may_change, "serve")
def template(request: HttpRequest, viewer, places: set[int], paper: str) -> HttpResponse:
    """Give the template that counts now, to be edited in Word."""
    return _given(queries.template(paper, own_town(request, places)), "docx", str(named(paper).title))


@require_safe
@for_those(may_change, "serve")
def sample(request: HttpRequest, viewer, places: set[int], paper: str, sort: str) -> HttpResponse:
    """Give the paper filled with an example of invented people, as Word or PDF."""
    town, one = own_town(request, places), named(paper)
    make = queries.pdf if sort == "pdf" else queries.docx
    return _given(make(paper, town, one.sample), sort, f"{one.title} ({_('ตัวอย่าง')})")


def _given(content, sort, name):
    return HttpResponse(content, content_type=SORTS[sort], headers={
        "Content-Disposition": content_disposition_header(sort != "pdf", f"{name}.{sort}")})


def _done(request, sentence, paper):
    messages.success(request, sentence)
    return redirect(f"/papers/{paper}")
