"""Where the pages of plans stand."""

urlpatterns: list = []
