"""A point of an agenda: members vote on it, the secretary records what was resolved, or that it is done with."""
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saan.core import clock
from saan.core.refusal import Refusal
from saan.decisions.actions.meetings import note
from saan.decisions.actions.resolutions import close_resolution, resolve, vote_all
from saan.decisions.forms.meetings import Voting
from saan.decisions.forms.resolutions import Ending, Resolving
from saan.decisions.queries.meetings import (
    apart_from,
    ballots_on,
    chairs_of,
    concerned,
    item_of,
    quorum_of,
    state_of,
    tally_of,
)
from saan.decisions.queries.proposals import audience_of, unresolved, voices_behind
from saan.decisions.rules.meetings import may_keep_minutes
from saan.network.queries.agreements import agencies_of
from saan.people.queries import viewer

TO_CHOOSE = 50
DONE = {"vote": _("บันทึกการลงมติแล้ว"), "end": _("ปิดมติแล้ว"), "note": _("บันทึกว่ารับทราบแล้ว")}
SECRETARY = {"vote", "resolve", "end", "note"}


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, meeting: int, item: int) -> HttpResponse:
    """Show the point with who is there and how they vote, and record what is decided."""
    reader = viewer(request)
    one = item_of(item, reader) if item < 2 ** 63 else None
    if one is None or one.meeting_id != meeting:
        raise Http404
    desk = _desk(one, reader)
    if request.method != "POST":
        return _page(request, reader, one, desk)
    verb = request.POST.get("do", "")
    _refuse_verb(verb, one, desk)
    form = _form(verb, one, reader, desk, request.POST)
    try:
        if form and not form.is_valid():
            return _page(request, reader, one, desk, {verb: form}, 422)
        done = _did(request, verb, one, form)
    except Refusal as no:
        if form and no.status == 422:
            form.refused(no)
        else:
            messages.error(request, str(no))   # what stands by now; what was typed stays on the page
        now = item_of(one.pk, reader)
        return _page(request, reader, now, _desk(now, reader), {verb: form} if form else None, no.status)
    messages.success(request, done)
    back = f"/items/{one.pk}" if verb == "vote" else f"#i{one.pk}"
    return HttpResponseRedirect(f"/meetings/{meeting}{back}")


def _refuse_verb(verb, one, desk):
    """Refuse what is not the viewer's to do; whether it can be done now, the action says."""
    if verb not in SECRETARY or verb == "end" and not one.followed_id:
        raise Refusal("decisions.unknown_verb", _("เลือกสิ่งที่จะทำ"), status=422)
    if not (desk["keeps"] or verb == "vote" and desk["own"]):
        raise Refusal("decisions.not_yours", _("ที่นี่เลขานุการบันทึกมติ และกรรมการลงมติของตัวเอง"), status=403)


def _desk(one, reader):
    """Return who is there, what is the viewer's own, and what they may do on this point now: all of it, or to vote."""
    chairs = chairs_of(one.meeting)
    keeps = one.meeting.committee.authority_id in may_keep_minutes(reader)
    own = [chair for chair in chairs if keeps or chair.term.person_id == reader.person]
    open_now = state_of(one.meeting) == "opened" and not one.resolutions.all()
    apart = apart_from(one, chairs)
    voters = [chair for chair in own if chair.is_there]
    verbs = ({"vote"} if voters else set()) if open_now else set()
    if open_now and keeps:
        verbs |= {"resolve"}
        verbs |= {"end"} if one.followed_id and not one.followed.closings.all() else set()
        verbs |= {"note"} if (one.tabled or one.carried_id) and not hasattr(one, "noting") else set()
    return {"chairs": chairs, "own": own, "voters": voters, "apart": apart, "keeps": keeps, "verbs": verbs}


def _form(verb, one, reader, desk, typed=None):
    if verb == "vote":
        return Voting(typed, chairs=desk["own"], ballots=ballots_on(one))
    if verb == "resolve":
        town = one.meeting.committee.authority
        others = unresolved(town, reader).exclude(pk=one.proposal_id or 0)[:TO_CHOOSE]
        return Resolving(typed, agencies=agencies_of(town), proposals=others)
    if verb == "end":
        return Ending(typed, done=any(said.says_done for said in one.followed.follow_ups.all()[:1]))
    return None


def _did(request, verb, one, form):
    """Do it, and return what is true by now."""
    by = request.user.person
    if verb == "vote":
        vote_all(item=one, said=form.said(), by=by)
    elif verb == "resolve":
        made = resolve(item=one, by=by, address=request.build_absolute_uri("/"), **form.said())
        awaited = any(audience_of(ground.proposal) for ground in made.grounds.select_related("proposal"))
        return (_("บันทึกมติ %(label)s แล้ว ทุกคนที่พูดเรื่องนี้จะได้คำตอบ") if awaited else
                _("บันทึกมติ %(label)s แล้ว")) % {"label": made.label}
    elif verb == "end":
        close_resolution(resolution=one.followed, item=one, by=by, **form.cleaned_data)
    else:
        note(item=one, by=by)
    return DONE[verb]


def _page(request, reader, one, desk, forms=None, status=200):
    shown = {verb: _form(verb, one, reader, desk) for verb in desk["verbs"]} | (forms or {})
    voting, agencies = shown.get("vote"), concerned(one)
    ballots = [(chair, voting[f"vote-{chair.term.pk}"], desk["apart"].get(chair.term.pk))
               for chair in desk["voters"]] if voting else []
    return render(request, "decisions/meetings/item.html", {
        "item": one, "meeting": one.meeting, "state": state_of(one.meeting), "today": clock.today(),
        "quorum": quorum_of(one.meeting, agencies), "tally": tally_of(one, agencies),
        "voices": voices_behind([one.proposal])[one.proposal_id] if one.proposal else None, "ballots": ballots,
        "awaited": bool(one.proposal and audience_of(one.proposal)),
        **desk, **{f"{verb}_form": form for verb, form in shown.items()}}, status=status)
