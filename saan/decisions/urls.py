"""Where the pages of decisions stand."""
from django.urls import path

from saan.decisions.views import budgets, committees, items, links, meetings, minutes, own, proposals, resolutions

urlpatterns = [
    # proposals
    path("proposals", proposals.proposals, name="proposals"),
    path("proposals/new", proposals.new, name="proposal_new"),
    path("proposals/own", own.own, name="proposal_own"),
    path("proposals/by-link/<str:token>", links.by_link, name="proposal_by_link"),
    path("proposals/<int:number>", proposals.proposal, name="proposal_page"),
    path("proposals/<int:number>/change", proposals.change, name="proposal_change"),
    path("budgeting", budgets.budgeting, name="budgeting"),
    # committees, meetings, resolutions
    path("committees", committees.committees, name="committees"),
    path("committees/<int:number>", committees.committee, name="committee_page"),
    path("committees/<int:number>/change", committees.change, name="committee_change"),
    path("meetings/<int:number>", meetings.meeting, name="meeting_page"),
    path("meetings/<int:number>/change", meetings.change, name="meeting_change"),
    path("meetings/<int:number>/items/<int:item>", items.item, name="meeting_item"),
    path("meetings/<int:number>/minutes", minutes.minutes, name="meeting_minutes"),
    path("meetings/<int:number>/drafts", minutes.drafts, name="meeting_drafts"),
    *(path(f"meetings/<int:number>/{word}.{sort}", minutes.paper, {"word": word, "sort": sort})
      for word in ("invitation", "minutes") for sort in ("pdf", "docx")),
    path("resolutions", resolutions.resolutions, name="resolutions"),
    path("resolutions/by-link/<str:token>", resolutions.by_link, name="resolution_by_link"),
    path("resolutions/<int:number>", resolutions.resolution, name="resolution_page"),
    path("resolutions/<int:number>/change", resolutions.change, name="resolution_change"),
]
