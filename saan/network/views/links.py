"""Where a one-time link leads: an agency tells how far its promise is, without a login."""
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saan.core.actions.files import keep
from saan.core.networks import network_of
from saan.core.refusal import Refusal
from saan.network.actions.commitments import answer
from saan.network.actions.errands import follow
from saan.network.forms import Telling
from saan.network.models import Commitment
from saan.network.queries.authors import signed_by
from saan.network.queries.commitments import last_word, progress_of, state_now
from saan.network.queries.errands import refuse_other
from saan.network.views.commitments import commitment_or_404
from saan.people.forms import tell
from saan.people.queries import NOBODY, viewer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show the promise to the agency that holds the link, and take its answer once; looking uses nothing up."""
    errand = follow(token=token, kind=Commitment.kind, network=network_of(request), viewer=viewer(request))
    one = commitment_or_404(errand.about_ref, NOBODY)
    refuse_other(errand, one.agency)
    form = Telling(request.POST or None, request.FILES or None, last=last_word(one))
    if request.method == "POST" and form.is_valid():
        try:
            _answered(form, errand, one)
        except Refusal as no:
            if no.status == 410:
                raise
            tell(form, no)
        else:
            return render(request, "network/commitments/thanks.html", {"commitment": one, "errand": errand})
    return render(request, "network/commitments/by_link.html", {
        "commitment": one, "errand": errand, "form": form if form.fields["word"].choices else None,
        "state": state_now(one), "steps": signed_by(progress_of(one, NOBODY), one, NOBODY)},
        status=422 if form.is_bound else 200)


@transaction.atomic
def _answered(form, errand, one):
    said = form.cleaned_data
    answer(errand=errand, commitment=one, word=said["word"], text=said["text"],
           file=keep(upload=said["file"]) if said["file"] else None)
