"""Where the pages of insight stand."""
from django.urls import path

from saan.insight.views import overview

urlpatterns = [
    path("overview", overview.overview, name="overview"),
]
