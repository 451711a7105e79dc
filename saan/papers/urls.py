"""Where the pages of papers stand."""
from django.urls import path

from saan.papers import views

urlpatterns = [
    path("papers", views.papers, name="papers"),
    path("papers/<slug:paper>", views.paper, name="paper"),
    path("papers/<slug:paper>/template", views.template, name="paper_template"),
    path("papers/<slug:paper>/sample.docx", views.sample, {"sort": "docx"}, name="paper_docx"),
    path("papers/<slug:paper>/sample.pdf", views.sample, {"sort": "pdf"}, name="paper_pdf"),
]
