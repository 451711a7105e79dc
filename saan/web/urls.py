"""Where every page stands."""
from django.urls import include, path

from saan.web.api import api
from saan.web.views import desk, health, home, look, pages, problems, rounds

urlpatterns = [
    path("", home.home, name="home"),
    path("towns", pages.towns, name="towns"),
    path("vote", rounds.vote, name="vote"),
    path("results", rounds.results, name="results"),
    path("desk", desk.desk, name="desk"),
    path("theme", pages.theme, name="theme"),
    path("look", look.look, name="look"),
    *(path(page, pages.words, {"page": page}, name=page) for page in pages.PAGES),
    path("healthz", health.alive), path("readyz", health.ready),
    path("", include("saan.areas.urls")),
    path("", include("saan.people.urls")),
    path("", include("saan.voices.urls")),
    path("", include("saan.notices.urls")),
    path("", include("saan.papers.urls")),
    path("", include("saan.network.urls")),
    path("", include("saan.places.urls")),
    path("", include("saan.decisions.urls")),
    path("", include("saan.plans.urls")),
    path("", include("saan.insight.urls")),
    path("api/v1/", api.urls),
]
handler400, handler403, handler404, handler500 = (
    problems.bad_request, problems.forbidden, problems.not_found, problems.broken)
