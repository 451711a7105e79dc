"""Where the pages of papers stand."""

urlpatterns: list = []
