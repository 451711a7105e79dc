"""The page behind a one-time link: an agency without a login answers a proposal, once, or passes it on."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saan.core.networks import network_of
from saan.core.refusal import Refusal
from saan.decisions.actions.responses import pass_on_by_link, refuse_passed, respond_by_link
from saan.decisions.forms.proposals import PassingOn, Replying
from saan.decisions.models import Proposal
from saan.decisions.views.proposals import found, others, told_of
from saan.network.actions.errands import follow
from saan.people.queries import NOBODY, viewer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show the proposal with the forms to answer it or pass it on; the link is used up with the answer."""
    errand = follow(token=token, kind=Proposal.kind, network=network_of(request), viewer=viewer(request))
    one = found(errand.about_ref, NOBODY)
    refuse_passed(one, errand.agency)
    verb = request.POST.get("do", "") if request.method == "POST" else ""
    replying = Replying(request.POST if verb and verb != "pass" else None)
    passing = PassingOn(request.POST if verb == "pass" else None, agencies=others(one))
    status = 200
    if request.method == "POST":
        form, status = passing if verb == "pass" else replying, 422
        if form.is_valid():
            try:
                if verb == "pass":
                    pass_on_by_link(errand=errand, proposal=one, address=request.build_absolute_uri("/"), **form.said())
                else:
                    respond_by_link(errand=errand, proposal=one, **form.said())
                return render(request, "decisions/proposals/done.html", {"proposal": one, "passed": verb == "pass"})
            except Refusal as no:
                form.refused(no)
    return render(request, "decisions/proposals/by_link.html", {
        **told_of(one, NOBODY), "errand": errand, "replying": replying, "passing": passing,
        "action": request.path}, status=status)
