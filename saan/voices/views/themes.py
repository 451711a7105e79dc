"""Themes: the desk where voices are gathered, and the page that everybody reads."""
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saan.agencies.models import Authority
from saan.core.numbers import number_in
from saan.core.refusal import Refusal
from saan.people.queries import viewer
from saan.people.views.gates import for_those, own_town
from saan.voices.actions.replies import answer
from saan.voices.actions.themes import gather, join, merge, rename, split
from saan.voices.forms.themes import Answering, Gathering
from saan.voices.models import Theme
from saan.voices.queries.suggestions import learnt_of, suggestions_at
from saan.voices.queries.themes import (
    members_of,
    named,
    replies_to,
    sized,
    themes_at,
    to_join,
    ungathered,
    ungathered_statements,
)
from saan.voices.queries.voices import shown
from saan.voices.queries.ways import chain_of
from saan.voices.rules import LONGEST_NAME, may_weave

AT_ONCE = 50   # voices on one page
DONE = {"rename": _("เปลี่ยนชื่อแล้ว"), "merge": _("รวมสองเรื่องแล้ว"), "split": _("แยกเป็นเรื่องใหม่แล้ว"),
        "answer": _("ส่งคำตอบถึงทุกคนในเรื่องนี้แล้ว")}


@require_http_methods(["GET", "HEAD", "POST"])
def themes(request: HttpRequest) -> HttpResponse:
    """Show the town's themes to everybody, and the desk where they are gathered to those who weave."""
    if request.method == "POST" or may_weave(viewer(request)):
        return desk(request)
    reader, town = viewer(request), request.town
    places = {town.pk} if town else set(Authority.objects.values_list("pk", flat=True))
    voices = Paginator(shown(reader).filter(authority__in=places), AT_ONCE).get_page(request.GET.get("page"))
    known = Paginator(themes_at(places, reader), AT_ONCE).get_page(request.GET.get("themes"))
    return render(request, "voices/themes/list.html", {"themes": known, "voices": voices})


@for_those(may_weave, "moderate")
def desk(request: HttpRequest, viewer, places: set[int]) -> HttpResponse:
    """Show what nobody gathered yet, and gather what was ticked."""
    town = own_town(request, places)
    q = request.GET.get("q", "")[:100]
    statements, joined = list(ungathered_statements({town.pk}, viewer)[:AT_ONCE]), to_join({town.pk}, viewer, q)
    voices = Paginator(ungathered({town.pk}, viewer, q), AT_ONCE).get_page(request.GET.get("page"))
    waiting = request.GET.get("state") == "unanswered"
    known = Paginator(named({town.pk}, viewer, q, waiting), AT_ONCE).get_page(request.GET.get("themes"))
    form, status = Gathering(request.POST or None, voices=list(voices), statements=statements, themes=joined), 200
    if request.method == "POST":
        try:
            return _gather(request, form, town)
        except Refusal as no:
            if no.status != 422:
                raise
            form.add_error("name" if no.errors else None, str(no))
            status = 422
    return render(request, "voices/themes/desk.html", {
        "form": form, "voices": voices, "statements": statements, "themes": sized(list(known)), "pages": known, "q": q,
        "waiting": waiting, "place": town, "alike": suggestions_at({town.pk}, viewer).count()}, status=status)


@require_safe
def theme(request: HttpRequest, number: int) -> HttpResponse:
    """Show what is said alike and what was answered; those who weave find their tools below."""
    reader = viewer(request)
    one = get_object_or_404(Theme.objects.visible_to(reader).select_related("authority"), pk=number)
    if one.merged_into_id:
        return HttpResponseRedirect(f"/themes/{one.merged_into_id}")
    return _page(request, reader, one)


@require_POST
@for_those(may_weave, "moderate")
def change(request: HttpRequest, viewer, places: set[int], number: int) -> HttpResponse:
    """Rename the theme, merge or split it, or answer everybody in it."""
    mine = Theme.objects.visible_to(viewer).filter(authority__in=places).select_related("authority")
    one = get_object_or_404(mine, pk=number)
    verb, by = request.POST.get("do", ""), request.user.person
    if verb == "answer":
        return _answer(request, viewer, one)
    try:
        return _done(request, verb, _changed(request, viewer, one, verb, by))
    except Refusal as no:
        if no.status != 422 or verb not in {"rename", "split"}:
            raise
        messages.error(request, str(no))
        return _page(request, viewer, one, status=422)


def _changed(request, viewer, one, verb, by):
    name = request.POST.get("name", "")
    if verb == "rename":
        rename(theme=one, name=name, by=by)
    elif verb == "merge":
        into = get_object_or_404(themes_at({one.authority_id}, viewer), pk=number_in(request.POST.get("into")))
        merge(theme=one, into=into, by=by)
    elif verb == "split":
        return split(theme=one, members=_ticked(request, one, viewer), name=name, by=by)
    else:
        raise Refusal("voices.unknown_verb", _("เลือกสิ่งที่จะทำกับเรื่องนี้"), status=422)
    return one


def _gather(request, form, town):
    if not form.is_valid():
        raise Refusal("voices.stale_choice", _("บางเสียงไม่อยู่ให้เลือกแล้ว โหลดหน้าใหม่แล้วเลือกอีกครั้ง"))
    by, one = request.user.person, form.chosen
    if one:
        join(members=form.members, theme=one, by=by)
    else:
        one = gather(members=form.members, name=form.cleaned_data["name"], authority=town, area=town.home, by=by)
    messages.success(request, _("รวมแล้ว"))
    return HttpResponseRedirect(f"/themes/{one.pk}")


def _answer(request, viewer, one):
    form = Answering(request.POST)
    if form.is_valid():
        try:
            answer(theme=one, text=form.cleaned_data["text"], key=str(form.cleaned_data["key"]), by=request.user.person)
            return _done(request, "answer", one)
        except Refusal as no:
            if no.status != 422:
                raise
            form.add_error("text", str(no))
    return _page(request, viewer, one, form, 422)


def _page(request, reader, one, form=None, status=200):
    weaves = one.authority_id in may_weave(reader)
    others = themes_at({one.authority_id}, reader).exclude(pk=one.pk) if weaves else []
    learnt = learnt_of(one, viewer(request, "moderate", "public task")) if weaves else None
    return render(request, "voices/themes/weave.html" if weaves else "voices/themes/theme.html", {
        "theme": one, "members": members_of(one, reader), "replies": replies_to(one, reader),
        "others": others, "chain": chain_of(one, reader), "form": form or Answering(), "longest": LONGEST_NAME,
        "typed": _typed(request), "learnt": learnt},
        status=status)


def _typed(request):
    """Return what was typed and ticked, to be shown again where it could not be done."""
    asked = request.POST
    return {"do": asked.get("do", ""), "name": asked.get("name", ""), "voice": set(asked.getlist("voice")),
            "statement": set(asked.getlist("statement"))}


def _ticked(request, one, viewer):
    members = members_of(one, viewer)
    ticked = {kind: set(request.POST.getlist(kind)) for kind in ("voice", "statement")}
    return [member for member in (*members.voices, *members.statements) if str(member.pk) in ticked[member.kind]]


def _done(request, verb, one):
    messages.success(request, DONE[verb])
    return HttpResponseRedirect(f"/themes/{one.pk}")
