"""Suggestions: like voices that the computer put together, on the desk of those who weave."""
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from saan.core.numbers import number_in
from saan.core.refusal import Refusal
from saan.people.views.gates import for_those, own_town
from saan.voices.actions.suggestions import call_it, put_together, take_apart, take_up, unlearn
from saan.voices.models import Keyword, Suggestion
from saan.voices.queries.suggestions import (
    keywords_of,
    last_suggesting,
    like_nothing,
    name_of,
    shown,
    suggestions_at,
    to_put_into,
    voices_of,
)
from saan.voices.queries.themes import themes_at, to_join
from saan.voices.rules import LONGEST_NAME, may_weave

GROUPS = 20    # suggestions on one page
AT_ONCE = 50   # voices on one page
DONE = {"rename": _("เปลี่ยนชื่อแล้ว"), "merge": _("รวมสองกลุ่มแล้ว"), "split": _("แยกเป็นกลุ่มใหม่แล้ว"),
        "gather": _("รวมเป็นประเด็นแล้ว"), "unlearn": _("เอาคำออกแล้ว จะไม่กลับมาอีก")}

GONE = _("ไม่พบกลุ่มนี้แล้ว อาจรวมเข้ากับกลุ่มอื่นหรือจัดใหม่ไปแล้ว ยังไม่มีอะไรเปลี่ยน เลือกใหม่จากรายการนี้")
TYPED = _("ชื่อที่พิมพ์ไว้: %(name)s")


@require_safe
@for_those(may_weave, "moderate")
def suggestions(request: HttpRequest, viewer, places: set[int]) -> HttpResponse:
    """Show the groups that the computer suggests, each with its first voices, and the voices that are like nothing."""
    return _list(request, viewer, places)


def _list(request, viewer, places, status=200):
    town = own_town(request, places)
    pages = Paginator(suggestions_at({town.pk}, viewer), GROUPS).get_page(request.GET.get("groups"))
    loose = Paginator(like_nothing({town.pk}, viewer), AT_ONCE).get_page(request.GET.get("page"))
    return render(request, "voices/themes/alike.html", {
        "groups": shown(list(pages), {town.pk}, viewer), "pages": pages, "loose": loose, "place": town,
        "last": last_suggesting(town, viewer)}, status=status)


@require_safe
@for_those(may_weave, "moderate")
def suggestion(request: HttpRequest, viewer, places: set[int], number: int) -> HttpResponse:
    """Show one suggestion with its voices, its words, and what can be done with it."""
    return _page(request, viewer, _mine(viewer, places, number))


@require_POST
@for_those(may_weave, "moderate")
def change(request: HttpRequest, viewer, places: set[int], number: int) -> HttpResponse:
    """Rename the suggestion, merge or split it, make a theme of it, or take one of its words out."""
    one, verb = _of(viewer, places).filter(pk=number).first(), request.POST.get("do", "")
    if one is None:   # put together anew meanwhile, or merged away
        name = request.POST.get("name", "").strip()[:LONGEST_NAME]
        messages.error(request, " ".join(map(str, [GONE, *([TYPED % {"name": name}] if name else [])])))
        return _list(request, viewer, places, status=404)
    try:
        where = _changed(request, viewer, one, verb)
    except Refusal as no:
        if no.code == "voices.keyword_gone":   # somebody else was quicker: what was wanted is done
            messages.info(request, str(no))
            return HttpResponseRedirect(f"/themes/alike/{one.pk}")
        if no.status != 422:
            raise
        messages.error(request, str(no))
        return _page(request, viewer, one, status=422)
    messages.success(request, DONE[verb])
    return HttpResponseRedirect(where)


def _changed(request, viewer, one, verb):
    """Do what was asked for, and return where to go from there."""
    by, name = request.user.person, request.POST.get("name", "")
    if verb == "rename":
        call_it(suggestion=one, name=name, by=by)
    elif verb == "merge":
        into = _into(viewer, one, request.POST.get("into"))
        put_together(suggestion=one, into=into, by=by)
        return f"/themes/alike/{into.pk}"
    elif verb == "split":
        ticked = {number_in(text) for text in request.POST.getlist("voice")}
        voices = list(voices_of(one, viewer).filter(pk__in=ticked))
        return f"/themes/alike/{take_apart(suggestion=one, voices=voices, name=name, by=by).pk}"
    elif verb == "gather":
        theme = _theme(viewer, one, request.POST.get("theme"))
        voices = list(voices_of(one, viewer))
        return f"/themes/{take_up(suggestion=one, voices=voices, name=name, theme=theme, by=by).pk}"
    elif verb == "unlearn":
        unlearn(keyword=_keyword(viewer, one, request.POST.get("keyword")), by=by)
    else:
        raise Refusal("voices.unknown_verb", _("เลือกสิ่งที่จะทำกับกลุ่มนี้"), status=422)
    return f"/themes/alike/{one.pk}"


def _theme(viewer, one, number):
    if not number:
        return None
    theme = themes_at({one.authority_id}, viewer).filter(pk=number_in(number)).first()
    if theme is None:
        raise Refusal("voices.theme_gone", _("ไม่พบประเด็นที่เลือก อาจรวมเข้ากับเรื่องอื่นแล้ว เลือกใหม่จากรายการ"), status=422)
    return theme


def _into(viewer, one, number):
    into = _of(viewer, {one.authority_id}).filter(pk=number_in(number)).first()
    if into is None:
        raise Refusal("voices.suggestion_unknown", _("ไม่พบกลุ่มที่จะรวมเข้าไป อาจเปลี่ยนไปแล้ว เลือกใหม่จากรายการ"), status=422)
    return into


def _keyword(viewer, one, number):
    word = Keyword.objects.visible_to(viewer).filter(suggestion=one, pk=number_in(number)).first()
    if word is None:
        raise Refusal("voices.keyword_unknown", _("ไม่พบคำนี้ในกลุ่ม อาจเปลี่ยนไปแล้ว เลือกใหม่จากรายการ"), status=422)
    return word


def _page(request, viewer, one, status=200):
    voices = Paginator(voices_of(one, viewer), AT_ONCE).get_page(request.GET.get("page"))
    asked = request.POST
    return render(request, "voices/themes/alike_one.html", {
        "one": one, "name": name_of(one, viewer), "voices": voices, "words": keywords_of(one, viewer),
        "others": to_put_into(one, viewer), "longest": LONGEST_NAME,
        "themes": [] if one.theme_id else to_join({one.authority_id}, viewer),
        "typed": {"do": asked.get("do", ""), "name": asked.get("name", ""), "voice": set(asked.getlist("voice")),
                  "theme": asked.get("theme", ""), "into": asked.get("into", "")}},
        status=status)


def _mine(viewer, places, number):
    return get_object_or_404(_of(viewer, places), pk=number)


def _of(viewer, places):
    mine = Suggestion.objects.visible_to(viewer).live().filter(authority__in=places)
    return mine.select_related("authority__home", "theme")
