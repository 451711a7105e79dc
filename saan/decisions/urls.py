"""Where the pages of decisions stand."""
from django.urls import path

from saan.decisions.views import budgets, links, own, proposals

urlpatterns = [
    # proposals
    path("proposals", proposals.proposals, name="proposals"),
    path("proposals/new", proposals.new, name="proposal_new"),
    path("proposals/own", own.own, name="proposal_own"),
    path("proposals/by-link/<str:token>", links.by_link, name="proposal_by_link"),
    path("proposals/<int:number>", proposals.proposal, name="proposal_page"),
    path("proposals/<int:number>/change", proposals.change, name="proposal_change"),
    path("budgeting", budgets.budgeting, name="budgeting"),
]
