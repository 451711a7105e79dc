"""Where the pages of plans stand."""
from django.urls import path

from saan.plans.views import claims, results, witnesses

urlpatterns = [
    path("results/<int:number>", results.result, name="result_page"),
    path("results/<int:number>/change", results.change, name="result_change"),
    path("results/<int:number>/witness", witnesses.witnessed, name="result_witness"),
    path("results/<int:number>/evidence/<int:evidence>", results.evidence, name="result_evidence"),
    path("results/by-link/<str:token>", claims.by_link, name="claim_by_link"),
    path("projects/<int:number>/claim", claims.claim_page, name="project_claim"),
    path("confirm", witnesses.confirm, name="confirm"),
]
