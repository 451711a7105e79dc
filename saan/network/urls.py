"""Where the pages of network stand."""

urlpatterns: list = []
