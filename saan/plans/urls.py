"""Where the pages of plans stand."""
from django.urls import path

from saan.plans.views import activities, attend, claims, money, projects, results, witnesses

urlpatterns = [
    path("projects", projects.projects, name="projects"),
    path("projects/new", projects.new, name="project_new"),
    path("projects/<int:number>", projects.project, name="project_page"),
    path("projects/<int:number>/money", money.change, name="project_money"),
    path("projects/<int:number>/plan", activities.planned, name="activity_new"),
    path("activities/<int:number>", activities.activity, name="activity_page"),
    path("activities/<int:number>/own", activities.own, name="activity_own"),
    path("activities/<int:number>/lead", activities.lead, name="activity_lead"),
    path("activities/<int:number>/sign", activities.sign, name="activity_sign"),
    path("attend/<str:token>", attend.attend, name="attend"),
    path("results/<int:number>", results.result, name="result_page"),
    path("results/<int:number>/change", results.change, name="result_change"),
    path("results/<int:number>/witness", witnesses.witnessed, name="result_witness"),
    path("results/<int:number>/evidence/<int:evidence>", results.evidence, name="result_evidence"),
    path("results/by-link/<str:token>", claims.by_link, name="claim_by_link"),
    path("projects/<int:number>/claim", claims.claim_page, name="project_claim"),
    path("confirm", witnesses.confirm, name="confirm"),
]
