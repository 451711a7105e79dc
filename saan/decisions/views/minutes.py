"""Minutes: read by everybody once closed, written by several at once before, and brought together without a loss."""
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from saan.core.refusal import Refusal
from saan.decisions.actions.minutes import Conflict, write
from saan.decisions.forms.meetings import Writing
from saan.decisions.queries.meetings import amendments_of, chairs_of, items_of, looks_in, state_of, turns_of
from saan.decisions.queries.minutes import draft_of, drafts_of, named
from saan.decisions.queries.papers import invitation_facts, minutes_facts
from saan.decisions.rules.meetings import may_keep_minutes
from saan.decisions.rules.minutes import compared, merged
from saan.decisions.views.meetings import found, kept
from saan.papers.queries import docx, pdf
from saan.people.queries import viewer
from saan.people.views.gates import for_those

SHOWN = 50   # earlier drafts
FACTS = {"invitation": invitation_facts, "minutes": minutes_facts}
SORTS = {"pdf": "application/pdf",
         "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request: HttpRequest, number: int) -> HttpResponse:
    """Show the minutes of a closed meeting to everybody; while it is not closed the secretary writes them."""
    if request.method == "POST":
        return _writing(request, number)
    reader = viewer(request)
    one = found(number, reader)
    if state_of(one) != "closed":
        return _written(request, number)
    return render(request, "decisions/meetings/minutes.html", {
        "meeting": one, "turns": turns_of(one), "draft": draft_of(one), "chairs": chairs_of(one),
        "items": items_of(one, reader), "amendments": named(amendments_of(one, reader))})


@require_safe
@for_those(may_keep_minutes, "serve")
def drafts(request: HttpRequest, viewer, places: set[int], number: int) -> HttpResponse:
    """Show every draft that was ever written, with who and when, also those that were set aside."""
    one = kept(number, viewer, places)
    return render(request, "decisions/meetings/drafts.html", {
        "meeting": one, "drafts": named(drafts_of(one, viewer)[:SHOWN])})


@require_safe
@never_cache
def paper(request: HttpRequest, number: int, word: str, sort: str) -> HttpResponse:
    """Give out the invitation to who may read the agenda, or the minutes: to everybody once the meeting is closed."""
    reader = viewer(request)
    one = found(number, reader)
    state = state_of(one)
    keeps = one.committee.authority_id in may_keep_minutes(reader)
    if state != "closed" and not (keeps or word == "invitation" and looks_in(reader, one)):
        raise Http404
    with translation.override("th"):   # papers of an office are in Thai
        about = (word, one.committee.authority, FACTS[word](one, reader))
        made = pdf(*about) if sort == "pdf" else docx(*about, at=_settled(one, word))
    response = HttpResponse(made, content_type=SORTS[sort])
    name = f"{word}-{one.number}-{one.year}.{sort}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _settled(one, word):
    """Return when the paper became what it is: it keeps the template of that hour."""
    turn = turns_of(one).get("closed" if word == "minutes" else "invited")
    return turn.at if turn else None


@for_those(may_keep_minutes, "serve")
def _written(request, viewer, places, number):
    one = kept(number, viewer, places)
    if state_of(one) == "cancelled":
        raise Http404
    draft = draft_of(one)
    form = Writing(initial={"text": draft.text if draft else "", "on": draft.number if draft else 0})
    return _form(request, one, form)


@for_those(may_keep_minutes, "serve")
def _writing(request, viewer, places, number):
    one = kept(number, viewer, places)
    form = Writing(request.POST)
    if not form.is_valid():
        return _form(request, one, form, 422)
    try:
        write(meeting=one, by=request.user.person, **form.cleaned_data)
    except Conflict as no:
        return _merge(request, one, no)
    except Refusal as no:
        form.add_error("text", str(no))   # what was typed stays on the page, whatever the reason
        return _form(request, one, form, no.status)
    messages.success(request, _("บันทึกรายงานแล้ว"))
    return HttpResponseRedirect(f"/meetings/{number}/minutes")


def _merge(request, one, no: Conflict):
    before = no.before.text if no.before else ""
    texts = (before, no.theirs.text, no.yours.text)
    form = Writing(initial={"text": merged(*texts), "on": no.theirs.number})
    theirs, yours = named([no.theirs, no.yours])
    return render(request, "decisions/meetings/merge.html", {
        "meeting": one, "no": no, "theirs": theirs, "yours": yours, "lines": compared(*texts), "form": form},
        status=no.status)


def _form(request, one, form, status=200):
    return render(request, "decisions/meetings/write.html", {
        "meeting": one, "form": form, "draft": draft_of(one)}, status=status)
