"""Where the pages of insight stand."""
from django.urls import path

from saan.insight.views import answered, calendar, overview, search

urlpatterns = [
    path("overview", overview.overview, name="overview"),
    path("answered", answered.answered, name="answered"),
    path("calendar.ics", calendar.calendar, name="calendar"),
    path("search", search.search, name="search"),
]
