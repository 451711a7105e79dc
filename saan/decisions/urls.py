"""Where the pages of decisions stand."""

urlpatterns: list = []
