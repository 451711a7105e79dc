"""The page on which officers set the days of the town's budget."""
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from saan.core.refusal import Refusal
from saan.decisions.actions.budgets import set_budgeting
from saan.decisions.forms.proposals import Budgets
from saan.decisions.queries.budgets import budget_of, budgeting_of
from saan.decisions.rules.proposals import may_budget
from saan.people.rules import Viewer
from saan.people.views.gates import for_those, own_town


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(may_budget, "serve")
def budgeting(request: HttpRequest, viewer: Viewer, places: set[int]) -> HttpResponse:
    """Show the days of the budget and which meeting is the last that makes it, and set them."""
    town = own_town(request, places)
    if town is None:   # an officer of an agency that is no authority has no budget to set
        raise Refusal("decisions.no_town", _("หน้านี้เปิดให้เจ้าหน้าที่ของ อปท."), status=403)
    sent = request.POST if request.method == "POST" else None
    form, status = Budgets(sent, budgeting=budgeting_of(town, viewer)), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                set_budgeting(authority=town, by=request.user.person, **form.cleaned_data)
                messages.success(request, _("ตั้งวันแล้ว"))
                return HttpResponseRedirect("/budgeting")
            except Refusal as no:
                form.refused(no)
    return render(request, "decisions/proposals/budgeting.html", {
        "form": form, "place": town, "budget": budget_of(town, viewer)}, status=status)
