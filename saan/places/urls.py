"""Where the pages of places stand."""

urlpatterns: list = []
